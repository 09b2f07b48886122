import ArgumentParser
import Foundation
import GradientVerification

struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "The suite itself, tested with known bugs: does it find each, how soon, and does it say where to look?",
    discussion: """
      A mutant is a correct implementation but for one bug. Each is tried on the problems of all regimes until it is found or \
      its budget is spent. Exit code 1 says that one survived, that a correct implementation was accused, or that fewer than \
      nine diagnoses in ten name what was expected; the last line says which.
      """)

  @Option(parsing: .unconditional, help: ArgumentHelp("The seed, 0 to 2⁶⁴ − 1.", valueName: "s"))
  var seed: UInt64 = 1

  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: ArgumentHelp("How many cores to use, 1 to 1024; default: all.", valueName: "n"))
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    name: .customLong("mutant"),
    help: ArgumentHelp("A mutant to try, as --list names it. Repeat for several; default: all.", valueName: "name"),
    completion: .list(Mutant.all.map(\.name)))
  var names: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many problems to go on to once a mutant is found, so that slower checks show; 1 to 5000.", valueName: "n"))
  var settle = 20

  @Flag(help: "List the mutants: number, name, bug, and what a problem must have to show it.")
  var list = false

  @OptionGroup var report: ReportOptions

  func validate() throws {
    guard (1...1024).contains(jobs) else { throw ValidationError("--jobs is \(jobs); give 1 to 1024") }
    guard (1...5000).contains(settle) else { throw ValidationError("--settle is \(settle); give 1 to 5000") }
    let known = Mutant.all.map(\.name)
    for name in names where !known.contains(name) {
      let advice = nearestWord(to: name, among: known).map { "did you mean '\($0)'?" } ?? "nnverify mutants --list"
      throw ValidationError("no mutant is called '\(printable(name))'; \(advice)")
    }
  }

  /// In the order of the list, each once.
  private var mutants: [Mutant] { names.isEmpty ? Mutant.all : Mutant.all.filter { names.contains($0.name) } }

  func run() async throws {
    if list {
      try Output.standard(MutantsReport.list(mutants, style: .detected(fileDescriptor: 1)))
      return
    }
    try report.expectWritable()
    let started = ContinuousClock.now
    let interruption = Interruption()
    let trials = MutantTrials(
      mutants: mutants, seed: seed, check: ProblemCheck(oracles: .standard), settle: settle)
    let meter = ProgressMeter(total: mutants.count, noun: "mutant", isQuiet: report.quiet)
    var matrix = try await trials.run(
      jobs: jobs, shouldStop: { interruption.isRequested },
      progress: { done, survived in meter.show(done: done, failed: survived) })
    if names.isEmpty && !interruption.isRequested {
      let generator = ProblemGenerator(seed: seed)
      matrix.checker = try CheckerTrials(
        of: CheckerSuite(check: ProblemCheck(oracles: .standard)) { generator.problem($0) })
    }
    meter.finish()
    try finish(matrix, elapsed: ContinuousClock.now - started)
  }

  /// Reports out, exit code.
  private func finish(_ matrix: KillMatrix, elapsed: Duration) throws {
    func text(_ style: Style) -> String { MutantsReport.text(matrix, elapsed: elapsed, style: style) }
    func json() throws -> Data {
      try DocumentFile.data(MutantsDocument(matrix, settle: settle, elapsed: elapsed))
    }
    if let path = report.output {
      let data = report.format == .json ? try json() : Data(text(.plain).utf8)
      try WholeFile.save(Array(data), to: path)
    }
    switch report.format {
    case .text: try Output.standard(text(.detected(fileDescriptor: 1)))
    case .json:
      try Output.standard(try json())
      if !report.quiet { Output.error(text(.detected(fileDescriptor: 2))) }
    }
    switch matrix.verdict {
    case .allKilled: break
    case .falseAlarm, .survived, .misdiagnosed: throw ExitCode(1)
    case .interrupted: throw ExitCode(130)
    }
  }
}
