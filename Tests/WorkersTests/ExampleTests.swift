import Foundation
import GradientVerification
import Testing
import Workers

/// The workers of examples/ pass, in every language that is installed here, and bugs planted in one of them are found. The others
/// are reported as skipped.
@Suite(.serialized) struct ExampleTests {
  private static let examples = "\(repository)/examples"
  static let precisions = ["binary64", "binary32"]

  private func python(_ name: String, _ arguments: String...) -> WorkerCommand {
    WorkerCommand(program: "python3", arguments: ["\(Self.examples)/\(name)/worker.py"] + arguments)
  }

  @Test(.needs(.python)) func inPython() async throws { try await expectAgreement(python("python")) }

  @Test(.needs(.numpy)) func inNumPy() async throws { try await expectAgreement(python("numpy")) }

  @Test(.needs(.pytorch), arguments: precisions) func inPyTorch(_ precision: String) async throws {
    try await expectAgreement(python("pytorch", "--precision", precision))
  }

  @Test(.needs(.jax), arguments: precisions) func inJAX(_ precision: String) async throws {
    try await expectAgreement(python("jax", "--precision", precision), count: 8)
  }

  @Test(.needs(.javascript)) func inJavaScript() async throws {
    try await expectAgreement(
      WorkerCommand(program: "node", arguments: ["\(Self.examples)/javascript/worker.js"]))
  }

  @Test(.needs(.c)) func inC() async throws {
    try await withFolder { folder in
      let binary = "\(folder)/worker"
      #expect(succeeds(["cc", "-O2", "-std=c99", "-o", binary, "\(Self.examples)/c/worker.c", "-lm"]))
      try await expectAgreement(WorkerCommand(program: binary), count: 200)
    }
  }

  /// A line of examples/numpy/network.py, what it is changed to, and the words that the diagnosis must have.
  struct Planted: Sendable, CustomTestStringConvertible {
    var name: String
    var line: String
    var replacement: String
    var words: String
    var testDescription: String { name }
  }

  static let planted = [
    Planted(name: "no 1/m", line: "dZ[-1] = dZ[-1] / m", replacement: "pass", words: "times m ="),
    Planted(
      name: "db is a mean", line: "db[l] = dZ[l].sum(axis=1, keepdims=True)",
      replacement: "db[l] = dZ[l].mean(axis=1, keepdims=True)", words: "divided by m"),
    Planted(name: "slope of tanh", line: "return 1 - A * A", replacement: "return 1 - A", words: "BP2: δ["),
    Planted(
      name: "no slope",
      line: "dZ[l - 1] = dV * slope(below.activation, Z[l - 1], A[l - 1], below.alpha)", replacement: "dZ[l - 1] = dV",
      words: "without g′"),
    Planted(
      name: "no half", line: "C = ((A - Y) ** 2).sum() / 2", replacement: "C = ((A - Y) ** 2).sum()",
      words: "is a ½ missing"),
  ]

  @Test(.needs(.numpy), arguments: planted)
  func aPlantedBugIsNamed(_ bug: Planted) async throws {
    try await withFolder { parent in
      let folder = "\(parent)/numpy"
      try FileManager.default.copyItem(atPath: "\(Self.examples)/numpy", toPath: folder)
      let source = try String(contentsOfFile: "\(folder)/network.py", encoding: .utf8)
      #expect(source.components(separatedBy: bug.line).count == 2, "the line occurs once")
      try source.replacingOccurrences(of: bug.line, with: bug.replacement)
        .write(toFile: "\(folder)/network.py", atomically: true, encoding: .utf8)
      let worker = try Worker(WorkerCommand(program: "python3", arguments: ["\(folder)/worker.py"]))
      let report = try await campaign(worker, count: 60)
      let failed = try #require(report.failures.first)
      let check = ProblemCheck(oracles: .standard)
      let examined = try check.examine(
        failed.problem, history: failed.history(), finding: try #require(failed.gravest.first), by: worker.factory)
      let diagnosis = try #require(examined.diagnosis)
      let text = [diagnosis.place, diagnosis.explanation ?? ""].joined(separator: "\n")
      #expect(text.contains(bug.words), "\(text)")
      #expect(worker.breakdowns.isEmpty)
    }
  }
}
