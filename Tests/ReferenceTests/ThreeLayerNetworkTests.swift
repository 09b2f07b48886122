import Networks
import Reference
import Testing

/// Two inputs, two sigmoid neurons, one linear output, two cases, η = 1. The cases are chosen so that every sigmoid sees
/// 0 and gives ½: all numbers are exact.
///
///     case 1: u_i = (1−1+0, 2+1−3) = (0, 0), v_i = (½, ½), u_j = ½ + 1 + ½ = 2, t = 1, e_j = −1, e = ½
///             δ_j = 1, ∂e/∂w_ji = (½, ½); δ_i = (1·1·¼, 1·2·¼), ∂e/∂w_im = ((¼, ¼), (½, ½))
///     then    w_im = ((¾, −5/4), (3/2, ½)), b_i = (−¼, −7/2), w_ji = (½, 3/2), b_j = −½
///     case 2: u_i = (3/2−5/4−¼, 3+½−7/2) = (0, 0), u_j = ¼ + ¾ − ½ = ½, t = 5/2, e_j = 2, e = 2
///             δ_j = −2, ∂e/∂w_ji = (−1, −1); δ_i = (−2·½·¼, −2·3/2·¼) = (−¼, −¾)
@Suite struct ThreeLayerNetworkTests {
  static let problem = Problem(
    network: Network(layers: [
      Layer(weights: Grid(rows: 2, columns: 2, elements: [1, -1, 2, 1]), biases: [0, -3], activation: .sigmoid),
      Layer(weights: Grid(rows: 1, columns: 2, elements: [1, 2]), biases: [0.5], activation: .linear),
    ]),
    inputs: Grid(rows: 2, columns: 2, elements: [1, 2, 1, 1]),
    targets: Grid(rows: 1, columns: 2, elements: [1, 2.5]), loss: .squaredError, reduction: .sum)

  @Test func caseByCase() throws {
    var network = try #require(ThreeLayerNetwork(Self.problem))
    let first = network.gradient([1, 1], [1])
    #expect(first.e == 0.5)
    #expect(first.w_ji.elements == [0.5, 0.5] && first.b_j == [1])
    #expect(first.w_im.elements == [0.25, 0.25, 0.5, 0.5] && first.b_i == [0.25, 0.5])

    network.learn([1, 1], [1], learningRate: 1)
    #expect(network.w_im.elements == [0.75, -1.25, 1.5, 0.5] && network.b_i == [-0.25, -3.5])
    #expect(network.w_ji.elements == [0.5, 1.5] && network.b_j == [-0.5])

    let second = network.gradient([2, 1], [2.5])
    #expect(second.e == 2)
    #expect(second.w_ji.elements == [-1, -1] && second.b_j == [-2])
    #expect(second.w_im.elements == [-0.5, -0.25, -1.5, -0.75] && second.b_i == [-0.25, -0.75])

    network.learn([2, 1], [2.5], learningRate: 1)
    #expect(network.w_im.elements == [1.25, -1, 3, 1.25] && network.b_i == [0, -2.75])
    #expect(network.w_ji.elements == [1.5, 2.5] && network.b_j == [1.5])
  }

  /// The general form, online, comes to the same numbers.
  @Test(arguments: BackwardForm.allCases)
  func generalForm(_ form: BackwardForm) {
    let network = Textbook.updateOnline(Self.problem, learningRate: 1, form: form)
    #expect(network.layers[0].weights.elements == [1.25, -1, 3, 1.25] && network.layers[0].biases == [0, -2.75])
    #expect(network.layers[1].weights.elements == [1.5, 2.5] && network.layers[1].biases == [1.5])
  }

  /// Several steps on random networks of other shapes: the two forms agree to rounding.
  @Test(arguments: [[1, 1, 1], [3, 2, 4], [2, 6, 1], [5, 3, 3]])
  func manySteps(_ widths: [Int]) throws {
    let problem = Recipe(
      seed: UInt64(widths[1]), widths: widths, activations: [.sigmoid, .linear], loss: .squaredError, reduction: .mean,
      cases: 12, weight: [2, 2]
    ).problem
    var special = try #require(ThreeLayerNetwork(problem))
    for n in 0..<problem.caseCount {
      special.learn(problem.inputs.column(n), problem.targets.column(n), learningRate: 0.25)
    }
    let general = Textbook.updateOnline(problem, learningRate: 0.25, form: .dZ)
    let pairs =
      zip(special.w_im.elements + special.b_i, general.layers[0].weights.elements + general.layers[0].biases).map { $0 }
      + zip(special.w_ji.elements + special.b_j, general.layers[1].weights.elements + general.layers[1].biases)
    for (a, b) in pairs { #expect(abs(a - b) <= 1e-13) }
    #expect(general.layers[0].weights != problem.network.layers[0].weights)
  }

  /// Another depth, another activation, another loss: not this network.
  @Test(arguments: [
    Recipe(
      seed: 1, widths: [2, 2], activations: [.linear], loss: .squaredError, reduction: .sum, cases: 1, weight: [1]),
    Recipe(
      seed: 1, widths: [2, 2, 2], activations: [.tanh, .linear], loss: .squaredError, reduction: .sum, cases: 1,
      weight: [1, 1]),
    Recipe(
      seed: 1, widths: [2, 2, 2], activations: [.sigmoid, .sigmoid], loss: .squaredError, reduction: .sum, cases: 1,
      weight: [1, 1]),
    Recipe(
      seed: 1, widths: [2, 2, 2], activations: [.sigmoid, .sigmoid], loss: .binaryCrossEntropy, reduction: .sum,
      cases: 1, weight: [1, 1]),
    Recipe(
      seed: 1, widths: [2, 2, 2, 2], activations: [.sigmoid, .linear, .linear], loss: .squaredError, reduction: .sum,
      cases: 1, weight: [1, 1, 1]),
  ])
  func notThisNetwork(_ recipe: Recipe) { #expect(ThreeLayerNetwork(recipe.problem) == nil) }
}
