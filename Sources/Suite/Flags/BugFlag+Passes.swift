// Bugs of the forward and the backward pass: what is multiplied by what, and shapes that hide it.

extension BugFlag {
  static let passes = [
    wrongDerivative, transposedWeights, axisConfusion, layerIndex, staleWhenDeep, widthOne, singleRowOrColumn,
    shortSums, noHiddenLayer, biasIgnored, neuronsOutOfOrder, silentNeuron, dependsOnSign, scaleOfNeurons, zeroSkipped,
    composition, inputGradient,
  ]

  static let wrongDerivative = BugFlag(
    "wrong-derivative", .chainRule, "An equation of the textbook is wrong: with ordinary numbers every term shows.",
    links: ["docs/checks.md", "docs/diagnosis.md#the-place", "http://neuralnetworksanddeeplearning.com/chap2.html"])

  static let transposedWeights = BugFlag(
    "transposed-weights", .chainRule,
    "W stands where Wᵀ belongs, or dW is transposed, or W of another layer is taken: equal widths hide the crash.",
    links: ["docs/diagnosis.md#the-patterns"])

  static let axisConfusion = BugFlag(
    "axis-confusion", .chainRule,
    "Something is summed over the neurons instead of the cases, or multiplied entry by entry: as many cases as neurons hide it.",
    links: ["docs/diagnosis.md#the-patterns", "https://github.com/deeplearning4j/deeplearning4j/pull/364"])

  static let layerIndex = BugFlag(
    "layer-index", .chainRule, "A, δ, g′ or W of the neighbouring layer is taken: it takes three layers to see.",
    links: ["docs/diagnosis.md#the-patterns"])

  static let staleWhenDeep = BugFlag(
    "stale-when-deep", .chainRule, "Right for two or three layers, wrong from the fourth on.",
    links: ["docs/mutants.md"])

  static let widthOne = BugFlag(
    "width-one", .shape, "A layer of one neuron is squeezed away, or broadcast against the wrong axis.",
    links: ["docs/checks.md", "https://numpy.org/doc/stable/user/basics.broadcasting.html"])

  static let singleRowOrColumn = BugFlag(
    "single-row-or-column", .shape, "A matrix of one row or column is taken for a vector, and multiplied as one.",
    links: ["https://numpy.org/doc/stable/user/basics.broadcasting.html"])

  static let shortSums = BugFlag(
    "short-sums", .shape, "The end of a sum that is no multiple of a block is lost, or counted in full.",
    links: ["docs/mutants.md"])

  static let noHiddenLayer = BugFlag(
    "no-hidden-layer", .shape, "A program that takes a hidden layer for granted reads beyond the first layer.",
    links: ["docs/checks.md"])

  static let biasIgnored = BugFlag(
    "bias-ignored", .bias, "Biases do not enter z, db is zero, that of the last case only, or multiplied by b.",
    links: ["docs/diagnosis.md#the-patterns"])

  static let neuronsOutOfOrder = BugFlag(
    "neurons-out-of-order", .chainRule, "Exchanging hidden neurons with all their weights changes the cost.",
    links: ["docs/checks.md"])

  static let silentNeuron = BugFlag(
    "silent-neuron", .chainRule,
    "A neuron that nothing listens to changes cost or other gradients, or gets none itself.",
    links: ["docs/checks.md"])

  static let dependsOnSign = BugFlag(
    "depends-on-sign", .activation, "Flipping all signs around an odd neuron changes more than those signs.",
    links: ["docs/checks.md"])

  static let scaleOfNeurons = BugFlag(
    "scale-of-neurons", .activation,
    "Scaling a neuron of relu, leaky_relu or linear and undoing it above changes the cost.",
    links: ["docs/checks.md"])

  static let zeroSkipped = BugFlag(
    "zero-skipped", .chainRule, "A factor of exactly zero is skipped, or divided by: derivatives by it are not zero.",
    links: ["docs/checks.md"])

  static let composition = BugFlag(
    "composition", .activation, "Two ways of writing one function get different values or gradients.",
    links: ["docs/tolerances.md#a-bound-belongs-to-a-formula"])

  static let inputGradient = BugFlag(
    "input-gradient", .chainRule, "dX is missing its last factor W[1]ᵀ, or has W[1] untransposed.",
    links: ["docs/diagnosis.md#the-patterns"])
}
