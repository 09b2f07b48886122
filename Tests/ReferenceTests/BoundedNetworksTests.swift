import Networks
import Reference
import Testing

/// Networks as a whole: |textbook − truth| ≤ bound, and the bound is worth something.
@Suite struct BoundedNetworksTests {
  /// The truth comes from mpmath, 400 digits. Double and Bounded compute the same numbers.
  @Test(arguments: ordinaryNetworks + saturatedNetworks, BackwardForm.allCases)
  func coversTheTruth(_ network: NetworkCase, _ form: BackwardForm) {
    let problem = network.recipe.problem
    let (answer, bounds) = (flat(Textbook.answer(problem, form: form)), flat(Textbook.bounds(problem, form: form)))
    #expect(answer.count == network.truth.count && bounds.count == network.truth.count)
    for (i, truth) in network.truth.enumerated() {
      #expect(
        abs(answer[i] - truth) <= bounds[i].error, "entry \(i): \(answer[i]), not \(truth) within \(bounds[i].error)")
      #expect(abs(bounds[i].value - truth) <= bounds[i].error, "entry \(i)")
    }
    #expect(Textbook.costBound(problem) == bounds[0].error)
  }

  /// Measured: the median bound is 40 to 720 units of its entry and no bound exceeds 540 units of the largest entry; the
  /// largest ratio of actual error to bound is 0.26. Twice that is allowed.
  @Test(arguments: ordinaryNetworks)
  func worthSomething(_ network: NetworkCase) {
    let bounds = flat(Textbook.bounds(network.recipe.problem, form: .dZ))
    let largest = network.truth.reduce(0) { max($0, abs($1)) }
    let relative = zip(bounds, network.truth).filter { $1 != 0 }.map { $0.error / abs($1) }.sorted()
    #expect(relative[relative.count / 2] <= 1500 * 0x1p-53)
    #expect(bounds.allSatisfy { $0.error <= 1100 * 0x1p-53 * largest })
  }

  /// Saturated networks in dZ form: still a bound on the scale of the largest entry.
  @Test(arguments: saturatedNetworks)
  func worthSomethingSaturated(_ network: NetworkCase) {
    let bounds = flat(Textbook.bounds(network.recipe.problem, form: .dZ))
    let largest = network.truth.reduce(0) { max($0, abs($1)) }
    #expect(bounds.allSatisfy { $0.error <= 1e6 * 0x1p-53 * largest })
  }

  /// Random piecewise linear networks of all sizes, with the same equations in double-doubles as the truth. Inputs of
  /// widely differing magnitude make sums cancel.
  @Test(arguments: 0..<200)
  func piecewiseLinear(_ seed: Int) {
    var random = LCG(UInt64(seed))
    let depth = 1 + random.below(4)
    let activations = (0..<depth).map { _ in
      [Activation.linear, .relu, .leakyReLU(alpha: 0.1), .leakyReLU(alpha: -1.3)][random.below(4)]
    }
    var problem = Recipe(
      seed: UInt64(seed), widths: (0...depth).map { _ in 1 + random.below(8) }, activations: activations,
      loss: .squaredError, reduction: seed.isMultiple(of: 2) ? .mean : .sum, cases: 1 + random.below(7),
      weight: activations.map { _ in 2 }
    ).problem
    problem.inputs = problem.inputs.map { $0 * Double(sign: .plus, exponent: random.below(21) - 10, significand: 1) }
    let truth = flat(Textbook.evaluate(problem.map { DoubleDouble($0) }, form: .dZ))
    for form in BackwardForm.allCases {
      let (answer, bounds) = (flat(Textbook.answer(problem, form: form)), flat(Textbook.bounds(problem, form: form)))
      for i in truth.indices {
        #expect(bounds[i].covers(truth[i]), "entry \(i): \(bounds[i]), not \(truth[i])")
        #expect((DoubleDouble(answer[i]) - truth[i]).magnitude <= bounds[i].error, "entry \(i)")
      }
    }
  }

  /// Another program: neurons, inputs and cases in another order, so every sum is added up in another order. Its answer
  /// lies within the same bounds.
  @Test(arguments: outputLayers)
  func anyOrder(_ loss: Loss, _ output: Activation) {
    var random = LCG(7)
    for (seed, hidden) in hiddenActivations.enumerated() {
      let problem = Recipe(
        seed: UInt64(seed), widths: [6, 9, 7, 5], activations: [hidden, .tanh, output], loss: loss, reduction: .mean,
        cases: 11, weight: [1, 1, 2]
      ).problem
      let order = problem.network.widths.map { random.shuffled(Array(0..<$0)) }
      let cases = random.shuffled(Array(0..<problem.caseCount))
      for form in BackwardForm.allCases {
        let bounds = flat(permuted(Textbook.bounds(problem, form: form), order, cases))
        let answer = flat(Textbook.answer(permuted(problem, order, cases), form: form))
        for (bound, value) in zip(bounds, answer) {
          #expect(abs(bound.value - value) <= bound.error, "\(hidden), \(output): \(value), not within \(bound)")
        }
      }
    }
  }

  func permuted(_ problem: Problem<Double>, _ order: [[Int]], _ cases: [Int]) -> Problem<Double> {
    var problem = problem.selecting(cases: cases)
    problem.inputs = problem.inputs.selecting(rows: order[0])
    problem.targets = problem.targets.selecting(rows: order[problem.depth])
    for l in 1...problem.depth {
      let layer = problem.network.layers[l - 1]
      problem.network.layers[l - 1].weights =
        layer.weights.selecting(rows: order[l]).selecting(columns: order[l - 1])
      problem.network.layers[l - 1].biases = order[l].map { layer.biases[$0] }
    }
    return problem
  }

  func permuted(_ e: Evaluation<Bounded>, _ order: [[Int]], _ cases: [Int]) -> Evaluation<Bounded> {
    func neurons(_ grids: [Grid<Bounded>]?) -> [Grid<Bounded>]? {
      grids?.enumerated().map { $1.selecting(rows: order[$0 + 1]).selecting(columns: cases) }
    }
    return Evaluation(
      cost: e.cost, preactivations: neurons(e.preactivations), hiddenOutputs: neurons(e.hiddenOutputs),
      outputs: e.outputs.selecting(rows: order[order.count - 1]).selecting(columns: cases), deltas: neurons(e.deltas),
      gradient: Gradient(
        weights: e.gradient.weights.enumerated().map { l, grid in
          grid.selecting(rows: order[l + 1]).selecting(columns: order[l])
        },
        biases: e.gradient.biases.enumerated().map { l, biases in order[l + 1].map { biases[$0] } },
        inputs: e.gradient.inputs.selecting(rows: order[0]).selecting(columns: cases)))
  }
}
