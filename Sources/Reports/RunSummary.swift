public import Verification

/// Which of the problems that some options describe a run checked, and how closely.
public struct RunScope: Hashable, Sendable {
  public var range: IndexRange
  /// How many the whole run was to have; nil where only time told.
  public var total: Int?
  public var options: GeneratorOptions
  public var sampling: Sampling
  /// The part of the whole run; nil for all of it.
  public var shard: Shard?

  public init(
    range: IndexRange, total: Int?, options: GeneratorOptions, sampling: Sampling, shard: Shard? = nil
  ) {
    (self.range, self.total, self.options) = (range, total, options)
    (self.sampling, self.shard) = (sampling, shard)
  }
}

/// A finished run, with what is needed to read and to repeat it.
public struct RunSummary: Sendable {
  /// "check", "replay"
  public var command: String
  /// Of the generated problems; nil where none were generated.
  public var seed: UInt64?
  /// "nnverify", "GSL", "matrix kernels": name and version.
  public var versions: [(name: String, version: String)]
  public var implementations: [String]
  public var report: CampaignReport
  /// Failures of earlier runs, which were asked first; nil where nothing remembered enters.
  public var recollection: Recollection?
  /// How many of the problems were stored cases.
  public var storedCases: Int
  public var minimumDecided: Double
  public var isInterrupted: Bool
  public var elapsed: Duration
  /// The commands of those implementations that are workers, by their names.
  public var against: [String: String] = [:]
  /// Which problems were generated; nil where none were.
  public var scope: RunScope?
  /// How many failing problems were to be kept.
  public var keptFailures = 10
  /// How answers to failing problems depart, by the problems' names.
  public var pictures: [String: CheckDocument.PictureRow] = [:]
  /// Whether a test called the library, and no command line was there: what failed is replayed by another call, then.
  public var isInProcess = false

  public init(
    command: String, seed: UInt64?, versions: [(name: String, version: String)], implementations: [String],
    report: CampaignReport, recollection: Recollection? = nil, storedCases: Int, minimumDecided: Double,
    isInterrupted: Bool, elapsed: Duration
  ) {
    self.command = command
    self.seed = seed
    self.versions = versions
    self.implementations = implementations
    self.report = report
    self.recollection = recollection
    self.storedCases = storedCases
    self.minimumDecided = minimumDecided
    self.isInterrupted = isInterrupted
    self.elapsed = elapsed
  }

  /// What the run came to, worst first.
  public enum Outcome: String, Sendable {
    case disagreement
    /// A program in another process crashed, hung, or broke the protocol, or one in this process threw an error, and no number
    /// departs.
    case brokenWorker = "broken_worker"
    /// The proven values side with every program that failed: the textbook is wrong.
    case oraclesDisagree = "oracles_disagree"
    case interrupted
    case undecided
    case agreement
  }

  /// Whether nothing was answered of more than half of the generated problems: what is declared is not what is done.
  public var isMostlySkipped: Bool {
    report.decided.values.reduce(0) { $0 + 2 * $1.unanswered - $1.problems } > 0
  }

  /// Whether something ran and enough of what was answered was decided: in every regime, or over all where nothing was generated.
  private var decidedEnough: Bool {
    // Whoever skips every question has agreed to nothing.
    guard report.ledger.total.decided > 0, !isMostlySkipped else { return false }
    guard report.decided.isEmpty else { return report.undecidedRegimes(minimum: minimumDecided).isEmpty }
    let total = report.ledger.total
    return Double(total.decided) >= minimumDecided * Double(total.answered)
  }

  /// Whether this is a part of a run that has fewer problems than parts.
  public var isEmptyShard: Bool { scope?.shard != nil && scope?.range.count == 0 && report.problems == 0 }

  /// What failed, remembered failures first.
  public var failures: [FailedProblem] { (recollection?.failures ?? []) + report.failures }

  /// Whether the proven values clear every program that was looked into, and accuse the textbook.
  private var accusesTextbook: Bool {
    let arbitrations = failures.flatMap(\.examined).map(\.arbitration)
    return !arbitrations.isEmpty && arbitrations.allSatisfy { $0?.accusesTextbook ?? false }
  }

  /// Whether nothing failed but that answers did not come.
  private var isOnlyBroken: Bool {
    report.ledger.total.failed == report.ledger[.answers].failed
      && failures.flatMap(\.findings).allSatisfy { $0.check == .answers }
  }

  public var outcome: Outcome {
    if !failures.isEmpty || report.failedProblems > 0 {
      if isOnlyBroken { return .brokenWorker }
      return accusesTextbook ? .oraclesDisagree : .disagreement
    }
    if isInterrupted { return .interrupted }
    if isEmptyShard { return .agreement }
    return decidedEnough ? .agreement : .undecided
  }
}
