import Networks

// What a layer is to its neurons.

extension Suite {
  static let neuronLaws: [LawPair] = [
    neuronsPermuted("silu", base([2, 3, 2], cases: 3, [.silu], .linear, seed: 11)),
    neuronsPermuted("gelu-softmax", base([3, 2, 3], cases: 2, [.gelu], .softmax, .categoricalCrossEntropy, seed: 12)),
    featuresPermuted(base([3, 2, 2], cases: 2, [.tanh], .linear, seed: 13)),
    classesPermuted(base([2, 2, 3], cases: 3, [.softplus], .softmax, .categoricalCrossEntropy, soft: false, seed: 14)),
    silent("tanh", base([2, 3, 2], cases: 3, [.tanh], .linear, .squaredError, .sum, seed: 15)),
    silent("sigmoid", base([2, 2, 1], cases: 2, [.sigmoid], .sigmoid, .binaryCrossEntropy, seed: 16)),
    deaf(base([2, 3, 2], cases: 2, [.silu], .softmax, .categoricalCrossEntropy, seed: 17), slopeAtZero: 0.5),
    split(base([2, 2, 2], cases: 3, [.gelu], .linear, seed: 18)),
    scaled("relu", by: 4, base([2, 3, 2], cases: 4, [.relu], .softmax, .categoricalCrossEntropy, seed: 19)),
    scaled("leaky-relu", by: 0.125, base([2, 2, 1], cases: 3, [.leakyReLU(alpha: 0.01)], .linear, seed: 20)),
  ]

