import Networks
import NumericDerivatives
import Reference
import Reports
import Verification

extension GateDocument.StepSizesRow {
  /// How far difference quotients of one derivative are off, for steps from 1 down to 10⁻¹⁴: truncation at large steps, rounding at
  /// small ones, and the best step between them. The costs are those that anybody's forward pass gives, rounded one by one.
  ///
  /// - Parameter replay: what `nnverify replay` takes to see the problem.
  /// - Returns: nil where the derivative vanishes or a kink decides it.
  init?(_ problem: Problem<Double>, replay: String) {
    let entry = Entry(.weights(layer: 1), row: 0, column: 0)
    let slope = Textbook.partialDerivative(problem, by: entry)
    guard !slope.atKink, slope.value.isFinite, slope.value != 0 else { return nil }
    func cost(_ step: Double) -> Double {
      var moved = problem
      moved[entry] += step
      return Textbook.cost(moved, Textbook.forward(moved.network, moved.inputs))
    }
    let steps = (0...56).map { Self.power(-Double($0) / 4) }
    self.init(
      problem: problem.summary, replay: replay, entry: "d\(entry)", derivative: slope.value, steps: steps,
      rules: DifferenceQuotient.allCases.map { rule in
        RuleRow(name: rule.rawValue, errors: steps.map { (rule.estimate($0, cost) - slope.value).magnitude })
      })
  }

  /// 10^x by square roots alone, so that it is the same on every machine: x in quarters.
  private static func power(_ x: Double) -> Double {
    let quarter = 10.0.squareRoot().squareRoot()
    var result = 1.0
    for _ in 0..<Int(-x * 4) { result /= quarter }
    return result
  }
}

/// The usual ways to differentiate a function that can only be evaluated, with the step as it is given.
private enum DifferenceQuotient: String, CaseIterable {
  case forward
  case central
  case fivePoint = "5-point"
  case chebyshev = "Chebyshev"

  /// - Parameter f: the function, moved by a step.
  func estimate(_ h: Double, _ f: (Double) -> Double) -> Double {
    switch self {
    case .forward: (f(h) - f(0)) / h
    case .central: (f(h) - f(-h)) / (2 * h)
    // [8 (f(h) − f(−h)) − (f(2h) − f(−2h))] / 12h; Abramowitz and Stegun, table 25.2.
    case .fivePoint: (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
    case .chebyshev: (try? NumericDerivative.chebyshev(halfWidth: h, of: f).value) ?? .nan
    }
  }
}
