import Networks
import NumericDerivatives
import Reference
import Verification

/// GSL's numeric derivatives of the textbook's cost.
///
/// What an estimate is allowed: GSL's own estimate of its error, times a factor for its scatter, and the rounding of the cost
/// divided by the smallest step taken, which GSL cannot know.
final class GSLOracle: NumericOracle {
  private var probe: CostProbe
  /// A bound on the rounding of a difference of two costs.
  private let rounding: Double
  /// The step along the axis last asked for; an axis is asked for again only with the next attempt.
  private var currentStep = 0.0

  init(_ problem: Problem<Double>) {
    probe = CostProbe(problem)
    rounding = 2 * Textbook.costBound(problem)
  }

  /// What is tried, in order. Smaller steps cross fewer kinks; interpolation is sharper where the cost is smooth.
  private enum Method {
    case central(shrinkage: Double)
    case chebyshev
  }

  private static let methods: [Method] = [
    .central(shrinkage: 1), .chebyshev, .central(shrinkage: Tolerances.stepShrinkage),
    .central(shrinkage: Tolerances.stepShrinkage * Tolerances.stepShrinkage),
    .central(shrinkage: Tolerances.stepShrinkage * Tolerances.stepShrinkage * Tolerances.stepShrinkage),
    .central(shrinkage: 0x1p-20),
  ]

  func estimate(_ axis: Axis, attempt: Int) throws -> NumericEstimate? {
    guard Self.methods.indices.contains(attempt) else { return nil }
    if attempt == 0 { currentStep = step(axis) }
    // The axis reaches nothing: the derivative is exactly 0.
    guard currentStep < .infinity else { return NumericEstimate(value: 0, allowance: 0, crossesKink: false) }
    // Nothing to differentiate where the smallest movement already overflows.
    guard currentStep > 0 else { return nil }
    var crossed = false
    let cost: (Double) -> Double = { t in
      let change = self.change(axis, by: t)
      crossed = crossed || change.crossesKink
      return change.cost
    }
    let derivative =
      switch Self.methods[attempt] {
      case .central(let shrinkage): try NumericDerivative.central(step: currentStep * shrinkage, of: cost)
      case .chebyshev: try NumericDerivative.chebyshev(halfWidth: currentStep, of: cost)
      }
    return NumericEstimate(
      value: derivative.value,
      allowance: Tolerances.derivativeEstimate * derivative.error
        + Tolerances.differenceRounding * rounding / derivative.smallestStep,
      crossesKink: crossed)
  }

  /// Measures how far a very small step moves the network, and scales it. Infinite where it moves nothing, 0 where no step
  /// can be found.
  func step(_ axis: Axis) -> Double {
    let trial = 0x1p-20
    let shift = change(axis, by: trial).largestShift
    if shift == 0 { return .infinity }
    let step = Tolerances.movement * trial / shift
    return step.isNormal ? step : 0
  }

  func movement(along direction: Gradient<Double>, by t: Double) -> Movement {
    let change = probe.change(along: direction, by: t)
    return Movement(cost: change.cost, error: rounding, crossesKink: change.crossesKink)
  }

  private func change(_ axis: Axis, by t: Double) -> CostProbe.Change {
    switch axis {
    case .entry(let entry): probe.change(entry, by: t)
    case .direction(let direction): probe.change(along: direction, by: t)
    }
  }
}
