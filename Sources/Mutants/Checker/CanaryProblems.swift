import Networks

/// Problems written down once and for all, so that what canaries see does not depend on the generator.
enum CanaryProblems {
  /// Three layers of different widths and activations, three cases, biases that are not zero.
  static let everyday = Problem(
    network: Network(layers: [
      layer([[0.5, -0.75], [0.3, 0.9], [-1.1, 0.25]], [0.2, -0.4, 0.1], .tanh),
      layer([[0.7, -0.2, 0.45], [-0.6, 0.8, 0.35]], [-0.15, 0.3], .silu),
      layer([[0.9, -0.5], [-0.3, 0.65], [0.2, 1.2]], [0.05, -0.25, 0.4], .softmax),
    ]),
    inputs: grid([[0.8, -0.35, 1.4], [-0.6, 0.95, 0.15]]), targets: grid([[1, 0, 0.2], [0, 1, 0.3], [0, 0, 0.5]]),
    loss: .categoricalCrossEntropy, reduction: .mean)

  /// Linear throughout, with numbers of few bits: nothing is rounded.
  static let exact = Problem(
    network: Network(layers: [
      layer([[0.5, -1], [1.5, 0.25]], [0.5, -0.25], .linear), layer([[1, -0.5]], [0.75], .linear),
    ]),
    inputs: grid([[1, -0.5], [0.25, 2]]), targets: grid([[0.5, -1]]), loss: .squaredError, reduction: .sum)

  /// Sigmoid, then linear, and squared error: the special case of three layers.
  static let threeLayers = Problem(
    network: Network(layers: [
      layer([[0.4, -0.7], [0.9, 0.2]], [0.1, -0.3], .sigmoid), layer([[0.6, -0.8]], [0.25], .linear),
    ]),
    inputs: grid([[0.9, -0.4], [0.3, 0.7]]), targets: grid([[0.8, 0.1]]), loss: .squaredError, reduction: .mean)

  /// Outputs and targets of 1e-7, so that no entry of the gradient is much larger than that.
  static let faint = Problem(
    network: Network(layers: [
      layer([[0.5, -0.75], [0.3, 0.9]], [0.2, -0.4], .tanh), layer([[3e-7, -2e-7]], [1e-7], .linear),
    ]),
    inputs: grid([[0.8, -0.35], [-0.6, 0.95]]), targets: grid([[-4e-7, 5e-7]]), loss: .squaredError, reduction: .mean)

  /// One layer of 16 × 24 weights.
  static let wide = Problem(
    network: Network(layers: [
      Layer(weights: pattern(16, 24, over: 23), biases: pattern(16, 1, over: 11).elements, activation: .tanh)
    ]),
    inputs: pattern(24, 2, over: 13), targets: pattern(16, 2, over: 7), loss: .squaredError, reduction: .mean)

  /// One neuron after another, small enough to be differentiated by hand.
  static let tiny = Problem(
    network: Network(layers: [layer([[0.75]], [-0.25], .tanh), layer([[1.5]], [0.125], .linear)]),
    inputs: grid([[0.5, -1.25]]), targets: grid([[-0.5, 0.75]]), loss: .squaredError, reduction: .mean)

  private static func layer(_ weights: [[Double]], _ biases: [Double], _ activation: Activation) -> Layer<Double> {
    Layer(weights: grid(weights), biases: biases, activation: activation)
  }

  private static func grid(_ rows: [[Double]]) -> Grid<Double> {
    Grid(rows: rows.count, columns: rows[0].count) { rows[$0][$1] }
  }

  /// Fractions of one denominator, from −6 to 6 of them in no obvious order.
  private static func pattern(_ rows: Int, _ columns: Int, over denominator: Double) -> Grid<Double> {
    Grid(rows: rows, columns: columns) { row, column in
      let numerator = (row * 7 + column * 5) % 13 - 6
      return Double(numerator) / denominator
    }
  }
}
