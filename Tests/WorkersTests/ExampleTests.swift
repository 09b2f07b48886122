import Foundation
import GradientVerification
import Testing
import Workers

/// The workers of examples/ pass, in every language that is installed here, and bugs planted in one of them are found.
@Suite(.serialized) struct ExampleTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("examples").path

  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var words: [String]
    /// A command that succeeds where the language is installed.
    var probe: [String]
    var testDescription: String { name }

    var command: WorkerCommand { WorkerCommand(program: words[0], arguments: Array(words.dropFirst())) }
    var isInstalled: Bool { ExampleTests.succeeds(probe) }
  }

  private static func python(_ name: String, module: String? = nil, _ arguments: String...) -> Example {
    Example(
      name: ([name] + arguments.suffix(1)).joined(separator: " "),
      words: ["python3", "\(root)/\(name)/worker.py"] + arguments,
      probe: ["python3", "-c", "import \(module ?? "json")"])
  }

  static let examples = [
    python("python"), python("numpy", module: "numpy"), python("pytorch", module: "torch"),
    python("pytorch", module: "torch", "--precision", "binary32"), python("jax", module: "jax"),
    python("jax", module: "jax", "--precision", "binary32"),
  ]

  private static func succeeds(_ words: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  private func run(_ worker: Worker, count: Int, seed: UInt64 = 5) async throws -> CampaignReport {
    let options = try worker.restricted(GeneratorOptions(maxDepth: 4, maxWidth: 8, maxCases: 6), regimes: nil)
    let campaign = Campaign(
      generator: ProblemGenerator(seed: seed, options: options), implementations: [worker.factory],
      check: ProblemCheck(oracles: .standard))
    return try await campaign.run(count: count, jobs: 2, shouldStop: { false }, progress: { _, _ in })
  }

  @Test(arguments: examples.filter(\.isInstalled)) func agrees(_ example: Example) async throws {
    let worker = try Worker(example.command)
    let report = try await run(worker, count: example.name.hasPrefix("jax") ? 8 : 40)
    #expect(report.failures.isEmpty, "\(report.failures.flatMap(\.findings))")
    #expect(worker.breakdowns.map(\.fault) == [])
    #expect(report.ledger[.values].passed > 100 && report.ledger[.gradients].passed > 100)
    let doctor = Doctor(examining: example.command, problems: Doctor.sampleProblems)
    #expect(doctor.isClean, "\(doctor.steps.filter { $0.advice != nil })")
  }

  @Test(.enabled(if: succeeds(["cc", "--version"]))) func theOneInCAgrees() async throws {
    let binary = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-c-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: binary) }
    #expect(Self.succeeds(["cc", "-O2", "-o", binary, "\(Self.root)/c/worker.c", "-lm"]))
    let worker = try Worker(WorkerCommand(program: binary))
    let report = try await run(worker, count: 200)
    #expect(report.failures.isEmpty, "\(report.failures.flatMap(\.findings))")
    #expect(worker.breakdowns.isEmpty && report.problems == 200)
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

  @Test(.enabled(if: succeeds(["python3", "-c", "import numpy"])), arguments: planted)
  func aPlantedBugIsNamed(_ bug: Planted) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-numpy-\(UUID().uuidString)")
      .path
    try FileManager.default.copyItem(atPath: "\(Self.root)/numpy", toPath: folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = try String(contentsOfFile: "\(folder)/network.py", encoding: .utf8)
    #expect(source.components(separatedBy: bug.line).count == 2, "the line occurs once")
    try source.replacingOccurrences(of: bug.line, with: bug.replacement)
      .write(toFile: "\(folder)/network.py", atomically: true, encoding: .utf8)
    let worker = try Worker(WorkerCommand(program: "python3", arguments: ["\(folder)/worker.py"]))
    let report = try await run(worker, count: 60)
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
