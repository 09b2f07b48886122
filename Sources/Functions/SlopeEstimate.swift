import NumericDerivatives
import Verification

/// What the values along a line say of φ′(0).
struct SlopeEstimate {
  var value: Double
  /// How far from the truth it may be, as far as its method can tell.
  var allowance: Double
  /// Of the points it was computed from.
  var step: Double

  func agrees(with slope: Double, _ rounding: Double) -> Bool { (slope - value).magnitude <= allowance + rounding }
}

/// The numeric rules along one line, tried one after the other.
struct SlopeEstimator {
  let function: (Double) throws -> Double
  /// φ(0)
  let value: Double
  /// What a value may be off.
  let noise: Double
  /// What rounding the argument moves φ by.
  let argumentRounding: Double

  enum Rule: Hashable {
    case central(Double)
    case chebyshev(Double)
  }

  /// The cheapest first.
  static let rules: [Rule] =
    [.central(FunctionTolerances.steps[0]), .central(FunctionTolerances.steps[1])]
    + FunctionTolerances.halfWidths.map { .chebyshev($0) } + FunctionTolerances.steps.dropFirst(2).map { .central($0) }

  /// GSL takes a function to be exact to 2⁻⁵² of its value: a constant tells it of the noise, see `Tolerances.ground`.
  private func grounded(_ t: Double) throws -> Double { try function(t) - value + noise * Tolerances.ground }

  func estimate(_ rule: Rule) throws -> SlopeEstimate {
    let (derivative, step) =
      switch rule {
      case .central(let h): (try NumericDerivative.central(step: h, of: grounded), h)
      case .chebyshev(let h): (try NumericDerivative.chebyshev(halfWidth: h) { try function($0) - value }, h)
      }
    return judged(derivative, weights: Tolerances.differenceRounding, step: step)
  }

  /// The derivatives from either side, near enough to the point that a kink beside it counts as one at it.
  func oneSided() throws -> (left: SlopeEstimate, right: SlopeEstimate) {
    // Truncation of O(h³) and 68/3 times the noise over h, see `NumericDerivative.forward`.
    let h = min(max((noise / max(value.magnitude, noise)).squareRoot(), 0x1p-24), 0x1p-5)
    let (left, right) = try (
      NumericDerivative.backward(step: h, of: grounded), NumericDerivative.forward(step: h, of: grounded)
    )
    return (judged(left, weights: 68 / 3, step: h), judged(right, weights: 68 / 3, step: h))
  }

  private func judged(_ derivative: DerivativeEstimate, weights: Double, step: Double) -> SlopeEstimate {
    SlopeEstimate(
      value: derivative.value,
      allowance: Tolerances.derivativeEstimate * derivative.error
        + weights * (2 * noise + argumentRounding) / derivative.smallestStep,
      step: step)
  }
}