  /// The neurons of the first layer rotated by one.
  private static func neuronsPermuted(_ name: String, _ partner: Problem<Double>) -> LawPair {
    let width = partner.network.layers[0].width
    let order = (0..<width).map { ($0 + 1) % width }
    var own = partner
    own.network.layers[0].weights = partner.network.layers[0].weights.selecting(rows: order)
    own.network.layers[0].biases = order.map { partner.network.layers[0].biases[$0] }
    own.network.layers[1].weights = partner.network.layers[1].weights.selecting(columns: order)
    return LawPair(
      law: .neuronsPermuted, name: name,
      statement: "Hidden neurons in another order, with all their weights: what belongs to a neuron moves along.",
      flags: [.neuronsOutOfOrder], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        .entry(
          quantity, quantity.hasNeurons(of: 1, depth: own.depth) ? order[row] : row,
          quantity == .gradient(.weights(layer: 2)) ? order[column] : column)
      })
  }

  /// The inputs rotated by one.
  private static func featuresPermuted(_ partner: Problem<Double>) -> LawPair {
    let width = partner.inputs.rows
    let order = (0..<width).map { ($0 + 1) % width }
    var own = partner
    own.inputs = partner.inputs.selecting(rows: order)
    own.network.layers[0].weights = partner.network.layers[0].weights.selecting(columns: order)
    return LawPair(
      law: .featuresPermuted, name: "tanh",
      statement: "Features in another order, with their weights: dX and dW[1] move along.",
      flags: [.neuronsOutOfOrder, .inputGradient], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        .entry(
          quantity, quantity == .gradient(.inputs) ? order[row] : row,
          quantity == .gradient(.weights(layer: 1)) ? order[column] : column)
      })
  }

  /// The outputs rotated by one, with their targets.
  private static func classesPermuted(_ partner: Problem<Double>) -> LawPair {
    let (depth, width) = (partner.depth, partner.targets.rows)
    let order = (0..<width).map { ($0 + 1) % width }
    var own = partner
    own.network.layers[depth - 1].weights = partner.network.layers[depth - 1].weights.selecting(rows: order)
    own.network.layers[depth - 1].biases = order.map { partner.network.layers[depth - 1].biases[$0] }
    own.targets = partner.targets.selecting(rows: order)
    return LawPair(
      law: .classesPermuted, name: "softmax",
      statement: "Classes in another order, with their targets: everything below stays.",
      flags: [.neuronsOutOfOrder, .softmaxOverWrongAxis], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        .entry(quantity, quantity.hasNeurons(of: depth, depth: depth) ? order[row] : row, column)
      })
  }

  /// The last hidden neuron has no weights above; the partner lacks it.
  private static func silent(_ name: String, _ base: Problem<Double>) -> LawPair {
    var own = base
    let last = own.network.layers[0].width - 1
    for output in 0..<own.network.layers[1].width { own.network.layers[1].weights[output, last] = 0 }
    return LawPair(
      law: .silentNeuron, name: name,
      statement: "A neuron that nothing listens to: it learns nothing, and all else is as without it.",
      flags: [.silentNeuron, .zeroSkipped], own: own, partner: own.withoutLastNeuron,
      equations: own.equations { quantity, row, column in
        if quantity.hasNeurons(of: 1, depth: 2) && row == last { return quantity.isDerivative ? .zero : nil }
        // What the weights above would learn is no linear function of the partner's answer.
        if quantity == .gradient(.weights(layer: 2)) && column == last { return nil }
        return .entry(quantity, row, column)
      })
  }

  /// The last hidden neuron has neither weights below nor a bias, and g(0) = 0; the partner lacks it.
  private static func deaf(_ base: Problem<Double>, slopeAtZero: Double) -> LawPair {
    var own = base
    let (last, above) = (own.network.layers[0].width - 1, own.network.layers[1])
    own.network.layers[0].scale(last, by: 0)
    let isPart = { (quantity: Quantity, row: Int) in quantity.hasNeurons(of: 1, depth: 2) && row == last }
    let others = own.equations { quantity, row, column in
      if isPart(quantity, row) { return quantity.isDerivative ? nil : .zero }
      if quantity == .gradient(.weights(layer: 2)) && column == last { return .zero }
      return .entry(quantity, row, column)
    }
    // δ of the neuron itself: g′(0) Σₖ wₖ δₖ, of the partner's δ.
    let itself = own.equations { quantity, row, column in
      guard quantity == .deltas(layer: 1) && row == last else { return nil }
      return LawImage(
        terms: (0..<above.width).map {
          LawTerm(.deltas(layer: 2), row: $0, column: column, times: slopeAtZero * above.weights[$0, last])
        })
    }
    return LawPair(
      law: .deafNeuron, name: "silu",
      statement: "A neuron that hears nothing says nothing: all else is as without it, and it can learn to hear.",
      flags: [.silentNeuron, .zeroSkipped], own: own, partner: own.withoutLastNeuron, equations: others + itself)
  }

  /// The last hidden neuron is there twice, with half the weights above; the partner has it once.
  private static func split(_ partner: Problem<Double>) -> LawPair {
    var own = partner
    let last = partner.network.layers[0].width - 1
    let copies = Array(0...last) + [last]
    own.network.layers[0].weights = partner.network.layers[0].weights.selecting(rows: copies)
    own.network.layers[0].biases = copies.map { partner.network.layers[0].biases[$0] }
    let above = partner.network.layers[1].weights
    own.network.layers[1].weights = Grid(rows: above.rows, columns: copies.count) {
      $1 < last ? above[$0, $1] : 0.5 * above[$0, last]
    }
    return LawPair(
      law: .splitNeuron, name: "gelu",
      statement: "A neuron split in two equal ones of half the weight above: each gets half its gradient.",
      flags: [.casesMerged, .neuronsOutOfOrder], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        if quantity.hasNeurons(of: 1, depth: 2) {
          return .entry(quantity, copies[row], column, times: quantity.isDerivative && row >= last ? 0.5 : 1)
        }
        return .entry(quantity, row, quantity == .gradient(.weights(layer: 2)) ? copies[column] : column)
      })
  }

  /// The first hidden neuron times c, its weights above by 1/c; c is a power of two.
  private static func scaled(_ name: String, by c: Double, _ partner: Problem<Double>) -> LawPair {
    var own = partner
    own.network.layers[0].scale(0, by: c)
    for output in 0..<own.network.layers[1].width { own.network.layers[1].weights[output, 0] /= c }
    let relabelled = own.equations { quantity, row, column in
      if quantity.hasNeurons(of: 1, depth: 2) && row == 0 {
        return .entry(quantity, row, column, times: quantity.isDerivative ? 1 / c : c)
      }
      return .entry(quantity, row, column, times: quantity == .gradient(.weights(layer: 2)) && column == 0 ? c : 1)
    }
    return LawPair(
      law: .scaledNeuron, name: name,
      statement: "g(cz) = c g(z) for c > 0: a neuron times \(c) and its weights above by it leave the cost alone.",
      flags: [.scaleOfNeurons], own: own, partner: partner, equations: relabelled + [own.balance])
  }
}

extension Problem<Double> {
  /// Without the last neuron of the first layer.
  fileprivate var withoutLastNeuron: Problem {
    var copy = self
    let kept = Array(0..<network.layers[0].width - 1)
    copy.network.layers[0].weights = network.layers[0].weights.selecting(rows: kept)
    copy.network.layers[0].biases.removeLast()
    copy.network.layers[1].weights = network.layers[1].weights.selecting(columns: kept)
    return copy
  }

  /// ⟨W[1]₀, dW[1]₀⟩ + b₀ db₀ = ⟨W[2]·₀, dW[2]·₀⟩: what scaling a neuron leaves alone, derived by the scale at 1.
  fileprivate var balance: LawEquation {
    let (below, above) = (network.layers[0], network.layers[1])
    let received = (0..<below.inputWidth).map {
      LawTerm(.gradient(.weights(layer: 1)), row: 0, column: $0, times: below.weights[0, $0])
    }
    let sent = (0..<above.width).map {
      LawTerm(.gradient(.weights(layer: 2)), row: $0, column: 0, times: -above.weights[$0, 0])
    }
    return LawEquation(
      own: received + [LawTerm(.gradient(.biases(layer: 1)), row: 0, column: 0, times: below.biases[0])] + sent,
      partner: [])
  }
}
