import Verification

/// Everything that is asked of a function at one point.
///
/// What nothing is known of has no rounding bound; so a numeric derivative that disagrees is a suspicion, and a failure only where
/// a second rule says the same and the Taylor remainder does not contradict.
struct PointCheck {
  let factory: FunctionFactory
  let point: FunctionPoint
  let sampling: Sampling
  /// How many random directions through all parameters.
  static let directions = 2

  /// The claimed value and gradient.
  private let claimed: (value: Double, gradient: [Double])
  private let noise: Double
  private(set) var report: FunctionReport
  private(set) var findings: [FunctionFinding] = []

  /// Runs all checks; what the function throws, ends them.
  ///
  /// - Throws: `Unanswered` is booked and not thrown.
  static func run(
    _ function: inout any OpaqueFunction, _ factory: FunctionFactory, at point: FunctionPoint, sampling: Sampling
  ) throws -> (report: FunctionReport, findings: [FunctionFinding]) {
    do {
      var check = try PointCheck(&function, factory, point, sampling)
      try check.run(&function)
      return (check.report, check.findings)
    } catch let silence as Unanswered {
      var report = FunctionReport(tensors: factory.parameters.count)
      report.count(.fail, .answers, error: .infinity)
      let finding = FunctionFinding(
        check: .answers, entry: "nothing", observed: .nan, expected: .nan, allowance: 0, reason: silence.reason)
      return (report, [finding])
    } catch is Unsupported {
      var report = FunctionReport(tensors: factory.parameters.count)
      report.count(.unsupported, .answers)
      return (report, [])
    }
  }

  private init(
    _ function: inout any OpaqueFunction, _ factory: FunctionFactory, _ point: FunctionPoint, _ sampling: Sampling
  ) throws {
    (self.factory, self.point, self.sampling) = (factory, point, sampling)
    report = FunctionReport(tensors: factory.parameters.count)
    claimed = try function.valueAndGradient(at: point.values)
    let line = Self.line(through: 0..<factory.count, factory, point, stream: 0)
    let spacing = Noise.spacing(factory.precision)
    let values = try (0..<Noise.samples).map { try function.value(at: line.moved(by: Double($0) * spacing)) }
    noise = Noise.bound(values: values, precision: factory.precision)
  }

  private mutating func run(_ function: inout any OpaqueFunction) throws {
    report.count(.pass, .answers)
    if noise.isFinite, claimed.value.magnitude > 0 { report.note(noise: noise / claimed.value.magnitude) }
    for (index, range) in factory.ranges.enumerated() {
      let tensor = factory.parameters[index]
      let scale = largest(in: range)
      for place in entries(of: index, range) {
        let line = Line(
          point: point.values, direction: [(place, tensor.halfWidth)], precision: factory.precision)
        try ask(
          &function, .entries, line, tensor: index, scale: scale, named: tensor.entry(place - range.lowerBound),
          unit: tensor.halfWidth)
      }
      guard range.count > 1 else { continue }
      let line = Self.line(through: range, factory, point, stream: index + 1)
      try ask(&function, .tensors, line, tensor: index, scale: scale, named: "along \(tensor.name)", unit: 1)
    }
    for index in 0..<Self.directions {
      let line = Self.line(through: 0..<factory.count, factory, point, stream: -1 - index)
      try ask(
        &function, .directions, line, tensor: nil, scale: largest(in: 0..<factory.count), named: "along all parameters",
        unit: 1)
    }
    try askAgain(&function)
  }

  /// max |gᵢ dᵢ| over a range, as the program claims it.
  private func largest(in range: Range<Int>) -> Double {
    zip(factory.ranges, factory.parameters).reduce(0) { most, pair in
      pair.0.clamped(to: range).reduce(most) { max($0, (claimed.gradient[$1] * pair.1.halfWidth).magnitude) }
    }
  }

  /// Which entries are differentiated: all where there are few, else one of each of as many equal strata.
  private func entries(of tensor: Int, _ range: Range<Int>) -> [Int] {
    let strata =
      factory.count <= sampling.exhaustiveLimit ? range.count : min(range.count, max(sampling.entriesPerTensor, 1))
    guard strata < range.count else { return Array(range) }
    var random = point.random
    for _ in 0...tensor { _ = random.next() }
    return (0..<strata).map { stratum in
      let (from, to) = (stratum * range.count / strata, (stratum + 1) * range.count / strata)
      return range.lowerBound + from + random.integer(below: to - from)
    }
  }

