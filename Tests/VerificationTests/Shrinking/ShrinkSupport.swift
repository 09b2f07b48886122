import Networks

@testable import Verification

/// The smallest problem there is: one weight, one bias, one case, and zeros.
let smallest = Problem(
  network: Network(layers: [Layer(weights: Grid(repeating: 0.0, rows: 1, columns: 1), biases: [0], activation: .linear)]
  ),
  inputs: Grid(repeating: 0, rows: 1, columns: 1), targets: Grid(repeating: 0, rows: 1, columns: 1),
  loss: .squaredError, reduction: .sum)

extension ProblemGenerator {
  /// Small enough to be quick in debug builds.
  static func small(_ regime: Regime, seed: UInt64 = 7) throws -> ProblemGenerator {
    ProblemGenerator(
      seed: seed, options: try GeneratorOptions(regimes: [regime], maxDepth: 5, maxWidth: 8, maxCases: 6))
  }
}

extension ProblemSequence {
  var all: [Problem<Double>] { history + [problem] }

  /// What is wrong with it: nil for a sequence of problems that may be asked of any implementation.
  var fault: String? { all.lazy.compactMap(\.fault).first }
}

extension Problem<Double> {
  /// With one case the mean is the sum, and as simple.
  var summing: Problem {
    guard caseCount == 1 else { return self }
    var copy = self
    copy.reduction = .sum
    return copy
  }

  /// What the initialisers refuse, looked at without them: a change made in place goes past them.
  fileprivate var fault: String? {
    let widths = network.widths
    for (index, layer) in network.layers.enumerated() {
      if layer.weights.columns != widths[index] || layer.biases.count != layer.weights.rows { return "widths" }
      if layer.weights.elements.isEmpty { return "an empty layer" }
      if layer.activation == .softmax && index < depth - 1 { return "softmax in a hidden layer" }
      if !(layer.activation.alpha ?? 0).isFinite { return "α" }
    }
    if inputs.rows != widths[0] || targets.rows != widths[depth] { return "the width of the data" }
    if inputs.columns < 1 || targets.columns != inputs.columns { return "cases" }
    if !loss.accepts(output: network.layers[depth - 1].activation) { return "loss" }
    if loss != .squaredError && !targets.elements.allSatisfy((0...1).contains) { return "targets" }
    let finite = tensors.allSatisfy { self[$0].elements.allSatisfy(\.isFinite) }
    return finite && targets.elements.allSatisfy(\.isFinite) ? nil : "a number that is not finite"
  }
}
