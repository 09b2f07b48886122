import Networks
import Reference
import Testing

/// Two inputs, two leaky_relu neurons (α = ¼), two linear outputs, two cases. All numbers are dyadic, so nothing is
/// rounded and every entry can be derived by hand:
///
///     u¹ = (½, ½), (−5/2, 0)          the 0 lies on the kink, where g′ = α
///     v¹ = (½, ½), (−5/8, 0)
///     v² = (7/4, 1), (−1, 1/8)
///     e  = ½(9/16 + 1) = 25/32, ½(1/4 + 1/64) = 17/128
///     δ² = (3/4, −1), (1/2, 1/8)
///     δ¹ = (2·¾ + 1, ¾ − 4) = (5/2, −13/4), ¼(1 − 1/8, ½ + ½) = (7/32, 1/4)
let dyadic = Problem(
  network: Network(layers: [
    Layer(
      weights: Grid(rows: 2, columns: 2, elements: [1, -2, 0.5, 1]), biases: [0.5, -0.5],
      activation: .leakyReLU(alpha: 0.25)),
    Layer(weights: Grid(rows: 2, columns: 2, elements: [2, 1, -1, 4]), biases: [0.25, -0.5], activation: .linear),
  ]),
  inputs: Grid(rows: 2, columns: 2, elements: [1, -1, 0.5, 1]),
  targets: Grid(rows: 2, columns: 2, elements: [1, -1.5, 2, 0]), loss: .squaredError, reduction: .sum)

@Suite struct DyadicNetworkTests {
  static func problem(_ reduction: Reduction) -> Problem<Double> {
    var problem = dyadic
    problem.reduction = reduction
    return problem
  }

  /// C, then u¹, u², v¹, v² row by row.
  @Test(arguments: [(Reduction.sum, 0.9140625), (.mean, 0.45703125)])
  func forward(_ reduction: Reduction, _ cost: Double) {
    let e = Textbook.answer(Self.problem(reduction), form: .dZ)
    #expect(e.cost == cost)
    #expect(e.preactivations?.map(\.elements) == [[0.5, -2.5, 0.5, 0], [1.75, -1, 1, 0.125]])
    #expect(e.hiddenOutputs?.map(\.elements) == [[0.5, -0.625, 0.5, 0]])
    #expect(e.outputs.elements == [1.75, -1, 1, 0.125])
  }

  /// Mean over two cases halves everything, δ included.
  @Test(arguments: BackwardForm.allCases, [(Reduction.sum, 1.0), (.mean, 0.5)])
  func backward(_ form: BackwardForm, _ reduction: (Reduction, scale: Double)) {
    let e = Textbook.answer(Self.problem(reduction.0), form: form)
    func scaled(_ values: [Double]) -> [Double] { values.map { reduction.scale * $0 } }
    #expect(
      e.deltas?.map(\.elements) == [scaled([2.5, 0.21875, -3.25, 0.25]), scaled([0.75, 0.5, -1, 0.125])])
    #expect(
      e.gradient.weights.map(\.elements) == [
        scaled([2.28125, 1.46875, -3.5, -1.375]), scaled([0.0625, 0.375, -0.578125, -0.5]),
      ])
    #expect(e.gradient.biases == [scaled([2.71875, -3]), scaled([1.25, -0.875])])
    #expect(e.gradient.inputs.elements == scaled([0.875, 0.34375, -8.25, -0.1875]))
  }

  @Test func shapes() {
    let recipe = Recipe(
      seed: 1, widths: [3, 5, 2, 4], activations: [.tanh, .relu, .sigmoid], loss: .squaredError, reduction: .mean,
      cases: 6, weight: [1, 1, 1])
    let e = Textbook.answer(recipe.problem, form: .dZ)
    #expect(e.preactivations?.map(\.shape) == ["5 × 6", "2 × 6", "4 × 6"])
    #expect(e.hiddenOutputs?.map(\.shape) == ["5 × 6", "2 × 6"])
    #expect(e.outputs.shape == "4 × 6")
    #expect(e.deltas?.map(\.shape) == ["5 × 6", "2 × 6", "4 × 6"])
    #expect(e.gradient.weights.map(\.shape) == ["5 × 3", "2 × 5", "4 × 2"])
    #expect(e.gradient.biases.map(\.count) == [5, 2, 4])
    #expect(e.gradient.inputs.shape == "3 × 6")
  }

  /// One sigmoid neuron at 0 under binary cross-entropy: v = ½, t = ¼. The dZ form gives δ = ½ − ¼, the dA form
  /// −(¼/½ − ¾/½) · ½(1 − ½) = ¼.
  @Test(arguments: BackwardForm.allCases)
  func formsOfBinaryCrossEntropy(_ form: BackwardForm) {
    let layer = Layer(weights: Grid(rows: 1, columns: 1, elements: [0.0]), biases: [0], activation: .sigmoid)
    let problem = Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: 1, columns: 1, elements: [3.0]),
      targets: Grid(rows: 1, columns: 1, elements: [0.25]), loss: .binaryCrossEntropy, reduction: .mean)
    let e = Textbook.answer(problem, form: form)
    #expect(e.deltas?[0].elements == [0.25])
    #expect(e.gradient.weights[0].elements == [0.75])
  }
}
