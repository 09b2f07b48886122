import Foundation
import GradientVerification

/// What asking a worker costs, beside the worker itself.
///
///     swift run -c release RoundTrip [--json] "python3 ../examples/python/worker.py" ...
///
/// Every worker is asked about one small network so many times, one question after the other. Its own time is the processor
/// time of its process, start and farewell left out; the rest of a question is nnverify: writing the question, keeping it in
/// a file, the pipes and the switch of processes, reading the answer.
@main
enum RoundTrip {
  private static let questions = 2000

  static func main() throws {
    let problem = MeasuredNetwork.checked[0].problem
    let isJSON = CommandLine.arguments.dropFirst().first == "--json"
    if !isJSON {
      print(
        "3-4-2 m4, \(questions) questions each, microseconds a question (the worker in its processor time, the rest by the clock)"
      )
      print("total  worker  nnverify's processor time  overhead  command")
    }
    for argument in CommandLine.arguments.dropFirst(isJSON ? 2 : 1) {
      let idle = try ask(argument, problem, times: 1)
      let busy = try ask(argument, problem, times: questions + 1)
      func each(_ path: KeyPath<Cost, Double>) -> Double {
        (busy[keyPath: path] - idle[keyPath: path]) / Double(questions) * 1e6
      }
      guard !isJSON else {
        let figures = "\"total\":\(each(\.elapsed)),\"worker\":\(each(\.worker)),\"own\":\(each(\.own))"
        print("{\"command\":\"\(argument)\",\(figures)}")
        continue
      }
      let columns = [each(\.elapsed), each(\.worker), each(\.own), each(\.elapsed) - each(\.worker)]
      print(columns.map { "\(Int($0.rounded()))" }.joined(separator: "  ") + "  " + argument)
    }
  }

  /// In seconds.
  private struct Cost {
    var elapsed, worker, own: Double
  }

  private static func ask(_ argument: String, _ problem: Problem<Double>, times: Int) throws -> Cost {
    let kept = KeptQuestions(folder: FileManager.default.temporaryDirectory.path + "/round-trip") { print($0) }
    let before = (children: used(RUSAGE_CHILDREN.rawValue), own: used(RUSAGE_SELF.rawValue))
    guard case .network(let worker) = try StartedWorker(WorkerCommand(parsing: argument), WorkerLimits(), keeping: kept)
    else { fatalError("\(argument) is no network") }
    var elapsed = 0.0
    do {
      var program = try worker.factory.make()
      let start = ContinuousClock.now
      for _ in 0..<times { _ = try program.evaluate(problem) }
      elapsed = NumberFormat.seconds(ContinuousClock.now - start)
    }
    worker.dismiss()
    // Its process is waited for behind the scenes.
    Thread.sleep(forTimeInterval: 1)
    return Cost(
      elapsed: elapsed, worker: used(RUSAGE_CHILDREN.rawValue) - before.children,
      own: used(RUSAGE_SELF.rawValue) - before.own)
  }

  /// User and system time.
  private static func used(_ who: Int32) -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(who), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}
