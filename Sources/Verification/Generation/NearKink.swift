import Networks

// Problems with a pre-activation on a kink, or just beside it.

extension Design {
  /// The design with a kinked layer whose pre-activations can be foretold: the first, or one above linear layers only.
  func kinked(
    scope: Scope, work: Int, features: Features, from random: inout RandomSource
  ) -> (design: Design, layer: Int) {
    var design = self
    // At the output only squared error takes a kinked activation.
    let mayBeOutput = scope.losses.contains(.squaredError)
    if shape.depth == 1 && !mayBeOutput {
      design = design.deeper(scope: scope, features: features, from: &random)
      design.shape = design.shape.fitting(work: work)
    }
    let last = mayBeOutput && random.chance(0.2) ? design.shape.depth : design.shape.depth - 1
    let highest = scope.hidden.contains(.linear) ? max(1, last) : 1
    let layer = random.integer(in: 1...highest)
    for below in 1..<layer { design.activations[below - 1] = .linear }
    design.activations[layer - 1] = random.sloped(random.pick(scope.kinked), features: features)
    if layer == design.shape.depth { design.loss = .squaredError }
    return (design, layer)
  }

  /// One more hidden layer, as wide as the output.
  private func deeper(scope: Scope, features: Features, from random: inout RandomSource) -> Design {
    var design = self
    design.shape.widths.append(shape.widths[shape.depth])
    design.activations.insert(random.sloped(random.pick(scope.hidden), features: features), at: 0)
    return design
  }
}

extension RandomSource {
  /// Moves neurons of a layer onto the kink, or beside it, each in one case.
  ///
  /// - Parameter layer: counted from 1; every layer below is linear.
  mutating func approachKink(of layer: Int, in problem: inout Problem<Double>) {
    if layer == 1 && chance(0.4) { roundTerms(of: &problem) }
    var inputs = problem.inputs
    for below in problem.network.layers.prefix(layer - 1) {
      inputs = Grid(rows: below.width, columns: inputs.columns) {
        below.preactivation($0, inputs: inputs, case: $1)
      }
    }
    let width = problem.network.layers[layer - 1].width
    let chosen = integer(below: width)
    for neuron in 0..<width where neuron == chosen || chance(0.3) {
      let column = integer(below: problem.caseCount)
      setBias(of: neuron, in: &problem.network.layers[layer - 1], inputs: inputs, case: column)
    }
  }

  /// Puts inputs and first weights on a coarse grid, where every order of summation gives the same exact sum.
  private func roundTerms(of problem: inout Problem<Double>) {
    // Ordinary numbers are small: far from the ends of Int.
    func coarse(_ number: Double) -> Double { Double(Int(number * 256)) / 256 }
    problem.inputs = problem.inputs.map(coarse)
    problem.network.layers[0].weights = problem.network.layers[0].weights.map(coarse)
  }

  /// b = −W·x + ε Σ|W||x| with ε = 0 or ±2⁻¹¹ … ±2⁻⁵⁰ (about 1e-3 … 1e-15).
  private mutating func setBias(of neuron: Int, in layer: inout Layer<Double>, inputs: Grid<Double>, case column: Int) {
    layer.biases[neuron] = 0
    let sum = layer.preactivation(neuron, inputs: inputs, case: column)
    let scale = (0..<layer.inputWidth).reduce(0) { $0 + abs(layer.weights[neuron, $1] * inputs[$1, column]) }
    let offset = chance(0.4) ? 0 : sign() * magnitude(exponents: -50...(-11)) * scale
    layer.biases[neuron] = offset - sum
  }
}
