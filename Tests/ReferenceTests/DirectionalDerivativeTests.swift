import Networks
import Reference
import Testing

@Suite struct DirectionalDerivativeTests {
  /// Every partial derivative lies within its own bound of mpmath's; the bound is not a blank cheque.
  @Test(arguments: ordinaryNetworks + saturatedNetworks)
  func partial(_ network: NetworkCase) {
    let problem = network.recipe.problem
    let truth = network.weights + network.biases + network.inputs
    let largest = truth.reduce(0) { max($0, abs($1)) }
    for (entry, truth) in zip(entries(problem), truth) {
      let slope = Textbook.partialDerivative(problem, by: entry)
      #expect(abs(slope.value - truth) <= slope.error, "\(entry): \(slope), not \(truth)")
      #expect(slope.error <= 1e-10 * largest, "\(entry): \(slope)")
      #expect(!slope.atKink)
    }
  }

  /// ⟨∇C, d⟩ with mpmath's ∇C and a direction of small integers in every tensor.
  @Test(arguments: ordinaryNetworks)
  func directional(_ network: NetworkCase) {
    let problem = network.recipe.problem
    var random = LCG(99)
    let direction = Textbook.answer(problem, form: .dZ).gradient.map { _ in Double(random.below(9)) - 4 }
    let truth = zip(network.weights + network.biases + network.inputs, flat(direction)).reduce(0) { $0 + $1.0 * $1.1 }
    let slope = Textbook.directionalDerivative(problem, along: direction)
    #expect(abs(slope.value - truth) <= 1e-13 * max(1, abs(truth)), "\(slope), not \(truth)")
    #expect(slope.error <= 1e-10 * max(1, abs(truth)))
  }

  /// A sum that comes to 0 has rounding errors as far as its bound knows, so g′ may be α = ¼ or 1. ∂C/∂b¹ of the second
  /// neuron is −13/4 from the first case and g′·1 from the second: −3 or −9/4, and the error covers both, and the way from one to the other.
  @Test func onTheKink() {
    let slope = Textbook.partialDerivative(dyadic, by: Entry(.biases(layer: 1), row: 1))
    #expect(slope.atKink)
    #expect(abs(slope.value + 3) <= slope.error && abs(slope.value + 2.25) <= slope.error)
    #expect(slope.error >= 0.75 && slope.error <= 0.751)
  }

  @Test func nearTheKink() {
    // 0.1 · 3 − 0.3 is 5.6e-17 in binary64 and 2.8e-17 in truth: rounding decides the side.
    let layer = Layer(weights: Grid(rows: 1, columns: 1, elements: [0.1]), biases: [-0.3], activation: .relu)
    let problem = Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: 1, columns: 1, elements: [3.0]),
      targets: Grid(rows: 1, columns: 1, elements: [-1.0]), loss: .squaredError, reduction: .sum)
    let undecided = Textbook.partialDerivative(problem, by: Entry(.biases(layer: 1), row: 0))
    // (v − t) g′ with g′ = 0 or 1.
    #expect(undecided.atKink)
    #expect(abs(undecided.value) <= undecided.error && abs(undecided.value - 1) <= undecided.error)
    #expect(undecided.error <= 1.01)
  }
}
