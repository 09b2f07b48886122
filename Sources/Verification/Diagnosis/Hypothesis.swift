import Networks

/// A quantity that departs, with what was expected of it.
struct Evidence {
  /// "dW[2]"
  var name: String
  /// nil for a step of an update.
  var quantity: Quantity?
  var observed: Grid<Double>
  var expected: Grid<Approximation>

  /// Whether an entry is outside its allowance.
  func departs(_ index: Int) -> Bool {
    let expected = expected.elements[index]
    return Self.departs(observed.elements[index], from: expected.value, allowance: expected.error)
  }

  var departures: [Int] { observed.elements.indices.filter(departs) }

  /// Whether all entries agree and at least one of them means something.
  var agreesMeaningfully: Bool {
    departures.isEmpty && expected.elements.contains { $0.error < $0.value.magnitude }
  }

  /// An infinite allowance decides nothing; equal numbers agree, infinities too.
  static func departs(_ observed: Double, from expected: Double, allowance: Double) -> Bool {
    if allowance == .infinity || observed == expected { return false }
    return !((observed - expected).magnitude <= allowance)
  }
}

/// A guess at what a program computed instead.
struct Hypothesis {
  var pattern: Pattern
  /// What the evidence would then be, one grid for each; none for an observation that predicts nothing.
  var predictions: [Grid<Approximation>]
  var explanation: String
  /// How many departing entries have to be explained: more than one where the guess has a free parameter. dW and db of one
  /// neuron are made of one δ and have its factor, whatever it is; so there have to be two in each.
  var needed = 1
  /// The equation and layer it accuses, where the departure alone does not say.
  var step: ForwardStep?

  /// Whether every entry is as predicted, and the departing ones not merely because the prediction is vague.
  func fits(_ evidence: [Evidence]) -> Bool {
    if predictions.isEmpty { return true }
    guard evidence.count == predictions.count else { return false }
    var counts: [Int] = []
    for (item, prediction) in zip(evidence, predictions) {
      var explained = 0
      guard prediction.hasShape(of: item.observed) else { return false }
      for index in prediction.elements.indices {
        let (observed, predicted) = (item.observed.elements[index], prediction.elements[index])
        let tolerance = Tolerances.hypothesis * predicted.error
        guard observed == predicted.value || (observed - predicted.value).magnitude <= tolerance else { return false }
        guard item.departs(index) else { continue }
        let departure = (observed - item.expected.elements[index].value).magnitude
        if tolerance <= Tolerances.worthDeciding * departure { explained += 1 }
      }
      counts.append(explained)
    }
    return counts.reduce(0, +) >= needed && (needed == 1 || counts.count == 1 || counts.allSatisfy { $0 > 1 })
  }
}
