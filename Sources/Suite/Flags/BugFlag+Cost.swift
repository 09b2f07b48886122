// Bugs of the cost, of the reduction over the cases, and of the output layer.

extension BugFlag {
  static let cost = [
    missingMeanDivisor, meanDivisorUnderSum, singleCaseDivisor, dividedByOutputs, costClipped, casesMerged,
    casesOutOfOrder, outputDerivativeMissing, derivativeAfterFusedDelta, softmaxOverWrongAxis, softmaxJacobianDiagonal,
    softmaxOfOne, softmaxShift, softTargets, unnormalizedTargets, zeroTargets, residualOfZero,
  ]

  static let missingMeanDivisor = BugFlag(
    "missing-mean-divisor", .cost, "Under mean, every derivative is m times too large, or divided by m twice.",
    links: ["docs/checks.md", "docs/diagnosis.md#the-patterns"])

  static let meanDivisorUnderSum = BugFlag(
    "mean-divisor-under-sum", .cost, "Under sum, derivatives or cost are those of the mean: m times too small.",
    links: ["docs/checks.md", "docs/diagnosis.md#the-patterns"])

  static let singleCaseDivisor = BugFlag(
    "single-case-divisor", .cost,
    "With one case the divisor comes from another axis, m − 1 is zero, or the bias is not touched at all.",
    links: [
      "https://github.com/deeplearning4j/deeplearning4j/pull/1452",
      "https://github.com/deeplearning4j/deeplearning4j/pull/364",
    ])

  static let dividedByOutputs = BugFlag(
    "divided-by-outputs", .cost, "The mean is taken over the outputs as well: derivatives are n_L times too small.",
    links: ["docs/diagnosis.md#the-patterns", "https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html"])

  static let costClipped = BugFlag(
    "cost-clipped", .cost, "A large residual or cost is cut off, and the derivative is zero or wrong where it is.",
    links: ["docs/mutants.md"])

  static let casesMerged = BugFlag(
    "cases-merged", .cost, "Equal cases or neurons are counted once, or taken for one another.",
    links: ["docs/checks.md"])

  static let casesOutOfOrder = BugFlag(
    "cases-out-of-order", .cost, "The answer depends on the order of the cases, or dX and δ have it wrong.",
    links: ["docs/checks.md"])

  static let outputDerivativeMissing = BugFlag(
    "output-derivative-missing", .outputLayer,
    "Under squared error δ of the output is a − y: the factor g′(z) is missing.",
    links: ["docs/diagnosis.md#the-patterns", "http://neuralnetworksanddeeplearning.com/chap2.html"])

  static let derivativeAfterFusedDelta = BugFlag(
    "derivative-after-fused-delta", .outputLayer,
    "Under a cross-entropy δ is (a − y) g′(z): a − y has that factor already.",
    links: ["docs/diagnosis.md#the-patterns", "http://neuralnetworksanddeeplearning.com/chap3.html"])

  static let softmaxOverWrongAxis = BugFlag(
    "softmax-over-wrong-axis", .outputLayer, "Softmax is taken over the cases instead of the neurons of each case.",
    links: ["docs/diagnosis.md#the-patterns"])

  static let softmaxJacobianDiagonal = BugFlag(
    "softmax-jacobian-diagonal", .outputLayer,
    "Under squared error only a(1 − a) is taken of softmax's Jacobian: every output depends on every z.",
    links: ["docs/diagnosis.md#the-patterns"])

  static let softmaxOfOne = BugFlag(
    "softmax-of-one", .outputLayer,
    "Softmax of one neuron is the constant 1; a program that makes a sigmoid of it departs.",
    links: ["docs/checks.md"])

  static let softmaxShift = BugFlag(
    "softmax-shift", .outputLayer, "A constant added to every z of a softmax changes cost, outputs or gradient.",
    links: ["docs/checks.md", "https://www.deeplearningbook.org/contents/numerical.html"])

  static let softTargets = BugFlag(
    "soft-targets", .outputLayer, "Targets between 0 and 1 are rounded, or the largest is taken for the class.",
    links: ["docs/checks.md"])

  static let unnormalizedTargets = BugFlag(
    "unnormalized-targets", .outputLayer,
    "Over a softmax δ is a − y where a Σy − y belongs: these targets do not sum to 1.",
    links: ["docs/diagnosis.md#the-patterns", "https://github.com/tensorflow/tensorflow/issues/60314"])

  static let zeroTargets = BugFlag(
    "zero-targets", .outputLayer, "A case without a target still moves the gradient: its cost and δ are zero.",
    links: ["https://github.com/tensorflow/tensorflow/issues/60314"])

  static let residualOfZero = BugFlag(
    "residual-of-zero", .outputLayer,
    "Where outputs equal targets the gradient is zero; a program that divides by the error gives NaN.",
    links: ["docs/checks.md"])
}
