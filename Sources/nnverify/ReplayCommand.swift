import ArgumentParser
import Foundation
import GradientVerification

struct ReplayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "One problem again, with full detail.",
    discussion: "CASE is a case file, a folder of them, or the token that a failure printed, such as 1:42:17.")

  @Argument(help: ArgumentHelp("Case files, folders, or tokens.", valueName: "case"), completion: .file())
  var cases: [String]

  @Option(
    help: ArgumentHelp(
      "Write the problem to this case file, so that it survives a change of the generator.", valueName: "file"))
  var save: String?

  @Flag(help: "Differentiate only a sample of the entries where a problem has more than 96.")
  var sampled = false

  @OptionGroup var implementations: ImplementationOptions
  @OptionGroup var report: ReportOptions

  func run() async throws {
    try report.expectWritable()
    let started = ContinuousClock.now
    let check = ProblemCheck(
      oracles: .standard, sampling: sampled ? Sampling() : .exhaustive, enclosing: .all)
    let programs = try implementations.start()
    if let function = try FunctionRun.only(programs, besides: implementations.factories.count) {
      return try FunctionRun.replay(function, cases, sampling: check.sampling, saving: save, report)
    }
    let workers = programs.networks
    let items = try StoredCases.resolve(cases)
    let factories = implementations.factories + workers.map(\.factory)
    let interruption = Interruption()
    if let save {
      guard items.count == 1 else {
        throw Failure.usage("--save writes one case, but \(items.count) are named")
      }
      var copy = items[0].stored
      let name = URL(fileURLWithPath: save).deletingPathExtension().lastPathComponent
      if StoredCase.isIdentifier(name) { copy.id = name }
      try copy.write(to: save)
    }
    var result = CampaignReport()
    var storedCount = 0
    for item in items where !interruption.isRequested {
      if report.format == .text && !report.quiet {
        let lines = items.count == 1 ? item.stored.introduction + "\n" : ""
        try Output.standard("\(lines)\(item.path): \(item.stored.problem.summary)\n")
      }
      storedCount += item.isGenerated ? 0 : 1
      result.add(try check.report(on: item.stored, named: item.path, implementations: factories))
    }
    try FailureMemory.diagnose(&result.failures, factories, check)
    if report.format == .text && !report.quiet { try Output.standard("\n") }
    Output.error(workers.breakdownText)
    var summary = RunSummary(
      command: "replay", seed: nil, versions: Versions.all, implementations: factories.map(\.name),
      report: result, storedCases: storedCount,
      minimumDecided: factories.map { Tolerances.minimumDecided($0.formula.precision) }.min()
        ?? Tolerances.minimumDecided,
      isInterrupted: interruption.isRequested,
      elapsed: ContinuousClock.now - started)
    summary.against = workers.commands
    try Finish.finish(summary, report)
  }
}
