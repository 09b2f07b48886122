import Networks

// g′ left out, applied twice, or taken of something else: hypotheses about δ in BP1 and BP2.

extension Examination {
  private var isAboutErrors: Bool { departure.equation == .bp1 || departure.equation == .bp2 }
  private var activation: Activation? { symptoms.layer(layer)?.activation }

  func derivativeMistakes() -> [Hypothesis] {
    guard isAboutErrors, let incoming = symptoms.incoming(layer), let activation else { return [] }
    let delta = "δ[\(layer)]"
    let dropped = errors(
      .derivativeDropped, incoming, "yours equals \(delta) without g′: is the factor g′(Z[\(layer)]) missing?")
    let twice = errors(
      .derivativeTwice, symptoms.slopes(layer).flatMap { g in symptoms.deltas(layer).map { $0.elementwise(g) } },
      "yours equals the expected \(delta) times g′(Z[\(layer)]) once more: is g′ applied to a δ that has it already?")
    guard activation != .softmax else { return dropped + twice }
    return dropped + twice + ofNeighbour(incoming, activation) + appliedAfterWeights(incoming)
      + atWrongArgument(incoming, activation)
  }

  /// g′ of the layer below or above: of its Z with its own g, or of its Z with this layer's g.
  private func ofNeighbour(_ incoming: Grid<Approximation>, _ activation: Activation) -> [Hypothesis] {
    [layer - 1, layer + 1].flatMap { other -> [Hypothesis] in
      guard let z = symptoms.preactivations(other), z.hasShape(of: incoming), let slopes = symptoms.slopes(other) else {
        return []
      }
      let sentence = "yours has g′(Z[\(other)]) where g′(Z[\(layer)]) belongs: is the index of the layer off by one?"
      return errors(.derivativeOfNeighbour, incoming.elementwise(slopes), sentence)
        + errors(
          .derivativeOfNeighbour, incoming.elementwise(z.map { symptoms.slope(activation, $0) }), sentence)
    }
  }

  /// (Wᵀ dA) ⊙ g′ where Wᵀ (dA ⊙ g′) belongs: the derivative of the layer above comes too late.
  private func appliedAfterWeights(_ incoming: Grid<Approximation>) -> [Hypothesis] {
    guard departure.equation == .bp2, let weights = symptoms.weights(layer + 1),
      let above = symptoms.incoming(layer + 1), let late = symptoms.slopes(layer + 1), late.hasShape(of: incoming),
      let own = symptoms.slopes(layer)
    else { return [] }
    return errors(
      .derivativeOfNeighbour, (weights.transposed * above).elementwise(late).elementwise(own),
      """
      yours equals (W[\(layer + 1)]ᵀ dA[\(layer + 1)]) ⊙ g′(Z[\(layer + 1)]) where \
      W[\(layer + 1)]ᵀ (dA[\(layer + 1)] ⊙ g′(Z[\(layer + 1)])) belongs: is g′ applied after the weights?
      """)
  }

  private func atWrongArgument(_ incoming: Grid<Approximation>, _ activation: Activation) -> [Hypothesis] {
    guard let z = symptoms.preactivations(layer), let a = symptoms.outputs(layer) else { return [] }
    var all = errors(
      .derivativeAtWrongArgument, incoming.elementwise(a.map { symptoms.slope(activation, $0) }),
      "yours has g′(A[\(layer)]) where g′(Z[\(layer)]) belongs: is g′ given the output of the neuron?")
    let one = Approximation(1)
    let printed: (formula: String, right: String, slopes: Grid<Approximation>)? =
      switch activation {
      case .sigmoid: ("z(1 − z)", "a(1 − a)", z.map { $0 * (one - $0) })
      case .tanh: ("1 − z²", "1 − a²", z.map { one - $0 * $0 })
      default: nil
      }
    if let printed {
      all += errors(
        .derivativeAtWrongArgument, incoming.elementwise(printed.slopes),
        "yours has \(printed.formula) where \(printed.right) belongs: is g′ given Z[\(layer)] instead of A[\(layer)]?")
    }
    all += errors(
      .derivativeAtWrongArgument, incoming.elementwise(incoming.map { symptoms.slope(activation, $0) }),
      "yours has g′ of what comes in from above where g′(Z[\(layer)]) belongs: is g′ given the error?")
    return all
  }
}
