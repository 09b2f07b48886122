import Networks
import Reference
import Testing

@Suite struct GradientDescentTests {
  /// One linear neuron v = wx + b, w = 1, b = ½, cases (x, t) = (1, 0) and (2, 2), η = ¼.
  static func problem(_ reduction: Reduction) -> Problem<Double> {
    let layer = Layer(weights: Grid(rows: 1, columns: 1, elements: [1.0]), biases: [0.5], activation: .linear)
    return Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: 1, columns: 2, elements: [1, 2]),
      targets: Grid(rows: 1, columns: 2, elements: [0, 2]), loss: .squaredError, reduction: reduction)
  }

  static func parameters(_ network: Network<Double>) -> [Double] {
    [network.layers[0].weights[0, 0], network.layers[0].biases[0]]
  }

  /// δ = (3/2, ½): dw = 3/2 + 1, db = 2. Sum: w = 1 − ¼·5/2, b = ½ − ¼·2; mean: half the steps.
  @Test(arguments: [(Reduction.sum, [0.375, 0]), (.mean, [0.6875, 0.25])])
  func perBatch(_ reduction: Reduction, _ expected: [Double]) {
    for form in BackwardForm.allCases {
      #expect(Self.parameters(Textbook.update(Self.problem(reduction), learningRate: 0.25, form: form)) == expected)
    }
  }

  /// First case: δ = 3/2, w = 1 − 3/8 = 5/8, b = ½ − 3/8 = 1/8. Second, seen by the new weights: v = 11/8, δ = −5/8,
  /// w = 5/8 + 5/16 = 15/16, b = 1/8 + 5/32 = 9/32. The reduction of a single case is the same.
  @Test(arguments: Reduction.allCases)
  func online(_ reduction: Reduction) {
    #expect(
      Self.parameters(Textbook.updateOnline(Self.problem(reduction), learningRate: 0.25, form: .dZ))
        == [0.9375, 0.28125])
  }

  /// In the other order: v = 5/2, δ = ½, w = ¾, b = 3/8; then v = 9/8 = δ, w = ¾ − 9/32, b = 3/8 − 9/32.
  @Test func orderMatters() {
    let problem = Self.problem(.sum).selecting(cases: [1, 0])
    #expect(Self.parameters(Textbook.updateOnline(problem, learningRate: 0.25, form: .dA)) == [0.46875, 0.09375])
  }

  /// θ − η ∂C/∂θ in every layer, with the gradient derived by hand in `DyadicNetworkTests`; η = ½.
  @Test func everyLayer() {
    let next = Textbook.update(dyadic, learningRate: 0.5, form: .dZ)
    #expect(next.layers[0].weights.elements == [-0.140625, -2.734375, 2.25, 1.6875])
    #expect(next.layers[0].biases == [-0.859375, 1])
    #expect(next.layers[1].weights.elements == [1.96875, 0.8125, -0.7109375, 4.25])
    #expect(next.layers[1].biases == [-0.375, -0.0625])
    #expect(next.layers.map(\.activation) == dyadic.network.layers.map(\.activation))
  }

  @Test func weightsAlone() {
    let gradient = Textbook.answer(dyadic, form: .dZ).gradient
    let next = Textbook.update(dyadic.network, gradient, learningRate: 0.5, training: .weights)
    #expect(next.layers.map(\.biases) == [[0.5, -0.5], [0.25, -0.5]])
    #expect(next.layers[1].weights.elements == [1.96875, 0.8125, -0.7109375, 4.25])
  }
}
