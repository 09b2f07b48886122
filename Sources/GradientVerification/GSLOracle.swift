import CostProbes
import Networks
import NumericDerivatives
import Reference
import Verification

/// GSL's numeric derivatives of the cost.
///
/// What an estimate is allowed: GSL's own estimate of its error, times a factor for its scatter, and the rounding of the cost
/// divided by the smallest step taken, which GSL cannot know.
///
/// GSL sees a closure, and asks it for one point after the other. Which points a rule will ask for is known from the first, so the
/// probe computes them together, and the rest is looked up; for entries that were announced, even before the first is asked for.
final class GSLOracle: NumericOracle {
  private let probe: CostProbe
  /// A bound on the rounding of a difference of two costs.
  private let rounding: Double
  /// Added to every cost, so that GSL knows of its rounding, see `Tolerances.ground`.
  private let ground: Double
  /// The balanced step over the largest one; ∛ to a power of two is enough.
  private let balanced: Double
  /// What is tried, in order.
  private let methods: [Method]

  /// Whether any stencil along this axis crossed a kink. Where none did, smaller steps only add rounding.
  private var hasCrossed = false
  /// The step along the axis last asked for; an axis is asked for again only with the next attempt.
  private var currentStep = 0.0
  /// Whether a point that the rule at hand asked for lies across a kink.
  private var crossed = false
  private var known = KnownPoints()

  /// Entries that were announced, and which of them comes next.
  private var announced: [Entry] = []
  private var next = 0
  /// Those of which steps are known, and the costs at the points of the first attempt.
  private var ahead = 0..<0
  private var stepsAhead: [Double] = []
  private static let pointsOfRound = 4

  /// - Parameter costError: a bound on the rounding error of the cost, where it is known already: that of the textbook.
  init(_ problem: Problem<Double>, costError: Double? = nil) {
    probe = CostProbe(problem)
    rounding = 2 * (costError ?? Textbook.costBound(problem))
    ground = rounding.isFinite ? rounding * Tolerances.ground : 0
    balanced = Self.balance(rounding)
    let shrinkage = Tolerances.stepShrinkage
    methods = [
      .central(shrinkage: balanced), .central(shrinkage: 1), .chebyshev, .central(shrinkage: shrinkage),
      .central(shrinkage: shrinkage * shrinkage), .central(shrinkage: shrinkage * shrinkage * shrinkage),
      .central(shrinkage: shrinkage * shrinkage * shrinkage * shrinkage),
    ]
  }

  private static func balance(_ rounding: Double) -> Double {
    guard rounding.isNormal else { return 1 }
    let root = Double(sign: .plus, exponent: Int(rounding.exponent) / 3, significand: 1)
    return min(1, Tolerances.balancedMovement * root / Tolerances.movement)
  }

  /// Smaller steps cross fewer kinks; interpolation is sharper where the cost is smooth.
  ///
  /// First comes the step at which truncation and rounding are about equal: GSL is then content with one round of four
  /// evaluations. What that leaves undecided is tried with the larger step, in two rounds.
  private enum Method {
    case central(shrinkage: Double)
    case chebyshev
  }

  /// The attempts that are worth making where no kink is near.
  private static let smoothAttempts = 3

  func estimate(_ axis: Axis, attempt: Int) throws -> NumericEstimate? {
    guard methods.indices.contains(attempt) else { return nil }
    if attempt == 0 { begin(axis) }
    if attempt >= Self.smoothAttempts && !hasCrossed { return nil }
    // The axis reaches nothing: the derivative is exactly 0.
    guard currentStep < .infinity else { return NumericEstimate(value: 0, allowance: 0, crossesKink: false) }
    // Nothing to differentiate where the smallest movement already overflows.
    guard currentStep > 0 else { return nil }
    crossed = false
    let derivative =
      switch methods[attempt] {
      case .central(let shrinkage):
        try NumericDerivative.central(step: currentStep * shrinkage) { t in
          // The first point that a round asks for is the one at −h.
          cost(axis, at: t) { NumericDerivative.centralPoints(step: -t) } + ground
        }
      case .chebyshev:
        try NumericDerivative.chebyshev(halfWidth: currentStep) { t in
          cost(axis, at: t) { NumericDerivative.chebyshevPoints(halfWidth: currentStep) }
        }
      }
    hasCrossed = hasCrossed || crossed
    return NumericEstimate(
      value: derivative.value,
      allowance: Tolerances.derivativeEstimate * derivative.error
        + Tolerances.differenceRounding * rounding / derivative.smallestStep,
      crossesKink: crossed)
  }

