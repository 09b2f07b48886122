import Networks

// Laws 7 and 8: hidden neurons that can be scaled or flipped without changing the cost.

extension Trial {
  /// Law 7. g(cz) = c g(z) for c > 0 (relu, leaky_relu, linear), so row j of W[l] and bⱼ times c, column j of W[l+1] by c, leave C
  /// unchanged. Derived by c at c = 1: ⟨W[l]ⱼ, dW[l]ⱼ⟩ + bⱼ dbⱼ = ⟨W[l+1]·ⱼ, dW[l+1]·ⱼ⟩.
  func homogeneity(_ ledger: inout Ledger) throws {
    let layers = hiddenLayers { activation in
      switch activation {
      case .relu, .leakyReLU, .linear: true
      default: false
      }
    }
    guard !layers.isEmpty else { return }
    try scaled(
      .homogeneity, .scaled, "neurons scaled by 2 and 1/4", layers, by: { $0.isMultiple(of: 2) ? 2 : 0.25 }, &ledger)
    for l in layers { balance(layer: l, &ledger) }
  }

  /// Law 8. g(−z) = −g(z) (tanh, linear), so flipping the signs of row j of W[l], of bⱼ and of column j of W[l+1] leaves C
  /// unchanged and flips those gradients.
  func oddness(_ ledger: inout Ledger) throws {
    let layers = hiddenLayers { $0 == .tanh || $0 == .linear }
    guard !layers.isEmpty else { return }
    try scaled(
      .oddness, .flipped, "signs of even neurons flipped", layers, by: { $0.isMultiple(of: 2) ? -1 : 1 }, &ledger)
  }

  private func hiddenLayers(_ accepts: (Activation) -> Bool) -> [Int] {
    (1...problem.depth).dropLast().filter { accepts(problem.network.layers[$0 - 1].activation) }
  }

  /// Scales neuron j of the layers by c(j), its column above by 1/c(j); the gradient scales the other way.
  private func scaled(
    _ check: Check, _ key: DerivedBounds.Key, _ against: String, _ layers: [Int], by c: (Int) -> Double,
    _ ledger: inout Ledger
  ) throws {
    var changed = problem
    for l in layers { changed.network.layers.scale(l, by: c) }
    guard changed.network.hasOnlyNormalNumbers else { return }
    let answer = try evaluate(changed)
    let bound = derived.bounds(key, changed, implementation.formula).error
    var (mapped, allowance) = (evaluation, bounds.error)
    // Powers of two scale without rounding, and the bounds with them.
    mapped.cost = answer.cost
    mapped.gradient = answer.gradient.scaledBack(layers, by: c)
    allowance.cost += bound.cost
    allowance.gradient = allowance.gradient + bound.gradient.scaledBack(layers) { c($0).magnitude }
    compare(
      check, against: against, costAndGradient, observed: evaluation, expected: mapped, allowance: allowance, &ledger)
  }

  /// The identity of law 7, neuron by neuron. Each side is a sum of k products: γₖ Σ|w dw| besides the bounds.
  private func balance(layer l: Int, _ ledger: inout Ledger) {
    let (below, above) = (problem.network.layers[l - 1], problem.network.layers[l])
    let (g, e) = (evaluation.gradient, bounds.error.gradient)
    for j in 0..<below.width {
      var (left, right, bound, magnitude) = (0.0, 0.0, 0.0, 0.0)
      func add(_ w: Double, _ dw: Double, _ error: Double, to sum: inout Double) {
        sum += w * dw
        magnitude += (w * dw).magnitude
        bound += (w == 0 ? 0 : w.magnitude * error) + 2 * .leastNormalMagnitude
      }
      for i in 0..<below.inputWidth {
        add(below.weights[j, i], g.weights[l - 1][j, i], e.weights[l - 1][j, i], to: &left)
      }
      add(below.biases[j], g.biases[l - 1][j], e.biases[l - 1][j], to: &left)
      for k in 0..<above.width {
        add(above.weights[k, j], g.weights[l][k, j], e.weights[l][k, j], to: &right)
      }
      let terms = Double(below.inputWidth + above.width + 2)
      let allowance = Tolerances.allowance(bound: bound, rounding: terms * 0x1p-52 * magnitude)
      ledger.compare(
        subject(
          .homogeneity, .gradient(.weights(layer: l)), against: "neuron \(j) of layer \(l) from above",
          scale: max(magnitude, allowance / Tolerances.cancellation)),
        observed: left, expected: right, allowance: allowance)
    }
  }
}

extension [Layer<Double>] {
  /// Row j of W[l] and bⱼ times c(j), column j of W[l+1] by c(j).
  fileprivate mutating func scale(_ l: Int, by c: (Int) -> Double) {
    self[l - 1].weights = self[l - 1].weights.scalingRows(c)
    self[l - 1].biases = self[l - 1].biases.enumerated().map { c($0) * $1 }
    self[l].weights = self[l].weights.scalingColumns { 1 / c($0) }
  }
}

extension Gradient<Double> {
  /// The gradient in the scale of the original: where a weight was multiplied by c its derivative was divided by c.
  fileprivate func scaledBack(_ layers: [Int], by c: (Int) -> Double) -> Gradient {
    var copy = self
    for l in layers {
      copy.weights[l - 1] = copy.weights[l - 1].scalingRows(c)
      copy.biases[l - 1] = copy.biases[l - 1].enumerated().map { c($0) * $1 }
      copy.weights[l] = copy.weights[l].scalingColumns { 1 / c($0) }
    }
    return copy
  }

  fileprivate static func + (left: Gradient, right: Gradient) -> Gradient {
    func sum(_ left: Grid<Double>, _ right: Grid<Double>) -> Grid<Double> {
      Grid(rows: left.rows, columns: left.columns) { left[$0, $1] + right[$0, $1] }
    }
    return Gradient(
      weights: zip(left.weights, right.weights).map(sum),
      biases: zip(left.biases, right.biases).map { zip($0, $1).map(+) },
      inputs: sum(left.inputs, right.inputs))
  }
}

extension Grid<Double> {
  fileprivate func scalingRows(_ factor: (Int) -> Double) -> Grid {
    Grid(rows: rows, columns: columns) { factor($0) * self[$0, $1] }
  }

  fileprivate func scalingColumns(_ factor: (Int) -> Double) -> Grid {
    Grid(rows: rows, columns: columns) { factor($1) * self[$0, $1] }
  }
}

extension Network<Double> {
  /// Whether scaling by a power of two was exact everywhere.
  fileprivate var hasOnlyNormalNumbers: Bool {
    layers.allSatisfy { layer in
      layer.weights.elements.allSatisfy { $0 == 0 || $0.isNormal } && layer.biases.allSatisfy { $0 == 0 || $0.isNormal }
    }
  }
}
