import Networks

/// How far a sequence is from one that a person can compute by hand. What comes first weighs most.
///
/// Every part is a natural number, so that no sequence can be made smaller without end: that is why shrinking stops.
struct Measure: Hashable, Comparable {
  /// How many problems come before the one that fails.
  var history = 0
  /// Layers, over all problems.
  var depth = 0
  /// Weights, biases, inputs and targets, over all problems.
  var numbers = 0
  /// How involved activations, losses and reductions are.
  var functions = 0
  /// How involved the numbers are.
  var complexity = 0

  init(of sequence: ProblemSequence) {
    history = sequence.history.count
    for problem in sequence.history + [sequence.problem] { add(problem) }
  }

  private mutating func add(_ problem: Problem<Double>) {
    depth += problem.depth
    functions += problem.loss.rank
    // With one case the mean is the sum.
    if problem.reduction == .mean && problem.caseCount > 1 { functions += 1 }
    for layer in problem.network.layers {
      functions += layer.activation.rank
      add(layer.weights.elements)
      add(layer.biases)
      if let alpha = layer.activation.alpha { complexity += alpha.complexity }
    }
    add(problem.inputs.elements)
    add(problem.targets.elements)
  }

  private mutating func add(_ values: [Double]) {
    numbers += values.count
    for value in values { complexity += value.complexity }
  }

  static func < (left: Measure, right: Measure) -> Bool {
    let (l, r) = (left, right)
    return (l.history, l.depth, l.numbers, l.functions, l.complexity)
      < (r.history, r.depth, r.numbers, r.functions, r.complexity)
  }
}

extension Activation {
  /// From the one that is easiest to compute by hand to the one that is hardest.
  static let bySimplicity: [Activation] = [
    .linear, .relu, .sigmoid, .tanh, .leakyReLU(alpha: 0.5), .softplus, .elu(alpha: 1), .silu, .gelu, .softmax,
  ]

  /// The place in that order, whatever α is.
  var rank: Int {
    switch self {
    case .linear: 0
    case .relu: 1
    case .sigmoid: 2
    case .tanh: 3
    case .leakyReLU: 4
    case .softplus: 5
    case .elu: 6
    case .silu: 7
    case .gelu: 8
    case .softmax: 9
    }
  }
}

extension Loss {
  /// From the one that is easiest to compute by hand to the one that is hardest.
  var rank: Int {
    switch self {
    case .squaredError: 0
    case .binaryCrossEntropy: 1
    case .categoricalCrossEntropy: 2
    }
  }
}
