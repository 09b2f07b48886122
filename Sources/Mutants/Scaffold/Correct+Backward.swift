import Networks

// The correct steps of the way down, and the update.

extension Correct {
  /// Where loss and activation match, BP1 simplifies; elsewhere it is worked out.
  static func outputDelta(_ pass: Pass, _ n: Int) -> [Double] {
    let (a, y) = (pass.A[pass.L].column(n), pass.problem.targets.column(n))
    switch pass.problem.loss {
    case .squaredError: return outputDelta(pass, n, dA: y.indices.map { a[$0] - y[$0] })
    case .binaryCrossEntropy: return y.indices.map { a[$0] - y[$0] }
    case .categoricalCrossEntropy:
      let total = y.reduce(0, +)
      return y.indices.map { a[$0] * total - y[$0] }
    }
  }

  /// BP1 from any dA: dA ⊙ g′(Z[L]), and Jᵀ dA over a softmax.
  static func outputDelta(_ pass: Pass, _ n: Int, dA: [Double]) -> [Double] {
    let (g, z, a) = (pass.activation(pass.L), pass.Z[pass.L].column(n), pass.A[pass.L].column(n))
    guard g == .softmax else { return dA.indices.map { dA[$0] * pass.steps.gPrime(g, z[$0], a[$0]) } }
    return dA.indices.map { j in
      sum(dA.count) { k in dA[k] * (k == j ? a[j] * (1 - a[j]) : -(a[k] * a[j])) }
    }
  }

  /// ∂e/∂aⱼ of the output, which divides by a and 1 − a under the cross-entropies: the dA form starts from it.
  static func dA(_ pass: Pass, _ n: Int) -> [Double] {
    let (a, y) = (pass.A[pass.L].column(n), pass.problem.targets.column(n))
    return y.indices.map { j in
      switch pass.problem.loss {
      case .squaredError: a[j] - y[j]
      case .binaryCrossEntropy: -(y[j] / a[j] - (1 - y[j]) / (1 - a[j]))
      case .categoricalCrossEntropy: -(y[j] / a[j])
      }
    }
  }

  static func incoming(_ pass: Pass, _ l: Int, _ n: Int) -> [Double] {
    incoming(pass, weights: pass.W(l + 1), dZ: pass.dZ[l + 1], n)
  }

  /// A column of Wᵀ dZ.
  static func incoming(_ pass: Pass, weights W: Grid<Double>, dZ: Grid<Double>, _ n: Int) -> [Double] {
    (0..<W.columns).map { j in pass.steps.sum(W.rows) { k in W[k, j] * dZ[k, n] } }
  }

  static func hiddenDelta(_ pass: Pass, _ l: Int, _ n: Int) -> [Double] {
    let (g, z, a, incoming) = (pass.activation(l), pass.Z[l], pass.A[l], pass.steps.incoming(pass, l, n))
    return incoming.indices.map { j in incoming[j] * pass.steps.gPrime(g, z[j, n], a[j, n]) }
  }

  static func weightGradient(_ pass: Pass, _ l: Int) -> Grid<Double> { weightGradient(pass, l, A: pass.A[l - 1]) }

  /// (1/m) dZ[l] Aᵀ with any A.
  static func weightGradient(_ pass: Pass, _ l: Int, A: Grid<Double>) -> Grid<Double> {
    let (scale, dZ) = (pass.steps.batchScale(pass), pass.dZ[l])
    return Grid(rows: dZ.rows, columns: A.rows) { j, i in scale * pass.steps.sum(pass.m) { n in dZ[j, n] * A[i, n] } }
  }

  static func biasGradient(_ pass: Pass, _ l: Int) -> [Double] {
    let (scale, dZ) = (pass.steps.batchScale(pass), pass.dZ[l])
    return (0..<dZ.rows).map { j in scale * pass.steps.sum(pass.m) { n in dZ[j, n] } }
  }

  static func inputGradient(_ pass: Pass) -> Grid<Double> {
    let scale = pass.steps.batchScale(pass)
    return Grid(columns: (0..<pass.m).map { n in incoming(pass, 0, n).map { scale * $0 } })
  }

  static func update(_ pass: Pass, _ gradient: Gradient<Double>, _ η: Double) -> Network<Double> {
    var network = pass.problem.network
    for l in 1...pass.L { network.layers[l - 1].descend(gradient.weights[l - 1], gradient.biases[l - 1], η) }
    return network
  }
}

extension Layer<Double> {
  /// W − η dW, b − η db.
  mutating func descend(_ dW: Grid<Double>, _ db: [Double], _ η: Double) {
    for index in weights.elements.indices { weights.elements[index] -= η * dW.elements[index] }
    for index in biases.indices { biases[index] -= η * db[index] }
  }
}
