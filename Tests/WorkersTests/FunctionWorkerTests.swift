import Foundation
import GradientVerification
import Testing
import Workers

/// Opaque functions in another process: the convolution of examples/ passes, its planted bugs are named, and whoever breaks the
/// rules is told apart.
@Suite(.serialized, .enabled(if: Hostile.isPythonInstalled)) struct FunctionWorkerTests {
  private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("examples/conv2d/worker.py").path

  private func function(_ command: WorkerCommand, _ limits: WorkerLimits = WorkerLimits()) throws -> FunctionWorker {
    guard case .function(let worker) = try StartedWorker(command, limits) else {
      throw Unsupported("it says that it is a network")
    }
    return worker
  }

  private func run(_ worker: FunctionWorker, _ points: Int) async throws -> FunctionReport {
    try await FunctionCampaign(worker.factory, seed: 2).run(count: points, jobs: 2, shouldStop: { false }) { _, _ in }
  }

  @Test func theConvolutionPasses() async throws {
    let command = WorkerCommand(program: "python3", arguments: [Self.example])
    let worker = try function(command)
    let report = try await run(worker, 12)
    #expect(report.failedPoints == 0 && worker.breakdowns.isEmpty)
    #expect(report.total.undecided == 0 && report.total.passed > 500)
    let doctor = Doctor(examining: command, problems: [])
    #expect(doctor.isClean && doctor.asked == 2, "\(doctor.steps)")
    let probe = try FunctionProbe(worker)
    #expect(zip(probe.claimed, probe.numeric).allSatisfy { ($0 - $1).magnitude < 1e-6 } && probe.claimed.count == 35)
  }

  struct Planted: Sendable, CustomTestStringConvertible {
    var line: String
    var replacement: String
    var words: String
    var testDescription: String { words }
  }

  static let planted = [
    Planted(line: "dz = 2 * (a", replacement: "dz = (a", words: "1/2 times the derivative"),
    Planted(
      line: "(OUTPUT * OUTPUT) * (1 - a * a)", replacement: "1 * (1 - a * a)", words: "9 times the derivative"),
    Planted(
      line: "dkernel[i][j] += dz", replacement: "dkernel[KERNEL - 1 - i][KERNEL - 1 - j] += dz", words: "reverse order"),
    Planted(line: "dkernel[i][j] += dz", replacement: "dkernel[j][i] += dz", words: "transposed"),
    Planted(line: "dbias += dz", replacement: "dbias = dz", words: "dbias is"),
    Planted(
      line: "* kernel[i][j]\n    return dkernel", replacement: "* 0\n    return dkernel", words: "dimage is zero"),
  ]

  @Test(arguments: planted) func aPlantedBugIsNamed(_ bug: Planted) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let source = try String(contentsOfFile: Self.example, encoding: .utf8)
    #expect(source.components(separatedBy: bug.line).count == 2, "the line occurs once")
    try source.replacingOccurrences(of: bug.line, with: bug.replacement)
      .write(toFile: "\(folder)/worker.py", atomically: true, encoding: .utf8)
    let worker = try function(WorkerCommand(program: "python3", arguments: ["\(folder)/worker.py"]))
    let report = try await run(worker, 3)
    #expect(report.failedPoints == 3)
    let sentences = try #require(report.failures.first).diagnoses.map { $0.sentence(worker.hello.parameters) }
    #expect(sentences.contains { $0.contains(bug.words) }, "\(sentences)")
  }

  /// A function of three numbers that does `evaluate` instead of answering well.
  private func hostile(
    parameters: String = #"[{"name": "w", "shape": [3]}]"#, evaluate: String = "pass", precision: String = "binary64"
  )
    -> WorkerCommand
  {
    let script = """
      import json, os, sys, time
      for line in sys.stdin:
          q = json.loads(line)
          a = {"seq": q["seq"], "status": "ok"}
          if q["cmd"] == "hello":
              a.update(protocol="nnverify-worker-1", kind="function", name="hostile", precision="\(precision)", parameters=\(parameters))
          elif q["cmd"] == "echo":
              a["numbers"] = q["numbers"]
          elif q["cmd"] == "evaluate":
              w = q["parameters"]["w"]
              a.update(value=sum(x * x for x in w), gradient={"w": [2 * x for x in w]})
              \(evaluate)
          print(json.dumps(a), flush=True)
          if q["cmd"] == "bye": break
      """
    return WorkerCommand(program: "python3", arguments: ["-c", script])
  }

  @Test func aGoodOnePasses() async throws {
    let worker = try function(hostile(), Hostile.limits)
    let report = try await run(worker, 4)
    #expect(report.failedPoints == 0 && report.total.passed > 0 && worker.breakdowns.isEmpty)
  }

  @Test(arguments: [
    "os._exit(3)", "time.sleep(60)", "a['gradient'] = {'w': [1, 2]}", "a['gradient'] = {'v': [1, 2, 3]}",
    "del a['gradient']", "a['value'] = [1]", "a['value'] = '1.5'", "a['seq'] = 1", "print('hm')",
    "a['gradient']['w'][1] = 'x'", "a = {'seq': q['seq'], 'status': 'error', 'message': 'no'}",
  ])
  func aBrokenOneIsNoDisagreement(_ evaluate: String) async throws {
    let worker = try function(hostile(evaluate: evaluate), Hostile.limits)
    let report = try await run(worker, 2)
    #expect(!worker.breakdowns.isEmpty)
    #expect(report.failures.flatMap(\.findings).allSatisfy { $0.check == .answers } && report.failedPoints > 0)
  }

  @Test(arguments: [
    "[]", "{}", "3", #"[{"name": "w"}]"#, #"[{"name": "w", "shape": [0]}]"#, #"[{"name": "w", "shape": [-1]}]"#,
    #"[{"name": "w", "shape": [1.5]}]"#, #"[{"name": "w", "shape": [4000000000, 4000000000, 4000000000]}]"#,
    #"[{"name": "w", "shape": [2097152, 2]}]"#, #"[{"name": "a b", "shape": [1]}]"#,
    #"[{"name": "w", "shape": [1]}, {"name": "w", "shape": [1]}]"#,
    #"[{"name": "w", "shape": [1], "low": 1, "high": 1}]"#, #"[{"name": "w", "shape": [1], "low": "nan"}]"#,
    #"[{"name": "w", "shape": [1], "low": -1e308, "high": 1e308}]"#,
    #"[{"name": "w", "shape": [1000000]}, {"name": "v", "shape": [2000000]}]"#,
    #"[{"name": "w", "shape": [1, 1, 1, 1, 1, 1, 1, 1, 1]}]"#,
  ])
  func parametersAreReadBeforeTheyAreUsed(_ parameters: String) {
    #expect(throws: WorkerStartFailure.self) { try function(hostile(parameters: parameters), Hostile.limits) }
  }

  /// Points beyond binary32 would be infinite.
  @Test func boundsMustExistInThePrecision() throws {
    let wide = #"[{"name": "w", "shape": [3], "low": -1e300, "high": 1e300}]"#
    #expect(throws: WorkerStartFailure.self) { try function(hostile(parameters: wide, precision: "binary32")) }
    #expect(throws: Never.self) { try function(hostile(parameters: wide)) }
  }

  @Test func aSkipIsUnsupported() async throws {
    let worker = try function(
      hostile(evaluate: "a = {'seq': q['seq'], 'status': 'skip', 'reason': 'never'}"), Hostile.limits)
    let report = try await run(worker, 2)
    #expect(report.failedPoints == 0 && report.total.passed == 0 && report.total.unsupported == 2)
  }

  @Test func aNetworkIsNoFunctionAndAFunctionNoNetwork() throws {
    #expect(throws: WorkerStartFailure.self) { try Worker(hostile(), Hostile.limits) }
    guard case .network = try StartedWorker(Hostile.command(), Hostile.limits) else {
      Issue.record("a network by default")
      return
    }
  }
}
