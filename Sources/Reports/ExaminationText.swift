import Networks
import Verification

/// A failure that was looked into: what it looks like, the small form, who is wrong.
enum ExaminationText {
  static func lines(_ examined: ExaminedFailure, style: Style) -> [String] {
    let name = examined.finding.implementation
    var lines: [String] = []
    if let diagnosis = examined.diagnosis {
      lines.append("  \(style.strong("diagnosis"))  \(name): \(diagnosis.place)")
      if let explanation = diagnosis.explanation { lines.append("      \(explanation)") }
    }
    if let verdict = examined.arbitration { lines.append("      \(sentence(verdict))") }
    guard examined.isShrinkingTried else { return lines }
    guard let shrunk = examined.shrunk else {
      lines.append("  the failure did not show again when \(name) was asked anew, so it was not made smaller")
      return lines
    }
    let after = shrunk.history.isEmpty ? "" : ", after \(NumberFormat.count(shrunk.history.count, "other problem"))"
    lines.append("  \(style.strong("made small"))  \(name): \(shrunk.problem.summary)\(after)")
    lines += numbers(shrunk.problem).map { "      " + $0 }
    if let finding = examined.shrunkFinding {
      if finding.check == .answers { return lines + ["      no answer: \(finding.against)"] }
      lines.append(
        "      \(finding.entry): observed \(NumberFormat.exact(finding.observed))  expected \(NumberFormat.exact(finding.expected))"
          + "  (\(NumberFormat.rough(finding.margin)) times what is allowed)")
    }
    return lines
  }

  /// The whole problem, where it is small enough to be computed by hand.
  private static func numbers(_ problem: Problem<Double>) -> [String] {
    guard problem.network.parameterCount + problem.inputs.elements.count <= 40 else { return [] }
    var lines = (1...problem.depth).map { l in
      "W[\(l)] = \(text(problem[.weights(layer: l)]))  b[\(l)] = \(text(problem.network.layers[l - 1].biases))"
    }
    lines.append("X = \(text(problem.inputs))  Y = \(text(problem.targets))")
    return lines
  }

  private static func text(_ grid: Grid<Double>) -> String {
    "[" + (0..<grid.rows).map { row in text((0..<grid.columns).map { grid[row, $0] }) }.joined(separator: ", ") + "]"
  }

  private static func text(_ numbers: [Double]) -> String {
    "[" + numbers.map(short).joined(separator: ", ") + "]"
  }

  private static func short(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e6 ? String(Int(number)) : "\(number)"
  }

  private static func sentence(_ verdict: Arbitration) -> String {
    let truth = "the proven value is \(NumberFormat.exact(verdict.truth)) ± \(NumberFormat.rough(verdict.radius))"
    switch (verdict.isImplementationRight, verdict.isTextbookRight) {
    case (false, true): return "\(truth): this implementation is wrong"
    case (true, false): return "\(truth): the textbook of nnverify is wrong"
    case (false, false): return "\(truth): both are wrong"
    case (true, true): return "\(truth): it clears both"
    }
  }
}
