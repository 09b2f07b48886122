import ArgumentParser
import Foundation
import GradientVerification

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Generated problems: every implementation against every oracle and law.",
    discussion: """
      Without --regime the regimes are those in which correct programs agree on nearly every entry: \
      \(Regime.settled.map(\.rawValue).joined(separator: ", ")). Problem i of a seed is the same on every machine; equal \
      options give equal verdicts with any number of jobs. Failures are stored, made small and diagnosed; without --seed, and \
      where CI is not true, those of earlier runs are asked first.
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many problems to generate; default: 10000. Of a worker that is a function: how many points, \(FunctionRun.customaryPoints).",
      valueName: "n"))
  var problems: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp("Go on for this long instead: 30s, 5m, 8h.", valueName: "time"))
  var time: TimeLimit?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seed, 0 to 2⁶⁴ − 1; default: a fresh one, printed first; 1 where CI is true.", valueName: "s"))
  var seed: UInt64?

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: ArgumentHelp("How many cores to use, 1 to 1024; default: all.", valueName: "n"))
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      "A regime to draw from: \(Regime.allCases.map(\.rawValue).joined(separator: ", ")). Repeat for several.",
      valueName: "name"))
  var regime: [Regime] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most layers with weights, 1 to \(GeneratorOptions.depthLimit).", valueName: "n"))
  var maxDepth = GeneratorOptions.standard.maxDepth

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most neurons in a layer, 1 to \(GeneratorOptions.widthLimit).", valueName: "n"))
  var maxWidth = GeneratorOptions.standard.maxWidth

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most cases in a batch, 1 to \(GeneratorOptions.caseLimit).", valueName: "n"))
  var maxCases = GeneratorOptions.standard.maxCases

  @Option(
    name: .customLong("cases"),
    help: ArgumentHelp(
      "Check these stored cases too: a case file or a folder of them. Repeat for several.", valueName: "path"),
    completion: .file())
  var casePaths: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The share of the entries of every regime that must be decided, 0 to 1; default: \(Tolerances.minimumDecided), in binary32 \(Tolerances.minimumDecidedBinary32).",
      valueName: "share"))
  var minDecided: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many processes of a worker to run at once, 1 to 1024; default: as many as jobs.", valueName: "n"))
  var workers: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How many failing problems to show, 1 to 10000.", valueName: "n"))
  var maxFailures = 10

  @Flag(help: "Show how often the generator met what it is meant to meet.")
  var statistics = false

  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var implementations: ImplementationOptions
  @OptionGroup var failure: FailureOptions
  @OptionGroup var report: ReportOptions

  func validate() throws {
    if let problems, problems < 0 { throw ValidationError("--problems is \(problems); give 0 or more") }
    if let problems, problems > 1_000_000_000_000 {
      throw ValidationError("--problems is \(problems); give at most a million million")
    }
    if problems != nil && time != nil { throw ValidationError("give --problems or --time, not both") }
    guard (1...1024).contains(jobs) else { throw ValidationError("--jobs is \(jobs); give 1 to 1024") }
    if let minDecided, !(0...1).contains(minDecided) {
      throw ValidationError("--min-decided is \(minDecided); give a share between 0 and 1")
    }
    if let workers {
      guard (1...1024).contains(workers) else { throw ValidationError("--workers is \(workers); give 1 to 1024") }
      guard !implementations.against.isEmpty else {
        throw ValidationError("--workers counts the processes of --against COMMAND, which is missing")
      }
    }
    guard (1...10_000).contains(maxFailures) else {
      throw ValidationError("--max-failures is \(maxFailures); give 1 to 10000")
    }
    for (option, value, limit) in [
      ("depth", maxDepth, GeneratorOptions.depthLimit), ("width", maxWidth, GeneratorOptions.widthLimit),
      ("cases", maxCases, GeneratorOptions.caseLimit),
    ] where !(1...limit).contains(value) {
      throw ValidationError("--max-\(option) is \(value); give 1 to \(limit)")
    }
    do { _ = try generatorOptions() } catch { throw ValidationError("\(error)") }
  }

  private func generatorOptions() throws(GeneratorOptionsError) -> GeneratorOptions {
    try GeneratorOptions(
      regimes: regime.isEmpty ? nil : regime, maxDepth: maxDepth, maxWidth: maxWidth, maxCases: maxCases)
  }

  /// The least share for what runs: programs in binary32 decide less.
  func leastDecided(_ precisions: [Precision]) -> Double {
    minDecided ?? precisions.map(Tolerances.minimumDecided).min() ?? Tolerances.minimumDecided
  }

  /// Each job has processes of its own.
  var jobsAtOnce: Int { workers ?? jobs }

  func run() async throws {
    try report.expectWritable()
    let started = ContinuousClock.now
    // Equal commands give equal output: with a seed and under CI nothing remembered enters.
    let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"
    let remembers = self.seed == nil && !isContinuousIntegration
    let seed = seed ?? (isContinuousIntegration ? 1 : UInt64.random(in: 0..<1_000_000_000))
    let check = ProblemCheck(oracles: .standard, sampling: sampling.sampling)
    let stored = try StoredCases.read(casePaths)
    let programs = try implementations.start()
    if let function = try FunctionRun.only(programs, besides: implementations.factories.count) {
      return try await FunctionRun.check(function, self, seed: seed)
    }
    let workers = programs.compactMap { if case .network(let worker) = $0 { worker } else { nil } }
    let factories = implementations.factories + workers.map(\.factory)
    var options = try generatorOptions()
    do {
      for worker in workers { options = try worker.restricted(options, regimes: regime.isEmpty ? nil : regime) }
    } catch {
      throw Failure.usage("nothing can be generated of what the workers declare: \(error)")
    }
    // Until here an interruption loses nothing, and may be the only way out of a read that waits for ever.
    let interruption = Interruption()
    // Standard output may be reserved for the document.
    let toTerminal = report.format == .text
    let intro =
      "seed \(seed), generator \(ProblemGenerator.version): \(factories.map(\.name).joined(separator: ", "))\n"
    if toTerminal { try Output.standard(intro) } else if !report.quiet { Output.error(intro) }

    let memory = failure.memory(check)
    let recollection =
      remembers ? try memory.recollect(factories) { interruption.isRequested } : nil
    var result = CampaignReport()
    for item in stored where !interruption.isRequested {
      result.add(try check.report(on: item.stored, named: item.path, implementations: factories))
    }
    let storedCount = result.problems

    let campaign = Campaign(
      generator: ProblemGenerator(seed: seed, options: options),
      implementations: factories,
      check: check, keptFailures: maxFailures)
    let deadline = time.map { started + $0.duration }
    let count = time == nil ? problems ?? 10_000 : .max / 2
    let meter = ProgressMeter(total: time == nil ? count : nil, isQuiet: report.quiet)
    let generated = try await campaign.run(
      count: count, jobs: jobsAtOnce,
      shouldStop: {
        interruption.isRequested || workers.contains(where: \.isGivenUp)
          || deadline.map { ContinuousClock.now >= $0 } ?? false
      },
      progress: { done, failed in meter.show(done: done, failed: failed) })
    meter.finish()
    result.add(generated)
    let breakdowns = workers.breakdownText
    for worker in workers { worker.giveMoreChances() }
    memory.keep(&result.failures, factories, shrinks: !failure.noShrink) { interruption.isRequested }
    for worker in workers { worker.dismiss() }

    Output.error(breakdowns)
    var summary = RunSummary(
      command: "check", seed: seed, versions: Versions.all, implementations: factories.map(\.name),
      report: result, recollection: recollection, storedCases: storedCount,
      minimumDecided: leastDecided(factories.map(\.formula.precision)),
      isInterrupted: interruption.isRequested,
      elapsed: ContinuousClock.now - started)
    summary.against = workers.commands
    try Finish.finish(summary, report, showStatistics: statistics)
  }
}
