import Foundation
import Testing

/// Opaque functions on the command line.
@Suite(.enabled(if: Python.isInstalled)) struct FunctionCommandTests {
  private static let worker = "python3 \(CommandLineProgram.repository)/examples/conv2d/worker.py"

  @Test func aRightOneAgrees() async throws {
    let run = try await CommandLineProgram.run("check", "--against", Self.worker, "--problems", "6", "--seed", "1")
    #expect(run.code == Code.agreement, "\(run)")
    #expect(run.lastLine.hasPrefix("AGREEMENT: 6 points"))
    #expect(run.output.contains("kernel 3×3"))
    let probe = try await CommandLineProgram.run("worker", "probe", Self.worker)
    #expect(probe.code == Code.agreement && probe.output.contains("dimage[4][4]"))
  }

  @Test func aWrongOneIsNamedAndItsPointReplayed() async throws {
    try await withFolder { folder in
      let source = try String(
        contentsOfFile: "\(CommandLineProgram.repository)/examples/conv2d/worker.py", encoding: .utf8)
      let file = "\(folder)/worker.py"
      try source.replacingOccurrences(of: "dz = 2 * (a", with: "dz = (a").write(
        toFile: file, atomically: true, encoding: .utf8)
      let run = try await CommandLineProgram.run(
        "check", "--against", "python3 \(file)", "--problems", "3", "--seed", "1")
      #expect(run.code == 1)
      #expect(run.output.contains("dkernel is 1/2 times the derivative"))
      #expect(run.output.contains("falls with order 1.0"))
      let again = try await CommandLineProgram.run("replay", "f1:1:2", "--against", "python3 \(file)")
      #expect(again.code == 1 && again.output.contains("dkernel is 1/2 times the derivative"))
      let report = try await CommandLineProgram.run(
        "check", "--against", "python3 \(file)", "--problems", "3", "--seed", "1", "--format", "json", "--quiet")
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(report.output.utf8)) as? [String: Any])
      #expect(document["outcome"] as? String == "disagreement" && document["failedPoints"] as? Int == 3)
    }
  }

  @Test func theGate() async throws {
    try await withFolder { folder in
      let right = try await CommandLineProgram.run(
        "gate", "--against", Self.worker, "--problems", "4", "--html", "page.html", in: folder)
      #expect(right.code == Code.agreement && right.lastLine.hasPrefix("PASSED: 8 items"), "\(right)")
      let source = try String(
        contentsOfFile: "\(CommandLineProgram.repository)/examples/conv2d/worker.py", encoding: .utf8)
      try source.replacingOccurrences(of: "dz = 2 * (a", with: "dz = (a").write(
        toFile: "\(folder)/worker.py", atomically: true, encoding: .utf8)
      let wrong = try await CommandLineProgram.run(
        "gate", "--against", "python3 worker.py", "--problems", "4", "--junit", "junit.xml", in: folder)
      #expect(wrong.code == Code.disagreement, "\(wrong)")
      #expect(wrong.output.contains("FAIL  check/conv2d/gradient/kernel  dkernel"))
      #expect(wrong.output.contains("replay: nnverify replay f1:1:0 --against 'python3 worker.py'"))
      let red = try await CommandLineProgram.shell("grep -c '<failure' junit.xml", in: folder)
      #expect((Int(red.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0) > 3)
    }
  }

  @Test func badInput() async throws {
    let network = "python3 \(CommandLineProgram.repository)/examples/python/worker.py"
    let wrong: [([String], Int, String)] = [
      (["check", "--against", Self.worker, "--regime", "real"], 64, "no --cases, --regime"),
      (["check", "--against", Self.worker, "--cases", CommandLineProgram.fixture("edge")], 64, "no --cases, --regime"),
      (["check", "--against", Self.worker, "--against", network], 64, "check it by itself"),
      (["check", "--against", Self.worker, "--implementation", "textbook-dZ"], 64, "check it by itself"),
      (["replay", "1:2:3", "--against", Self.worker], 64, "name one of its points"),
      (["replay", "f1:2:3"], 64, "--against COMMAND"),
      (["replay", "f1:1:9223372036854775807", "--against", Self.worker], 64, "name one of its points"),
      (["replay", "f1:2:3", "--against", Self.worker, "--save", "x.json"], 64, "its token"),
      (["check", "--against", Self.worker, "--statistics"], 64, "--statistics"),
      (["check", "--against", Self.worker, "--max-width", "3"], 64, "--max-width"),
      (["fixtures", "verify", "--against", Self.worker], 64, "no network"),
      (["check", "--against", Self.worker, "--shard", "1/2", "--seed", "1"], 64, "no --shard"),
      (["check", "--against", Self.worker, "--html", "x.html"], 64, "--html"),
      (["check", "--workers", "2", "--problems", "1"], 64, "--against COMMAND"),
      (["check", "--workers", "0", "--against", Self.worker], 64, "--workers is 0"),
    ]
    for (words, code, text) in wrong {
      let run = try await CommandLineProgram.run(words)
      #expect(run.code == code && run.error.contains(text), "\(words): \(run)")
    }
  }
}
