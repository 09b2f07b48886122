import Networks
import Testing

@testable import Verification

@Suite struct GeneratorOptionsTests {
  @Test func theSmallestOptionsGiveOneNeuronAndOneCase() throws {
    let options = try GeneratorOptions(
      regimes: Regime.allCases, maxDepth: 1, maxWidth: 1, maxCases: 1, losses: Loss.allCases)
    for index in 0..<2000 {
      let problem = ProblemGenerator(seed: 41, options: options).problem(index).problem
      #expect(problem.network.widths == [1, 1])
      #expect(problem.caseCount == 1)
    }
  }

  @Test func restrictionsHold() throws {
    let options = try GeneratorOptions(
      regimes: Regime.allCases, activations: [.sigmoid, .elu(alpha: 3), .linear],
      losses: [.binaryCrossEntropy, .squaredError], reductions: [.mean])
    for index in 0..<2000 {
      let problem = ProblemGenerator(seed: 42, options: options).problem(index).problem
      #expect(problem.network.layers.allSatisfy { ["sigmoid", "elu", "linear"].contains($0.activation.name) })
      #expect(problem.loss != .categoricalCrossEntropy)
      #expect(problem.reduction == .mean)
    }
  }

  /// A kink below a cross-entropy needs a hidden layer, also where none was drawn.
  @Test func kinksUnderCrossEntropyAreHidden() throws {
    let options = try GeneratorOptions(
      regimes: [.nearKink], maxDepth: 2, activations: [.relu, .sigmoid], losses: [.binaryCrossEntropy])
    for index in 0..<300 {
      let problem = ProblemGenerator(seed: 43, options: options).problem(index).problem
      #expect(problem.network.layers.map(\.activation) == [.relu, .sigmoid])
    }
  }

  @Test func softmaxAloneMeansOneLayer() throws {
    let options = try GeneratorOptions(activations: [.softmax])
    #expect(options.regimes == [.ordinary, .sparse, .duplicated, .real])
    for index in 0..<200 {
      let problem = ProblemGenerator(seed: 44, options: options).problem(index).problem
      #expect(problem.network.layers.map(\.activation) == [.softmax])
    }
  }

  @Test func wideOptionsStayWithinTheWork() throws {
    let options = try GeneratorOptions(
      regimes: Regime.allCases, maxDepth: GeneratorOptions.depthLimit, maxWidth: GeneratorOptions.widthLimit,
      maxCases: GeneratorOptions.caseLimit, maxWork: 20_000)
    var (deepest, widest, most) = (0, 0, 0)
    for index in 0..<1000 {
      let problem = ProblemGenerator(seed: 45, options: options).problem(index).problem
      #expect(problem.network.parameterCount * problem.caseCount <= 20_000)
      deepest = max(deepest, problem.depth)
      widest = max(widest, problem.network.widths.max() ?? 0)
      most = max(most, problem.caseCount)
    }
    #expect(deepest > 6 && widest > 64 && most > 16)
  }

  @Test func howAListIsWrittenDoesNotMatter() throws {
    let one = try GeneratorOptions(
      regimes: [.real, .ordinary, .real], activations: [.tanh, .elu(alpha: 2), .linear],
      losses: [.squaredError], reductions: [.sum, .mean])
    let other = try GeneratorOptions(
      regimes: [.ordinary, .real], activations: [.linear, .tanh, .elu(alpha: 1)],
      losses: [.squaredError], reductions: [.mean, .sum])
    #expect(one == other)
  }

  @Test func standardIsTheSettledRegimes() {
    #expect(GeneratorOptions.standard.regimes == Regime.settled)
  }

  @Test func errorsSayWhatIsWrong() {
    #expect(throws: GeneratorOptionsError.outOfRange(option: "maxDepth", found: 0, allowed: 1...32)) {
      try GeneratorOptions(maxDepth: 0)
    }
    #expect(throws: GeneratorOptionsError.outOfRange(option: "maxWidth", found: .max, allowed: 1...8192)) {
      try GeneratorOptions(maxWidth: .max)
    }
    #expect(throws: GeneratorOptionsError.outOfRange(option: "maxCases", found: -1, allowed: 1...65_536)) {
      try GeneratorOptions(maxCases: -1)
    }
    #expect(throws: GeneratorOptionsError.outOfRange(option: "maxWork", found: 7, allowed: 1024...(1 << 28))) {
      try GeneratorOptions(maxWork: 7)
    }
    #expect(throws: GeneratorOptionsError.empty(option: "regimes")) { try GeneratorOptions(regimes: []) }
    #expect(throws: GeneratorOptionsError.empty(option: "losses")) { try GeneratorOptions(losses: []) }
    #expect(
      throws: GeneratorOptionsError.noOutput(losses: [.binaryCrossEntropy], activations: [.softmax])
    ) {
      try GeneratorOptions(activations: [.softmax], losses: [.binaryCrossEntropy])
    }
    #expect(throws: GeneratorOptionsError.impossible(regime: .nearKink, need: "relu, leaky_relu or elu")) {
      try GeneratorOptions(regimes: [.nearKink], activations: [.tanh])
    }
    #expect(throws: GeneratorOptionsError.impossible(regime: .dyadic, need: "squared_error")) {
      try GeneratorOptions(regimes: [.dyadic], losses: [.categoricalCrossEntropy])
    }
    let error = GeneratorOptionsError.outOfRange(option: "maxDepth", found: 0, allowed: 1...32)
    #expect("\(error)" == "maxDepth is 0; give a number from 1 to 32")
  }
}
