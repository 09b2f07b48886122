import ArgumentParser
import Foundation
import GradientVerification

/// Stored cases whose expected values are proven.
struct FixturesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fixtures",
    abstract: "Stored cases whose expected values are proven: write them anew, verify them, look at them.",
    subcommands: [
      FixturesRegenerate.self, FixturesVerify.self, FixturesList.self, FixturesShow.self, FixturesAdd.self,
      FixturesExport.self,
    ])
}

/// Which set.
struct FixtureFolderOptions: ParsableArguments {
  @Option(
    name: .customLong("folder"), help: ArgumentHelp("The folder of the set.", valueName: "folder"),
    completion: .directory)
  var path = "fixtures"

  func read() throws(CaseFileError) -> FixtureFolder { try FixtureFolder(reading: path) }
}

struct FixtureJobs: ParsableArguments {
  @Option(
    name: .shortAndLong, parsing: .unconditional,
    help: ArgumentHelp("How many cores to use, 1 to 1024; default: all.", valueName: "n"))
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: .shortAndLong, help: "No progress.")
  var quiet = false

  func validate() throws {
    guard (1...1024).contains(jobs) else { throw ValidationError("--jobs is \(jobs); give 1 to 1024") }
  }
}

struct FixturesRegenerate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "regenerate",
    abstract: "Write the set anew: every expected value is proven, none is taken from an implementation.",
    discussion: """
      Byte for byte the same on every machine. Where an expected value would change nothing is written and the exit code is 1, \
      unless the change is accepted by its name. The set is replaced in one step: whoever looks, or kills it, finds the old \
      one or the new one.
      """)

  @Option(
    help: ArgumentHelp(
      "A case whose expected values may change or that may be removed, by its id or its name without the hash. Repeat for several.",
      valueName: "id"))
  var accept: [String] = []

  @OptionGroup var folder: FixtureFolderOptions
  @OptionGroup var work: FixtureJobs

  func run() async throws {
    let old = try folder.read()
    let (stored, faults) = old.cases()
    // What this program makes it can make anew; what others wrote must be read first.
    let lost = old.faults + faults.filter { fault in !FixtureFolder.isMade(fault.file, in: old) }
    guard lost.isEmpty else {
      throw Failure(message: lost.map(\.description).joined(separator: "\n"), code: Failure.malformed)
    }
    let meter = ProgressMeter(total: nil, noun: "case", isQuiet: work.quiet)
    let new = await Regeneration(of: old, stored, made: Suite.made, jobs: work.jobs) { done in
      meter.show(done: done, failed: 0)
    }
    meter.finish()
    guard new.unproven.isEmpty else {
      let list = new.unproven.map { "\n  \($0.id): \($0.reason)" }.joined()
      throw Failure(message: "no answer can be proven for\(list)\nnothing was written", code: Failure.internalError)
    }
    let unknown = accept.filter { name in !new.changes.contains { $0.isNamed(name) } }
    let refused = new.changes.filter { change in !accept.contains { change.isNamed($0) } }
    if !new.changes.isEmpty { try Output.standard(FixturesText.changes(new.changes, refused: refused)) }
    guard refused.isEmpty else {
      try Output.standard(
        "REFUSED: \(NumberFormat.count(refused.count, "case")) would change; nothing was written. "
          + "To accept: nnverify fixtures regenerate\(refused.prefix(5).map { " --accept \($0.slug)" }.joined())"
          + (refused.count > 5 ? " …\n" : "\n"))
      throw ExitCode(1)
    }
    for name in unknown { Output.error("nnverify: --accept \(printable(name)): nothing of that name would change\n") }
    if new.isUpToDate(old) {
      try Output.standard(
        "UP TO DATE: \(NumberFormat.count(new.proofs.efforts.count, "case")) proven anew, nothing changes\n")
      return
    }
    try new.write(to: old)
    try Output.standard("WRITTEN: \(NumberFormat.count(new.proofs.efforts.count, "case")) in \(folder.path)\n")
  }
}

struct FixturesVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Verify the set: what the files say, that every expected value follows from its problem, and that programs agree.",
    discussion: """
      Completeness, schema, manifest, ids, flags, provenance, printed figures, laws and witnesses; every expected value, limit and allowed \
      range proven anew; every implementation within the limits; the stored gradients against GSL by its own rule. All faults \
      are listed. Exit code 65 where a file is malformed, 1 where something departs.
      """)

  @OptionGroup var folder: FixtureFolderOptions
  @OptionGroup var implementations: ImplementationOptions
  @OptionGroup var work: FixtureJobs

  func run() async throws {
    let started = ContinuousClock.now
    let set = try folder.read()
    let workers = try implementations.workers()
    let interruption = Interruption()
    var inspection = Inspection(of: set, made: Suite.made)
    let meter = ProgressMeter(total: inspection.cases.count, noun: "case", isQuiet: work.quiet)
    await inspection.proveAnew(jobs: work.jobs) { done in meter.show(done: done, failed: 0) }
    let cases = inspection.cases.sorted { $0.key < $1.key }.map(\.value)
    let examined = try FixtureExamination.run(
      ProblemCheck(oracles: .standard), on: cases, implementations: implementations.factories + workers.map(\.factory)
    ) { interruption.isRequested }
    meter.finish()
    inspection.add(examined.departures)
    Output.error(workers.breakdownText)
    try Output.standard(
      FixturesText.verification(
        inspection, examined, elapsed: ContinuousClock.now - started, isInterrupted: interruption.isRequested,
        style: .detected(fileDescriptor: 1)))
    if !inspection.malformed.isEmpty { throw ExitCode(Failure.malformed) }
    if inspection.departures.count > examined.unanswered { throw ExitCode(1) }
    if workers.contains(where: { !$0.breakdowns.isEmpty }) { throw ExitCode(Failure.worker) }
    if interruption.isRequested { throw ExitCode(130) }
    if inspection.isProofMissing { throw ExitCode(2) }
  }
}
