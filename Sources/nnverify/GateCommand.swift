import ArgumentParser
import Foundation
import GradientVerification

extension GateProfile: ExpressibleByArgument {}

struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "The job for continuous integration: stored cases, generated problems, known bugs, one verdict.",
    discussion: """
      Everything is fixed: equal configurations give equal verdicts, and nothing is asked twice to make a failure go away. Options \
      take the place of what the configuration file says; \(GateConfiguration.customaryPath) is read where there is one. docs/gate.md \
      lists its keys, and how failures that are known are written down.

      Profiles: quick takes some seconds and leaves much out, which it lists; standard is for every push; thorough is for a release.
      """)

  @Option(help: ArgumentHelp("quick, standard or thorough; default: standard.", valueName: "name"))
  var profile: GateProfile?

  @Option(
    help: ArgumentHelp(
      "The configuration; default: \(GateConfiguration.customaryPath), if it is there.", valueName: "file"),
    completion: .file())
  var config: String?

  @Option(
    help: ArgumentHelp("The folder of the stored cases; default: fixtures.", valueName: "folder"),
    completion: .directory)
  var fixtures: String?

  @Option(
    help: ArgumentHelp("Failures that are expected, each with its reason.", valueName: "file"), completion: .file())
  var expectedFailures: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many problems to generate.", valueName: "n"))
  var problems: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The seed of the generated problems; default: 1.", valueName: "s"))
  var seed: UInt64?

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: ArgumentHelp("How many cores to use, 1 to 1024; default: all.", valueName: "n"))
  var jobs: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many processes of a worker to run at once, 1 to 1024; default: as many as jobs.", valueName: "n"))
  var workers: Int?

  @OptionGroup var implementations: ImplementationOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var results: ResultOptions

  func validate() throws {
    for (name, value) in [("jobs", jobs), ("workers", workers)] {
      if let value, !(1...1024).contains(value) { throw ValidationError("--\(name) is \(value); give 1 to 1024") }
    }
    if let problems, !(0...1_000_000_000_000).contains(problems) {
      throw ValidationError("--problems is \(problems); give 0 to a million million")
    }
  }

  func run() async throws {
    let configuration = try configured()
    var results = results
    results.complete(from: configuration.output)
    try report.expectWritable()
    try results.expectWritable(besides: report.output)
    let expected = try configuration.expectedFailures.map { path in try ExpectedFailure.read(path: path) } ?? []
    let programs = try implementations(configuration)
    let started = try programs.start()
    if let function = try FunctionRun.only(started, besides: programs.factories.count) {
      return try await FunctionRun.gate(function, self, configuration, expected, results)
    }
    if configuration.fixtures.runs {
      let folder = configuration.fixtures.folder
      guard FileManager.default.fileExists(atPath: folder) else {
        throw Failure(
          message:
            "there is no folder \(printable(folder)) with stored cases; name that of nnverify with --fixtures, or "
            + "leave them out with fixtures: {run: false} in \(GateConfiguration.customaryPath)",
          code: Failure.inputOutput)
      }
    }
    let cases = try StoredCases.read(configuration.check.cases)
    let workers = started.networks
    let factories = programs.factories + workers.map(\.factory)
    let interruption = Interruption()
    try report.introduce(
      "gate, profile \(configuration.profile.rawValue), seed \(configuration.check.seed), generator "
        + "\(ProblemGenerator.version): \(factories.map(\.name).joined(separator: ", "))\n")

    let failures = configuration.failures ?? FailureStore.customaryFolder
    let run = GateRun(
      configuration: configuration, expected: expected, today: Self.today(), implementations: factories,
      against: workers.commands, options: try options(configuration.check, workers), cases: cases,
      jobs: jobsAtOnce(configuration),
      memory: FailureMemory(
        store: FailureStore(folder: failures),
        check: ProblemCheck(oracles: .standard, sampling: Sampling(entriesPerTensor: configuration.check.entries))
      ) { Output.error("nnverify: \($0)\n") })
    let quiet = report.quiet
    let document = try await run.run { stage, total in
      let meter = ProgressMeter(total: total, noun: stage.noun, isQuiet: quiet)
      var control = CheckRun.Control(
        shouldStop: { interruption.isRequested || workers.contains(where: \.isGivenUp) },
        isInterrupted: { interruption.isRequested },
        progress: { done, failed in
          meter.show(done: done, failed: failed)
          if done == total { meter.finish() }
        })
      control.willExamine = {
        meter.finish()
        for worker in workers { worker.giveMoreChances() }
      }
      return control
    }
    Output.error(results.guarded(workers.breakdownText))
    for worker in workers { worker.dismiss() }
    try Finish.finish(document, report, results)
  }

  func jobsAtOnce(_ configuration: GateConfiguration) -> Int {
    workers ?? configuration.workers ?? jobs ?? configuration.jobs ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// What the file says, and the options where they say something else.
  private func configured() throws -> GateConfiguration {
    let isThere = FileManager.default.fileExists(atPath: GateConfiguration.customaryPath)
    let path = config ?? (isThere ? GateConfiguration.customaryPath : nil)
    var configuration =
      try path.map { try GateConfiguration(path: $0, profile: profile) } ?? (profile ?? .standard).configuration
    if let expectedFailures { configuration.expectedFailures = expectedFailures }
    if let fixtures { configuration.fixtures.folder = fixtures }
    if let problems { configuration.check.problems = problems }
    if let seed { configuration.check.seed = seed }
    return configuration
  }

  private func implementations(_ configuration: GateConfiguration) throws -> ImplementationOptions {
    var chosen = implementations
    if chosen.names.isEmpty && chosen.against.isEmpty {
      chosen.names = configuration.implementations
      chosen.against = try configuration.against.map { try WorkerCommand(argument: $0) }
    }
    chosen.helloTimeout = try chosen.helloTimeout ?? time(configuration.helloTimeout, "hello-timeout")
    chosen.evaluateTimeout = try chosen.evaluateTimeout ?? time(configuration.evaluateTimeout, "evaluate-timeout")
    try chosen.validate()
    return chosen
  }

  private func time(_ text: String?, _ key: String) throws -> TimeLimit? {
    guard let text else { return nil }
    guard let limit = TimeLimit(argument: text) else {
      throw Failure(
        message: "\(key): found \(printable(text)); expected a time, such as \"30s\" or \"5m\"",
        code: Failure.malformed)
    }
    return limit
  }

  private func options(_ settings: GateConfiguration.Check, _ workers: [Worker]) throws -> GeneratorOptions {
    let regimes = settings.regimes.isEmpty ? nil : settings.regimes
    let standard = GeneratorOptions.standard
    do {
      var options = try GeneratorOptions(
        regimes: regimes, maxDepth: settings.maxDepth ?? standard.maxDepth,
        maxWidth: settings.maxWidth ?? standard.maxWidth, maxCases: settings.maxCases ?? standard.maxCases)
      for worker in workers { options = try worker.restricted(options, regimes: regimes) }
      return options
    } catch { throw Failure.usage("nothing can be generated of what is asked and declared: \(error)") }
  }

  /// The day, for failures that are expected until some day.
  static func today() -> String {
    Date.now.formatted(.iso8601.year().month().day())
  }
}

extension GateStage {
  /// What it counts.
  var noun: String {
    switch self {
    case .fixtures: "case"
    case .check: "problem"
    case .mutants: "mutant"
    case .expected: "expectation"
    }
  }
}
