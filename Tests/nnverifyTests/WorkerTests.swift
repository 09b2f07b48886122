import Foundation
import Testing

/// Programs in other languages, as their authors would have them checked.
@Suite(.enabled(if: Python.isInstalled)) struct WorkerTests {
  private static let worker = "python3 \(CommandLineProgram.repository)/examples/python/worker.py"

  /// The example in Python with one line changed.
  private func withBroken(_ line: String, _ replacement: String, _ body: (String, String) async throws -> Void)
    async throws
  {
    try await withFolder { folder in
      let source = try String(
        contentsOfFile: "\(CommandLineProgram.repository)/examples/python/worker.py", encoding: .utf8)
      #expect(source.components(separatedBy: line).count == 2, "the line occurs once")
      let file = "\(folder)/worker.py"
      try source.replacingOccurrences(of: line, with: replacement).write(
        toFile: file, atomically: true, encoding: .utf8)
      try await body("python3 \(file)", folder)
    }
  }

  private static let crash = (
    line: "def evaluate(problem):",
    replacement: "def evaluate(problem):\n    if len(problem['inputs'][0]) > 1: import os; os._exit(7)"
  )

  @Test func aRightOneAgrees() async throws {
    let run = try await CommandLineProgram.run(
      "check", "--against", Self.worker, "--problems", "20", "--seed", "1")
    #expect(run.code == Code.agreement, "\(run)")
    #expect(run.output.hasPrefix("seed 1, generator 1: python\n") && run.lastLine.hasPrefix("AGREEMENT: 20 problems"))
  }

  @Test func storedCasesTakeIt() async throws {
    let run = try await CommandLineProgram.run(
      "replay", CommandLineProgram.fixture("published/mazur-2015.json"), "--against", Self.worker)
    #expect(run.code == Code.agreement, "\(run)")
  }

  @Test func aCrashIsNoDisagreement() async throws {
    try await withBroken(Self.crash.line, Self.crash.replacement) { command, folder in
      let run = try await CommandLineProgram.run(
        "check", "--against", command, "--problems", "30", "--failures", "\(folder)/failures", "--format", "json",
        "--seed", "1", "--max-width", "3")
      #expect(run.code == Code.worker, "\(run)")
      #expect(run.error.contains("exit code 7") && run.error.contains("given up"))
      #expect(run.error.contains("made small  python: 1-1, m = "), "\(run)")
      let report = try document(run.output)
      #expect(report["outcome"] as? String == "broken_worker")
      // A line to paste, which shows it again.
      let line = try #require(run.error.split(separator: "; ").last { $0.hasPrefix("nnverify replay") })
      let again = try await CommandLineProgram.shell("$nnverify" + line.dropFirst("nnverify".count))
      #expect(again.code == Code.worker, "\(again)")
    }
  }

  @Test func whoCannotBeIntroducedIsToldWhatToTry() async throws {
    for (command, words) in [
      ("no-such-program", "there is no program no-such-program"), ("true", "ended with exit code 0"),
      ("echo Welcome", "a line that is no JSON object: \"Welcome\""),
    ] {
      let run = try await CommandLineProgram.run("check", "--against", command, "--problems", "1", "--seed", "1")
      #expect(run.code == Code.worker && run.output == "", "\(run)")
      #expect(run.error.contains(words) && run.error.contains("nnverify worker doctor"), "\(run)")
    }
  }

  @Test func halfACommandIsAUsageError() async throws {
    for command in ["", "'a"] {
      let run = try await CommandLineProgram.run("check", "--against", command)
      #expect(run.code == Code.usage && run.error.contains("--against"), "\(run)")
    }
  }

  @Test func theDoctorNamesTheFirstThingToMend() async throws {
    let healthy = try await CommandLineProgram.run("worker", "doctor", Self.worker)
    #expect(healthy.code == Code.agreement && healthy.lastLine.hasPrefix("READY"), "\(healthy)")
    try await withBroken(Self.crash.line, Self.crash.replacement) { command, _ in
      let sick = try await CommandLineProgram.run("worker", "doctor", command)
      #expect(sick.code == Code.worker && sick.lastLine.hasPrefix("NOT READY"), "\(sick)")
      #expect(sick.output.contains("FAIL  evaluate  linear, squared_error, mean: it ended with exit code 7"), "\(sick)")
    }
  }

  @Test func aProbeShowsBothAnswers() async throws {
    let right = try await CommandLineProgram.run("worker", "probe", Self.worker)
    #expect(right.code == Code.agreement && right.lastLine.hasPrefix("AGREEMENT"), "\(right)")
    try await withBroken(Self.crash.line, Self.crash.replacement) { command, _ in
      let silent = try await CommandLineProgram.run("worker", "probe", command)
      #expect(silent.code == Code.worker && silent.error.contains("no answer"), "\(silent)")
    }
  }

  @Test func aWrongNumberIsShown() async throws {
    try await withBroken("4 * sigmoid_slope(2 * z)", "2 * sigmoid_slope(2 * z)") { command, folder in
      let probe = try await CommandLineProgram.run("worker", "probe", command)
      #expect(probe.code == Code.disagreement && probe.output.contains("departs"), "\(probe)")
      let check = try await CommandLineProgram.run(
        "check", "--against", command, "--problems", "40", "--failures", "\(folder)/failures", "--seed", "1",
        "--max-width", "4")
      #expect(check.code == Code.disagreement && check.lastLine.hasPrefix("DISAGREEMENT"), "\(check)")
      #expect(check.lastLine.contains("--against 'python3 "), "\(check)")
    }
  }
}

/// Python, where it is installed.
enum Python {
  static let isInstalled = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }
}
