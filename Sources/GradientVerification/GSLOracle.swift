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

  /// Entries that were announced, and which of them comes next.
  private var announced: [Entry] = []
  private var next = 0
  /// Those of which the first attempt has been made.
  private var ahead = 0..<0
  private var prepared: [Prepared] = []
  private static let pointsOfRound = 4
  /// The step of GSL's second round from the first one and its values; nil where there will be none. What is answered does not depend
  /// on it.
  private let foreseen: (Double, SIMD4<Double>) -> Double?

  /// - Parameter costError: a bound on the rounding error of the cost, where it is known already: that of the textbook.
  init(
    _ problem: Problem<Double>, costError: Double? = nil,
    foreseen: @escaping (Double, SIMD4<Double>) -> Double? = NumericDerivative.secondCentralStep
  ) {
    self.foreseen = foreseen
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
    if attempt == 0 {
      if case .entry(let entry) = axis, let prepared = try prepared(entry) {
        (currentStep, hasCrossed) = (prepared.step, prepared.estimate?.crossesKink ?? false)
        return prepared.estimate
      }
      (currentStep, hasCrossed) = (step(axis), false)
    }
    if attempt >= Self.smoothAttempts && !hasCrossed { return nil }
    var known = KnownPoints()
    let estimate = try estimate(methods[attempt], step: currentStep, &known) { t, partners, known in
      self.compute(axis, partners.contains(t) ? partners : [t], &known)
    }
    hasCrossed = hasCrossed || estimate?.crossesKink ?? false
    return estimate
  }

  /// - Parameter learn: makes a point known, or does not; with it those that will be asked for next.
  private func estimate(
    _ method: Method, step: Double, _ known: inout KnownPoints,
    learn: (_ t: Double, _ partners: [Double], inout KnownPoints) -> Void
  ) throws -> NumericEstimate? {
    // The axis reaches nothing: the derivative is exactly 0.
    guard step < .infinity else { return NumericEstimate(value: 0, allowance: 0, crossesKink: false) }
    // Nothing to differentiate where the smallest movement already overflows.
    guard step > 0 else { return nil }
    known.crossesKink = false
    func cost(_ t: Double, _ partners: () -> [Double]) -> Double {
      if let cost = known.cost(at: t) { return cost }
      learn(t, partners(), &known)
      return known.cost(at: t) ?? .nan
    }
    let derivative =
      switch method {
      case .central(let shrinkage):
        // The first point that a round asks for is the one at −h.
        try NumericDerivative.central(step: step * shrinkage) { t in
          cost(t) { Self.points(NumericDerivative.centralPoints(step: -t)) } + ground
        }
      case .chebyshev:
        try NumericDerivative.chebyshev(halfWidth: step) { t in
          cost(t) { NumericDerivative.chebyshevPoints(halfWidth: step) }
        }
      }
    return NumericEstimate(
      value: derivative.value,
      allowance: Tolerances.derivativeEstimate * derivative.error
        + Tolerances.differenceRounding * rounding / derivative.smallestStep,
      crossesKink: known.crossesKink)
  }

  private static func points(_ round: SIMD4<Double>) -> [Double] { [round[0], round[1], round[2], round[3]] }

  /// Makes these points known.
  private func compute(_ axis: Axis, _ points: [Double], _ known: inout KnownPoints) {
    known.append(points)
    switch axis {
    case .entry(let entry): probe.change([entry], by: points, .cost, into: &known.changes)
    case .direction(let direction): probe.change(along: direction, by: points, .cost, into: &known.changes)
    }
  }
}

/// Points of which the cost is known, of one axis or of several.
private struct KnownPoints {
  private(set) var points: [Double] = []
  var changes: [CostProbe.Change] = []
  /// Those of the axis at hand: of two rounds.
  var rounds = (0..<0, 0..<0) {
    didSet { next = rounds.0.lowerBound }
  }
  /// Behind the one last asked for: mostly that is what is asked for next.
  private var next = 0
  /// Whether one that was asked for lies across a kink.
  var crossesKink = false

