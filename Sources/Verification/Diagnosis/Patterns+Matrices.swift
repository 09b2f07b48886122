import Networks

// A matrix of the right shape in the wrong place: transposed, or of the layer next to it.

extension Examination {
  func matrixMistakes() -> [Hypothesis] { transpositions() + wrongWeights() + wrongFactors() + neighbours() }

  /// The quantity itself, transposed.
  private func transpositions() -> [Hypothesis] {
    guard let item = evidence.first, evidence.count == 1, item.observed.rows == item.observed.columns else { return [] }
    return whole(
      .transposed, item.expected.transposed,
      "yours equals the expected \(item.name) transposed"
        + (departure.equation == .bp4 ? ": is it A δᵀ, not δ Aᵀ?" : ""))
  }

  /// The weights that carry δ down: not transposed, or of another layer.
  private func wrongWeights() -> [Hypothesis] {
    let own: Int
    switch departure.equation {
    case .bp2: own = layer + 1
    case .inputGradient: own = 1
    default: return []
    }
    guard let weights = symptoms.weights(own), let delta = symptoms.deltas(own) else { return [] }
    func carried(_ pattern: Pattern, _ weights: Grid<Approximation>, _ sentence: String) -> [Hypothesis] {
      let sum = weights * delta
      if departure.equation == .inputGradient { return whole(pattern, sum, sentence) }
      return errors(pattern, symptoms.slopes(layer).map { sum.elementwise($0) }, sentence)
    }
    var all: [Hypothesis] = []
    if weights.rows == weights.columns {
      all += carried(
        .weightsNotTransposed, weights, "yours has W[\(own)] where its transpose W[\(own)]ᵀ belongs")
    }
    for other in [own - 1, own + 1] {
      guard let neighbour = symptoms.weights(other), neighbour.hasShape(of: weights) else { continue }
      all += carried(
        .weightsOfNeighbour, neighbour.transposed,
        "yours has W[\(other)]ᵀ where W[\(own)]ᵀ belongs: is the index of the layer off by one?")
    }
    return all
  }

  /// dW made of δ or A of another layer.
  private func wrongFactors() -> [Hypothesis] {
    guard departure.equation == .bp4, let delta = symptoms.deltas(layer), let input = symptoms.outputs(layer - 1) else {
      return []
    }
    var all: [Hypothesis] = []
    for other in [layer, layer - 2, layer + 1] where other >= 0 {
      guard let wrong = symptoms.outputs(other), wrong.hasShape(of: input) else { continue }
      all += whole(
        .neighbouringLayer, delta * wrong.transposed,
        "yours is δ[\(layer)] A[\(other)]ᵀ where δ[\(layer)] A[\(layer - 1)]ᵀ belongs")
    }
    for other in [layer - 1, layer + 1] {
      guard let wrong = symptoms.deltas(other), wrong.hasShape(of: delta) else { continue }
      all += whole(
        .neighbouringLayer, wrong * input.transposed,
        "yours is δ[\(other)] A[\(layer - 1)]ᵀ where δ[\(layer)] A[\(layer - 1)]ᵀ belongs")
    }
    return all
  }

  /// The right quantity of the layer below or above.
  private func neighbours() -> [Hypothesis] {
    guard departure.layer != nil, departure.equation != .update, departure.equation != .inputGradient else { return [] }
    return [layer - 1, layer + 1].flatMap { other -> [Hypothesis] in
      guard symptoms.layer(other) != nil else { return [] }
      return each(
        .neighbouringLayer, "yours equals what is expected in layer \(other): is the index of the layer off by one?"
      ) { item in
        guard let quantity = item.quantity?.inLayer(other, depth: symptoms.depth),
          let expected = symptoms.expectation(quantity), expected.hasShape(of: item.observed)
        else { return nil }
        return expected
      }
    }
  }
}

extension Quantity {
  /// The same quantity of another layer.
  func inLayer(_ layer: Int, depth: Int) -> Quantity? {
    switch self {
    case .cost, .gradient(.inputs): nil
    case .preactivations: .preactivations(layer: layer)
    case .hiddenOutputs, .outputs: layer == depth ? .outputs : .hiddenOutputs(layer: layer)
    case .deltas: .deltas(layer: layer)
    case .gradient(.weights): .gradient(.weights(layer: layer))
    case .gradient(.biases): .gradient(.biases(layer: layer))
    }
  }
}
