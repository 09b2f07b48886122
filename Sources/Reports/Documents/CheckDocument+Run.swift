import Networks
import Verification
import Workers

extension CheckDocument {
  /// The document of a run.
  public init(_ run: RunSummary) {
    let report = run.report
    let remembered = run.recollection?.failures ?? []
    self.init(
      command: run.command, outcome: run.outcome.rawValue, seed: run.seed.map(String.init),
      versions: Dictionary(run.versions.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first }),
      implementations: run.implementations, against: run.against, minimumDecided: run.minimumDecided,
      problems: report.problems, storedCases: run.storedCases, failedProblems: report.failedProblems,
      isInterrupted: run.isInterrupted, keptFailures: run.keptFailures,
      generated: run.scope.map { GeneratedRow($0, seed: run.seed ?? 0, report) },
      remembered: run.recollection.map {
        RememberedRow(asked: $0.asked, failing: $0.failures.count, forgotten: $0.forgotten)
      },
      checks: Check.allCases.filter { report.ledger[$0].compared > 0 }.map { CheckRow($0, report) },
      regimes: Regime.allCases.compactMap { regime in
        report.decided[regime].map { RegimeRow(regime, $0, minimum: run.minimumDecided) }
      },
      failures: remembered.map { FailureRow($0, run, isRemembered: true) }
        + report.failures.map { FailureRow($0, run) },
      culprits: report.culprits.sorted { $0.key < $1.key }.map { CulpritRow($0.key, $0.value) },
      skipped: TerminalReport.skips(report).map {
        SkipRow(implementation: $0.key.implementation, reason: $0.key.reason, problems: $0.value)
      },
      wavering: report.ledger.wavering,
      statistics: report.statistics.problemCount == 0
        ? [] : report.statistics.rows.map { StatisticsRow(group: $0.group, name: $0.name, count: $0.count) },
      seconds: SecondsRow(
        total: NumberFormat.seconds(run.elapsed),
        checks: Dictionary(
          uniqueKeysWithValues: Check.allCases.map { ($0.rawValue, NumberFormat.seconds(report.ledger[$0].time)) })))
  }
}

extension Culprit.Key: Comparable {
  /// By implementation, and then in the order of the checks.
  public static func < (one: Culprit.Key, other: Culprit.Key) -> Bool {
    func rank(_ key: Culprit.Key) -> Int { Check.allCases.firstIndex(of: key.check) ?? 0 }
    return (one.implementation, rank(one)) < (other.implementation, rank(other))
  }
}

extension CheckDocument.GeneratedRow {
  init(_ scope: RunScope, seed: UInt64, _ report: CampaignReport) {
    self.init(
      first: scope.range.first, count: scope.range.count, total: scope.total,
      options: ReplayToken(seed: seed, index: 0, options: scope.options).description,
      sampling: scope.sampling.name, shard: scope.shard?.description, parameters: report.statistics.parameterSum,
      work: report.statistics.workSum)
  }
}

extension Sampling {
  /// In a document, which tells runs apart by it.
  var name: String {
    self == .exhaustive
      ? "every entry" : "\(entriesPerTensor) entries of every tensor, all of problems with at most \(exhaustiveLimit)"
  }
}

extension CheckDocument.CheckRow {
  init(_ check: Check, _ report: CampaignReport) {
    let tally = report.ledger[check]
    self.init(
      check: check.rawValue, compared: tally.compared, passed: tally.passed, failed: tally.failed, kinks: tally.kinks,
      undecided: tally.undecided, unsupported: tally.unsupported, cleared: tally.cleared,
      undecidedBy: Dictionary(uniqueKeysWithValues: Undecidable.allCases.map { ($0.rawValue, tally[$0]) }),
      worstRatio: tally.worst, worstError: tally.worstError, worstAllowance: tally.worstAllowance,
      worstProblem: report.worstProblems[check], medianSharpness: tally.sharpness.quantile(0.5),
      sharpness99: tally.sharpness.quantile(0.99), ratios: report.ledger.ratios(check).counts,
      sharpness: tally.sharpness.counts)
  }
}

