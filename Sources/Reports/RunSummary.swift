public import Verification

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
  /// How many of the problems were stored cases.
  public var storedCases: Int
  public var minimumDecided: Double
  public var isInterrupted: Bool
  public var elapsed: Duration

  public init(
    command: String, seed: UInt64?, versions: [(name: String, version: String)], implementations: [String],
    report: CampaignReport, storedCases: Int, minimumDecided: Double, isInterrupted: Bool, elapsed: Duration
  ) {
    self.command = command
    self.seed = seed
    self.versions = versions
    self.implementations = implementations
    self.report = report
    self.storedCases = storedCases
    self.minimumDecided = minimumDecided
    self.isInterrupted = isInterrupted
    self.elapsed = elapsed
  }

  /// What the run came to, worst first.
  public enum Outcome: String, Sendable {
    case disagreement
    case interrupted
    case undecided
    case agreement
  }

  /// Whether something ran and enough of it was decided: in every regime, or over all where nothing was generated.
  private var decidedEnough: Bool {
    guard report.problems > 0 else { return false }
    guard report.decided.isEmpty else { return report.undecidedRegimes(minimum: minimumDecided).isEmpty }
    let total = report.ledger.total
    return Double(total.decided) >= minimumDecided * Double(total.compared)
  }

  public var outcome: Outcome {
    if report.failedProblems > 0 { return .disagreement }
    if isInterrupted { return .interrupted }
    return decidedEnough ? .agreement : .undecided
  }
}
