import GradientVerification
import Testing

/// For every check a bug that it must notice, and correct implementations that it must not accuse.
@Suite struct ChecksTests {
  let check = ProblemCheck(oracles: .standard, sampling: .exhaustive)

  func findings(_ problem: Problem<Double>, _ implementation: ImplementationFactory) throws -> [Finding] {
    try check.report(on: problem, named: "test", implementations: [implementation]).failures.flatMap(\.findings)
  }

  func expectFinding(
    _ expected: Check, in quantity: String? = nil, _ problem: Problem<Double>, _ implementation: ImplementationFactory,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try findings(problem, implementation)
    #expect(
      found.contains { $0.check == expected && (quantity == nil || $0.quantity == quantity) },
      "\(expected) found nothing in \(quantity ?? "anything"); found: \(found.map { ($0.check, $0.quantity) })",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    Example.sigmoids, Example.softmax, Example.leaky, Example.linear, Example.threeLayer, Example.odd, Example.dyadic,
  ])
  func correctImplementationsAgree(_ problem: Problem<Double>) throws {
    let report = try check.report(on: problem, named: "test", implementations: ImplementationFactory.builtIn)
    #expect(report.failures.flatMap(\.findings) == [])
    #expect(report.ledger.total.decided > 100)
  }

  @Test func shapes() throws {
    let transposed = Saboteur.factory { answer, _ in
      let dW = answer.gradient.weights[0]
      answer.gradient.weights[0] = Grid(rows: dW.columns, columns: dW.rows) { dW[$1, $0] }
    }
    try expectFinding(.shapes, in: "dW[1]", Example.sigmoids, transposed)
    try expectFinding(.shapes, Example.sigmoids, Saboteur.factory { answer, _ in answer.gradient.biases.removeLast() })
    try expectFinding(
      .shapes, in: "dX", Example.sigmoids,
      Saboteur.factory { answer, _ in
        answer.gradient.inputs = answer.gradient.inputs.selecting(columns: [0])
      })
    // Right for the problem itself, wrong for one derived from it.
    try expectFinding(
      .shapes, Example.sigmoids,
      Saboteur.factory { answer, problem in
        if problem.caseCount == 6 { answer.outputs = answer.outputs.selecting(columns: [0]) }
      })
  }

  @Test func values() throws {
    try expectFinding(.values, in: "C", Example.sigmoids, Saboteur.factory { answer, _ in answer.cost = -answer.cost })
    try expectFinding(
      .values, in: "A[L]", Example.sigmoids, Saboteur.factory { answer, _ in answer.outputs.elements[0] *= 1 + 1e-12 })
    try expectFinding(.values, in: "C", Example.sigmoids, Saboteur.factory { answer, _ in answer.cost = .nan })
  }

  /// NaN, a lost sign, a digit: in every part of the gradient, by agreement, by GSL and by dual numbers each alone.
  @Test(arguments: [Tensor.weights(layer: 1), .weights(layer: 2), .biases(layer: 1), .biases(layer: 2), .inputs])
  func gradients(_ tensor: Tensor) throws {
    for spoiled in [Double.nan, .infinity, 0] {
      let saboteur = Saboteur.factory { answer, _ in answer.gradient.spoil(tensor) { _ in spoiled } }
      for expected in [Check.gradients, .gsl, .directions, .dual] {
        try expectFinding(expected, in: "d\(tensor)", Example.sigmoids, saboteur)
      }
    }
    let slightlyOff = Saboteur.factory { answer, _ in answer.gradient.spoil(tensor) { $0 * (1 + 1e-12) } }
    try expectFinding(.gradients, in: "d\(tensor)", Example.sigmoids, slightlyOff)
    let visiblyOff = Saboteur.factory { answer, _ in answer.gradient.spoil(tensor) { $0 * (1 + 1e-9) } }
    try expectFinding(.dual, in: "d\(tensor)", Example.sigmoids, visiblyOff)
  }

  @Test func batch() throws {
    // 1/m missing, invisible under sum and with one case.
    let missing = Saboteur.factory { answer, problem in
      guard problem.reduction == .mean else { return }
      answer.gradient = answer.gradient.map { $0 * Double(problem.caseCount) }
    }
    try expectFinding(.batch, in: "dW[1]", Example.sigmoids, missing)
    let lastCaseOnly = Saboteur.factory { answer, problem in
      answer.gradient.biases[0] = answer.deltas![0].column(problem.caseCount - 1)
    }
    try expectFinding(.batch, in: "db[1]", Example.sigmoids, lastCaseOnly)
  }

  @Test func order() throws {
    let lastCaseOnly = Saboteur.factory { answer, problem in
      answer.gradient.biases[0] = answer.deltas![0].column(problem.caseCount - 1)
    }
    try expectFinding(.order, in: "db[1]", Example.sigmoids, lastCaseOnly)
    let firstNeuronLost = Saboteur.factory { answer, _ in answer.gradient.biases[0][0] = 0 }
    try expectFinding(.order, in: "db[1]", Example.sigmoids, firstNeuronLost)
  }

  @Test func fit() throws {
    let weightDecay = Saboteur.factory { answer, problem in
      answer.gradient.biases[0][1] += 1e-3 * problem.network.layers[0].biases[1]
    }
    try expectFinding(.fit, in: "db[1]", Example.leaky, weightDecay)
  }

  @Test func softmaxShift() throws {
    let residual = Saboteur.factory { answer, _ in answer.gradient.biases[1][0] += 1e-9 }
    try expectFinding(.softmaxShift, in: "db[2]", Example.softmax, residual)
    let delta = Saboteur.factory { answer, _ in answer.deltas![1].elements[0] *= 2 }
    try expectFinding(.softmaxShift, in: "δ[2]", Example.softmax, delta)
    // Not normalised: the cost sees the constant.
    let cost = Saboteur.factory { answer, problem in
      if problem.network.layers[1].biases != Example.softmax.network.layers[1].biases { answer.cost += 1e-9 }
    }
    try expectFinding(.softmaxShift, in: "C", Example.softmax, cost)
  }

  @Test func homogeneity() throws {
    let slopeForgotten = Saboteur.factory { answer, _ in answer.gradient.weights[0][1, 0] *= 4 }
    try expectFinding(.homogeneity, in: "dW[1]", Example.leaky, slopeForgotten)
    let cost = Saboteur.factory { answer, problem in
      if problem.network.layers[0].biases != Example.leaky.network.layers[0].biases { answer.cost += 1e-9 }
    }
    try expectFinding(.homogeneity, in: "C", Example.leaky, cost)
  }

  @Test func oddness() throws {
    let signLost = Saboteur.factory { answer, _ in
      answer.gradient.weights[0][0, 0] = abs(answer.gradient.weights[0][0, 0])
    }
    try expectFinding(.oddness, in: "dW[1]", Example.odd, signLost)
  }

  @Test func quadratic() throws {
    let half = Saboteur.factory { answer, _ in answer.gradient = answer.gradient.map { $0 / 2 } }
    try expectFinding(.quadratic, in: "dW[2]", Example.linear, half)
  }

  @Test func dyadic() throws {
    let lastBit = Saboteur.factory { answer, _ in answer.gradient.spoil(.weights(layer: 2)) { $0.nextUp } }
    try expectFinding(.dyadic, in: "dW[2]", Example.dyadic, lastBit)
  }

  @Test func state() throws {
    try expectFinding(.state, in: "db[1]", Example.sigmoids, Accumulator.factory)
  }

  @Test func update() throws {
    let uphill = Saboteur.updating { next in
      next.layers[1].biases[0] = 2 * Example.sigmoids.network.layers[1].biases[0] - next.layers[1].biases[0]
    }
    try expectFinding(.update, in: "db[2]", Example.sigmoids, uphill)
    let misshapen = Saboteur.updating { next in next = Example.leaky.network }
    try expectFinding(.update, in: "dW[1]", Example.sigmoids, misshapen)
  }

  @Test func descent() throws {
    let tenPercent = Saboteur.factory { answer, _ in answer.gradient = answer.gradient.map { $0 * 1.1 } }
    try expectFinding(.descent, Example.sigmoids, tenPercent)
  }

  @Test func threeLayer() throws {
    let saboteur = Saboteur.factory { answer, _ in answer.gradient.spoil(.weights(layer: 1)) { $0 * (1 + 1e-12) } }
    try expectFinding(.threeLayer, in: "dW[1]", Example.threeLayer, saboteur)
  }
}

extension Gradient<Double> {
  /// Changes the entry in the middle of a tensor.
  mutating func spoil(_ tensor: Tensor, _ change: (Double) -> Double) {
    switch tensor {
    case .weights(let layer):
      let middle = weights[layer - 1].elements.count / 2
      weights[layer - 1].elements[middle] = change(weights[layer - 1].elements[middle])
    case .biases(let layer): biases[layer - 1][0] = change(biases[layer - 1][0])
    case .inputs: inputs.elements[1] = change(inputs.elements[1])
    }
  }
}