  /// A random direction: every component a multiple of 1/16 of its half-width, and none of them 0.
  private static func line(
    through range: Range<Int>, _ factory: FunctionFactory, _ point: FunctionPoint, stream: Int
  ) -> Line {
    var random = RandomSource(version: stream, seed: point.seed, index: point.index)
    var direction: [(Int, Double)] = []
    for (tensor, places) in zip(factory.parameters, factory.ranges) {
      for place in places.clamped(to: range) {
        let size = Double(random.integer(in: 4...16)) / 16
        direction.append((place, (random.chance(0.5) ? size : -size) * tensor.halfWidth))
      }
    }
    return Line(point: point.values, direction: direction, precision: factory.precision)
  }
}

extension PointCheck {
  /// Holds the claimed slope along a line against what the values say.
  ///
  /// - Parameter unit: what the reported numbers are divided by: an entry's own step.
  private mutating func ask(
    _ function: inout any OpaqueFunction, _ check: FunctionCheck, _ line: Line, tensor: Int?, scale: Double,
    named entry: String, unit: Double
  ) throws {
    let judged = try judge(&function, line, scale: scale)
    report.count(
      judged.verdict, check, tensor: tensor, error: (judged.slope - judged.expected).magnitude / unit,
      allowance: judged.allowance / unit)
    if check == .directions { try observeTaylor(&function, line, judged) }
    guard judged.verdict == .fail else { return }
    findings.append(
      FunctionFinding(
        check: check, entry: entry, tensor: tensor, observed: judged.slope / unit, expected: judged.expected / unit,
        allowance: judged.allowance / unit, order: judged.remainder?.order))
  }

  /// The second opinion on a direction: books the order of its Taylor remainder.
  private mutating func observeTaylor(_ function: inout any OpaqueFunction, _ line: Line, _ judged: Judged) throws {
    guard judged.verdict == .pass || judged.verdict == .fail else {
      report.count(judged.verdict, .taylor)
      return
    }
    let taylor =
      try judged.remainder ?? remainder(of: judged.slope, line) { try function.value(at: line.moved(by: $0)) }
    if taylor.isRounding {
      report.count(.pass, .taylor)
    } else if let order = taylor.order {
      let isRight = order >= FunctionTolerances.rightOrder
      // An order of 1 where the slope is right: a kink is crossed by every step that rounding lets be seen.
      let verdict: Verdict = isRight ? .pass : judged.verdict == .fail ? .fail : .kink
      report.count(verdict, .taylor, error: max(2 - order, 0), allowance: 2 - FunctionTolerances.rightOrder)
    } else {
      report.count(.undecidable(.numeric), .taylor)
    }
  }

  private struct Judged {
    var verdict: Verdict
    var slope: Double
    var expected = Double.nan
    var allowance = Double.infinity
    /// Of failures.
    var remainder: TaylorRemainder?
  }

  /// Rounding θ + t d moves a value, too.
  private func remainder(
    of slope: Double, _ line: Line, _ function: (Double) throws -> Double
  ) rethrows -> TaylorRemainder {
    let moved = line.sizes(of: claimed.gradient).argumentRounding
    return try TaylorRemainder(
      slope: slope, value: claimed.value, noise: 2 * noise + (moved.isFinite ? moved : 0), function)
  }

