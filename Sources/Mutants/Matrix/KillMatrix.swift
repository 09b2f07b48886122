public import Verification

/// Every mutant against every check, on the same problems.
public struct KillMatrix: Sendable {
  public let seed: UInt64
  /// In the order in which the mutants were given. Those that were not finished are missing.
  public internal(set) var trials: [MutantTrial] = []
  /// What was found in the implementation without a bug on as many problems as any mutant was asked.
  public internal(set) var unmutated = CampaignReport()
  /// The sabotages of the checker itself; nil where only some mutants were asked for.
  public var checker: CheckerTrials?
  /// Whether it was stopped before its end.
  public internal(set) var isInterrupted = false

  /// The share of the killed mutants whose diagnosis must name what was expected.
  public static let requiredDiagnosisShare = 0.9

  init(seed: UInt64) { self.seed = seed }

  public var killed: [MutantTrial] { trials.filter(\.isKilled) }
  public var survivors: [MutantTrial] { trials.filter { !$0.isKilled } }
  public var diagnosed: [MutantTrial] { killed.filter(\.isDiagnosed) }

  /// Of those that were killed; 1 where none was.
  public var diagnosisShare: Double {
    killed.isEmpty ? 1 : Double(diagnosed.count) / Double(killed.count)
  }

  /// What the matrix says of the suite, worst first.
  public enum Verdict: String, Hashable, Sendable {
    /// Something was found in a correct implementation, or the healthy suite fails one of its own canaries.
    case falseAlarm = "false_alarm"
    /// A bug was not found within its budget, or a sabotage of the checker was not noticed.
    case survived
    case interrupted
    /// All were found, but what is said about them is wrong too often.
    case misdiagnosed
    case allKilled = "all_killed"
  }

  public var verdict: Verdict {
    if unmutated.failedProblems > 0 || !(checker?.falseAlarms.isEmpty ?? true) { return .falseAlarm }
    if !survivors.isEmpty || !(checker?.survivors.isEmpty ?? true) { return .survived }
    if isInterrupted { return .interrupted }
    return diagnosisShare >= Self.requiredDiagnosisShare ? .allKilled : .misdiagnosed
  }
}
