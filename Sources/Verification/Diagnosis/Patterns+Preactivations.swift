import Networks

// Departures that go by the pre-activation: beyond a threshold, or by one activation.

extension Examination {
  /// An entry of A or δ with the pre-activation of its neuron.
  private struct Point {
    var z: Double
    var departs: Bool
    var finite: Bool
  }

  /// Entries that mean something, each with its z: one that agrees because nearly anything would says nothing of a formula,
  /// nor does a zero that is zero on both sides.
  private var points: [Point] {
    guard evidence.count == 1, let item = evidence.first, let layer = departure.layer,
      let z = symptoms.preactivations(layer), z.hasShape(of: item.observed)
    else { return [] }
    switch item.quantity {
    case .hiddenOutputs, .outputs, .deltas: break
    default: return []
    }
    return z.elements.indices.compactMap { index in
      let (observed, expected) = (item.observed.elements[index], item.expected.elements[index])
      let departs = item.departs(index)
      guard departs || (expected.value != 0 && expected.error <= Tolerances.worthDeciding * expected.value.magnitude)
      else { return nil }
      return Point(z: z.elements[index].value, departs: departs, finite: observed.isFinite)
    }
  }

  /// Only entries with z on one side of a threshold depart.
  func thresholds() -> [Hypothesis] {
    let points = points
    let (wrong, right) = (points.filter(\.departs), points.filter { !$0.departs })
    guard !wrong.isEmpty, !right.isEmpty, points.allSatisfy({ $0.z.isFinite }),
      let activation = symptoms.layer(layer)?.activation
    else { return [] }
    // Where Z is not returned it may be Z that departs, and show only where g is not saturated; NaN shows everywhere.
    guard departure.steps.count < 2 || wrong.allSatisfy({ !$0.finite }) else { return [] }
    let ways = Self.ways(wrong.count, of: points.count)
    let what =
      wrong.allSatisfy { !$0.finite } ? "is NaN or infinite" : "departs"
    func named(_ range: String) -> [Hypothesis] {
      seen(
        .rangeOfPreactivation,
        """
        yours \(what) only where \(range), in \(wrong.count) of \(points.count) entries of a \(activation.name) layer: \
        look at that range of \(departure.steps.isEmpty ? "g′" : "g")
        """)
    }
    if ways >= Tolerances.waysForSign {
      if wrong.allSatisfy({ $0.z < 0 }) && right.allSatisfy({ $0.z >= 0 }) { return named("z < 0") }
      if wrong.allSatisfy({ $0.z > 0 }) && right.allSatisfy({ $0.z <= 0 }) { return named("z > 0") }
    }
    guard ways >= Tolerances.waysForThreshold else { return [] }
    /// A number between the two that is short to say.
    func between(_ low: Double, _ high: Double) -> String {
      let whole = low.rounded(.up)
      return inWords(whole < high && whole >= low ? whole : low + (high - low) / 2)
    }
    for (name, key) in [("z", { $0.z }), ("|z|", { $0.z.magnitude })] as [(String, (Point) -> Double)] {
      let (wrong, right) = (wrong.map(key).sorted(), right.map(key).sorted())
      if wrong[0] > right[right.count - 1] { return named("\(name) > \(between(right[right.count - 1], wrong[0]))") }
      if wrong[wrong.count - 1] < right[0] { return named("\(name) < \(between(wrong[wrong.count - 1], right[0]))") }
    }
    return []
  }

