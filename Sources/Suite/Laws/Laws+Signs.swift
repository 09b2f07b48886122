import Networks

// What signs are to odd functions, and 0 to 1.

extension Suite {
  static let signLaws: [LawPair] = [
    flipped("tanh", base([2, 3, 2], cases: 3, [.tanh], .softmax, .categoricalCrossEntropy, seed: 31)),
    flipped("linear", base([3, 2, 1], cases: 2, [.linear], .softplus, .squaredError, .sum, seed: 32)),
    negated(base([2, 2, 2, 1], cases: 3, [.tanh, .linear], .tanh, seed: 33)),
    complement(base([2, 2, 2], cases: 3, [.elu(alpha: 1)], .sigmoid, .binaryCrossEntropy, seed: 34)),
  ]

  /// The signs around the first hidden neuron.
  private static func flipped(_ name: String, _ partner: Problem<Double>) -> LawPair {
    var own = partner
    own.network.layers[0].scale(0, by: -1)
    for output in 0..<own.network.layers[1].width { own.network.layers[1].weights[output, 0].negate() }
    return LawPair(
      law: .signsFlipped, name: name,
      statement: "g(−z) = −g(z): flipping all signs around a neuron flips what belongs to it.",
      flags: [.dependsOnSign], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        let isFlipped =
          quantity.hasNeurons(of: 1, depth: 2) && row == 0 || quantity == .gradient(.weights(layer: 2)) && column == 0
        return .entry(quantity, row, column, times: isFlipped ? -1 : 1)
      })
  }

  /// Inputs, biases and targets of an odd network.
  private static func negated(_ partner: Problem<Double>) -> LawPair {
    var own = partner
    own.inputs = partner.inputs.map { -$0 }
    own.targets = partner.targets.map { -$0 }
    for layer in 0..<own.depth { own.network.layers[layer].biases = own.network.layers[layer].biases.map { -$0 } }
    return LawPair(
      law: .everythingNegated, name: "tanh",
      statement: "In an odd network, inputs, biases and targets negated negate all but the cost and dW.",
      flags: [.dependsOnSign, .inputGradient], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        if case .gradient(.weights) = quantity { return .entry(quantity, row, column) }
        return .entry(quantity, row, column, times: quantity == .cost ? 1 : -1)
      })
  }

  /// The last weights and biases negated, and t replaced by 1 − t.
  private static func complement(_ partner: Problem<Double>) -> LawPair {
    let depth = partner.depth
    var own = partner
    for output in 0..<partner.targets.rows { own.network.layers[depth - 1].scale(output, by: -1) }
    own.targets = partner.targets.map { 1 - $0 }
    return LawPair(
      law: .complement, name: "sigmoid",
      statement: "sigmoid(−z) = 1 − sigmoid(z): 0 and 1 may be exchanged, everywhere.",
      flags: [.derivativeAfterFusedDelta, .dependsOnSign], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        if quantity == .outputs { return .entry(quantity, row, column, times: -1, plus: 1) }
        return .entry(quantity, row, column, times: quantity.hasNeurons(of: depth, depth: depth) ? -1 : 1)
      })
  }
}
