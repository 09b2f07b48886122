import Networks

// What an output layer is to its biases, its targets and its inputs.

extension Suite {
  static let outputLaws: [LawPair] = [
    shifted("cce", by: 3, base([2, 2, 3], cases: 3, [.tanh], .softmax, .categoricalCrossEntropy, seed: 41)),
    shifted("squared-error", by: -0.75, base([3, 3], cases: 2, [], .softmax, .squaredError, .sum, seed: 42)),
    twoClasses("hard", base([2, 3, 1], cases: 3, [.gelu], .sigmoid, .binaryCrossEntropy, soft: false, seed: 43)),
    twoClasses("soft", base([3, 1], cases: 4, [], .sigmoid, .binaryCrossEntropy, .sum, seed: 44)),
    outputsScaled(base([2, 2, 2], cases: 3, [.softplus], .linear, seed: 45)),
    targetsScaled(base([2, 3, 3], cases: 2, [.silu], .softmax, .categoricalCrossEntropy, seed: 46)),
    targetsShifted(base([2, 3, 1], cases: 3, [.tanh], .linear, seed: 47)),
    rolesExchanged("tanh", base([3, 2], cases: 4, [], .tanh, .squaredError, .sum, seed: 48)),
    rolesExchanged("sigmoid", base([2, 3], cases: 2, [], .sigmoid, .binaryCrossEntropy, .sum, seed: 49)),
  ]

  /// A constant added to all biases of a softmax.
  private static func shifted(_ name: String, by c: Double, _ partner: Problem<Double>) -> LawPair {
    let depth = partner.depth
    var own = partner
    own.network.layers[depth - 1].biases = own.network.layers[depth - 1].biases.map { $0 + c }
    let relabelled = own.equations { quantity, row, column in
      .entry(quantity, row, column, plus: quantity == .preactivations(layer: depth) ? c : 0)
    }
    // Derived by the constant: δ of a case sums to 0.
    let sums = (0..<own.caseCount).map { column in
      LawEquation(
        own: (0..<own.targets.rows).map { LawTerm(.deltas(layer: depth), row: $0, column: column) }, partner: [])
    }
    return LawPair(
      law: .softmaxShift, name: name,
      statement:
        "A softmax sees only differences: \(c) added to all its biases changes nothing but Z of the last layer.",
      flags: [.softmaxShift], own: own, partner: partner, equations: relabelled + sums)
  }

  /// A softmax of two neurons, of which one has z = 0; the partner is a sigmoid.
  private static func twoClasses(_ name: String, _ partner: Problem<Double>) -> LawPair {
    let depth = partner.depth
    let last = partner.network.layers[depth - 1]
    var layers = partner.network.layers
    layers[depth - 1] = Layer(
      weights: Grid(rows: 2, columns: last.inputWidth) { $0 == 0 ? last.weights[0, $1] : 0 },
      biases: [last.biases[0], 0], activation: .softmax)
    let own = Problem(
      network: Network(layers: layers), inputs: partner.inputs,
      targets: Grid(rows: 2, columns: partner.caseCount) {
        $0 == 0 ? partner.targets[0, $1] : 1 - partner.targets[0, $1]
      }, loss: .categoricalCrossEntropy, reduction: partner.reduction)
    return LawPair(
      law: .twoClasses, name: name,
      statement:
        "A softmax of z and 0 is a sigmoid of z, and the categorical cross-entropy of two classes the binary one.",
      flags: [.derivativeAfterFusedDelta, .composition], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        guard quantity.hasNeurons(of: depth, depth: depth) && row == 1 else { return .entry(quantity, row, column) }
        switch quantity {
        case .outputs: return .entry(quantity, 0, column, times: -1, plus: 1)
        case .preactivations: return .zero
        default: return .entry(quantity, 0, column, times: -1)
        }
      })
  }

  /// Outputs of a linear layer and targets, doubled.
  private static func outputsScaled(_ partner: Problem<Double>) -> LawPair {
    let depth = partner.depth
    var own = partner
    for output in 0..<partner.targets.rows { own.network.layers[depth - 1].scale(output, by: 2) }
    own.targets = partner.targets.map { 2 * $0 }
    return LawPair(
      law: .outputsScaled, name: "linear",
      statement: "Squared error is a square: outputs and targets doubled quadruple it.",
      flags: [.costClipped, .wrongDerivative], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        if quantity.hasNeurons(of: depth, depth: depth) { return .entry(quantity, row, column, times: 2) }
        return .entry(quantity, row, column, times: quantity == .cost || quantity.isDerivative ? 4 : 1)
      })
  }

  /// Half the targets of a categorical cross-entropy.
  private static func targetsScaled(_ partner: Problem<Double>) -> LawPair {
    var own = partner
    own.targets = partner.targets.map { 0.5 * $0 }
    return LawPair(
      law: .targetsScaled, name: "softmax",
      statement: "A cross-entropy is linear in its targets: half of them, half the cost.",
      flags: [.unnormalizedTargets, .softTargets], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        .entry(quantity, row, column, times: quantity == .cost || quantity.isDerivative ? 0.5 : 1)
      })
  }

  /// A constant added to the last biases and to the targets.
  private static func targetsShifted(_ partner: Problem<Double>) -> LawPair {
    let (depth, c) = (partner.depth, 1.5)
    var own = partner
    own.network.layers[depth - 1].biases = partner.network.layers[depth - 1].biases.map { $0 + c }
    own.targets = partner.targets.map { $0 + c }
    return LawPair(
      law: .targetsShifted, name: "linear",
      statement: "Squared error sees only residuals: outputs and targets may be shifted together.",
      flags: [.biasIgnored, .wrongDerivative], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        .entry(quantity, row, column, plus: quantity == .outputs || quantity == .preactivations(layer: depth) ? c : 0)
      })
  }

  /// Inputs for weights and weights for inputs, in one layer without biases.
  private static func rolesExchanged(_ name: String, _ base: Problem<Double>) -> LawPair {
    var partner = base
    partner.network.layers[0].biases = base.network.layers[0].biases.map { _ in 0 }
    let layer = Layer(
      weights: partner.inputs.transposed, biases: Array(repeating: 0, count: partner.caseCount),
      activation: partner.network.layers[0].activation)
    let own = Problem(
      network: Network(layers: [layer]), inputs: partner.network.layers[0].weights.transposed,
      targets: partner.targets.transposed, loss: partner.loss, reduction: partner.reduction)
    return LawPair(
      law: .rolesExchanged, name: name,
      statement: "W X and Xᵀ Wᵀ are transposes: inputs and weights may exchange roles, and dW and dX do.",
      flags: [.inputGradient, .transposedWeights, .axisConfusion], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        switch quantity {
        case .cost: .entry(quantity, 0, 0)
        case .gradient(.weights): .entry(.gradient(.inputs), column, row)
        case .gradient(.inputs): .entry(.gradient(.weights(layer: 1)), column, row)
        case .gradient(.biases):
          LawImage(terms: (0..<partner.targets.rows).map { LawTerm(.deltas(layer: 1), row: $0, column: row) })
        case .preactivations, .hiddenOutputs, .outputs, .deltas: .entry(quantity, column, row)
        }
      })
  }
}

extension Grid<Double> {
  fileprivate var transposed: Grid { Grid(rows: columns, columns: rows) { self[$1, $0] } }
}