  /// n over k: in how many ways as many entries could depart.
  private static func ways(_ k: Int, of n: Int) -> Double {
    (0..<min(k, n - k)).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  /// A wrong formula of one activation: what it gave is a function of z alone, or only layers of this activation depart.
  func oneActivation() -> [Hypothesis] {
    guard let activation = symptoms.layer(layer)?.activation, activation != .softmax, evidence.count == 1 else {
      return []
    }
    switch departure.equation {
    case .activation where departure.steps.count == 1:
      guard let item = evidence.first, let z = symptoms.preactivations(layer), z.hasShape(of: item.observed) else {
        return []
      }
      let points = z.elements.indices.map { index in
        (z.elements[index].value, item.observed.elements[index] - item.expected.elements[index].value)
      }
      guard Self.isFunction(points) else { return [] }
      return seen(
        .activationFormula, "what \(activation.name) gave is a function of z, but not the right one: look at g")
    case .bp1, .bp2:
      guard case .deltas? = evidence.first?.quantity else { return [] }
      if departure.equation == .bp2, onlyLayers(of: activation) {
        return seen(
          .activationFormula,
          "only \(activation.name) layers depart from BP2: look at the derivative of \(activation.name)")
      }
      guard Self.isFunction(slopeErrors) else { return [] }
      return seen(
        .activationFormula,
        "the g′ that yours applied in layer \(layer) is a function of z, but not the right one: look at the derivative of "
          + activation.name)
    default: return []
    }
  }

  /// How far what the answer took for g′(z) is from g′(z): from δ[l] and what came in from above.
  private var slopeErrors: [(Double, Double)] {
    guard let item = evidence.first, let z = symptoms.preactivations(layer), let incoming = symptoms.incoming(layer),
      let slopes = symptoms.slopes(layer), z.hasShape(of: item.observed), incoming.hasShape(of: item.observed)
    else { return [] }
    return z.elements.indices.compactMap { index in
      let (above, observed) = (incoming.elements[index], item.observed.elements[index])
      // A remainder of cancellation would make a noisy quotient.
      guard above.error <= Tolerances.worthDeciding * above.value.magnitude else { return nil }
      return (z.elements[index].value, observed / above.value - slopes.elements[index].value)
    }
  }

  /// Whether pairs of numbers lie on a curve: each near the line between its neighbours, for how far they spread. The two
  /// that lie farthest out are left aside: they alone would make the spread.
  private static func isFunction(_ pairs: [(x: Double, y: Double)]) -> Bool {
    guard pairs.count >= Tolerances.pointsOfFunction, pairs.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
      return false
    }
    let median = pairs.map(\.y).sorted()[pairs.count / 2]
    let points = pairs.sorted { ($0.y - median).magnitude < ($1.y - median).magnitude }.dropLast(2)
      .sorted { $0.x < $1.x }
    let spread = points.reduce(0.0) { $0 + ($1.y - median).magnitude }
    let roughness = (1..<points.count - 1).reduce(0.0) { sum, index in
      let (left, middle, right) = (points[index - 1], points[index], points[index + 1])
      let share = right.x > left.x ? (middle.x - left.x) / (right.x - left.x) : 0.5
      return sum + (left.y + share * (right.y - left.y) - middle.y).magnitude
    }
    return spread > 0 && roughness <= Tolerances.roughnessOfFunction * spread
  }

  /// Whether BP2 fails, given the answer's own δ of the layer above, in all hidden layers of an activation, at least two, and
  /// in none of another, at least one.
  private func onlyLayers(of activation: Activation) -> Bool {
    guard symptoms.depth > 3, let given = symptoms.observed.deltas else { return false }
    var (wrong, right) = (Set<Int>(), Set<Int>())
    for l in 1..<symptoms.depth {
      guard let weights = symptoms.weights(l + 1), let slopes = symptoms.slopes(l), let own = symptoms.deltas(l),
        let above = symptoms.deltas(l + 1)
      else { return false }
      // The answer's δ[l+1] is off by about as much, for its size, as the expected one.
      let observedAbove = Grid(rows: above.rows, columns: above.columns) { row, column in
        let (value, expected) = (given[l][row, column], above[row, column])
        let growth = max(1, (value / expected.value).magnitude)
        return Approximation(value, error: expected.error * (growth.isFinite ? growth : 1))
      }
      let predicted = (weights.transposed * observedAbove).elementwise(slopes)
      guard predicted.hasShape(of: own) else { return false }
      let item = Evidence(
        name: "", quantity: nil, observed: given[l - 1],
        expected: predicted.map { Approximation($0.value, error: Tolerances.hypothesis * $0.error) })
      guard item.observed.elements.contains(where: { $0 != 0 }) else { continue }
      if item.departures.isEmpty { right.insert(l) } else { wrong.insert(l) }
    }
    func names(_ layers: Set<Int>) -> Set<String> {
      Set(layers.compactMap { symptoms.layer($0)?.activation.name })
    }
    return wrong.count > 1 && names(wrong) == [activation.name] && !right.isEmpty
      && !names(right).contains(activation.name)
  }
}
