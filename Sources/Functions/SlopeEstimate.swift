import NumericDerivatives
import Verification

/// What the values along a line say of φ′(0).
struct SlopeEstimate {
  var value: Double
  /// How far from the truth it may be, as far as its method can tell.
  var allowance: Double

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
    case central(step: Double)
    case chebyshev(halfWidth: Double, order: Int)
  }

  /// The cheapest first; of the rest the wide ones first, which noise disturbs least.
  static let rules: [Rule] = [
    .central(step: 0x1p-5), .central(step: 0x1p-2), .chebyshev(halfWidth: 0x1p-2, order: 15),
    .chebyshev(halfWidth: 0x1p-3, order: 7), .central(step: 0x1p-3), .chebyshev(halfWidth: 0x1p-5, order: 15),
    .central(step: 0x1p-8), .central(step: 0x1p-11), .central(step: 0x1p-14),
  ]

  /// GSL takes a function to be exact to 2⁻⁵² of its value: a constant tells it of the noise, see `Tolerances.ground`.
  private func grounded(_ t: Double) throws -> Double { try function(t) - value + noise * Tolerances.ground }

  func estimate(_ rule: Rule) throws -> SlopeEstimate {
    // The noise factors k are those that the rules state.
    switch rule {
    case .central(let step): judged(try NumericDerivative.central(step: step, of: grounded), noiseFactor: 1.5)
    case .chebyshev(let halfWidth, let order):
      judged(
        try NumericDerivative.chebyshev(halfWidth: halfWidth, order: order) { try function($0) - value },
        noiseFactor: .pi / 2)
    }
  }

  /// The derivatives from either side, near enough to the point that a kink beside it counts as one at it.
  func oneSided() throws -> (left: SlopeEstimate, right: SlopeEstimate) {
    // The step at which a bend of order 1 over h and the noise over h are about equal.
    let h = min(max((noise / max(value.magnitude, noise)).squareRoot(), 0x1p-24), 0x1p-5)
    let (left, right) = try (
      NumericDerivative.backward(step: h, of: grounded), NumericDerivative.forward(step: h, of: grounded)
    )
    return (judged(left, noiseFactor: 68 / 3), judged(right, noiseFactor: 68 / 3))
  }

  private func judged(_ derivative: DerivativeEstimate, noiseFactor: Double) -> SlopeEstimate {
    SlopeEstimate(
      value: derivative.value,
      allowance: Tolerances.derivativeEstimate * derivative.error
        + noiseFactor * (2 * noise + argumentRounding) / derivative.smallestStep)
  }
}
