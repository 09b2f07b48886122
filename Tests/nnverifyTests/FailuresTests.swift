import Foundation
import Testing

/// What happens with a failure: stored, made small, diagnosed, replayed, remembered and forgotten.
@Suite struct FailuresTests {
  let folder = NSTemporaryDirectory() + "nnverify-failures-\(UUID().uuidString)"
  let dropped = "mutant:derivative-dropped"

  /// Not as under CI, where nothing is remembered.
  var alone: [String] { ["-u", "CI", CommandLineProgram.path] }

  func fail(_ options: String...) async throws -> CommandLineProgram.Run {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try await CommandLineProgram.start(
      "/usr/bin/env",
      .init(alone + ["check", "--problems", "30", "--max-failures", "1", "--quiet", "--implementation"] + options),
      input: "", in: folder, environment: CommandLineProgram.environment)
  }

  @Test func aFailureEndsInASmallCaseWithADiagnosisAndALineThatReproducesIt() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try await fail(dropped, "--seed", "5")
    #expect(run.code == 1)
    #expect(run.output.contains("BP2: δ["))
    #expect(run.output.contains("without g′"))
    #expect(run.output.contains("made small  \(dropped): 1-1-1, m = 1"))
    let line = try #require(run.lastLine.split(separator: ";").last).trimmingCharacters(in: .whitespaces)
    #expect(line.hasPrefix("nnverify replay .nnverify/failures/"))
    let again = try await CommandLineProgram.shell(
      line.replacing("nnverify replay", with: "\"$nnverify\" replay"), in: folder)
    #expect(again.code == 1)
    #expect(again.output.contains("without g′"))
  }

  @Test func failuresAreRememberedWithoutASeedAndForgottenWhenTheyPass() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try await fail(dropped, "--seed", "5").code == 1)
    let seeded = try await fail(dropped, "--seed", "5")
    #expect(!seeded.output.contains("remembered"))
    let unseeded = try await fail(dropped, "--no-shrink")
    #expect(unseeded.output.contains("2 remembered failures asked first: 2 still fail, 0 pass and are forgotten."))
    // As if the program had been mended: the failures of another name are the correct program's own.
    let store = folder + "/.nnverify/failures/"
    try FileManager.default.moveItem(atPath: store + "mutant_derivative-dropped", toPath: store + "unmutated")
    let mended = try await fail("unmutated")
    #expect(mended.code == 0)
    #expect(mended.output.contains("0 still fail"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: store + "unmutated").isEmpty)
  }

  @Test func aFolderThatCannotBeWrittenLosesNothingElse() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try await fail(dropped, "--seed", "5", "--failures", "/dev/null/failures")
    #expect(run.code == 1)
    #expect(run.error.contains("could not store a failure"))
    #expect(run.output.contains("made small"))
    #expect(run.lastLine.contains("nnverify replay 1:5:"))
  }

  @Test func aDamagedFailureIsSaidAndSkipped() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = folder + "/.nnverify/failures/unmutated"
    try FileManager.default.createDirectory(atPath: store, withIntermediateDirectories: true)
    try Data("{".utf8).write(to: URL(fileURLWithPath: store + "/failure-0.json"))
    let run = try await fail("unmutated")
    #expect(run.code == 0)
    #expect(run.error.contains("skipped a remembered failure"))
  }
}
