import Networks

// Two ways to write one function.

extension Suite {
  static let functionLaws: [LawPair] = [
    composition("linear", .linear, .squaredError, targets: [[0.5, -1, 0.25], [1, 0.75, -0.5]]),
    composition("softmax", .softmax, .categoricalCrossEntropy, targets: [[1, 0, 0.25], [0, 1, 0.5]]),
    identityLayer(base([2, 3, 2], cases: 2, [.gelu], .softmax, .categoricalCrossEntropy, seed: 51)),
    sigmoidAsTanh(base([2, 2, 1], cases: 3, [.sigmoid], .linear, seed: 52)),
    reflection(.softplus, base([2, 1, 2], cases: 3, [.linear], .linear, seed: 53)),
    reflection(.silu, base([2, 1, 2], cases: 2, [.linear], .softmax, .categoricalCrossEntropy, seed: 54)),
    reflection(.gelu, base([3, 1, 1], cases: 3, [.linear], .sigmoid, .binaryCrossEntropy, seed: 55)),
    coincidence(
      "leaky-relu-straight", "leaky_relu with α = 1 is linear.", [.slopeForgotten], .leakyReLU(alpha: 1),
      base([2, 3, 2], cases: 3, [.linear], .linear, seed: 56)),
    coincidence(
      "leaky-relu-flat", "leaky_relu with α = 0 is relu.", [.slopeOfZero], .leakyReLU(alpha: 0),
      base([2, 3, 2], cases: 3, [.relu], .linear, seed: 57)),
  ]