  /// Finds room for so many more at once.
  mutating func reserve(_ count: Int) {
    points.reserveCapacity(count)
    changes.reserveCapacity(count)
  }

  mutating func append(_ latest: [Double]) {
    rounds = (rounds.1, points.count..<points.count + latest.count)
    points += latest
  }

  /// A round of the central rule.
  mutating func append(_ round: SIMD4<Double>) {
    rounds = (rounds.1, points.count..<points.count + 4)
    for index in 0..<4 { points.append(round[index]) }
  }

  mutating func cost(at t: Double) -> Double? {
    let isNext = (rounds.0.contains(next) || rounds.1.contains(next)) && points[next] == t
    guard let place = isNext ? next : rounds.0.first(where: isPoint) ?? rounds.1.first(where: isPoint) else {
      return nil
    }
    next = place + 1
    crossesKink = crossesKink || changes[place].crossesKink
    return changes[place].cost

    func isPoint(_ place: Int) -> Bool { points[place] == t }
  }

  /// The costs of a round of four.
  func costs(_ round: Range<Int>) -> SIMD4<Double> {
    let first = round.lowerBound
    return SIMD4(changes[first].cost, changes[first + 1].cost, changes[first + 2].cost, changes[first + 3].cost)
  }
}

// MARK: - Looking ahead

extension GSLOracle {
  /// A first attempt that was made before it was asked for.
  private struct Prepared {
    var step: Double
    var estimate: NumericEstimate?
  }

  func prepare(for entries: [Entry]) { (announced, next, ahead, prepared) = (entries, 0, 0..<0, []) }

  /// The first attempt at an entry, if it is the next of those that were announced.
  private func prepared(_ entry: Entry) throws -> Prepared? {
    guard next < announced.count, announced[next] == entry else { return nil }
    if !ahead.contains(next) { try lookAhead() }
    next += 1
    return prepared[next - 1 - ahead.lowerBound]
  }

  /// First attempts at several entries: the first rounds of all of them, then the second rounds of those for which GSL is going to
  /// want one. Should it want other points, they are computed when it asks.
  private func lookAhead() throws {
    let batch = probe.batch(of: announced[next...], points: Self.pointsOfRound)
    var shifts: [CostProbe.Change] = []
    probe.change(batch, by: Array(repeating: Self.trial, count: batch.count), .shift, into: &shifts)
    let steps = shifts.map { Self.step(shift: $0.largestShift) }

    var known = KnownPoints()
    known.reserve(batch.count * 2 * Self.pointsOfRound)
    var rounds: [(Range<Int>, Range<Int>)] = []
    rounds.reserveCapacity(batch.count)
    for step in steps {
      known.append(NumericDerivative.centralPoints(step: step < .infinity ? step * balanced : 0))
      rounds.append((known.rounds.1, 0..<0))
    }
    probe.change(batch, by: known.points, .cost, into: &known.changes)

    let first = known.points.count
    var unfinished: [Entry] = []
    for (index, step) in steps.enumerated() where step < .infinity {
      let values = known.costs(rounds[index].0) + ground
      guard let second = foreseen(step * balanced, values) else { continue }
      known.append(NumericDerivative.centralPoints(step: second))
      rounds[index].1 = known.rounds.1
      unfinished.append(batch[batch.startIndex + index])
    }
    probe.change(unfinished[...], by: Array(known.points[first...]), .cost, into: &known.changes)

    var attempts: [Prepared] = []
    attempts.reserveCapacity(batch.count)
    for (index, step) in steps.enumerated() {
      known.rounds = rounds[index]
      let estimate = try estimate(methods[0], step: step, &known) { t, partners, known in
        self.compute(.entry(batch[batch.startIndex + index]), partners.contains(t) ? partners : [t], &known)
      }
      attempts.append(Prepared(step: step, estimate: estimate))
    }
    (ahead, prepared) = (batch.indices, attempts)
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
