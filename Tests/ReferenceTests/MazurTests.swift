import Networks
import Reference
import Testing

/// M. Mazur, A Step by Step Backpropagation Example (2015): 2-2-2 sigmoid network, squared error, one case. The article's
/// figures recomputed with 40 digits by mpmath. The biases are not trained in the article.
@Suite struct MazurTests {
  static let problem = Problem(
    network: Network(layers: [
      Layer(
        weights: Grid(rows: 2, columns: 2, elements: [0.15, 0.20, 0.25, 0.30]), biases: [0.35, 0.35],
        activation: .sigmoid),
      Layer(
        weights: Grid(rows: 2, columns: 2, elements: [0.40, 0.45, 0.50, 0.55]), biases: [0.60, 0.60],
        activation: .sigmoid),
    ]),
    inputs: Grid(rows: 2, columns: 1, elements: [0.05, 0.10]),
    targets: Grid(rows: 2, columns: 1, elements: [0.01, 0.99]), loss: .squaredError, reduction: .sum)

  /// The article's decimals are not binary64 numbers: rounding the data costs a few more units than the computation.
  static func agrees(_ computed: [Double], _ truth: [Double]) -> Bool {
    computed.count == truth.count && zip(computed, truth).allSatisfy { abs($0 - $1) <= 1e-14 * abs($1) }
  }

  @Test(arguments: BackwardForm.allCases)
  func costAndGradient(_ form: BackwardForm) {
    let e = Textbook.answer(Self.problem, form: form)
    #expect(Self.agrees([e.cost], [0.2983711087600026886]))
    #expect(
      Self.agrees(
        e.gradient.weights[0].elements,
        [0.00043856773447434673, 0.00087713546894869345, 0.00049771273526086007, 0.00099542547052172014]))
    #expect(
      Self.agrees(
        e.gradient.weights[1].elements,
        [0.082167040564230771, 0.082667627847533255, -0.022602540477475058, -0.022740242215978211]))
  }

  @Test func lossAfterOneUpdate() {
    let problem = Self.problem
    let gradient = Textbook.answer(problem, form: .dZ).gradient
    var next = problem
    next.network = Textbook.update(problem.network, gradient, learningRate: 0.5, training: .weights)
    #expect(next.network.layers.map(\.biases) == problem.network.layers.map(\.biases))
    #expect(Self.agrees([Textbook.answer(next, form: .dZ).cost], [0.29102777369359935187]))
  }
}
