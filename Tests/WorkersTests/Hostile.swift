import Foundation
import GradientVerification
import Workers

/// Programs that break the rules, in Python's standard library.
enum Hostile {
  static let python = ["/usr/bin/python3", "/usr/local/bin/python3"] + path.map { "\($0)/python3" }
  private static var path: [String] {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
  }
  static let isPythonInstalled = python.contains { FileManager.default.isExecutableFile(atPath: $0) }

  /// A worker that answers hello and echo well, a network of one layer by nothing but zeros, and runs `evaluate` instead of answering
  /// where that is given. `hello` and `start` are put before the answers.
  static func command(
    start: String = "", hello: String = "pass", echo: String = "pass", evaluate: String = "pass", bye: String = "pass",
    extra: String = "{}"
  ) -> WorkerCommand {
    let script = """
      import json, os, signal, subprocess, sys, time
      \(start)
      def zeros(x): return [zeros(y) for y in x] if isinstance(x, list) else 0.0
      asked = 0
      for line in sys.stdin:
          q = json.loads(line)
          a = {"seq": q["seq"], "status": "ok"}
          if q["cmd"] == "hello":
              a.update(protocol="nnverify-worker-1", name="hostile")
              a.update(\(extra))
              \(hello)
          elif q["cmd"] == "echo":
              a["numbers"] = q["numbers"]
              \(echo)
          elif q["cmd"] == "evaluate":
              asked += 1
              p = q["problem"]
              a.update(cost=0.0, outputs=zeros(p["targets"]), dX=zeros(p["inputs"]))
              a["dW"] = [zeros(l["weights"]) for l in p["layers"]]
              a["db"] = [zeros(l["biases"]) for l in p["layers"]]
              \(evaluate)
          else:
              \(bye)
          print(json.dumps(a), flush=True)
          if q["cmd"] == "bye": break
      """
    return WorkerCommand(program: "python3", arguments: ["-c", script])
  }

  static let problem = Problem(
    network: Network(layers: [
      Layer(
        weights: Grid(rows: 2, columns: 3, elements: [0.5, 1, -1, 2, 0.25, 1]), biases: [0, 1], activation: .linear)
    ]),
    inputs: Grid(rows: 3, columns: 1, elements: [1, 2, 3]), targets: Grid(rows: 2, columns: 1, elements: [0, 1]),
    loss: .squaredError, reduction: .mean)

  /// Short enough for a test.
  static let limits = WorkerLimits(hello: .seconds(20), evaluate: .seconds(1), lineBytes: 1 << 20, restarts: 2)

  /// What is told of a worker that answers hello and then breaks down.
  static func breakdown(_ command: WorkerCommand) throws -> Breakdown? {
    let worker = try Worker(command, limits)
    var implementation = try worker.factory.make()
    do { _ = try implementation.evaluate(problem) } catch is Unanswered {}
    return worker.breakdowns.first
  }
}
