import Networks

// Shapes at the ends of what there is: one of something, many of something, deep.

extension Suite {
  static let edgeShapes =
    [
      SuiteProblem.edge(
        "one-of-everything", "One input, one neuron, one case: everything is a number, and m − 1 is 0.",
        [.widthOne, .singleCaseDivisor, .noHiddenLayer], [Layer(.sigmoid, [[1.25]], [-0.5])], x: [[0.75]], y: [[1]],
        .binaryCrossEntropy),
      SuiteProblem.edge(
        "one-neuron-per-layer", "Three layers of one neuron: the chain rule as a product of numbers.",
        [.widthOne, .layerIndex],
        [Layer(.tanh, [[1.25]], [-0.5]), Layer(.sigmoid, [[-1.5]], [0.25]), Layer(.linear, [[2]], [-0.75])],
        x: [[0.75, -1, 0.5]], y: [[1, 0, -1]]),
      SuiteProblem.edge(
        "bottleneck", "Everything passes through one neuron.", [.widthOne, .singleRowOrColumn],
        [
          Layer(.silu, [[0.5, -1, 0.25, 1.5]], [0.125]),
          Layer(.softmax, [[1], [-0.5], [0.25], [0]], [0, 0.5, -0.25, 1]),
        ], x: [[1, -2], [0.5, 1], [-1, 0.25], [0.75, -0.5]], y: [[1, 0], [0, 0], [0, 0], [0, 1]],
        .categoricalCrossEntropy),
      SuiteProblem.edge(
        "fan", "One input, five neurons, one output: a column, then a row.", [.singleRowOrColumn, .widthOne],
        [
          Layer(.gelu, [[1], [-0.5], [0.25], [-1.5], [2]], [0.5, 0.25, -1, 0.125, -0.75]),
          Layer(.linear, [[0.5, -1, 1.5, 0.75, -0.25]], [0.25]),
        ], x: [[1, -2, 0.5]], y: [[0, 1, -1]]),
      SuiteProblem.edge(
        "single-case-several-outputs", "One case and three outputs under mean: the divisor is 1, not 3.",
        [.singleCaseDivisor, .dividedByOutputs],
        [
          Layer(.tanh, [[0.5, -1], [0.75, 0.25]], [0.25, -0.5]),
          Layer(.linear, [[1, -0.5], [0.25, 1.5], [-0.75, 0.5]], [0.125, -0.25, 0.5]),
        ], x: [[1], [-0.5]], y: [[1], [-2], [0.5]]),
      SuiteProblem.edge(
        "several-outputs", "Three outputs and two cases under mean: the divisor is 2, not 6.",
        [.dividedByOutputs, .missingMeanDivisor],
        [Layer(.linear, [[1, -0.5], [0.25, 1.5], [-0.75, 0.5]], [0.125, -0.25, 0.5])], x: [[1, 2], [-0.5, 0.25]],
        y: [[1, 0], [-2, 1], [0.5, -1]]),
      SuiteProblem.edge(
        "single-case-softmax", "One case: a softmax over the cases would be 1 everywhere.",
        [.softmaxOverWrongAxis, .singleCaseDivisor],
        [Layer(.softmax, [[1, -0.5], [0.25, 1.5], [-0.75, 0.5]], [0.125, -0.25, 0.5])],
        x: [[1], [-0.5]], y: [[0], [1], [0]], .categoricalCrossEntropy),
      SuiteProblem.edge(
        "no-hidden-layer", "Linear regression: dW = (v − t)xᵀ.", [.noHiddenLayer, .exactArithmetic],
        [Layer(.linear, [[1, -0.5, 0.25]], [0.5])], x: [[1, 2], [-0.5, 0.25], [3, -1]], y: [[1, -2]]),
      SuiteProblem.edge(
        "all-square", "Three inputs, neurons, outputs and cases: no wrong axis and no missing transpose crashes.",
        [.axisConfusion, .transposedWeights],
        [
          Layer(.tanh, [[0.5, -1, 0.25], [0.75, 0.25, -0.5], [-0.125, 1, 0.625]], [0.25, -0.5, 0.125]),
          Layer(.sigmoid, [[1, -0.5, 0.75], [0.25, 1.5, -1], [-0.75, 0.5, 0.375]], [0.125, -0.25, 0.5]),
        ], x: [[1, 2, -0.5], [-0.5, 0.25, 1], [3, -1, 0.75]], y: [[1, 0.25, 0], [0.5, 1, 0.75], [0, 0.125, 0.5]]),
      SuiteProblem.edge(
        "softmax-of-one", "Softmax of one neuron is 1 for every z: its cost is −t log 1, and all gradients are 0.",
        [.softmaxOfOne, .widthOne], [Layer(.softmax, [[1.5, -0.5]], [0.25])], x: [[1, -2], [0.5, 1]], y: [[1, 1]],
        .categoricalCrossEntropy),
      SuiteProblem.edge(
        "softmax-of-one-squared-error", "Softmax of one neuron under squared error: a cost, and no gradient.",
        [.softmaxOfOne, .softmaxJacobianDiagonal],
        [Layer(.tanh, [[0.5, -1]], [0.25]), Layer(.softmax, [[2]], [-0.5])], x: [[1, -2], [0.5, 1]], y: [[0, 0.5]]),
      SuiteProblem.edge(
        "softmax-as-wide-as-cases", "Three classes and three cases: a softmax over the wrong axis has the right shape.",
        [.softmaxOverWrongAxis, .axisConfusion],
        [Layer(.softmax, [[1, -0.5], [0.25, 1.5], [-0.75, 0.5]], [0.125, -0.25, 0.5])],
        x: [[1, -2, 0.5], [0.5, 1, 0.25]], y: [[0, 1, 0], [0, 0, 1], [1, 0, 0]], .categoricalCrossEntropy),
    ] + deep + long

