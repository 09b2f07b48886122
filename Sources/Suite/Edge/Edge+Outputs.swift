import Networks

// Output layers far from 0, under each loss: log 0, 0 · ∞, overflow. One layer; the inputs are the pre-activations.

extension Suite {
  static let edgeOutputs = [
    binary(
      "at-40", "Sure and right, sure and wrong: the cost is e⁻⁴⁰ or 40, by log a of a rounded a it is 0 or infinite.",
      40,
      [.logOfZero, .lostSmallOutput]),
    binary(
      "at-800", "Outputs of exactly 0 and 1, in floating point: the cost of the wrong ones is 800, not ∞ and not NaN.",
      800,
      [.logOfZero, .sigmoidOverflow]),
    SuiteProblem.edge(
      "bce-soft-at-40", "Saturated outputs under targets between 0 and 1: both logarithms are needed.",
      [.logOfZero, .softTargets], [Layer(.sigmoid, [[1]], [0])], x: [[40, -40, 40, -40]],
      y: [[0.25, 0.75, 0.5, 0.0625]],
      .binaryCrossEntropy),
    SuiteProblem.edge(
      "bce-at-37", "1 − a is 2⁻⁵³ or 0 here, and the logarithm of it off by any amount.",
      [.logOfZero, .cancelledDerivative],
      [Layer(.sigmoid, [[1]], [0])], x: [[36.5, 37, -36.75, -37]], y: [[0, 0, 1, 1]], .binaryCrossEntropy, .sum),
    SuiteProblem.edge(
      "bce-above-a-saturated-layer",
      "A saturated output above a saturated hidden layer: δ is 1, g′ below it nearly nothing.",
      [.logOfZero, .cancelledDerivative],
      [Layer(.tanh, [[16], [-12]], [1, 0.5]), Layer(.sigmoid, [[24, -20]], [3])],
      x: [[1, -1, 0.0625]], y: [[0, 1, 0]], .binaryCrossEntropy),
    SuiteProblem.edge(
      "sigmoid-squared-error-at-40",
      "Under squared error a saturated output learns e⁻⁴⁰ as much as it should: not nothing.",
      [.cancelledDerivative, .outputDerivativeMissing], [Layer(.sigmoid, [[1]], [0])], x: [[40, -40, 40, -40]],
      y: [[0, 0, 1, 1]]),
    SuiteProblem.edge(
      "tanh-squared-error-at-20", "1 − a² of a tanh that is 1 in floating point: the derivative is 4e⁻⁴⁰, not 0.",
      [.cancelledDerivative, .outputDerivativeMissing], [Layer(.tanh, [[1]], [0])], x: [[20, -20, 20, -20]],
      y: [[0, 0, 0.5, -1]]),
    softmax(
      "softmax-at-40", "Classes e⁻⁴⁰ and e⁻⁸⁰ times as likely as the first.", [.logOfZero, .softmaxOverflow],
      [40, 0, -40]),
    softmax(
      "softmax-at-800", "e⁸⁰⁰ overflows; with the largest z subtracted nothing does.", [.softmaxOverflow, .logOfZero],
      [800, 0, -800]),
    softmax(
      "softmax-all-at-800", "All z are near 800: without the subtraction ∞/∞.", [.softmaxOverflow, .softmaxShift],
      [800, 801, 799.5]),
    softmax(
      "softmax-all-at-minus-800", "All z are near −800: without the subtraction 0/0.",
      [.softmaxOverflow, .softmaxShift],
      [-800, -801, -799.5]),
    softmax(
      "softmax-in-binary32-range", "e⁸⁹ overflows in binary32 and not in binary64.", [.softmaxOverflow], [89, 88, -104]),
    SuiteProblem.edge(
      "softmax-squared-error-at-40", "The whole Jacobian of a saturated softmax, off the diagonal too.",
      [.softmaxJacobianDiagonal, .cancelledDerivative], [Layer(.softmax, [[1, 0], [0, 1], [-1, 1]], [0, 0, 0])],
      x: [[40, -20], [0, 20]], y: [[0, 1], [1, 0], [0, 0]]),
  ]

  /// Right and wrong, on both sides.
  private static func binary(_ name: String, _ comment: String, _ z: Double, _ flags: [BugFlag]) -> SuiteProblem {
    .edge(
      "bce-\(name)", comment, flags + [.derivativeAfterFusedDelta], [Layer(.sigmoid, [[1]], [0])], x: [[z, z, -z, -z]],
      y: [[1, 0, 1, 0]], .binaryCrossEntropy)
  }

  /// Three classes with these z; the target is each of them in turn.
  private static func softmax(_ name: String, _ comment: String, _ flags: [BugFlag], _ z: [Double]) -> SuiteProblem {
    .edge(
      name, comment, flags, [Layer(.softmax, [[z[0]], [z[1]], [z[2]]], [0, 0, 0])], x: [[1, 1, 1]],
      y: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], .categoricalCrossEntropy)
  }
}
