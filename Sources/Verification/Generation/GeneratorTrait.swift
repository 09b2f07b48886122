import Networks

/// What statistics count: one name of one group.
struct GeneratorTrait: Hashable, Sendable {
  let group: TraitGroup
  let name: String

  /// Every trait, group by group.
  static let all: [GeneratorTrait] = TraitGroup.allCases.flatMap { group in
    group.names.map { GeneratorTrait(group: group, name: $0) }
  }
}

enum TraitGroup: Int, CaseIterable, Sendable {
  case regime, feature, depth, width, cases, parameters, hidden, output, alpha, loss, outputAndLoss, reduction, targets
  case shape, biases, zeros

  var name: String { self == .outputAndLoss ? "output and loss" : "\(self)" }

  var names: [String] {
    switch self {
    case .regime: Regime.allCases.map(\.rawValue)
    case .feature: Features.all.map(\.name)
    case .depth: ["1", "2", "3", "4", "5", "6", "more"]
    case .width: ["1", "2-4", "5-8", "9-16", "17-32", "33-64", "more", "no multiple of 4"]
    case .cases: ["1", "2", "3", "4-8", "9-16", "more", "no multiple of 4"]
    case .parameters: ["1-9", "10-99", "100-999", "1000-9999", "more"]
    case .hidden, .output: Activation.all.map(\.name)
    case .alpha: ["customary", "other up to 1", "above 1", "zero or negative"]
    case .loss: Loss.allCases.map(\.rawValue)
    case .outputAndLoss: Self.pairs.map { "\($0.output.name), \($0.loss.rawValue)" }
    case .reduction: Reduction.allCases.map(\.rawValue)
    case .targets: ["hard", "soft", "softmax targets that do not sum to 1"]
    case .shape: ShapeTrait.allCases.map(\.rawValue)
    case .biases: ["some zero", "all zero", "none zero"]
    case .zeros: ["in inputs", "in weights", "a case of zeros", "a row of weights and its bias"]
    }
  }

  /// Where the group begins in `GeneratorTrait.all`.
  var offset: Int { Self.offsets[rawValue] }

  private static let offsets: [Int] = allCases.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.names.count) }

  static let pairs: [(output: Activation, loss: Loss)] = Loss.allCases.flatMap { loss in
    Activation.all.filter { loss.accepts(output: $0) }.map { ($0, loss) }
  }
}

/// Coincidences of sizes, each of which hides or shows a bug.
enum ShapeTrait: String, CaseIterable {
  case square = "equal neighbours of 2 or more"
  case run = "three equal widths of 2 or more in a row"
  case unequal = "unequal neighbours"
  case allEqual = "all widths equal"
  case allEqualCases = "all widths and m equal, 2 or more"
  case widthIsCases = "a layer as wide as m"
  case pairIsCases = "equal neighbours as wide as m, 2 or more"
  case manyOutputs = "more than one output"
  case longSum = "a sum over more than 32 neurons"
}