  /// Two linear layers; the partner has their product. Few bits, so that the product is exact.
  private static func composition(
    _ name: String, _ output: Activation, _ loss: Loss, targets: [[Double]]
  ) -> LawPair {
    let below = Layer(.linear, [[0.75, -0.5], [1.25, 0.5], [-0.25, 1]], [0.5, -0.75, 0.25])
    let above = Layer(output, [[0.5, -1, 1.5], [0.25, 0.75, -0.5]], [0.125, -0.25])
    let sum = { (terms: [Double]) in terms.reduce(0, +) }
    let product = Layer(
      weights: Grid(rows: 2, columns: 2) { k, i in sum((0..<3).map { above.weights[k, $0] * below.weights[$0, i] }) },
      biases: (0..<2).map { k in sum((0..<3).map { above.weights[k, $0] * below.biases[$0] }) + above.biases[k] },
      activation: output)
    let inputs = Grid([[1, -0.5, 0.75], [0.25, 1.5, -1]])
    let own = Problem(
      network: Network(layers: [below, above]), inputs: inputs, targets: Grid(targets), loss: loss, reduction: .mean)
    let partner = Problem(
      network: Network(layers: [product]), inputs: inputs, targets: Grid(targets), loss: loss, reduction: .mean)
    let (dW, db) = (Quantity.gradient(.weights(layer: 1)), Quantity.gradient(.biases(layer: 1)))
    return LawPair(
      law: .composition, name: name,
      statement: "Two linear layers are one: W = W[2] W[1], so dW[1] = W[2]ᵀ dW and dW[2] = dW W[1]ᵀ + db b[1]ᵀ.",
      flags: [.composition, .transposedWeights], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        let combination = { (of: Quantity) in
          LawImage(terms: (0..<2).map { LawTerm(of, row: $0, column: column, times: above.weights[$0, row]) })
        }
        return switch quantity {
        case .cost, .outputs, .gradient(.inputs): .entry(quantity, row, column)
        case .preactivations(2): .entry(.preactivations(layer: 1), row, column)
        case .deltas(2): .entry(.deltas(layer: 1), row, column)
        case .gradient(.biases(2)): .entry(db, row, column)
        case .deltas: combination(.deltas(layer: 1))
        case .gradient(.weights(1)): combination(dW)
        case .gradient(.biases): combination(db)
        case .gradient(.weights):
          LawImage(
            terms: (0..<2).map { LawTerm(dW, row: row, column: $0, times: below.weights[column, $0]) } + [
              LawTerm(db, row: row, column: 0, times: below.biases[column])
            ])
        case .preactivations, .hiddenOutputs: nil
        }
      })
  }

  /// A linear layer of ones on the diagonal above the hidden layer; the partner lacks it.
  private static func identityLayer(_ partner: Problem<Double>) -> LawPair {
    let width = partner.network.layers[0].width
    var own = partner
    own.network.layers.insert(
      Layer(
        weights: Grid(rows: width, columns: width) { $0 == $1 ? 1 : 0 }, biases: Array(repeating: 0, count: width),
        activation: .linear), at: 1)
    return LawPair(
      law: .identityLayer, name: "gelu",
      statement: "A layer that passes everything on changes nothing: what lies above and below stays.",
      flags: [.layerIndex, .composition], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        switch quantity {
        case .preactivations(2), .hiddenOutputs(2): .entry(.hiddenOutputs(layer: 1), row, column)
        case .preactivations(3): .entry(.preactivations(layer: 2), row, column)
        case .deltas(3): .entry(.deltas(layer: 2), row, column)
        case .gradient(.weights(3)): .entry(.gradient(.weights(layer: 2)), row, column)
        case .gradient(.biases(3)): .entry(.gradient(.biases(layer: 2)), row, column)
        // ∂C/∂A of the layer below, which no answer has.
        case .deltas(2), .gradient(.weights(2)), .gradient(.biases(2)): nil
        default: .entry(quantity, row, column)
        }
      })
  }

  /// sigmoid(z) = ½ + ½ tanh(z/2).
  private static func sigmoidAsTanh(_ own: Problem<Double>) -> LawPair {
    var partner = own
    let (below, above) = (own.network.layers[0], own.network.layers[1])
    partner.network.layers[0] = Layer(
      weights: below.weights.map { 0.5 * $0 }, biases: below.biases.map { 0.5 * $0 }, activation: .tanh)
    partner.network.layers[1].weights = above.weights.map { 0.5 * $0 }
    partner.network.layers[1].biases = (0..<above.width).map { k in
      (0..<above.inputWidth).reduce(above.biases[k]) { $0 + 0.5 * above.weights[k, $1] }
    }
    let dW = Quantity.gradient(.weights(layer: 2))
    return LawPair(
      law: .sigmoidAsTanh, name: "linear",
      statement:
        "sigmoid(z) = ½ + ½ tanh(z/2): a layer of the one is a layer of the other, with other weights and biases.",
      flags: [.composition, .wrongDerivative], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        switch quantity {
        case .preactivations(1): .entry(quantity, row, column, times: 2)
        case .hiddenOutputs(1): .entry(quantity, row, column, times: 0.5, plus: 0.5)
        case .deltas(1), .gradient(.weights(1)), .gradient(.biases(1)): .entry(quantity, row, column, times: 0.5)
        case dW:
          LawImage(terms: [
            LawTerm(dW, row: row, column: column, times: 0.5),
            LawTerm(.gradient(.biases(layer: 2)), row: row, column: 0, times: 0.5),
          ])
        default: .entry(quantity, row, column)
        }
      })
  }

  /// g(z) − g(−z) = z: two neurons of opposite signs are one that is linear, which the partner has.
  private static func reflection(_ activation: Activation, _ partner: Problem<Double>) -> LawPair {
    let (below, above) = (partner.network.layers[0], partner.network.layers[1])
    var own = partner
    own.network.layers[0] = Layer(
      weights: Grid(rows: 2, columns: below.inputWidth) { $0 == 0 ? below.weights[0, $1] : -below.weights[0, $1] },
      biases: [below.biases[0], -below.biases[0]], activation: activation)
    own.network.layers[1].weights = Grid(rows: above.width, columns: 2) {
      $1 == 0 ? above.weights[$0, 0] : -above.weights[$0, 0]
    }
    // What the partner has of the linear neuron is the difference of the two.
    let seenByPartner = partner.equations { quantity, row, column in
      switch quantity {
      case .hiddenOutputs(1), .deltas(1), .gradient(.weights(1)), .gradient(.biases(1)):
        LawImage(terms: [
          LawTerm(quantity, row: 0, column: column), LawTerm(quantity, row: 1, column: column, times: -1),
        ])
      case .gradient(.weights(2)):
        LawImage(terms: [
          LawTerm(quantity, row: row, column: 0), LawTerm(quantity, row: row, column: 1, times: -1),
        ])
      default: .entry(quantity, row, column)
      }
    }
    let second = own.equations { quantity, row, column in
      quantity == .preactivations(layer: 1) && row == 1 ? .entry(quantity, 0, column, times: -1) : nil
    }
    return LawPair(
      law: .reflection, name: activation.name,
      statement: "g(z) − g(−z) = z: two \(activation.name) neurons of opposite signs are a linear one.",
      flags: [.composition, .tableRange], own: own, partner: partner,
      equations: seenByPartner.map(\.reversed) + second)
  }

  /// Another activation of the first layer that is the same function.
  private static func coincidence(
    _ name: String, _ statement: String, _ flags: [BugFlag], _ activation: Activation, _ partner: Problem<Double>
  ) -> LawPair {
    var own = partner
    own.network.layers[0].activation = activation
    return LawPair(
      law: .coincidence, name: name, statement: statement, flags: flags + [.composition], own: own, partner: partner,
      equations: own.equations { .entry($0, $1, $2) })
  }
}
