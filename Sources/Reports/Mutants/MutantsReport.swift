public import Mutants
import Networks
import Verification

/// How the suite did against known bugs, for people.
public enum MutantsReport {
  /// The matrix, what was said otherwise than expected, the figures, and one line that says it all.
  public static func text(_ matrix: KillMatrix, elapsed: Duration, style: Style) -> String {
    var parts: [String] = []
    if !matrix.trials.isEmpty { parts.append(table(matrix, style: style)) }
    let missed = matrix.killed.filter { !$0.isDiagnosedExactly }
    if !missed.isEmpty { parts.append(otherwise(missed)) }
    if let checker = matrix.checker { parts.append(sabotages(checker, style: style)) }
    parts += matrix.unmutated.failures.map { TerminalReport.failure($0, style: style) }
    parts.append(figures(matrix))
    parts.append(lastLine(matrix, elapsed: elapsed, style: style))
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// One row per sabotage of the checker.
  private static func sabotages(_ checker: CheckerTrials, style: Style) -> String {
    var table = Table([("", .left), ("sabotaged checker", .left), ("noticed by", .left)])
    for trial in checker.sabotaged {
      table.add([trial.mutant.number, trial.mutant.name, trial.caughtBy.prefix(4).joined(separator: ", ")])
    }
    let alarms = checker.falseAlarms.map {
      "\n\(style.bad("the healthy suite fails")) \($0.canary.name): \($0.result.detail)"
    }
    return table.text(style: style) + alarms.joined()
  }

  /// Every mutant: number, name, bug, and what a problem must have to show it.
  public static func list(_ mutants: [Mutant], style: Style) -> String {
    var table = Table([("", .right), ("mutant", .left), ("rarity", .left), ("bug", .left), ("shows when", .left)])
    for mutant in mutants {
      table.add(["\(mutant.number)", mutant.name, mutant.rarity.rawValue, mutant.bug, mutant.showsWhen])
    }
    return table.text(style: style) + "\n"
  }

  /// One row per mutant, one column per check that killed any.
  private static func table(_ matrix: KillMatrix, style: Style) -> String {
    let checks = Check.allCases.filter { check in matrix.trials.contains { $0.kills[check] != nil } }
    var table = Table(
      [("", .right), ("mutant", .left)] + checks.map { ($0.short, .right) }
        + [("first", .right), ("by", .left), ("of", .right), ("named", .left), ("shrunk to", .left)])
    for trial in matrix.trials {
      let kills = checks.map { trial.kills[$0].map(String.init) ?? "." }
      table.add(
        ["\(trial.mutant.number)", trial.mutant.name] + kills
          + [
            trial.firstKill.map(String.init) ?? "–", trial.firstKillers.first?.short ?? "",
            "\(trial.mutant.rarity.budget)", naming(trial), size(trial),
          ])
    }
    return table.text(style: style)
      + "\n\nUnder each check: how many problems it took until the check found the mutant; \"of\": within how many it must be "
      + "found.\n\(Check.legend(checks)).\n"
      + "named: whether the diagnosis names an expected equation (e) or pattern (p)."
  }

  private static func naming(_ trial: MutantTrial) -> String {
    guard trial.examined != nil else { return "" }
    let what = (trial.namesEquation ? "e" : "") + (trial.namesPattern ? "p" : "")
    return trial.isDiagnosed ? "✓ \(what)" : "✗"
  }

  /// "2-1-1, m 1"
  private static func size(_ trial: MutantTrial) -> String {
    guard let failure = trial.examined?.failure else { return "" }
    guard let shrunk = failure.shrunk else { return "not again" }
    let widths = shrunk.problem.network.widths.map(String.init).joined(separator: "-")
    let before = shrunk.history.isEmpty ? "" : " +\(shrunk.history.count)"
    return "\(widths), m \(shrunk.problem.caseCount)\(before)"
  }

  private static func otherwise(_ trials: [MutantTrial]) -> String {
    let lines = trials.map { trial in
      let said = trial.diagnosis.map(names) ?? "nothing"
      let explanation = trial.diagnosis?.explanation.map { "\n    \($0)" } ?? ""
      let expected =
        trial.mutant.expected.equations.map(\.rawValue).sorted()
        + trial.mutant.expected.patterns.map(\.rawValue).sorted()
      return "  \(trial.mutant.name): \(said); expected \(expected.joined(separator: " or "))"
        + (trial.examined.map { "  (\($0.name))" } ?? "")
        + (trial.diagnosis.map { "\n    \($0.place)" } ?? "") + explanation
    }
    return "Said otherwise than expected, in its equation or its pattern:\n" + lines.joined(separator: "\n")
  }

  private static func names(_ diagnosis: Diagnosis) -> String {
    ([diagnosis.equation.rawValue] + (diagnosis.pattern.map { [$0.rawValue] } ?? [])).joined(separator: ", ")
  }
}
