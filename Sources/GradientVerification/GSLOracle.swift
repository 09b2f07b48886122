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
  /// What is known along that axis.
  private var known = Stencil()
  /// Whether a point that the rule at hand asked for lies across a kink.
  private var crossed = false
  private var ahead = LookAhead()

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

  func prepare(for entries: [Entry]) { ahead = LookAhead(announced: entries) }

  /// Another axis, with what may already be known of it.
  private func begin(_ axis: Axis) {
    hasCrossed = false
    known.clear()
    if case .entry(let entry) = axis, let index = lookUp(entry) {
      currentStep = ahead.steps[index]
      let points = ahead.points.count / ahead.steps.count
      for index in index * points..<(index + 1) * points { known.note(ahead.points[index], ahead.changes[index]) }
    } else {
      currentStep = step(axis)
    }
  }

  /// C(θ + t e) − C(θ), from what is known, or together with the points that will be asked for next.
  private func cost(_ axis: Axis, at t: Double, with partners: () -> [Double]) -> Double {
    if known[t] == nil {
      let points = partners()
      compute(axis, points.contains(t) ? points : [t])
    }
    guard let change = known[t] else { return .nan }
    crossed = crossed || change.crossesKink
    return change.cost
  }

  /// Makes these points the known ones.
  private func compute(_ axis: Axis, _ points: [Double]) {
    known.clear()
    switch axis {
    case .entry(let entry):
      probe.change([entry], points: points.count, notesShifts: false, by: { points[$1] }) {
        known.note(points[$1], $2)
      }
    case .direction(let direction):
      probe.change(along: direction, by: points, notesShifts: false) { known.note(points[$0], $1) }
    }
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
    switch axis {
    case .entry(let entry): probe.change(entry, by: t).largestShift
    case .direction(let direction): probe.change(along: direction, by: t).largestShift
    }
  }

  func movement(along direction: Gradient<Double>, by t: Double) -> Movement {
    let change = probe.change(along: direction, by: t)
    return Movement(cost: change.cost, error: rounding, crossesKink: change.crossesKink)
  }
}

// MARK: - Looking ahead

/// Points of which the cost is known.
private struct Stencil {
  private var points: [Double] = []
  private var changes: [CostProbe.Change] = []

  mutating func clear() {
    points.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
  }

  mutating func note(_ point: Double, _ change: CostProbe.Change) {
    points.append(point)
    changes.append(change)
  }

  subscript(point: Double) -> CostProbe.Change? { points.firstIndex(of: point).map { changes[$0] } }
}

/// Entries that were announced, and what is known of the next of them.
private struct LookAhead {
  var announced: [Entry] = []
  /// Which of them the rest is about.
  var computed = 0..<0
  var steps: [Double] = []
  /// The points of the first attempt, and what the cost does there: as many for every entry.
  var points: [Double] = []
  var changes: [CostProbe.Change] = []
}

extension GSLOracle {
  /// The place of an entry among those that are computed; nil for one that was not announced in this order.
  private func lookUp(_ entry: Entry) -> Int? {
    if let index = place(of: entry) { return index }
    let next = ahead.computed.upperBound
    guard next < ahead.announced.count, ahead.announced[next] == entry else { return nil }
    computeAhead(from: next)
    return place(of: entry)
  }

  private func place(of entry: Entry) -> Int? {
    ahead.announced[ahead.computed].firstIndex(of: entry).map { $0 - ahead.computed.lowerBound }
  }

  /// Steps of several entries, and the points of their first attempts.
  private func computeAhead(from first: Int) {
    let count = NumericDerivative.centralPoints(step: 1).count
    let batch = probe.batch(of: ahead.announced[first...], points: count)
    (ahead.computed, ahead.steps, ahead.points, ahead.changes) = (batch.indices, [], [], [])
    probe.change(batch, points: 1, notesShifts: true, by: { _, _ in Self.trial }) {
      let step = Self.step(shift: $2.largestShift)
      ahead.steps.append(step)
      ahead.points += NumericDerivative.centralPoints(step: step < .infinity ? step * balanced : 0)
    }
    let points = ahead.points
    probe.change(batch, points: count, notesShifts: false, by: { points[($0 - first) * count + $1] }) {
      ahead.changes.append($2)
    }
  }
}
