public import Networks

/// A problem that some implementation failed.
public struct FailedProblem: Sendable {
  /// What `replay` takes: a token, or the path of a case file.
  public var name: String
  /// The regime, or "stored".
  public var origin: String
  public var problem: Problem<Double>
  public var findings: [Finding]
  /// What the implementations had been asked before, in their block.
  public var history: @Sendable () -> [Problem<Double>]
  /// What became of those findings that were looked into.
  public var examined: [ExaminedFailure] = []

  public init(
    name: String, origin: String, problem: Problem<Double>, findings: [Finding],
    history: @escaping @Sendable () -> [Problem<Double>] = { [] }
  ) {
    self.name = name
    self.origin = origin
    self.problem = problem
    self.findings = findings
    self.history = history
  }
}

/// What a run came to. Reports of disjoint sets of problems merge.
public struct CampaignReport: Sendable {
  public internal(set) var problems = 0
  public internal(set) var failedProblems = 0
  public internal(set) var ledger: Ledger
  /// The first failing problems.
  public var failures: [FailedProblem] = []
  public internal(set) var statistics = GeneratorStatistics()
  /// How many entries were compared and how many of them decided, per regime that was met.
  public internal(set) var decided: [Regime: DecidedShare] = [:]
  /// Every check that an implementation failed, whether or not a failing problem of it was kept.
  public internal(set) var culprits: [Culprit.Key: Culprit] = [:]
  /// The problem of the largest error / allowance of each check, as `replay` takes it.
  public internal(set) var worstProblems: [Check: String] = [:]

  public init(rule: Rule = .standard) { ledger = Ledger(rule: rule) }

  /// A report with nothing but problems and failures in it.
  public init(problems: Int, failures: [FailedProblem]) {
    self.init()
    self.problems = problems
    self.failures = failures
    failedProblems = failures.count
    for failed in failures { culprits.note(failed.findings, of: failed.name) }
  }

  /// A report as it was written down.
  public init(
    problems: Int, failedProblems: Int, ledger: Ledger, failures: [FailedProblem], statistics: GeneratorStatistics,
    decided: [Regime: DecidedShare], culprits: [Culprit.Key: Culprit], worstProblems: [Check: String]
  ) {
    (self.problems, self.failedProblems, self.ledger) = (problems, failedProblems, ledger)
    (self.failures, self.statistics, self.decided) = (failures, statistics, decided)
    (self.culprits, self.worstProblems) = (culprits, worstProblems)
  }

  /// The regimes in which less than this share was decided, by more than the chance of the draw.
  public func undecidedRegimes(minimum: Double) -> [(regime: Regime, share: Double)] {
    Regime.allCases.compactMap { regime in
      guard let share = decided[regime], !share.isEnough(minimum: minimum) else { return nil }
      return (regime, share.value)
    }
  }

  /// Makes this the report on one problem, with whatever was found.
  mutating func close(
    _ name: String, origin: String, _ problem: Problem<Double>, history: [Problem<Double>] = []
  ) {
    problems = 1
    noteWorst(name, before: Check.allCases.map { _ in 0 })
    let findings = ledger.takeFindings()
    guard !findings.isEmpty else { return }
    failedProblems = 1
    culprits.note(findings, of: name)
    failures = [
      FailedProblem(name: name, origin: origin, problem: problem, findings: findings, history: { history })
    ]
  }

  /// Notes the problem in which checks came nearer to their allowances, or farther beyond them, than before.
  ///
  /// - Parameter before: the worst ratio of every check, in their order.
  mutating func noteWorst(_ name: @autoclosure () -> String, before: [Double]) {
    for (check, before) in zip(Check.allCases, before) where ledger[check].worst > before {
      worstProblems[check] = name()
    }
  }

  mutating func note(regime: Regime, compared: Int, decided: Int) {
    problems += 1
    self.decided[regime, default: DecidedShare()].note(compared: compared, decided: decided)
  }

  /// Adds a report on other problems, with all the failures that it kept.
  public mutating func add(_ later: CampaignReport) { merge(later, keeping: .max) }

  /// Adds a report on later problems.
  ///
  /// - Parameter limit: how many failures are kept.
  public mutating func merge(_ later: CampaignReport, keeping limit: Int) {
    problems += later.problems
    failedProblems += later.failedProblems
    for (check, name) in later.worstProblems where later.ledger[check].worst > ledger[check].worst {
      worstProblems[check] = name
    }
    culprits.add(later.culprits)
    ledger.merge(later.ledger)
    failures += later.failures.prefix(max(limit - failures.count, 0))
    statistics = statistics.merging(later.statistics)
    for (regime, share) in later.decided {
      decided[regime, default: DecidedShare()].merge(share)
    }
  }
}
