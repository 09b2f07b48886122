public import Foundation
public import Mutants
import Networks
import Verification

/// How the suite did against known bugs, for programs. Everything but `seconds` is the same for equal seeds.
public enum MutantsJSON {
  public static func data(_ matrix: KillMatrix, settle: Int, elapsed: Duration) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(Document(matrix, settle, elapsed)) + Data("\n".utf8)
  }

  private struct Document: Encodable {
    let format = "nnverify-mutants-1"
    let outcome: String
    /// As text: a seed may exceed what other languages read from a JSON number.
    let seed: String
    let settle: Int
    let killed, survived, diagnosed: Int
    let diagnosisShare: Double
    let unmutated: Unmutated
    let mutants: [Row]
    let checkerMutants: [CheckerRow]?
    let failedCanaries: [String]?
    let seconds: Double

    init(_ matrix: KillMatrix, _ settle: Int, _ elapsed: Duration) {
      outcome = matrix.verdict.rawValue
      seed = String(matrix.seed)
      self.settle = settle
      (killed, survived) = (matrix.killed.count, matrix.survivors.count)
      (diagnosed, diagnosisShare) = (matrix.diagnosed.count, matrix.diagnosisShare)
      unmutated = Unmutated(
        problems: matrix.unmutated.problems, failedProblems: matrix.unmutated.failedProblems,
        failures: matrix.unmutated.failures.map(\.name))
      mutants = matrix.trials.map(Row.init)
      checkerMutants = matrix.checker?.sabotaged.map {
        CheckerRow(number: $0.mutant.number, name: $0.mutant.name, caughtBy: $0.caughtBy)
      }
      failedCanaries = matrix.checker?.falseAlarms.map(\.canary.name)
      seconds = NumberFormat.seconds(elapsed)
    }
  }

  private struct CheckerRow: Encodable {
    let number, name: String
    let caughtBy: [String]
  }

  private struct Unmutated: Encodable {
    let problems, failedProblems: Int
    let failures: [String]
  }

  private struct Row: Encodable {
    let number: Int
    let name, bug, rarity: String
    let budget, tried: Int
    let killed: Bool
    let firstKill: Int?
    /// For each check that found it, how many problems that took.
    let kills: [String: Int]
    let expected: Expected
    let examined: Examined?

    init(_ trial: MutantTrial) {
      let mutant = trial.mutant
      (number, name, bug, rarity) = (mutant.number, mutant.name, mutant.bug, mutant.rarity.rawValue)
      (budget, tried, killed, firstKill) = (mutant.rarity.budget, trial.tried, trial.isKilled, trial.firstKill)
      kills = Dictionary(uniqueKeysWithValues: trial.kills.map { ($0.key.rawValue, $0.value) })
      expected = Expected(
        equations: mutant.expected.equations.map(\.rawValue).sorted(),
        patterns: mutant.expected.patterns.map(\.rawValue).sorted())
      examined = trial.examined.map { Examined(trial, $0) }
    }
  }

  private struct Expected: Encodable {
    let equations, patterns: [String]
  }

  private struct Examined: Encodable {
    /// What `nnverify replay` takes.
    let replay: String
    let check: String
    let diagnosis: Said?
    let namesEquation, namesPattern, reproduces: Bool
    /// How many problems come before the shrunk one.
    let history: Int?
    let widths: [Int]?
    let cases: Int?
    /// "1-2-1, m = 1, sigmoid, linear, squared_error, sum"
    let shrunk: String?

    init(_ trial: MutantTrial, _ kill: ExaminedKill) {
      let failure = kill.failure
      (replay, check) = (kill.name, failure.finding.check.rawValue)
      diagnosis = failure.diagnosis.map(Said.init)
      (namesEquation, namesPattern) = (trial.namesEquation, trial.namesPattern)
      reproduces = failure.shrunk != nil
      history = failure.shrunk?.history.count
      (widths, cases) = (failure.shrunk?.problem.network.widths, failure.shrunk?.problem.caseCount)
      shrunk = failure.shrunk?.problem.summary
    }
  }

  private struct Said: Encodable {
    let equation: String
    let layer: Int?
    let pattern: String?
    let place: String
    let explanation: String?

    init(_ diagnosis: Diagnosis) {
      (equation, layer, pattern) = (diagnosis.equation.rawValue, diagnosis.layer, diagnosis.pattern?.rawValue)
      (place, explanation) = (diagnosis.place, diagnosis.explanation)
    }
  }
}