extension GeneratorTrait {
  /// Calls `met` with the index in `all` of every trait that the problem has; of some, more than once.
  static func visit(_ generated: GeneratedProblem, met: (Int) -> Void) {
    func mark(_ group: TraitGroup, _ position: Int?) {
      if let position { met(group.offset + position) }
    }
    let problem = generated.problem
    let (layers, widths, cases) = (problem.network.layers, problem.network.widths, problem.caseCount)
    let output = layers[layers.count - 1].activation

    mark(.regime, Regime.allCases.firstIndex(of: generated.regime))
    for (position, entry) in Features.all.enumerated() where generated.features.contains(entry.feature) {
      mark(.feature, position)
    }
    mark(.depth, min(layers.count, 7) - 1)
    for width in widths {
      mark(.width, classIndex(width, ends: [1, 4, 8, 16, 32, 64]))
      if width % 4 != 0 { mark(.width, 7) }
    }
    mark(.cases, classIndex(cases, ends: [1, 2, 3, 8, 16]))
    if cases % 4 != 0 { mark(.cases, 6) }
    mark(.parameters, classIndex(problem.network.parameterCount, ends: [9, 99, 999, 9999]))

    for layer in layers.dropLast() { mark(.hidden, position(of: layer.activation)) }
    mark(.output, position(of: output))
    for layer in layers { mark(.alpha, alphaClass(of: layer.activation)) }
    mark(.loss, Loss.allCases.firstIndex(of: problem.loss))
    mark(.outputAndLoss, TraitGroup.pairs.firstIndex { $0.loss == problem.loss && $0.output.name == output.name })
    mark(.reduction, Reduction.allCases.firstIndex(of: problem.reduction))
    mark(.targets, problem.targets.elements.allSatisfy { $0 == 0 || $0 == 1 } ? 0 : 1)
    if output == .softmax && !sumToOne(problem.targets) { mark(.targets, 2) }
    for trait in shapeTraits(widths: widths, cases: cases) { mark(.shape, ShapeTrait.allCases.firstIndex(of: trait)) }

    let biases = layers.flatMap(\.biases)
    if biases.contains(0) { mark(.biases, biases.allSatisfy { $0 == 0 } ? 1 : 0) } else { mark(.biases, 2) }
    if problem.inputs.elements.contains(0) { mark(.zeros, 0) }
    if layers.contains(where: { $0.weights.elements.contains(0) }) { mark(.zeros, 1) }
    if (0..<cases).contains(where: { column in
      (0..<problem.inputs.rows).allSatisfy { problem.inputs[$0, column] == 0 }
    }) {
      mark(.zeros, 2)
    }
    if layers.contains(where: \.hasSilentNeuron) { mark(.zeros, 3) }
  }

  /// The first class whose end is not below the number; the class after the last where there is none.
  private static func classIndex(_ number: Int, ends: [Int]) -> Int {
    ends.firstIndex { number <= $0 } ?? ends.count
  }

  private static func position(of activation: Activation) -> Int? {
    Activation.all.firstIndex { $0.name == activation.name }
  }

  private static func alphaClass(of activation: Activation) -> Int? {
    guard let alpha = activation.alpha else { return nil }
    if Activation.all.contains(activation) { return 0 }
    return alpha <= 0 ? 3 : alpha <= 1 ? 1 : 2
  }

  private static func sumToOne(_ targets: Grid<Double>) -> Bool {
    (0..<targets.columns).allSatisfy { column in
      (0..<targets.rows).reduce(0) { $0 + targets[$1, column] } == 1
    }
  }

  private static func shapeTraits(widths: [Int], cases: Int) -> [ShapeTrait] {
    var traits: [ShapeTrait] = []
    let pairs = Array(zip(widths, widths.dropFirst()))
    if pairs.contains(where: { $0.0 == $0.1 && $0.0 > 1 }) { traits.append(.square) }
    if zip(pairs, pairs.dropFirst()).contains(where: { $0.0 == $0.1 && $0.1 == $1.1 && $0.0 > 1 }) {
      traits.append(.run)
    }
    if pairs.contains(where: { $0.0 != $0.1 }) { traits.append(.unequal) }
    let areAllEqual = widths.allSatisfy { $0 == widths[0] }
    if areAllEqual { traits.append(.allEqual) }
    if areAllEqual && widths[0] == cases && cases > 1 { traits.append(.allEqualCases) }
    if widths.contains(cases) { traits.append(.widthIsCases) }
    if pairs.contains(where: { $0.0 == $0.1 && $0.0 == cases && cases > 1 }) { traits.append(.pairIsCases) }
    if widths[widths.count - 1] > 1 { traits.append(.manyOutputs) }
    if widths.dropLast().contains(where: { $0 > 32 }) { traits.append(.longSum) }
    return traits
  }
}

extension Layer<Double> {
  /// Whether some neuron's weights and bias are all exactly 0, so that its z is.
  fileprivate var hasSilentNeuron: Bool {
    (0..<width).contains { neuron in
      biases[neuron] == 0 && (0..<inputWidth).allSatisfy { weights[neuron, $0] == 0 }
    }
  }
}
