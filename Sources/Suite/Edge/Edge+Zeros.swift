import Networks

// Exact zeros, of both signs, and things that occur more than once.

extension Suite {
  static let edgeZeros = [
    SuiteProblem.edge(
      "zero-inputs", "All inputs are 0: dW[1] is 0, db[1] and dX are not.", [.zeroSkipped, .inputGradient],
      pair(.tanh, .linear), x: [[0, 0], [0, 0]], y: [[1, -0.5], [0.25, 2]]),
    SuiteProblem.edge(
      "zero-case", "One case has only zeros; its share of db is not 0, and it counts in m.",
      [.zeroSkipped, .missingMeanDivisor],
      pair(.sigmoid, .linear), x: [[0.75, 0, -1], [0.5, 0, 0.25]], y: [[1, -0.5, 0], [0.25, 2, 1]]),
    SuiteProblem.edge(
      "zero-feature", "One feature is 0 in every case: its column of dW is 0, its row of dX is not.",
      [.zeroSkipped, .inputGradient], pair(.softplus, .linear), x: [[0, 0], [0.5, -1.25]], y: [[1, -0.5], [0.25, 2]]),
    SuiteProblem.edge(
      "zero-weights", "All weights are 0: outputs are those of the biases, and only the last layer learns.",
      [.zeroSkipped, .biasIgnored],
      [Layer(.tanh, [[0, 0], [0, 0]], [0.5, -1]), Layer(.linear, [[0, 0]], [0.75])], x: [[1, -2], [0.5, 1]],
      y: [[1, 0]]),
    SuiteProblem.edge(
      "zero-first-weights", "The first weights are 0: every case has the same outputs, dX is 0, dW[1] is not.",
      [.zeroSkipped, .inputGradient],
      [Layer(.gelu, [[0, 0], [0, 0]], [0.5, -1]), Layer(.linear, [[1.5, -0.5]], [0.75])], x: [[1, -2], [0.5, 1]],
      y: [[1, 0]]),
    SuiteProblem.edge(
      "zero-output-weights", "The last weights are 0: nothing below learns, the last weights do.",
      [.zeroSkipped, .silentNeuron],
      [Layer(.silu, [[0.5, -1], [0.75, 0.25]], [0.5, -1]), Layer(.linear, [[0, 0]], [0.75])], x: [[1, -2], [0.5, 1]],
      y: [[1, 0]]),
    SuiteProblem.edge(
      "large-biases", "Biases many times the rest of z, and far from 1: left out, or multiplied into db, they show.",
      [.biasIgnored],
      [Layer(.softplus, [[0.5, -1], [0.75, 0.25]], [5.5, -4.25]), Layer(.linear, [[1.25, -0.5]], [-7])],
      x: [[1, -2, 0.5], [0.5, 1, -0.25]], y: [[1, 0, -3]], .squaredError, .sum),
    SuiteProblem.edge(
      "everything-zero", "Inputs, weights, biases and targets are 0: cost and gradient are 0, and nothing is NaN.",
      [.zeroSkipped, .residualOfZero],
      [Layer(.tanh, [[0, 0], [0, 0]], [0, 0]), Layer(.linear, [[0, 0]], [0])], x: [[0, 0], [0, 0]], y: [[0, 0]]),
    SuiteProblem.edge(
      "uniform-softmax", "All weights and biases are 0: softmax is uniform, and δ still tells the classes apart.",
      [.zeroSkipped, .softmaxShift], [Layer(.softmax, [[0, 0], [0, 0], [0, 0]], [0, 0, 0])], x: [[1, -2], [0.5, 1]],
      y: [[1, 0], [0, 0], [0, 1]], .categoricalCrossEntropy),
    SuiteProblem.edge(
      "negative-zero-inputs", "Inputs of −0 are inputs of 0; the sign of a zero in the answer does not matter.",
      [.negativeZero, .zeroSkipped], pair(.tanh, .linear), x: [[-0.0, 0.5], [-0.0, -0.0]], y: [[1, -0.5], [0.25, 2]]),
    SuiteProblem.edge(
      "negative-zero-weights", "Weights, a bias and a target of −0.", [.negativeZero, .zeroSkipped],
      [Layer(.sigmoid, [[-0.0, 0.75], [0.5, -0.0]], [-0.0, 0.25]), Layer(.linear, [[-0.0, 1.5]], [0.5])],
      x: [[1, -2], [0.5, 1]], y: [[-0.0, 1]]),
    SuiteProblem.edge(
      "equal-cases", "All cases are equal: the mean is one of them, and m still is 4.",
      [.casesMerged, .missingMeanDivisor],
      pair(.tanh, .linear), x: [[0.5, 0.5, 0.5, 0.5], [-1, -1, -1, -1]], y: [[1, 1, 1, 1], [0.25, 0.25, 0.25, 0.25]]),
    SuiteProblem.edge(
      "equal-neurons", "Two hidden neurons are equal in all their weights, and so are their gradients.", [.casesMerged],
      [Layer(.gelu, [[0.5, -1], [0.5, -1]], [0.25, 0.25]), Layer(.linear, [[0.75, 0.75]], [0.5])],
      x: [[1, -2], [0.5, 1]],
      y: [[1, 0]]),
    SuiteProblem.edge(
      "equal-layers",
      "Two layers have the same weights: which of them a program takes shows in nothing but the gradient.",
      [.layerIndex, .transposedWeights],
      [
        Layer(.tanh, [[0.5, -1], [0.75, 0.25]], [0.25, -0.5]),
        Layer(.tanh, [[0.5, -1], [0.75, 0.25]], [0.25, -0.5]),
        Layer(.linear, [[0.5, -1], [0.75, 0.25]], [0.25, -0.5]),
      ], x: [[1, -2], [0.5, 1]], y: [[1, 0], [-1, 0.5]]),
  ]

  /// Two inputs, two hidden neurons, two outputs.
  private static func pair(_ hidden: Activation, _ output: Activation) -> [Layer<Double>] {
    [
      Layer(hidden, [[0.5, -1], [0.75, 0.25]], [0.5, -0.25]),
      Layer(output, [[1.25, -0.5], [-0.75, 1]], [0.125, -0.375]),
    ]
  }
}
