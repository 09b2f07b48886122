import Functions
public import Reports
import Verification

extension StageResult {
  /// Points of a function of which nothing else is known: one item for every tensor of parameters, one for every other check.
  public init(_ run: FunctionSummary) {
    var items: [GateItem] = []
    for check in FunctionCheck.allCases where check != .entries && check != .tensors {
      guard let tally = run.report.tallies[check] else { continue }
      items.append(
        Self.item(check.rawValue, tally, run, kind: check.rawValue, failing: { $0.check == check }))
    }
    for (index, tensor) in run.parameters.enumerated() {
      items.append(
        Self.item(
          "gradient/\(tensor.name)", run.report.byTensor[index], run, kind: "d\(tensor.name)",
          failing: { $0.tensor == index && ($0.check == .entries || $0.check == .tensors) }))
    }
    self.init(
      stage: .check, items: items + [Self.decided(run)], summary: FunctionText.summary(run),
      isInterrupted: run.isInterrupted, elapsed: run.elapsed)
  }

  private static func item(
    _ what: String, _ tally: Tally, _ run: FunctionSummary, kind: String, failing: (FunctionFinding) -> Bool
  ) -> GateItem {
    let id = "check/\(run.name)/\(what)"
    guard tally.failed > 0 else {
      return .holds(id, .check, skipped: tally.decided > 0 ? nil : "nothing of it was decided")
    }
    let failed = run.report.failures.first { $0.findings.contains(where: failing) }
    let first = failed.flatMap { $0.findings.first(where: failing)?.entry } ?? what
    return .fails(
      id, .check, kind: kind, message: "\(NumberFormat.count(tally.failed, "comparison")) failed, first \(first)",
      text: failed.map { FunctionText.failure($0, run, style: .plain).lines } ?? [],
      replay: failed.map { "nnverify replay \($0.token) --against \(run.against)" },
      consequence: run.outcome == .brokenWorker ? .brokenWorker : .failed)
  }

  private static func decided(_ run: FunctionSummary) -> GateItem {
    let id = "check/answered"
    guard run.decidedShare < run.minimumDecided else { return .holds(id, .check) }
    return .fails(
      id, .check, kind: "too little decided",
      message: "\(NumberFormat.percent(run.decidedShare)) of the numeric derivatives came to a verdict, at least "
        + "\(NumberFormat.percent(run.minimumDecided)) must", consequence: .undecided)
  }
}