extension CheckDocument.RegimeRow {
  init(_ regime: Regime, _ share: DecidedShare, minimum: Double) {
    self.init(
      regime: regime.rawValue, problems: share.problems, unanswered: share.unanswered, compared: share.compared,
      decided: share.decided, isEnough: share.isEnough(minimum: minimum),
      squares: [share.comparedSquared, share.product, share.decidedSquared].map(String.init))
  }
}

extension CheckDocument.FailureRow {
  init(_ failed: FailedProblem, _ run: RunSummary, isRemembered: Bool = false) {
    self.init(
      replay: failed.name, origin: failed.origin, isRemembered: isRemembered, problem: failed.problem.summary,
      findings: failed.findings.map(CheckDocument.FindingRow.init),
      examined: failed.examined.map(CheckDocument.ExaminedRow.init),
      text: TerminalReport.failure(failed, run).split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init),
      replayCommand: TerminalReport.replay(failed, against: run.against),
      stored: failed.isGenerated ? nil : CheckDocument.ProblemRow(failed.problem), picture: run.pictures[failed.name])
  }
}

extension FailedProblem {
  /// Whether its name is a token that makes it again.
  var isGenerated: Bool { Regime(rawValue: origin) != nil }
}

extension CheckDocument.FindingRow {
  init(_ finding: Finding) {
    self.init(
      check: finding.check.rawValue, implementation: finding.implementation, against: finding.against,
      quantity: finding.quantity, entry: finding.entry, observed: finding.observed, expected: finding.expected,
      error: finding.error, allowance: finding.allowance, margin: finding.margin, failing: finding.failing,
      compared: finding.compared, row: finding.location?.row, column: finding.location?.column)
  }
}

extension CheckDocument.ExaminedRow {
  init(_ examined: ExaminedFailure) {
    let (diagnosis, verdict) = (examined.diagnosis, examined.arbitration)
    self.init(
      implementation: examined.finding.implementation, finding: CheckDocument.FindingRow(examined.finding),
      equation: diagnosis?.equation.rawValue, pattern: diagnosis?.pattern?.rawValue, place: diagnosis?.place,
      explanation: diagnosis?.explanation, layer: diagnosis?.layer, provenValue: verdict?.truth,
      provenRadius: verdict?.radius, isImplementationRight: verdict?.isImplementationRight,
      isTextbookRight: verdict?.isTextbookRight, storedOriginal: examined.storedOriginal,
      storedShrunk: examined.storedShrunk, isShrinkingTried: examined.isShrinkingTried,
      shrunkProblem: examined.shrunk?.problem.summary, shrunkHistory: examined.shrunk?.history.count,
      shrunk: examined.shrunk.map { CheckDocument.ProblemRow($0.problem) },
      shrunkAfter: examined.shrunk.map { $0.history.map(CheckDocument.ProblemRow.init) },
      shrunkFinding: examined.shrunkFinding.map(CheckDocument.FindingRow.init))
  }
}

extension CheckDocument.CulpritRow {
  init(_ key: Culprit.Key, _ culprit: Culprit) {
    self.init(
      implementation: key.implementation, check: key.check.rawValue, problems: culprit.problems, replay: culprit.name,
      quantity: culprit.quantity, entry: culprit.entry)
  }
}

extension CheckDocument.ProblemRow {
  init(_ problem: Problem<Double>) {
    func rows(_ grid: Grid<Double>) -> [[Double]] {
      (0..<grid.rows).map { row in (0..<grid.columns).map { grid[row, $0] } }
    }
    self.init(
      layers: problem.network.layers.map {
        LayerRow(
          activation: $0.activation.name, alpha: $0.activation.alpha, weights: rows($0.weights), biases: $0.biases)
      }, loss: problem.loss.rawValue, reduction: problem.reduction.rawValue, inputs: rows(problem.inputs),
      targets: rows(problem.targets))
  }
}
