import Networks

/// An answer and where it first departs. What a program may have done instead are its methods, one family per file; each
/// proposes hypotheses, and none looks at whether they fit.
struct Examination {
  let symptoms: Symptoms
  let departure: Departure

  var evidence: [Evidence] { departure.evidence }
  var layer: Int { departure.layer ?? symptoms.depth }
  /// "dW[2]", "dW[2] and db[2]"
  var subject: String { evidence.map(\.name).joined(separator: " and ") }
  var m: Int { symptoms.problem.caseCount }
  var outputCount: Int { symptoms.problem.targets.rows }
  var isMean: Bool { symptoms.problem.reduction == .mean }

  /// What the departure looks like: the first hypothesis that fits, from the most specific down. A hypothesis with a
  /// prediction comes before an observation about which entries depart.
  var recognised: Hypothesis? {
    let families: [() -> [Hypothesis]] = [
      memories, factors, forwardMistakes, outputErrorMistakes, derivativeMistakes, matrixMistakes, neuronsLost, sums,
      roundedParameters, constantFactors, decay, memoryAtLarge, thresholds, notFinite, oneActivation, binary32,
      singleEntry,
    ]
    for family in families {
      if let hypothesis = family().first(where: { $0.fits(evidence) }) { return hypothesis }
    }
    return nil
  }

  /// The same statement about every piece of evidence.
  func each(
    _ pattern: Pattern, _ explanation: String, needed: Int = 1, _ prediction: (Evidence) -> Grid<Approximation>?
  ) -> [Hypothesis] {
    let predictions = evidence.compactMap(prediction)
    guard predictions.count == evidence.count else { return [] }
    return [Hypothesis(pattern: pattern, predictions: predictions, explanation: explanation, needed: needed)]
  }

  /// A statement about δ[l], held against what is known of it: itself, or the db and dW that are made of it.
  func errors(_ pattern: Pattern, _ errors: Grid<Approximation>?, _ explanation: String) -> [Hypothesis] {
    guard let errors else { return [] }
    return each(pattern, explanation) { item in
      switch item.quantity {
      case .deltas: errors
      case .gradient(.biases): errors.rowSums
      case .gradient(.weights): symptoms.outputs(layer - 1).map { errors * $0.transposed }
      default: nil
      }
    }
  }

  /// A statement about the one quantity that departs.
  func whole(_ pattern: Pattern, _ prediction: Grid<Approximation>?, _ explanation: String) -> [Hypothesis] {
    guard let prediction, evidence.count == 1 else { return [] }
    return [Hypothesis(pattern: pattern, predictions: [prediction], explanation: explanation)]
  }

  /// A statement that is no prediction: what was seen is taken for granted.
  func seen(_ pattern: Pattern, _ explanation: String) -> [Hypothesis] {
    [Hypothesis(pattern: pattern, predictions: [], explanation: explanation)]
  }
}

extension Diagnosis {
  /// What a failure looks like; nil where nothing departs.
  public init?(_ symptoms: Symptoms) {
    guard let departure = symptoms.firstDeparture else { return nil }
    let hypothesis = Examination(symptoms: symptoms, departure: departure).recognised
    self.init(
      equation: hypothesis?.step?.equation ?? departure.equation, layer: hypothesis?.step?.layer ?? departure.layer,
      pattern: hypothesis?.pattern, place: departure.place, explanation: hypothesis?.explanation)
  }
}

/// A number in a sentence: seven digits at most.
func inWords(_ number: Double) -> String {
  let short = Float(number)
  guard short.isFinite, short != 0 || number == 0 else { return "\(number)" }
  return short == short.rounded() && short.magnitude < 1e6 ? "\(Int(short))" : "\(short)"
}
