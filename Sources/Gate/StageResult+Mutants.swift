public import Mutants
import Reports

extension StageResult {
  /// Known bugs: one item for every mutant, every sabotage, every canary.
  public init(_ matrix: KillMatrix, elapsed: Duration) {
    let checker = matrix.checker
    self.init(
      stage: .mutants,
      items: matrix.trials.map(Self.item)
        + (checker?.sabotaged ?? []).map { Self.item($0.mutant, caughtBy: $0.caughtBy) }
        + (checker?.healthy ?? []).map { Self.item($0.canary, $0.result) }
        + [Self.unmutated(matrix), Self.diagnosis(matrix)],
      summary: MutantsReport.summary(matrix), isInterrupted: matrix.isInterrupted, elapsed: elapsed)
  }

  private static func item(_ trial: MutantTrial) -> GateItem {
    let (mutant, id) = (trial.mutant, "mutants/\(trial.mutant.name)")
    guard !trial.isKilled else { return .holds(id, .mutants) }
    let late = trial.firstKill.map { ", but only after \(NumberFormat.count($0, "problem"))" } ?? ""
    return .fails(
      id, .mutants, kind: "survived",
      message: "was not found within \(NumberFormat.count(mutant.rarity.budget, "problem"))\(late): \(mutant.bug)",
      replay: "nnverify mutants --mutant \(mutant.name)")
  }

  private static func item(_ mutant: CheckerMutant, caughtBy: [String]) -> GateItem {
    let id = "mutants/checker/\(mutant.name)"
    guard caughtBy.isEmpty else { return .holds(id, .mutants) }
    return .fails(
      id, .mutants, kind: "unnoticed", message: "no canary notices this sabotage of the checker",
      replay: "nnverify mutants")
  }

  private static func item(_ canary: Canary, _ result: CanaryResult) -> GateItem {
    let id = "mutants/canary/\(canary.name)"
    guard !result.passed else { return .holds(id, .mutants) }
    return .fails(id, .mutants, kind: "fails", message: result.detail, replay: "nnverify mutants")
  }

  private static func unmutated(_ matrix: KillMatrix) -> GateItem {
    let id = "mutants/unmutated"
    guard matrix.unmutated.failedProblems > 0 else { return .holds(id, .mutants) }
    return .fails(
      id, .mutants, kind: "false alarm",
      message: "\(NumberFormat.count(matrix.unmutated.failedProblems, "problem")) accuse a correct implementation",
      text: matrix.unmutated.failures.flatMap { TerminalReport.failure($0, style: .plain).lines },
      replay: matrix.unmutated.failures.first.map { "nnverify replay \($0.name) --implementation unmutated" })
  }

  private static func diagnosis(_ matrix: KillMatrix) -> GateItem {
    let id = "mutants/diagnosis"
    guard matrix.diagnosisShare < KillMatrix.requiredDiagnosisShare else { return .holds(id, .mutants) }
    return .fails(
      id, .mutants, kind: "wrong too often",
      message: "\(NumberFormat.percent(matrix.diagnosisShare)) of the diagnoses name what was expected",
      replay: "nnverify mutants")
  }
}
