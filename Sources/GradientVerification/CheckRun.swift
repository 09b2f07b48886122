public import Fixtures
import Networks
public import Reports
public import Verification

/// A case and the name under which it can be replayed.
public struct NamedCase: Sendable {
  public let path: String
  public let stored: StoredCase
  public var isGenerated = false

  public init(path: String, stored: StoredCase, isGenerated: Bool = false) {
    (self.path, self.stored, self.isGenerated) = (path, stored, isGenerated)
  }
}

/// A run of `nnverify check`: stored cases, generated problems, what failed made small and diagnosed.
public struct CheckRun: Sendable {
  public var seed: UInt64
  public var options: GeneratorOptions
  public var implementations: [ImplementationFactory]
  public var cases: [NamedCase] = []
  /// How many problems the whole run generates; nil for as many as the time allows.
  public var problems: Int?
  public var shard: Shard?
  public var sampling = Sampling()
  public var jobs = 1
  public var minimumDecided = Tolerances.minimumDecided
  public var keptFailures = 10
  /// The commands of workers by their names.
  public var against: [String: String] = [:]
  /// Where failures are stored and remembered.
  public var memory: FailureMemory
  /// Whether the failures of earlier runs are asked first.
  public var remembers = false
  /// Whether failures are made small and diagnosed.
  public var shrinks = true

  public init(
    seed: UInt64, options: GeneratorOptions, implementations: [ImplementationFactory], memory: FailureMemory
  ) {
    (self.seed, self.options) = (seed, options)
    (self.implementations, self.memory) = (implementations, memory)
  }

  /// What a run is told while it works.
  public struct Control: Sendable {
    /// Asked before every problem; what was done until then is reported.
    public var shouldStop: @Sendable () -> Bool
    /// Whether what failed shall not even be looked into.
    public var isInterrupted: @Sendable () -> Bool
    /// Told of the problems and failures so far, of the generated ones.
    public var progress: @Sendable (_ done: Int, _ failed: Int) -> Void
    /// Called when all problems were asked, before the failures are looked into.
    public var willExamine: @Sendable () -> Void = {}

    public init(
      shouldStop: @escaping @Sendable () -> Bool, isInterrupted: @escaping @Sendable () -> Bool,
      progress: @escaping @Sendable (_ done: Int, _ failed: Int) -> Void
    ) {
      (self.shouldStop, self.isInterrupted, self.progress) = (shouldStop, isInterrupted, progress)
    }
  }

  /// As many as an index can count: where only time ends a run.
  private static let unlimited = Int.max / 2

  private var check: ProblemCheck { ProblemCheck(oracles: .standard, sampling: sampling) }

  /// The generated problems of this run: its part of all, or all.
  var range: IndexRange {
    let whole = IndexRange(count: problems ?? Self.unlimited)
    return shard.map { IndexRange($0, of: whole.count) } ?? whole
  }

  /// How many problems this part generates; nil for as many as the time allows.
  public var partCount: Int? { problems.map { _ in range.count } }

  /// - Parameter journal: what of the generated problems was done before, and where it is written down what is done now.
  public func run(_ control: Control, journal: Journal? = nil) async throws -> RunSummary {
    let started = ContinuousClock.now
    try journal?.expect(summary(CampaignReport(), storedCount: 0, isInterrupted: false, started, .zero))
    let recollection = remembers ? try memory.recollect(implementations, shouldStop: control.isInterrupted) : nil
    var result = CampaignReport()
    // Stored cases belong to the first part, so that each is asked once.
    if (shard?.index ?? 1) == 1 {
      for item in cases where !control.isInterrupted() {
        result.add(try check.report(on: item.stored, named: item.path, implementations: implementations))
      }
    }
    let storedCount = result.problems

    let campaign = Campaign(
      generator: ProblemGenerator(seed: seed, options: options), implementations: implementations, check: check,
      keptFailures: keptFailures)
    var generated = journal?.report ?? CampaignReport()
    let before = (done: generated.problems, failed: generated.failedProblems)
    let earlier = journal?.elapsed ?? .zero
    let rest = range.rest(from: max(journal?.next ?? range.first, range.first))
    let latest = try await campaign.run(
      rest, jobs: jobs, shouldStop: control.shouldStop,
      progress: { done, failed in control.progress(before.done + done, before.failed + failed) },
      checkpoint: { report, next in
        guard let journal, journal.isDue(next == rest.end) else { return }
        var whole = generated
        whole.merge(report, keeping: keptFailures)
        var partial = summary(whole, storedCount: 0, isInterrupted: next < range.end, started, earlier)
        partial.scope?.range = IndexRange(count: next).rest(from: range.first)
        try journal.write(partial)
      })
    generated.merge(latest, keeping: keptFailures)
    result.add(generated)
    control.willExamine()
    memory.keep(&result.failures, implementations, shrinks: shrinks, shouldStop: control.isInterrupted)
    var run = summary(result, storedCount: storedCount, isInterrupted: control.isInterrupted(), started, earlier)
    run.recollection = recollection
    if shrinks { run.pictures = pictures(result.failures, control.isInterrupted) }
    return run
  }

  private func summary(
    _ report: CampaignReport, storedCount: Int, isInterrupted: Bool, _ started: ContinuousClock.Instant,
    _ earlier: Duration
  ) -> RunSummary {
    var run = RunSummary(
      command: "check", seed: seed, versions: Versions.all, implementations: implementations.map(\.name),
      report: report, storedCases: storedCount, minimumDecided: minimumDecided, isInterrupted: isInterrupted,
      elapsed: ContinuousClock.now - started + earlier)
    (run.against, run.keptFailures) = (against, keptFailures)
    let done = report.problems - storedCount
    run.scope = RunScope(
      range: problems == nil && done > 0 ? IndexRange(count: done) : range, total: problems, options: options,
      sampling: sampling, shard: shard)
    return run
  }

  /// How the first failure of every implementation looks. What cannot be drawn is left out: it was found all the same.
  private func pictures(_ failures: [FailedProblem], _ isInterrupted: () -> Bool) -> [String: CheckDocument.PictureRow]
  {
    var pictures: [String: CheckDocument.PictureRow] = [:]
    for failed in failures where !isInterrupted() {
      guard let examined = failed.examined.first,
        let factory = implementations.first(where: { $0.name == examined.finding.implementation }),
        let picture = try? check.picture(of: failed, examined, by: factory)
      else { continue }
      pictures[failed.name] = picture
    }
    return pictures
  }
}
