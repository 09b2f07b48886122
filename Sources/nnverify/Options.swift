import ArgumentParser
import Foundation
import GradientVerification

extension Regime: ExpressibleByArgument {}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) { self.init(parsing: argument) }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// What to report and where.
struct ReportOptions: ParsableArguments {
  @Option(help: "text for people, json for programs: one document on standard output, with the text on standard error.")
  var format: OutputFormat = .text

  @Option(help: ArgumentHelp("Write the report to this file as well, whole or not at all.", valueName: "file"))
  var output: String?

  @Flag(name: .shortAndLong, help: "No progress.")
  var quiet = false

  /// The first line of a run, which says its seed. Standard output may be reserved for the document.
  func introduce(_ text: String) throws {
    if format == .text { try Output.standard(text) } else if !quiet { Output.error(text) }
  }

  /// Asked before the run: a file that cannot be written should not cost hours.
  func expectWritable() throws {
    if let output { try WholeFile.expectWritable(output) }
  }
}

/// Which implementations answer.
struct ImplementationOptions: ParsableArguments {
  @Option(
    name: .customLong("implementation"),
    help: ArgumentHelp(
      "An implementation to check: \(builtIn), unmutated, or mutant:NAME, see nnverify mutants --list. Repeat for several; default: \(builtIn).",
      valueName: "name"),
    completion: .list(ImplementationFactory.available.map(\.name)))
  var names: [String] = []

  @Option(
    help: ArgumentHelp(
      "A program of yours to check instead, as a worker: \"python3 worker.py\", see docs/worker-protocol.md. Repeat for several.",
      valueName: "command"), transform: WorkerCommand.init(argument:))
  var against: [WorkerCommand] = []

  @Option(
    help: ArgumentHelp("How long a worker may take to start and introduce itself; default: 60s.", valueName: "time"))
  var helloTimeout: TimeLimit?

  @Option(help: ArgumentHelp("How long a worker may take for an answer; default: 10s.", valueName: "time"))
  var evaluateTimeout: TimeLimit?

  func validate() throws {
    let known = ImplementationFactory.available.map(\.name)
    for name in names where !known.contains(name) {
      let advice =
        nearestWord(to: name, among: known).map { "did you mean '\($0)'?" }
        ?? "there are \(Self.builtIn), unmutated and mutant:NAME, see nnverify mutants --list"
      throw ValidationError("no implementation is called '\(printable(name))'; \(advice)")
    }
  }

  private static let builtIn = ImplementationFactory.builtIn.map(\.name).joined(separator: ", ")

  /// Where a question lies until it is answered.
  private static let keptQuestions = ".nnverify/asked"

  /// Those that need no process.
  var factories: [ImplementationFactory] {
    if names.isEmpty { return against.isEmpty ? ImplementationFactory.builtIn : [] }
    return ImplementationFactory.available.filter { names.contains($0.name) }
  }

  /// Starts every worker once; all of them must be networks.
  func workers() throws -> [Worker] {
    try start().map { started in
      switch started {
      case .network(let worker): return worker
      case .function(let worker):
        throw Failure.usage(
          "\(worker.hello.name) is a function and no network; nnverify check --against asks functions, one at a time")
      }
    }
  }

  /// Starts every worker once.
  func start() throws -> [StartedWorker] {
    let standard = WorkerLimits()
    let limits = WorkerLimits(
      hello: helloTimeout?.duration ?? standard.hello, evaluate: evaluateTimeout?.duration ?? standard.evaluate)
    let kept = KeptQuestions(folder: Self.keptQuestions) { Output.error("nnverify: \($0)\n") }
    let started = try against.map { try StartedWorker($0, limits, keeping: kept) }
    let all = factories.map(\.name) + started.map(\.name)
    for (index, name) in all.enumerated() where all[..<index].contains(name) {
      throw Failure.usage("two implementations are called \(name); have one of them answer hello with another name")
    }
    return started
  }
}

extension WorkerCommand {
  init(argument: String) throws {
    do { try self.init(parsing: argument) } catch { throw ValidationError("\(error)") }
  }
}

extension StartedWorker {
  /// What became of it where it broke down, for people.
  var breakdownText: String {
    guard let first = breakdowns.first else { return "" }
    let end = isGivenUp ? ", and was given up" : ""
    return
      "worker \(name) broke down \(NumberFormat.count(breakdowns.count, "time"))\(end); first: \(first.fault). "
      + "Try: \(first.fault.advice); or ask nnverify worker doctor \(command.asOneWord)\(first.quotedStandardError)\n"
  }
}

extension [StartedWorker] {
  /// Those that are no functions.
  var networks: [Worker] { compactMap { if case .network(let worker) = $0 { worker } else { nil } } }
}

extension [Worker] {
  var breakdownText: String { map { StartedWorker.network($0).breakdownText }.joined() }

  /// The commands by the workers' names.
  var commands: [String: String] {
    Dictionary(map { ($0.hello.name, "\($0.command)") }, uniquingKeysWith: { first, _ in first })
  }
}

/// What is done with failures.
struct FailureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where failures are stored, and remembered from where no --seed is given and CI is not true.", valueName: "folder"
    ),
    completion: .directory)
  var failures = FailureStore.customaryFolder

  @Flag(help: "Do not make failures smaller and do not diagnose them; they are stored all the same.")
  var noShrink = false

  func validate() throws {
    if failures.isEmpty { throw ValidationError("--failures is empty; name a folder") }
  }

  func memory(_ check: ProblemCheck) -> FailureMemory {
    FailureMemory(store: FailureStore(folder: failures), check: check) { Output.error("nnverify: \($0)\n") }
  }
}

/// Which entries are differentiated numerically.
struct SamplingOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many entries of each tensor to differentiate numerically where a problem has more than 96 in all.",
      valueName: "n"))
  var entries = 6

  @Flag(help: "Differentiate every entry, however many.")
  var exhaustive = false

  func validate() throws {
    guard entries >= 1 else { throw ValidationError("--entries is \(entries); give 1 or more") }
  }

  var sampling: Sampling { exhaustive ? .exhaustive : Sampling(entriesPerTensor: entries) }
}

/// A length of time: "30s", "5m", "8h", "250ms", or seconds.
struct TimeLimit: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)]
    for unit in units where argument.hasSuffix(unit.suffix) {
      guard let number = Double(argument.dropLast(unit.suffix.count)), number > 0, number * unit.seconds <= 1e9 else {
        return nil
      }
      duration = .seconds(number * unit.seconds)
      return
    }
    return nil
  }
}
