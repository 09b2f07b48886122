import Foundation
import GradientVerification
import Testing

@testable import Workers

/// What `nnverify worker init` writes works at once, in every language that is installed here. The others are reported as skipped.
@Suite(.serialized) struct StarterTests {
  private func expectWorking(_ starter: Starter) async throws {
    try await withFolder { folder in
      try await expectAgreement(written(starter, to: folder))
    }
  }

  /// Writes it, builds it, and returns the command that runs it.
  private func written(_ starter: Starter, to folder: String) throws -> WorkerCommand {
    try WholeFile.create(starter.bytes, at: "\(folder)/\(starter.fileName)")
    if let build = starter.build(in: folder) { #expect(succeeds([build.program] + build.arguments), "\(build)") }
    return starter.command(in: folder)
  }

  @Test(.needs(.python)) func inPython() async throws { try await expectWorking(.python) }
  @Test(.needs(.numpy)) func inNumPy() async throws { try await expectWorking(.numpy) }
  @Test(.needs(.c)) func inC() async throws { try await expectWorking(.c) }
  @Test(.needs(.javascript)) func inJavaScript() async throws { try await expectWorking(.javascript) }
  @Test(.needs(.swift)) func inSwift() async throws { try await expectWorking(.swift) }
  @Test(.needs(.rust)) func inRust() async throws { try await expectWorking(.rust) }

  /// A mistake in the marked place is found: the starter answers with what it computes, and with nothing else.
  @Test(.needs(.python)) func aMistakeInItIsFound() async throws {
    try await withFolder { folder in
      let command = try written(.python, to: folder)
      let path = "\(folder)/worker.py"
      let source = try String(contentsOfFile: path, encoding: .utf8)
      let line = "db[l] = [sum(row) for row in dZ[l]]"
      #expect(source.components(separatedBy: line).count == 2, "the line occurs once")
      try source.replacingOccurrences(of: line, with: "db[l] = [sum(row) / m for row in dZ[l]]")
        .write(toFile: path, atomically: true, encoding: .utf8)
      #expect(try await !campaign(Worker(command), count: 20).failures.isEmpty)
    }
  }

  @Test(.needs(.python)) func aFunction() async throws {
    try await withFolder { folder in
      let command = try written(.function, to: folder)
      #expect(Doctor(examining: command, problems: []).isClean)
      guard case .function(let worker) = try StartedWorker(command) else {
        Issue.record("it says that it is a network")
        return
      }
      let campaign = FunctionCampaign(worker.factory, seed: 1)
      let report = try await campaign.run(count: 10, jobs: 2, shouldStop: { false }) { _, _ in }
      #expect(report.failedPoints == 0 && report.total.undecided == 0 && report.total.passed > 100)
    }
  }

  /// Where nothing may be overwritten, nothing is: neither a file nor what a link leads to.
  @Test func nothingIsOverwritten() async throws {
    try await withFolder { folder in
      let (file, link) = ("\(folder)/file", "\(folder)/link")
      try WholeFile.create([1, 2], at: file)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(folder)/nowhere")
      for path in [file, link, folder, "\(folder)/no folder/file"] {
        #expect(throws: CaseFileError.self, "\(path)") { try WholeFile.create([3], at: path) }
      }
      #expect(FileManager.default.contents(atPath: file) == Data([1, 2]))
      #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder)) == ["file", "link"])
    }
  }
}
