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
  /// Added to every cost, so that GSL knows of its rounding, see `Tolerances.ground`.
  private var ground: Double { rounding.isFinite ? rounding * Tolerances.ground : 0 }
  /// Whether any stencil along this axis crossed a kink. Where none did, smaller steps only add rounding.
  private var hasCrossed = false
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

  /// First the step at which truncation and rounding are about equal: GSL is then content with one round of four
  /// evaluations. What that leaves undecided is tried with the larger step, in two rounds.
  private lazy var methods: [Method] = {
    let shrinkage = Tolerances.stepShrinkage
    return [
      .central(shrinkage: balanced), .central(shrinkage: 1), .chebyshev, .central(shrinkage: shrinkage),
      .central(shrinkage: shrinkage * shrinkage), .central(shrinkage: shrinkage * shrinkage * shrinkage),
      .central(shrinkage: shrinkage * shrinkage * shrinkage * shrinkage),
    ]
  }()

  /// The attempts that are worth making where no kink is near.
  private static let smoothAttempts = 3

  /// The balanced step over the largest one; ∛ to a power of two is enough.
  private var balanced: Double {
    guard rounding.isNormal else { return 1 }
    let root = Double(sign: .plus, exponent: Int(rounding.exponent) / 3, significand: 1)
    return min(1, Tolerances.balancedMovement * root / Tolerances.movement)
  }

  func estimate(_ axis: Axis, attempt: Int) throws -> NumericEstimate? {
    guard methods.indices.contains(attempt) else { return nil }
    if attempt == 0 { (currentStep, hasCrossed) = (step(axis), false) }
    if attempt >= Self.smoothAttempts && !hasCrossed { return nil }
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
      switch methods[attempt] {
      case .central(let shrinkage): try NumericDerivative.central(step: currentStep * shrinkage) { cost($0) + ground }
      case .chebyshev: try NumericDerivative.chebyshev(halfWidth: currentStep, of: cost)
      }
    hasCrossed = hasCrossed || crossed
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
    var step = Tolerances.movement * trial / shift
    guard step.isNormal else { return 0 }
    // Along a direction weights and what they weigh move together, and their product may run away from what the tiny step
    // promised: a whole network of tiny numbers ends in saturation.
    if case .direction = axis {
      while step.isNormal, !(change(axis, by: step).largestShift <= 2 * Tolerances.movement) {
        step *= Tolerances.stepShrinkage
      }
    }
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
