import Fixtures
public import Reports
import Verification

extension StageResult {
  /// Generated problems: one item for every check of every implementation, one for every regime.
  public init(_ run: RunSummary) {
    self.init(
      stage: .check, items: Self.items(run), summary: TerminalReport.summary(run), isInterrupted: run.isInterrupted,
      elapsed: run.elapsed)
  }

  private static func items(_ run: RunSummary) -> [GateItem] {
    let report = run.report
    var items: [GateItem] = []
    for implementation in run.implementations {
      for check in Check.allCases {
        let key = Culprit.Key(implementation: implementation, check: check)
        let id = "check/\(implementation)/\(check.rawValue)"
        if let culprit = report.culprits[key] {
          items.append(failure(id, culprit, key, run))
        } else if check != .answers, report.ledger[check].compared > 0 {
          let isDecided = report.ledger[check].decided > 0
          items.append(.holds(id, .check, skipped: isDecided ? nil : "nothing of it was decided"))
        }
      }
    }
    // Whoever is accused and is none of those that were asked is accused all the same.
    for (key, culprit) in report.culprits.sorted(by: { $0.key < $1.key })
    where !run.implementations.contains(key.implementation) {
      items.append(failure("check/\(key.implementation)/\(key.check.rawValue)", culprit, key, run))
    }
    return items + regimes(run) + [answered(run)]
  }

  private static func failure(
    _ id: String, _ culprit: Culprit, _ key: Culprit.Key, _ run: RunSummary
  ) -> GateItem {
    let failed = run.failures.first { $0.name == culprit.name }
    let examined = run.failures.lazy.flatMap(\.examined).first { $0.finding.implementation == key.implementation }
    let diagnosis = examined?.diagnosis
    let kind = [culprit.quantity, diagnosis?.equation.rawValue, diagnosis?.pattern?.rawValue].compactMap(\.self)
    let consequence: GateDocument.Outcome =
      switch run.outcome {
      case .oraclesDisagree: .oraclesDisagree
      case .brokenWorker: .brokenWorker
      case .disagreement, .interrupted, .undecided, .agreement: .failed
      }
    let problems = NumberFormat.count(culprit.problems, "problem") + (culprit.problems == 1 ? " fails" : " fail")
    let explanation = diagnosis.map { ": " + [$0.place, $0.explanation].compactMap(\.self).joined(separator: "; ") }
    return .fails(
      id, .check, kind: kind.joined(separator: ", "),
      message: "\(problems), \(culprit.entry) departs first in \(culprit.name)\(explanation ?? "")",
      text: failed.map { TerminalReport.failure($0, run).lines } ?? [],
      replay: failed.map { TerminalReport.replay($0, against: run.against) }
        ?? TerminalReport.replay(culprit.name, by: key.implementation, against: run.against),
      consequence: consequence)
  }

  private static func regimes(_ run: RunSummary) -> [GateItem] {
    let missing = run.report.undecidedRegimes(minimum: run.minimumDecided)
    return Regime.allCases.filter { run.report.decided[$0] != nil }.map { regime in
      let id = "check/regime/\(regime.rawValue)"
      guard let share = missing.first(where: { $0.regime == regime })?.share else { return .holds(id, .check) }
      return .fails(
        id, .check, kind: "too little decided",
        message: "\(NumberFormat.percent(share)) of the entries were decided, at least "
          + "\(NumberFormat.percent(run.minimumDecided)) must be", consequence: .undecided)
    }
  }

  /// That there was something to agree on.
  private static func answered(_ run: RunSummary) -> GateItem {
    let id = "check/answered"
    guard !run.isEmptyShard else { return .holds(id, .check, skipped: "the shard has no problems") }
    guard run.report.problems > 0, run.report.ledger.total.decided > 0 else {
      return .fails(id, .check, kind: "nothing", message: "nothing was decided of anything", consequence: .undecided)
    }
    guard !run.isMostlySkipped else {
      return .fails(id, .check, kind: "mostly skipped", message: "most problems were skipped", consequence: .undecided)
    }
    return .holds(id, .check)
  }
}

extension String {
  /// Without their ends.
  var lines: [String] { split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
}
