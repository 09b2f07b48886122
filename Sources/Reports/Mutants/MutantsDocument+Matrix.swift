public import Mutants
import Networks
import Verification

extension MutantsDocument {
  /// The document of a kill matrix.
  ///
  /// - Parameter settle: how many problems were gone on to once a mutant was found.
  public init(_ matrix: KillMatrix, settle: Int, elapsed: Duration) {
    self.init(
      outcome: matrix.verdict.rawValue, seed: String(matrix.seed), settle: settle, killed: matrix.killed.count,
      survived: matrix.survivors.count, diagnosed: matrix.diagnosed.count, diagnosisShare: matrix.diagnosisShare,
      unmutated: UnmutatedRow(
        problems: matrix.unmutated.problems, failedProblems: matrix.unmutated.failedProblems,
        failures: matrix.unmutated.failures.map(\.name)),
      mutants: matrix.trials.map(MutantRow.init),
      checkerMutants: matrix.checker?.sabotaged.map {
        CheckerRow(number: $0.mutant.number, name: $0.mutant.name, caughtBy: $0.caughtBy)
      },
      failedCanaries: matrix.checker?.falseAlarms.map(\.canary.name), seconds: NumberFormat.seconds(elapsed))
  }
}

extension MutantsDocument.MutantRow {
  init(_ trial: MutantTrial) {
    let mutant = trial.mutant
    self.init(
      number: mutant.number, name: mutant.name, bug: mutant.bug, rarity: mutant.rarity.rawValue,
      budget: mutant.rarity.budget, tried: trial.tried, killed: trial.isKilled, firstKill: trial.firstKill,
      kills: Dictionary(uniqueKeysWithValues: trial.kills.map { ($0.key.rawValue, $0.value) }),
      expected: MutantsDocument.ExpectedRow(
        equations: mutant.expected.equations.map(\.rawValue).sorted(),
        patterns: mutant.expected.patterns.map(\.rawValue).sorted()),
      examined: trial.examined.map { MutantsDocument.ExaminedRow(trial, $0) })
  }
}

extension MutantsDocument.ExaminedRow {
  init(_ trial: MutantTrial, _ kill: ExaminedKill) {
    let failure = kill.failure
    self.init(
      replay: kill.name, check: failure.finding.check.rawValue,
      diagnosis: failure.diagnosis.map {
        MutantsDocument.DiagnosisRow(
          equation: $0.equation.rawValue, layer: $0.layer, pattern: $0.pattern?.rawValue, place: $0.place,
          explanation: $0.explanation)
      }, namesEquation: trial.namesEquation, namesPattern: trial.namesPattern, reproduces: failure.shrunk != nil,
      history: failure.shrunk?.history.count, widths: failure.shrunk?.problem.network.widths,
      cases: failure.shrunk?.problem.caseCount, shrunk: failure.shrunk?.problem.summary)
  }
}
