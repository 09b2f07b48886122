import Networks

// What turns an ordinary problem into one of extreme size.

extension RandomSource {
  /// Gives a layer pre-activations of about ±40 … ±800.
  mutating func saturate(_ problem: inout Problem<Double>) {
    let layer = integer(below: problem.depth)
    let height = 40 + 760 * uniform()
    switch integer(below: 3) {
    case 0:
      // A few neurons that their bias alone drives to the end.
      for _ in 0..<3 {
        let neuron = integer(below: problem.network.layers[layer].width)
        problem.network.layers[layer].biases[neuron] = sign() * height
      }
    case 1:
      // All neurons, by their weights.
      problem.network.layers[layer].weights = problem.network.layers[layer].weights.map { $0 * height }
      problem.network.layers[layer].biases[0] = sign() * height
    default:
      // The first layer, each neuron to the height in its highest case.
      for neuron in 0..<problem.network.layers[0].width { raise(neuron, to: height, in: &problem) }
    }
  }

  /// Scales a neuron of the first layer so that its largest |z| is the height.
  private func raise(_ neuron: Int, to height: Double, in problem: inout Problem<Double>) {
    let first = problem.network.layers[0]
    let highest = (0..<problem.caseCount).reduce(0) {
      max($0, abs(first.preactivation(neuron, inputs: problem.inputs, case: $1)))
    }
    guard highest > 0 else { return }
    let factor = height / highest
    for column in 0..<first.inputWidth { problem.network.layers[0].weights[neuron, column] *= factor }
    problem.network.layers[0].biases[neuron] *= factor
  }

  /// Makes some tensors as small as 1e-8 … 1e-160.
  mutating func shrink(_ problem: inout Problem<Double>) {
    // 2⁻²⁷ is about 1e-8, 2⁻⁵³¹ about 1e-160.
    let exponents = pick([-60...(-27), -200...(-60), -531...(-200)])
    let everything = chance(0.2)
    if everything || chance(0.5) { scale(&problem.inputs, by: magnitude(exponents: exponents)) }
    let chosen = integer(below: problem.depth)
    for layer in 0..<problem.depth where everything || layer == chosen || chance(0.2) {
      scale(&problem.network.layers[layer].weights, by: magnitude(exponents: exponents))
      if everything || chance(0.5) {
        let factor = magnitude(exponents: exponents)
        problem.network.layers[layer].biases = problem.network.layers[layer].biases.map { $0 * factor }
      }
    }
    if problem.loss == .squaredError && chance(0.5) {
      scale(&problem.targets, by: magnitude(exponents: exponents))
    }
  }

  /// Makes some tensors as large as 1e3 … 1e6.
  mutating func enlarge(_ problem: inout Problem<Double>) {
    // 2¹⁰ is about 1e3, 2¹⁹(1 + u) at most 1e6. Six such layers stay far from overflow, so no more are scaled.
    let exponents = 10...19
    if chance(0.5) { scale(&problem.inputs, by: magnitude(exponents: exponents)) }
    let chosen = integer(below: problem.depth)
    var scaledLayers = 0
    for layer in 0..<problem.depth where layer == chosen || (scaledLayers < 5 && chance(0.25)) {
      scale(&problem.network.layers[layer].weights, by: magnitude(exponents: exponents))
      scaledLayers += 1
      if chance(0.5) {
        let factor = magnitude(exponents: exponents)
        problem.network.layers[layer].biases = problem.network.layers[layer].biases.map { $0 * factor }
      }
    }
    if problem.loss == .squaredError && chance(0.5) {
      scale(&problem.targets, by: magnitude(exponents: exponents))
    }
  }

  private func scale(_ grid: inout Grid<Double>, by factor: Double) { grid = grid.map { $0 * factor } }
}

extension Layer<Double> {
  /// z of one neuron in one case, summed from the first input on, the bias last.
  func preactivation(_ neuron: Int, inputs: Grid<Double>, case column: Int) -> Double {
    var sum = 0.0
    for input in 0..<inputWidth { sum += weights[neuron, input] * inputs[input, column] }
    return sum + biases[neuron]
  }
}
