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

  /// Asked line by line, its gradient is what differences of its value say.
  @Test(.needs(.python)) func aFunction() async throws {
    try await withFolder { folder in
      let command = try written(.function, to: folder)
      let (matrix, vector, step) = ([0.5, -0.25, 0.125, 0.75, -0.5, 0.25], [0.1, 0.9, 0.4], 1e-5)
      var points: [(matrix: [Double], vector: [Double])] = [(matrix, vector)]
      for index in 0..<9 {
        for change in [step, -step] {
          var point = (matrix: matrix, vector: vector)
          if index < 6 { point.matrix[index] += change } else { point.vector[index - 6] += change }
          points.append(point)
        }
      }
      var questions = ["{\"cmd\":\"hello\",\"seq\":0,\"protocol\":\"nnverify-worker-1\",\"limits\":{}}"]
      questions += points.enumerated().map { index, point in
        "{\"cmd\":\"evaluate\",\"seq\":\(index + 1),\"want\":[\"value\"\(index == 0 ? ",\"gradient\"" : "")],"
          + "\"parameters\":{\"W\":\(point.matrix),\"v\":\(point.vector)}}"
      }
      questions.append("{\"cmd\":\"bye\",\"seq\":\(points.count + 1)}")
      let run = try output(
        of: [command.program] + command.arguments, input: questions.map { $0 + "\n" }.joined())
      #expect(run.code == 0)
      let answers = try run.text.split(separator: "\n").map { line in
        guard case .object(let members) = try WireReader.read(Array(line.utf8)) else { return [String: WireValue]() }
        return members
      }
      try #require(answers.count == points.count + 2)
      #expect(
        answers[0]["kind"]?.isSame(as: .string("function")) == true && answers[1]["seq"]?.isSame(as: .number(1)) == true
      )
      var reader = AnswerReader(.decimal)
      let values = answers[1...points.count].compactMap { reader.number($0["value"], at: "/value") }
      guard case .object(let gradient) = answers[1]["gradient"] else {
        Issue.record("no gradient")
        return
      }
      let entries =
        (reader.row(gradient["W"], at: "/W", count: 6) ?? []) + (reader.row(gradient["v"], at: "/v", count: 3) ?? [])
      try #require(reader.misfits.isEmpty && values.count == 19 && entries.count == 9)
      for (index, entry) in entries.enumerated() {
        let slope = (values[2 * index + 1] - values[2 * index + 2]) / (2 * step)
        #expect(abs(entry - slope) <= 1e-8, "entry \(index): \(entry), and by differences \(slope)")
      }
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
