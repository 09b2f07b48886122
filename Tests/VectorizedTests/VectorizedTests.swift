import Networks
import Testing

@testable import Vectorized

/// A network that is exact in binary64, computed by hand.
///
///     X = (1 2; 3 −1), hidden leaky_relu(½), output linear, Y = (−4 8)
///     Z[1] = (−1.5 3.5; 2.5 −1), A[1] = (−0.75 3.5; 2.5 −0.5), Z[2] = (−3.75 7.75), A[2] − Y = (¼ −¼)
private let byHand = Problem<Double>(
  network: Network(layers: [
    Layer(
      weights: Grid(rows: 2, columns: 2, elements: [1, -1, 0.5, 1]), biases: [0.5, -1],
      activation: .leakyReLU(alpha: 0.5)),
    Layer(weights: Grid(rows: 1, columns: 2, elements: [2, -1]), biases: [0.25], activation: .linear),
  ]),
  inputs: Grid(rows: 2, columns: 2, elements: [1, 2, 3, -1]),
  targets: Grid(rows: 1, columns: 2, elements: [-4, 8]), loss: .squaredError, reduction: .sum)

/// The step-by-step example of M. Mazur (2015): 2-2-2, sigmoid, one case.
private let mazur = Problem<Double>(
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

@Suite struct VectorizedTests {
  @Test(arguments: BackwardForm.allCases)
  func exactNetworkSum(_ form: BackwardForm) {
    let found = Vectorized.evaluate(byHand, form: form)
    #expect(found.cost == 0.0625)
    #expect(found.preactivations?.map(\.elements) == [[-1.5, 3.5, 2.5, -1], [-3.75, 7.75]])
    #expect(found.hiddenOutputs?.map(\.elements) == [[-0.75, 3.5, 2.5, -0.5]])
    #expect(found.outputs.elements == [-3.75, 7.75])
    #expect(found.deltas?.map(\.elements) == [[0.25, -0.5, -0.25, 0.125], [0.25, -0.25]])
    #expect(found.gradient.weights.map(\.elements) == [[-0.75, 1.25, 0, -0.875], [-1.0625, 0.75]])
    #expect(found.gradient.biases == [[-0.25, -0.125], [0]])
    #expect(found.gradient.inputs.elements == [0.125, -0.4375, -0.5, 0.625])
  }

  /// Under mean everything but Z and A is half of it.
  @Test(arguments: BackwardForm.allCases)
  func exactNetworkMean(_ form: BackwardForm) {
    var problem = byHand
    problem.reduction = .mean
    let found = Vectorized.evaluate(problem, form: form)
    #expect(found.cost == 0.03125)
    #expect(found.preactivations?.map(\.elements) == [[-1.5, 3.5, 2.5, -1], [-3.75, 7.75]])
    #expect(found.hiddenOutputs?.map(\.elements) == [[-0.75, 3.5, 2.5, -0.5]])
    #expect(found.outputs.elements == [-3.75, 7.75])
    #expect(found.deltas?.map(\.elements) == [[0.125, -0.25, -0.125, 0.0625], [0.125, -0.125]])
    #expect(found.gradient.weights.map(\.elements) == [[-0.375, 0.625, 0, -0.4375], [-0.53125, 0.375]])
    #expect(found.gradient.biases == [[-0.125, -0.0625], [0]])
    #expect(found.gradient.inputs.elements == [0.0625, -0.21875, -0.25, 0.3125])
  }

  /// θ − ½ dθ of the network above; every part of it, from the old parameters.
  @Test(arguments: BackwardForm.allCases)
  func exactUpdate(_ form: BackwardForm) {
    let network = Vectorized.update(byHand, learningRate: 0.5, form: form)
    #expect(network.layers.map(\.weights.elements) == [[1.375, -1.625, 0.5, 1.4375], [2.53125, -1.375]])
    #expect(network.layers.map(\.biases) == [[0.625, -0.9375], [0.25]])
    #expect(network.layers.map(\.activation) == byHand.network.layers.map(\.activation))
  }

  /// The figures recomputed with 40 digits.
  @Test(arguments: BackwardForm.allCases)
  func publishedExample(_ form: BackwardForm) {
    let found = Vectorized.evaluate(mazur, form: form)
    let dW2 = [0.08216704056423078, 0.08266762784753326, -0.02260254047747507, -0.02274024221597822]
    let dW1 = [0.0004385677344743467, 0.0008771354689486935, 0.0004977127352608601, 0.0009954254705217201]
    #expect(abs(found.cost - 0.2983711087600027) <= 0x1p-50)
    for (a, b) in zip(found.gradient.weights[1].elements, dW2) { #expect(abs(a - b) <= 0x1p-50) }
    for (a, b) in zip(found.gradient.weights[0].elements, dW1) { #expect(abs(a - b) <= 0x1p-50) }
    // The article keeps its biases; with them kept, the cost after the step is known too.
    var stepped = mazur
    stepped.network = Vectorized.update(mazur, learningRate: 0.5, form: form)
    for l in 0..<2 { stepped.network.layers[l].biases = mazur.network.layers[l].biases }
    #expect(abs(Vectorized.evaluate(stepped, form: form).cost - 0.29102777369359933) <= 0x1p-50)
  }

  /// At a saturated output the dA form is 0/0 and the dZ form is not: the property that tells the two apart.
  @Test func saturationSeparatesTheForms() {
    let problem = Problem<Double>(
      network: Network(layers: [
        Layer(weights: Grid(rows: 1, columns: 1, elements: [1]), biases: [0], activation: .sigmoid)
      ]),
      inputs: Grid(rows: 1, columns: 1, elements: [800]), targets: Grid(rows: 1, columns: 1, elements: [1]),
      loss: .binaryCrossEntropy, reduction: .mean)
    #expect(Vectorized.evaluate(problem, form: .dZ).flat == [0, 0, 0, 0])
    #expect(Vectorized.evaluate(problem, form: .dA).gradient.weights[0].elements[0].isNaN)
  }

  /// Saturated cross-entropies by hand: softplus(±800) is 800 or 0; log Σ e^z of (1000, 0) is 1000.
  @Test func saturatedCosts() {
    func problem(_ z: [Double], _ y: [Double], _ g: Activation, _ loss: Loss) -> Problem<Double> {
      Problem(
        network: Network(layers: [
          Layer(
            weights: Grid(rows: z.count, columns: 1, elements: z), biases: z.map { _ in 0 }, activation: g)
        ]),
        inputs: Grid(rows: 1, columns: 1, elements: [1]), targets: Grid(rows: y.count, columns: 1, elements: y),
        loss: loss, reduction: .mean)
    }
    // softplus(800) − 0.25·800 + softplus(−800) + 0.5·800
    let binary = problem([800, -800], [0.25, 0.5], .sigmoid, .binaryCrossEntropy)
    #expect(Vectorized.evaluate(binary).cost == 1000)
    #expect(Vectorized.evaluate(binary).deltas?[0].elements == [0.75, -0.5])
    // (0.5 + 0.25)·1000 − 0.5·1000, and a·Σy − y with a = (1, 0)
    let categorical = problem([1000, 0], [0.5, 0.25], .softmax, .categoricalCrossEntropy)
    #expect(Vectorized.evaluate(categorical).cost == 250)
    #expect(Vectorized.evaluate(categorical).deltas?[0].elements == [0.25, -0.25])
  }
}
