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

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Check only part i of n of the problems, i from 1; nnverify merge makes one report of the parts.",
      valueName: "i/n"))
  var shard: Shard?

  @Option(
    help: ArgumentHelp(
      "Write down in this file, every few seconds, what is done, so that a run that is killed can be gone on with.",
      valueName: "file"), completion: .file())
  var journal: String?

  @Flag(help: "Go on with the run that the journal tells of; from the beginning where there is no journal yet.")
  var resume = false

  @Flag(help: "Show how often the generator met what it is meant to meet.")
  var statistics = false

  @OptionGroup var sampling: SamplingOptions
  @OptionGroup var implementations: ImplementationOptions
  @OptionGroup var failure: FailureOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var results: ResultOptions

  func validate() throws {
    if let problems, problems < 0 { throw ValidationError("--problems is \(problems); give 0 or more") }
    if let problems, problems > 1_000_000_000_000 {
      throw ValidationError("--problems is \(problems); give at most a million million")
    }
    if problems != nil && time != nil { throw ValidationError("give --problems or --time, not both") }
    if shard != nil {
      guard time == nil else {
        throw ValidationError("--shard is a part of --problems; with --time nobody knows of how many")
      }
      guard seed != nil else { throw ValidationError("--shard needs a --seed, the same for every part") }
    }
    guard !resume || journal != nil else {
      throw ValidationError("--resume goes on with --journal FILE, which is missing")
    }
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

  /// Of what all the workers declare.
  private func generatorOptions(for workers: [Worker]) throws -> GeneratorOptions {
    var options = try generatorOptions()
    do {
      for worker in workers { options = try worker.restricted(options, regimes: regime.isEmpty ? nil : regime) }
    } catch {
      throw Failure.usage("nothing can be generated of what the workers declare: \(error)")
    }
    return options
  }

  /// Nil where none is kept. What cannot be gone on with is said before anything runs.
  private func openJournal() throws -> Journal? {
    guard let path = self.journal else { return nil }
    try WholeFile.expectWritable(path)
    let exists = FileManager.default.fileExists(atPath: path)
    guard !resume else { return exists ? try Journal(resuming: path) : Journal(startingAt: path) }
    guard !exists else {
      throw Failure.usage("\(printable(path)) is there already; go on with it by --resume, or remove it")
    }
    return Journal(startingAt: path)
  }

  static let customaryProblems = 10_000

  /// The least share for what runs: programs in binary32 decide less.
  func leastDecided(_ precisions: [Precision]) -> Double {
    minDecided ?? precisions.map(Tolerances.minimumDecided).min() ?? Tolerances.minimumDecided
  }

  /// Each job has processes of its own.
  var jobsAtOnce: Int { workers ?? jobs }

  func run() async throws {
    try report.expectWritable()
    try results.expectWritable(besides: report.output)
    let started = ContinuousClock.now
    // Equal commands give equal output: with a seed and under CI nothing remembered enters.
    let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"
    let journal = try openJournal()
    let chosen = self.seed ?? journal?.seed
    let seed = chosen ?? (isContinuousIntegration ? 1 : UInt64.random(in: 0..<1_000_000_000))
    let stored = try StoredCases.read(casePaths)
    let programs = try implementations.start()
    if let function = try FunctionRun.only(programs, besides: implementations.factories.count) {
      return try await FunctionRun.check(function, self, seed: seed)
    }
    let workers = programs.networks
    let factories = implementations.factories + workers.map(\.factory)
    let options = try generatorOptions(for: workers)
    // Until here an interruption loses nothing, and may be the only way out of a read that waits for ever.
    let interruption = Interruption()
    try report.introduce(
      "seed \(seed), generator \(ProblemGenerator.version): \(factories.map(\.name).joined(separator: ", "))\n")

    var run = CheckRun(
      seed: seed, options: options, implementations: factories,
      memory: failure.memory(ProblemCheck(oracles: .standard, sampling: sampling.sampling)))
    run.cases = stored
    run.problems = time == nil ? problems ?? Self.customaryProblems : nil
    (run.shard, run.sampling, run.jobs, run.keptFailures) = (shard, sampling.sampling, jobsAtOnce, maxFailures)
    run.minimumDecided = leastDecided(factories.map(\.formula.precision))
    run.against = workers.commands
    run.remembers = chosen == nil && !isContinuousIntegration
    run.shrinks = !failure.noShrink

    let deadline = time.map { started + $0.duration - (journal?.elapsed ?? .zero) }
    let meter = ProgressMeter(
      total: run.partCount, isQuiet: report.quiet, timeLimit: time.map { $0.duration - (journal?.elapsed ?? .zero) },
      earlier: journal?.problems ?? 0)
    var control = CheckRun.Control(
      shouldStop: {
        interruption.isRequested || workers.contains(where: \.isGivenUp)
          || deadline.map { ContinuousClock.now >= $0 } ?? false
      }, isInterrupted: { interruption.isRequested },
      progress: { done, failed in meter.show(done: done, failed: failed) })
    control.willExamine = {
      meter.finish()
      Output.error(results.guarded(workers.breakdownText))
      for worker in workers { worker.giveMoreChances() }
    }
    let summary = try await run.run(control, journal: journal)
    for worker in workers { worker.dismiss() }
    try Finish.finish(summary, report, results, showStatistics: statistics)
  }
}
