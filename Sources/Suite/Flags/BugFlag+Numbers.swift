// Bugs that depend on numbers: activations, kinks, and the ends of what floating-point numbers hold.

extension BugFlag {
  static let numbers = [
    slopeForgotten, negativeSlope, slopeAboveOne, slopeOfZero, eluScale, geluApproximation, tableRange, reluAtZero,
    leakyReLUAtZero, eluAtZero, nearKink, severalAnswers, negativeZero, sigmoidOverflow, tanhOverflow, softplusOverflow,
    softmaxOverflow, nonFiniteProduct, logOfZero, cancelledDerivative, lostSmallOutput, underflow, subnormalFlushed,
    absoluteTolerance, largeNumbers, exactArithmetic, binary64Only,
  ]

  static let slopeForgotten = BugFlag(
    "slope-forgotten", .activation, "The derivative of leaky_relu or elu for z < 0 lacks α.",
    links: ["https://github.com/deeplearning4j/deeplearning4j/issues/8178"])

  static let negativeSlope = BugFlag(
    "negative-slope", .activation,
    "With α < 0 the sign of the output is not that of z: a mask taken from the output is wrong.",
    links: ["https://github.com/pytorch/pytorch/issues/31938", "https://github.com/tracel-ai/burn/pull/1208"])

  static let slopeAboveOne = BugFlag(
    "slope-above-one", .activation, "With α > 1, max(z, αz) takes the wrong branch.",
    links: ["docs/tolerances.md#the-model"])

  static let slopeOfZero = BugFlag(
    "slope-of-zero", .activation, "With α = 0 everything is let through, because the output never is negative.",
    links: ["https://github.com/chainer/chainer/pull/5898"])

  static let eluScale = BugFlag(
    "elu-scale", .activation, "g′ of elu is taken from a + 1 instead of a + α, or also for z > 0.",
    links: ["https://arxiv.org/abs/1511.07289"])

  static let geluApproximation = BugFlag(
    "gelu-approximation", .activation,
    "One direction has the tanh approximation, the other the exact Φ: off by up to 5e-4.",
    links: ["https://arxiv.org/abs/1606.08415"])

  static let tableRange = BugFlag(
    "table-range", .activation, "g or g′ is right near 0 and wrong beyond |z| = 3, 20 or another end of a table.",
    links: ["docs/diagnosis.md#the-patterns"])

  static let reluAtZero = BugFlag(
    "relu-at-zero", .kink, "At z = 0 a derivative outside [0, 1], NaN, or different ones for dW and db.",
    links: [
      "docs/tolerances.md#verdicts", "https://arxiv.org/abs/2106.12915",
      "https://github.com/tensorflow/playground/issues/19",
    ])

  static let leakyReLUAtZero = BugFlag(
    "leaky-relu-at-zero", .kink, "At z = 0 a derivative that is not between α and 1: that of relu, say.",
    links: ["docs/tolerances.md#verdicts"])

  static let eluAtZero = BugFlag(
    "elu-at-zero", .kink,
    "At z = 0 a derivative that is not between α and 1. For α = 1 there is no kink, and only 1 is right.",
    links: ["docs/tolerances.md#verdicts", "https://arxiv.org/abs/1511.07289"])

  static let nearKink = BugFlag(
    "near-kink", .kink, "Just beside z = 0 the other side's derivative is taken, by a threshold or by rounding.",
    links: ["docs/tolerances.md#verdicts"])

  static let severalAnswers = BugFlag(
    "several-answers", .format, "The data do not determine the derivative: every one of the listed answers is right.",
    links: ["docs/tolerances.md#verdicts", "fixtures/README.md"])

  static let negativeZero = BugFlag(
    "negative-zero", .kink, "−0 is taken for a negative number, or its sign is taken to matter.",
    links: ["https://github.com/uxlfoundation/oneDNN/issues/139"])

  static let sigmoidOverflow = BugFlag(
    "sigmoid-overflow", .range, "e^z/(1 + e^z) is NaN for z > 709 (88 in binary32).",
    links: ["docs/tolerances.md#a-bound-belongs-to-a-formula"])

  static let tanhOverflow = BugFlag(
    "tanh-overflow", .range, "(e^z − e^(−z))/(e^z + e^(−z)) is NaN for |z| > 709, e^(2z) already for z > 354.",
    links: ["docs/tolerances.md#a-bound-belongs-to-a-formula"])

  static let softplusOverflow = BugFlag(
    "softplus-overflow", .range, "log(1 + e^z) is infinite for z > 709 (88 in binary32), its derivative NaN.",
    links: ["https://github.com/tracel-ai/burn/issues/5373", "docs/tolerances.md#a-bound-belongs-to-a-formula"])

  static let softmaxOverflow = BugFlag(
    "softmax-overflow", .range, "Without subtracting the largest z softmax is NaN for z > 709, and 0/0 for z < −745.",
    links: [
      "https://www.deeplearningbook.org/contents/numerical.html", "https://github.com/FluxML/NNlib.jl/issues/68",
      "https://doi.org/10.1093/imanum/draa038",
    ])

  static let nonFiniteProduct = BugFlag(
    "non-finite-product", .range, "0 · ∞ in silu, gelu, elu or their derivatives: NaN where the product is 0 or z.",
    links: ["docs/tolerances.md#a-bound-belongs-to-a-formula"])

  static let logOfZero = BugFlag(
    "log-of-zero", .range,
    "The logarithm of a saturated output is infinite or clamped: the cost is wrong, or the gradient dies.",
    links: ["docs/tolerances.md#a-bound-belongs-to-a-formula", "docs/mutants.md"])

  static let cancelledDerivative = BugFlag(
    "cancelled-derivative", .range,
    "1 − a or 1 − a² of a saturated output cancels: the derivative is small, but not zero.",
    links: ["docs/tolerances.md#a-bound-belongs-to-a-formula"])

  static let lostSmallOutput = BugFlag(
    "lost-small-output", .range,
    "A small output loses its digits: log(1 + e^z), e^z − 1 or 1 + erf, written literally.",
    links: ["docs/tolerances.md#a-bound-belongs-to-a-formula", "https://doi.org/10.1137/1.9780898718027"])

  static let underflow = BugFlag(
    "underflow", .range, "Products fall below the smallest normal number: zero is near, NaN and infinity are not.",
    links: ["docs/tolerances.md#the-model"])

  static let subnormalFlushed = BugFlag(
    "subnormal-flushed", .range,
    "Subnormal numbers are read as zero, or results that would be are; it is allowed, but must do no more.",
    links: ["docs/tolerances.md#the-model"])

  static let absoluteTolerance = BugFlag(
    "absolute-tolerance", .range,
    "Small numbers are taken for zero, or a checker's absolute tolerance lets anything pass.",
    links: ["docs/tolerances.md", "docs/mutants.md#sabotaging-the-checker"])

  static let largeNumbers = BugFlag(
    "large-numbers", .range,
    "Large numbers are clipped, or the square of a residual is formed where it overflows in binary32.",
    links: ["docs/tolerances.md#the-model"])

  static let exactArithmetic = BugFlag(
    "exact-arithmetic", .range, "Nothing is rounded here, in any order: the last bit must be right.",
    links: ["docs/checks.md"])

  static let binary64Only = BugFlag(
    "binary64-only", .format,
    "The problem has numbers that binary32 does not hold: it is not asked of programs in binary32.",
    links: ["fixtures/README.md"])
}
