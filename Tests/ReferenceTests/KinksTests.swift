import Networks
import Reference
import Testing

/// Answers with the slope of a chosen side, and bounds that leave the choice out.
@Suite struct KinksTests {
  /// u¹ = w − w = 0 exactly in truth; the second layer is linear.
  func problem(_ activation: Activation, weight: Double = 1) -> Problem<Double> {
    Problem(
      network: Network(layers: [
        Layer(weights: Grid(rows: 1, columns: 2, elements: [weight, -weight]), biases: [0], activation: activation),
        Layer(weights: Grid(rows: 1, columns: 1, elements: [3]), biases: [0], activation: .linear),
      ]),
      inputs: Grid(rows: 2, columns: 1, elements: [1, 1]), targets: Grid(rows: 1, columns: 1, elements: [-1]),
      loss: .squaredError, reduction: .sum)
  }
  let kink = Kink(layer: 1, neuron: 0, caseIndex: 0)

  @Test(arguments: [(Activation.relu, 0.0), (.leakyReLU(alpha: -0.25), -0.25), (.elu(alpha: 2), 2)])
  func sides(_ activation: Activation, _ slope: Double) {
    let problem = problem(activation)
    let pass = Textbook.forward(problem.network, problem.inputs)
    #expect(Textbook.kinks(problem.network, pass.u) == [kink])
    let conventional = Textbook.evaluate(problem, form: .dZ)
    #expect(Textbook.evaluate(problem, form: .dZ, sides: []) == conventional)
    #expect(conventional.deltas?[0][0, 0] == 3 * slope)
    let right = Textbook.evaluate(problem, form: .dZ, sides: [(kink, 0x1p-120)])
    #expect(right.deltas?[0][0, 0] == 3 && right.gradient.weights[0].elements == [3, 3])
    // The forward pass and the layers above see nothing of it.
    #expect(right.cost == conventional.cost && right.preactivations == conventional.preactivations)
    #expect(right.gradient.weights[1] == conventional.gradient.weights[1])
    let left = Textbook.evaluate(problem, form: .dZ, sides: [(kink, -0x1p-120)])
    #expect(left == conventional)
  }

  /// 0.1 − 0.1 is computed with an error of which the bound knows nothing better: only who knows that it is 0 in truth can leave
  /// the choice out.
  @Test func boundsLeaveTheChoiceOut() {
    let problem = problem(.relu, weight: 0.1)
    for precision in Precision.allCases {
      let all = Textbook.bounds(problem, Formula(nil, precision)).error
      let chosen = Textbook.bounds(problem, precision, besides: [kink])
      #expect(all.gradient.biases[0][0] >= 1.5)
      #expect(chosen.gradient.biases[0][0] < 1e3 * precision.unitRoundoff && chosen.gradient.biases[0][0] > 0)
      // Where nothing is chosen it is the same bound.
      #expect(chosen.gradient.weights[1] == all.gradient.weights[1] && chosen.cost == all.cost)
    }
  }
}
