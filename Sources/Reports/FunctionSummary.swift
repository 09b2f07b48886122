public import Functions
public import Verification

/// A finished run over a function of which nothing is known.
public struct FunctionSummary: Sendable {
  /// "check", "replay"
  public var command: String
  public var seed: UInt64
  public var versions: [(name: String, version: String)]
  public var name: String
  /// What starts the program, for the lines that replay a failure.
  public var against: String
  public var parameters: [ParameterTensor]
  public var report: FunctionReport
  public var minimumDecided: Double
  public var isInterrupted: Bool
  public var elapsed: Duration

  public init(
    command: String, seed: UInt64, versions: [(name: String, version: String)], name: String, against: String,
    parameters: [ParameterTensor], report: FunctionReport, minimumDecided: Double, isInterrupted: Bool,
    elapsed: Duration
  ) {
    (self.command, self.seed, self.versions) = (command, seed, versions)
    (self.name, self.against, self.parameters, self.report) = (name, against, parameters, report)
    (self.minimumDecided, self.isInterrupted, self.elapsed) = (minimumDecided, isInterrupted, elapsed)
  }

  /// The share of the numeric derivatives, but for kinks, that came to a verdict.
  public var decidedShare: Double {
    let tally = [FunctionCheck.entries, .tensors, .directions].reduce(into: Tally()) { sum, check in
      sum.merge(report.tallies[check] ?? Tally())
    }
    let most = tally.answered - tally.kinks
    return most == 0 ? 0 : Double(tally.decided) / Double(most)
  }

  public var outcome: RunSummary.Outcome {
    let failures = report.failures.flatMap(\.findings)
    if report.failedPoints > 0 {
      return report.total.failed == (report.tallies[.answers]?.failed ?? 0)
        && failures.allSatisfy { $0.check == .answers }
        ? .brokenWorker : .disagreement
    }
    if isInterrupted { return .interrupted }
    return decidedShare >= minimumDecided ? .agreement : .undecided
  }
}