  /// C(θ + t e) − C(θ), from what is known, or together with the points that will be asked for next.
  private func cost(_ axis: Axis, at t: Double, with partners: () -> [Double]) -> Double {
    if let change = known[t] { return note(change) }
    let points = partners()
    compute(axis, points.contains(t) ? points : [t])
    return known[t].map(note) ?? .nan
  }

  private func note(_ change: CostProbe.Change) -> Double {
    crossed = crossed || change.crossesKink
    return change.cost
  }

  /// Makes these points the known ones.
  private func compute(_ axis: Axis, _ points: [Double]) {
    known.forget(after: stepsAhead.count * Self.pointsOfRound)
    switch axis {
    case .entry(let entry): probe.change([entry], by: points, .cost, into: &known.changes)
    case .direction(let direction): probe.change(along: direction, by: points, .cost, into: &known.changes)
    }
    known.append(points)
  }
}

// MARK: - Looking ahead

/// Points of which the cost is known: of several axes, of which one is at hand.
private struct KnownPoints {
  private var points: [Double] = []
  var changes: [CostProbe.Change] = []
  /// Those of the axis at hand.
  var current = 0..<0

  subscript(t: Double) -> CostProbe.Change? {
    for place in current where points[place] == t { return changes[place] }
    return nil
  }

  mutating func forget(after count: Int) {
    points.removeLast(points.count - count)
    changes.removeLast(changes.count - count)
    current = count..<count
  }

  /// The points of the latest changes, which are at hand then.
  mutating func append(_ latest: [Double]) {
    current = points.count..<points.count + latest.count
    points += latest
  }
}

extension GSLOracle {
  func prepare(for entries: [Entry]) {
    (announced, next) = (entries, 0)
    (ahead, stepsAhead) = (0..<0, [])
    known.forget(after: 0)
  }

  /// Another axis, with what may be known of it already.
  private func begin(_ axis: Axis) {
    hasCrossed = false
    known.forget(after: stepsAhead.count * Self.pointsOfRound)
    guard case .entry(let entry) = axis, next < announced.count, announced[next] == entry else {
      currentStep = step(axis)
      return
    }
    if !ahead.contains(next) { computeAhead() }
    let index = next - ahead.lowerBound
    currentStep = stepsAhead[index]
    known.current = index * Self.pointsOfRound..<(index + 1) * Self.pointsOfRound
    next += 1
  }

  /// Steps of the next entries that were announced, and the points of their first attempts.
  private func computeAhead() {
    let batch = probe.batch(of: announced[next...], points: Self.pointsOfRound)
    ahead = batch.indices
    var shifts: [CostProbe.Change] = []
    probe.change(batch, by: Array(repeating: Self.trial, count: batch.count), .shift, into: &shifts)
    stepsAhead = shifts.map { Self.step(shift: $0.largestShift) }
    let points = stepsAhead.flatMap { NumericDerivative.centralPoints(step: $0 < .infinity ? $0 * balanced : 0) }
    known.forget(after: 0)
    probe.change(batch, by: points, .cost, into: &known.changes)
    known.append(points)
  }
}

// MARK: - Steps

extension GSLOracle {
  /// How far a trial moves, to see how far the network moves with it.
  private static let trial = 0x1p-20

  /// Measures how far a very small step moves the network, and scales it. Infinite where it moves nothing, 0 where no step
  /// can be found.
  func step(_ axis: Axis) -> Double {
    var step = Self.step(shift: shift(axis, by: Self.trial))
    // Along a direction weights and what they weigh move together, and their product may run away from what the tiny step
    // promised: a whole network of tiny numbers ends in saturation.
    if case .direction = axis, step < .infinity {
      while step.isNormal, !(shift(axis, by: step) <= 2 * Tolerances.movement) { step *= Tolerances.stepShrinkage }
    }
    return step.isNormal || step == .infinity ? step : 0
  }

  private static func step(shift: Double) -> Double {
    if shift == 0 { return .infinity }
    let step = Tolerances.movement * trial / shift
    return step.isNormal ? step : 0
  }

  private func shift(_ axis: Axis, by t: Double) -> Double {
    var changes: [CostProbe.Change] = []
    switch axis {
    case .entry(let entry): probe.change([entry], by: [t], .shift, into: &changes)
    case .direction(let direction): probe.change(along: direction, by: [t], .shift, into: &changes)
    }
    return changes[0].largestShift
  }

  func movement(along direction: Gradient<Double>, by t: Double) -> Movement {
    var changes: [CostProbe.Change] = []
    probe.change(along: direction, by: [t], .cost, into: &changes)
    let change = changes[0]
    return Movement(cost: change.cost, error: rounding, crossesKink: change.crossesKink)
  }
}
