import Networks

// Targets: soft, of any sum, none at all, far away, or just what comes out.

extension Suite {
  static let edgeTargets = [
    classes(
      "soft-targets", "Every class has a share, and the shares sum to 1.", [.softTargets],
      [[0.5, 0.125], [0.25, 0.25], [0.25, 0.625]]),
    classes(
      "targets-sum-below-1", "The shares sum to ½ and ¼: δ is aΣy − y, not a − y.",
      [.unnormalizedTargets, .softTargets],
      [[0.25, 0], [0.125, 0.25], [0.125, 0]]),
    classes(
      "targets-sum-above-1", "The shares sum to 2½ and 1½.", [.unnormalizedTargets, .softTargets],
      [[1, 0.5], [0.75, 0.75], [0.75, 0.25]]),
    classes(
      "no-target", "The first case belongs to no class: it costs nothing, moves nothing, and counts in m.",
      [.zeroTargets, .unnormalizedTargets, .missingMeanDivisor], [[0, 1], [0, 0], [0, 0]]),
    classes(
      "same-class", "All cases belong to one class: a softmax over the cases would see no difference.",
      [.softmaxOverWrongAxis, .derivativeAfterFusedDelta], [[0, 0], [1, 1], [0, 0]]),
    binary(
      "hard", "Targets of exactly 0 and 1: one logarithm has a factor of 0.", [.logOfZero, .derivativeAfterFusedDelta],
      [1, 0, 1]),
    binary("soft", "Targets between 0 and 1.", [.softTargets, .derivativeAfterFusedDelta], [0.25, 0.75, 0.0625]),
    binary(
      "almost-hard", "Targets of 2⁻²⁴ and 1 − 2⁻²⁴: not 0 and 1.", [.softTargets, .cancelledDerivative],
      [0x1p-24, 1 - 0x1p-24, 0x1p-24]),
    SuiteProblem.edge(
      "fitted", "Outputs equal targets, exactly: the cost and every gradient are 0.",
      [.residualOfZero, .exactArithmetic],
      [Layer(.relu, [[0.5, 1], [1, -0.5]], [0.25, 0.5]), Layer(.linear, [[2, -1]], [0.5])], x: [[1, 2], [0.5, -1]],
      y: [[1.75, -2.25]]),
    SuiteProblem.edge(
      "one-case-fitted", "One case of three is fitted: its δ is 0, and it counts in m.",
      [.residualOfZero, .missingMeanDivisor],
      [Layer(.linear, [[0.5, 1]], [0.25])], x: [[1, 2, -0.5], [0.5, -1, 0.25]], y: [[1.25, 1, -2]]),
    SuiteProblem.edge(
      "residual-of-a-million", "A residual of 2²⁰: whoever clips it, clips.", [.costClipped, .largeNumbers],
      [Layer(.tanh, [[0.5, -1]], [0.25]), Layer(.linear, [[1.5]], [0.5])], x: [[1, 2], [0.5, -1]],
      y: [[0x1p20, -0x1p20]]),
    SuiteProblem.edge(
      "targets-out-of-reach",
      "Sigmoid outputs under squared error with targets of −3 and 4: any number is a target there.",
      [.costClipped, .outputDerivativeMissing], [Layer(.sigmoid, [[1, -0.5]], [0.25])], x: [[1, 2], [0.5, -1]],
      y: [[-3, 4]]),
    SuiteProblem.edge(
      "softmax-squared-error-any-targets",
      "A softmax under squared error with targets that are no distribution, one negative.",
      [.softmaxJacobianDiagonal, .unnormalizedTargets],
      [Layer(.softmax, [[1, -0.5], [0.25, 1.5], [-0.75, 0.5]], [0.125, -0.25, 0.5])], x: [[1, 2], [0.5, -1]],
      y: [[2, 0], [-1, 0.5], [0.25, 3]]),
  ]

  /// Three classes, two cases.
  private static func classes(_ name: String, _ comment: String, _ flags: [BugFlag], _ y: [[Double]]) -> SuiteProblem {
    .edge(
      "cce-\(name)", comment, flags,
      [
        Layer(.tanh, [[0.5, -1], [0.75, 0.25]], [0.25, -0.5]),
        Layer(.softmax, [[1, -0.5], [0.25, 1.5], [-0.75, 0.5]], [0.125, -0.25, 0.5]),
      ], x: [[1, -2], [0.5, 1]], y: y, .categoricalCrossEntropy)
  }

  /// One output, three cases; z is 0 in the last.
  private static func binary(_ name: String, _ comment: String, _ flags: [BugFlag], _ y: [Double]) -> SuiteProblem {
    .edge(
      "bce-\(name)", comment, flags, [Layer(.sigmoid, [[1, -0.5]], [0.25])], x: [[1, -2, 0.25], [0.5, 1, 1]], y: [y],
      .binaryCrossEntropy)
  }
}