  private func judge(_ function: inout any OpaqueFunction, _ line: Line, scale: Double) throws -> Judged {
    let slope = line.slope(of: claimed.gradient)
    guard claimed.value.isFinite, noise.isFinite else { return Judged(verdict: .undecidable(.numeric), slope: slope) }
    let sizes = line.sizes(of: claimed.gradient)
    // A gradient that is no number is wrong wherever the function has a slope, and must not make itself an allowance.
    let isFinite = slope.isFinite && sizes.argumentRounding.isFinite
    let rounding =
      isFinite
      ? FunctionTolerances.gradientRounding * factory.precision.unitRoundoff
        * max(sizes.largest, scale.isFinite ? scale : 0) : 0
    return try withoutActuallyEscaping({ try function.value(at: line.moved(by: $0)) }) { value in
      let estimator = SlopeEstimator(
        function: value, value: claimed.value, noise: noise, argumentRounding: isFinite ? sizes.argumentRounding : 0)
      var against: [SlopeEstimate] = []
      for rule in SlopeEstimator.rules {
        let estimate = try estimator.estimate(rule)
        guard decides(estimate, scale: scale) else { continue }
        if estimate.agrees(with: slope, rounding) {
          return Judged(
            verdict: .pass, slope: slope, expected: estimate.value, allowance: estimate.allowance + rounding)
        }
        against.append(estimate)
        if against.count == 2 && !confirm(against) { against.removeFirst() }
        if against.count == 2 { break }
      }
      guard against.count == 2, let best = against.min(by: { $0.allowance < $1.allowance }) else {
        return Judged(verdict: try isKink(estimator) ? .kink : .undecidable(.numeric), slope: slope)
      }
      let taylor = try remainder(of: slope, line, value)
      let judged = Judged(
        verdict: .fail, slope: slope, expected: best.value, allowance: best.allowance + rounding, remainder: taylor)
      // On a kink every slope between the two sides is a convention, and one beyond them is wrong.
      let (left, right) = try estimator.oneSided()
      if Self.differ(left, right) {
        let (low, high) = (
          min(left.value - left.allowance, right.value - right.allowance),
          max(left.value + left.allowance, right.value + right.allowance)
        )
        if (low...high).contains(slope) { return Judged(verdict: .kink, slope: slope) }
        return judged
      }
      if taylor.contradicts(difference: (slope - best.value).magnitude) {
        return Judged(verdict: .undecidable(.numeric), slope: slope)
      }
      return judged
    }
  }

  /// Whether an estimate is sharp enough for a verdict to mean something.
  private func decides(_ estimate: SlopeEstimate, scale: Double) -> Bool {
    let size = max(
      estimate.value.magnitude,
      FunctionTolerances.cancellation(factory.precision) * max(scale.isFinite ? scale : 0, estimate.value.magnitude))
    return estimate.allowance <= Tolerances.worthDeciding * max(size, Tolerances.cancellation * claimed.value.magnitude)
  }

  /// Whether the estimates of two rules say the same.
  private func confirm(_ estimates: [SlopeEstimate]) -> Bool {
    (estimates[0].value - estimates[1].value).magnitude <= estimates[0].allowance + estimates[1].allowance
  }

  private func isKink(_ estimator: SlopeEstimator) throws -> Bool {
    let (left, right) = try estimator.oneSided()
    return Self.differ(left, right)
  }

  private static func differ(_ left: SlopeEstimate, _ right: SlopeEstimate) -> Bool {
    (left.value - right.value).magnitude > FunctionTolerances.kink * (left.allowance + right.allowance)
  }
}

extension PointCheck {
  /// The point again, with everything else asked in between, and its value alone.
  private mutating func askAgain(_ function: inout any OpaqueFunction) throws {
    let alone = try function.value(at: point.values)
    let again = try function.valueAndGradient(at: point.values)
    compareAgain(alone, claimed.value, "the value without its gradient", tensor: nil, allowance: noise)
    compareAgain(again.value, claimed.value, "the value, asked again", tensor: nil, allowance: noise)
    for (index, range) in factory.ranges.enumerated() {
      let scale = range.reduce(0) { max($0, claimed.gradient[$1].magnitude) }
      let allowance = FunctionTolerances.gradientRounding * factory.precision.unitRoundoff * scale
      let worst = range.max { difference($0, again.gradient) < difference($1, again.gradient) } ?? range.lowerBound
      compareAgain(
        again.gradient[worst], claimed.gradient[worst],
        factory.parameters[index].entry(worst - range.lowerBound) + ", asked again", tensor: index,
        allowance: allowance)
    }
  }

  /// How far an entry of the gradient moved; NaN that stays NaN did not, and one that comes or goes is the farthest.
  private func difference(_ place: Int, _ gradient: [Double]) -> Double {
    let (a, b) = (gradient[place], claimed.gradient[place])
    if a == b || a.isNaN && b.isNaN { return 0 }
    let difference = (a - b).magnitude
    return difference.isNaN ? .infinity : difference
  }

  private mutating func compareAgain(
    _ observed: Double, _ expected: Double, _ entry: String, tensor: Int?, allowance: Double
  ) {
    if observed == expected || observed.isNaN && expected.isNaN {
      report.count(.pass, .repetition)
      return
    }
    let error = (observed - expected).magnitude
    let isWavering = error <= allowance
    report.count(isWavering ? .pass : .fail, .repetition, error: error, allowance: allowance)
    if isWavering {
      report.wavering += 1
    } else {
      findings.append(
        FunctionFinding(
          check: .repetition, entry: entry, tensor: tensor, observed: observed, expected: expected,
          allowance: allowance))
    }
  }
}