  /// Six layers.
  private static let deep = [
    SuiteProblem.edge(
      "six-layers-of-tanh", "Six layers of two: δ is carried down five times.",
      [.staleWhenDeep, .layerIndex, .transposedWeights],
      (0..<5).map { square(.tanh, turn: $0) } + [square(.linear, turn: 5)], x: [[1, -0.5], [0.5, 0.75]],
      y: [[0.5, -1], [0.25, 1]]),
    SuiteProblem.edge(
      "six-layers-all-different", "Six layers of six activations: g′ of a neighbouring layer is another function.",
      [.staleWhenDeep, .layerIndex],
      [.tanh, .silu, .softplus, .gelu, .elu(alpha: 0.5), .softmax].enumerated().map { square($1, turn: $0) },
      x: [[1, -0.5], [0.5, 0.75]], y: [[1, 0], [0, 1]], .categoricalCrossEntropy),
    SuiteProblem.edge(
      "six-saturating-layers", "Six sigmoids with small weights: the gradient of the first is about 4⁻⁶ of the last.",
      [.staleWhenDeep, .absoluteTolerance], (0..<6).map { square(.sigmoid, turn: $0) }, x: [[1, -0.5], [0.5, 0.75]],
      y: [[1, 0], [0, 0.5]], .binaryCrossEntropy),
  ]

  /// Long sums: over cases, and over inputs.
  private static let long = [
    manyCases(5, "Five cases: one more than a block of four."),
    manyCases(33, "Thirty-three cases: one more than a block of 32."),
    SuiteProblem.edge(
      "thirty-three-inputs", "Sums of thirty-three products, one more than a block of 32.",
      [.shortSums, .singleRowOrColumn],
      [Layer(weights: pattern(1, 33), biases: [0.5], activation: .tanh)], x: pattern(33, 2).rowLists,
      y: [[0.25, -0.75]]),
    SuiteProblem.edge(
      "nine-neurons", "Nine hidden neurons, one more than eight lanes of a vector unit.", [.shortSums],
      [
        Layer(weights: pattern(9, 1), biases: pattern(1, 9).elements, activation: .sigmoid),
        Layer(weights: pattern(1, 9), biases: [0.25], activation: .linear),
      ], x: [[0.5, -1]], y: [[1, -1]]),
  ]

  private static func manyCases(_ count: Int, _ comment: String) -> SuiteProblem {
    .edge(
      "cases-\(count)", comment, [.shortSums, .missingMeanDivisor], [Layer(.tanh, [[0.75]], [-0.25])],
      x: pattern(1, count).rowLists, y: [pattern(1, count).elements.reversed()])
  }

  /// Two neurons over two, no two layers alike.
  private static func square(_ activation: Activation, turn: Int) -> Layer<Double> {
    let shift = 0.0625 * Double(turn)
    return Layer(
      activation, [[1 - shift, 0.5 + shift], [-0.625 + shift, 1.25 - shift]], [0.25 - shift, 0.125 + shift])
  }

  /// Sixteenths from −12 to 12 of them, in no obvious order, none of them 0.
  private static func pattern(_ rows: Int, _ columns: Int) -> Grid<Double> {
    Grid(rows: rows, columns: columns) { row, column in
      let units = (row * 7 + column * 5 + 3) % 24 - 12
      return Double(units < 0 ? units : units + 1) / 16
    }
  }
}

extension Grid<Double> {
  /// The rows, top to bottom.
  fileprivate var rowLists: [[Double]] { (0..<rows).map { row in (0..<columns).map { self[row, $0] } } }
}
