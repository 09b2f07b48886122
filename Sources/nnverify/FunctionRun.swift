import ArgumentParser
import Foundation
import GradientVerification

/// The runs of `check` and `replay` over a worker that is a function.
enum FunctionRun {
  /// How many points, where none are asked for: a gradient of a hundred numbers is held against some thousand values at each.
  static let customaryPoints = 100

  /// The one function among the workers; nil where all are networks.
  static func only(_ workers: [StartedWorker], besides others: Int) throws -> FunctionWorker? {
    let functions = workers.compactMap { if case .function(let worker) = $0 { worker } else { nil } }
    guard let function = functions.first else { return nil }
    guard workers.count == 1, others == 0 else {
      throw Failure.usage("\(function.hello.name) is a function and no network; check it by itself")
    }
    return function
  }

  static func check(_ worker: FunctionWorker, _ command: CheckCommand, seed: UInt64) async throws {
    let standard = GeneratorOptions.standard
    guard command.shard == nil, command.journal == nil, !command.results.isAsked else {
      throw Failure.usage(
        "\(worker.hello.name) is a function: it has no --shard, --journal, --json, --junit, --html, --markdown and --github"
      )
    }
    guard command.casePaths.isEmpty, command.regime.isEmpty, !command.statistics,
      (command.maxDepth, command.maxWidth, command.maxCases)
        == (standard.maxDepth, standard.maxWidth, standard.maxCases)
    else {
      throw Failure.usage(
        "\(worker.hello.name) is a function: it has no --cases, --regime, --max-depth, --max-width, --max-cases and --statistics"
      )
    }
    let (started, interruption) = (ContinuousClock.now, Interruption())
    let factory = worker.factory
    let intro =
      "seed \(seed), points \(FunctionPoint.version): \(factory.name), a function of "
      + "\(NumberFormat.count(factory.count, "number")) in \(NumberFormat.count(factory.parameters.count, "tensor"))\n"
    try command.report.introduce(intro)
    let campaign = FunctionCampaign(
      factory, seed: seed, sampling: command.sampling.sampling, keptFailures: command.maxFailures)
    let deadline = command.time.map { started + $0.duration }
    let count = command.time == nil ? command.problems ?? customaryPoints : .max / 2
    let meter = ProgressMeter(total: command.time == nil ? count : nil, noun: "point", isQuiet: command.report.quiet)
    let report = try await campaign.run(
      count: count, jobs: command.jobsAtOnce,
      shouldStop: {
        interruption.isRequested || worker.isGivenUp || deadline.map { ContinuousClock.now >= $0 } ?? false
      },
      progress: { done, failed in meter.show(done: done, failed: failed) })
    meter.finish()
    try finish(
      worker, report, command: "check", seed: seed, minimumDecided: command.leastDecided([factory.precision]), started,
      interruption,
      command.report)
  }

  /// Points alone: there are no stored cases of a function, and no known bugs.
  static func gate(
    _ worker: FunctionWorker, _ command: GateCommand, _ configuration: GateConfiguration,
    _ expected: [ExpectedFailure], _ results: ResultOptions
  ) async throws {
    let (started, interruption) = (ContinuousClock.now, Interruption())
    let (factory, settings) = (worker.factory, configuration.check)
    let intro =
      "gate, profile \(configuration.profile.rawValue), seed \(settings.seed), points \(FunctionPoint.version): \(factory.name)\n"
    try command.report.introduce(intro)
    let count = command.problems ?? configuration.profile.points
    let meter = ProgressMeter(total: count, noun: "point", isQuiet: command.report.quiet)
    let report = try await FunctionCampaign(
      factory, seed: settings.seed, sampling: Sampling(entriesPerTensor: settings.entries),
      keptFailures: settings.maxFailures
    ).run(
      count: count, jobs: command.jobsAtOnce(configuration),
      shouldStop: { interruption.isRequested || worker.isGivenUp },
      progress: { done, failed in meter.show(done: done, failed: failed) })
    meter.finish()
    Output.error(results.guarded(StartedWorker.function(worker).breakdownText))
    let run = FunctionSummary(
      command: "gate", seed: settings.seed, versions: Versions.all, name: worker.hello.name,
      against: worker.command.asOneWord, parameters: worker.hello.parameters, report: report,
      minimumDecided: settings.minimumDecided ?? Tolerances.minimumDecided(factory.precision),
      isInterrupted: interruption.isRequested, elapsed: ContinuousClock.now - started)
    try Finish.finish(
      GateDocument(run, configuration, expected: expected, today: GateCommand.today()), command.report, results)
  }

  /// One point again, in full.
  static func replay(
    _ worker: FunctionWorker, _ tokens: [String], sampling: Sampling, saving path: String?, _ options: ReportOptions
  ) throws {
    guard path == nil else {
      throw Failure.usage("\(worker.hello.name) is a function: its token is all there is to save")
    }
    guard tokens.count == 1, let (seed, index) = FunctionPoint.parse(tokens[0]) else {
      throw Failure.usage(
        "\(worker.hello.name) is a function; name one of its points, such as f\(FunctionPoint.version):1:0")
    }
    let (started, interruption) = (ContinuousClock.now, Interruption())
    let report = try FunctionCampaign(worker.factory, seed: seed, sampling: sampling).check(index)
    try finish(
      worker, report, command: "replay", seed: seed, minimumDecided: Tolerances.minimumDecided(worker.hello.precision),
      started, interruption,
      options)
  }

  private static func finish(
    _ worker: FunctionWorker, _ report: FunctionReport, command: String, seed: UInt64, minimumDecided: Double,
    _ started: ContinuousClock.Instant, _ interruption: Interruption, _ options: ReportOptions
  ) throws {
    Output.error(StartedWorker.function(worker).breakdownText)
    let run = FunctionSummary(
      command: command, seed: seed, versions: Versions.all, name: worker.hello.name,
      against: worker.command.asOneWord, parameters: worker.hello.parameters, report: report,
      minimumDecided: minimumDecided, isInterrupted: interruption.isRequested, elapsed: ContinuousClock.now - started)
    try Finish.finish(
      run.outcome.exitCode, options, json: { try FunctionJSON.data(run) }, text: { FunctionText.text(run, style: $0) })
  }
}
