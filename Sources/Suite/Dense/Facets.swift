import Networks

/// What a problem of the dense set is chosen by. Any two facets of different factors meet in some problem wherever they can,
/// and so do any three of hidden activation, output and shape.
enum Facet: Hashable {
  /// The name of the activation of some hidden layer.
  case hidden(String)
  case output(OutputLoss)
  case reduction(Reduction)
  case shape(ShapeTrait)
  case regime(DenseRegime)
  case targets(TargetKind)

  /// Every facet. The order is that of the construction, and so permanent.
  static let all: [Facet] =
    hiddenActivations.map { .hidden($0.name) } + OutputLoss.all.map { .output($0) }
    + [.reduction(.mean), .reduction(.sum)] + ShapeTrait.allCases.map { .shape($0) }
    + DenseRegime.allCases.map { .regime($0) } + TargetKind.allCases.map { .targets($0) }

  /// The activations that hidden layers have, written down here: another one in ``Activation/all`` must not change what is
  /// permanent. It gets problems of its own, behind these.
  static let hiddenActivations: [Activation] = [
    .linear, .sigmoid, .tanh, .relu, .leakyReLU(alpha: 0.01), .elu(alpha: 1), .softplus, .silu, .gelu,
  ]

  /// The factor that it is a value of, by number.
  var factor: Int {
    switch self {
    case .hidden: 0
    case .output: 1
    case .reduction: 2
    case .shape: 3
    case .regime: 4
    case .targets: 5
    }
  }
}

/// An output activation under a loss that accepts it.
struct OutputLoss: Hashable {
  /// The activation's name.
  var activation: String
  var loss: Loss

  /// Squared error over everything, and the two cross-entropies over what they match.
  static let all: [OutputLoss] =
    (Facet.hiddenActivations + [.softmax]).map { OutputLoss(activation: $0.name, loss: .squaredError) } + [
      OutputLoss(activation: Activation.sigmoid.name, loss: .binaryCrossEntropy),
      OutputLoss(activation: Activation.softmax.name, loss: .categoricalCrossEntropy),
    ]
}

/// What is special about widths and cases; a shape has several of them.
enum ShapeTrait: CaseIterable {
  /// L = 1.
  case noHiddenLayer
  /// L ≥ 3.
  case deep
  /// m = 1.
  case singleCase
  /// More cases than any layer has neurons, and at least two.
  case tall
  /// A layer of one neuron.
  case unitWidth
  /// All widths equal, and at least 2: a transposed matrix does not crash.
  case equalWidths
  /// No layer as wide as the next.
  case unequalWidths
  /// A layer at least twice as wide as the one below.
  case widening
  /// A layer at most half as wide as the one below.
  case narrowing
  /// As many cases as some layer has neurons, and at least two: a wrong axis does not crash.
  case squareBatch

  /// Those of a shape.
  static func traits(widths: [Int], caseCount: Int) -> [ShapeTrait] {
    let (depth, steps) = (widths.count - 1, Array(zip(widths, widths.dropFirst())))
    return allCases.filter { trait in
      switch trait {
      case .noHiddenLayer: depth == 1
      case .deep: depth >= 3
      case .singleCase: caseCount == 1
      case .tall: caseCount >= 2 && widths.allSatisfy { $0 < caseCount }
      case .unitWidth: widths.dropFirst().contains(1)
      case .equalWidths: widths[0] >= 2 && steps.allSatisfy { $0 == $1 }
      case .unequalWidths: steps.allSatisfy { $0 != $1 }
      case .widening: steps.contains { $1 >= 2 * $0 }
      case .narrowing: steps.contains { 2 * $1 <= $0 }
      case .squareBatch: caseCount >= 2 && widths.dropFirst().contains(caseCount)
      }
    }
  }
}

/// Which numbers a problem of the dense set has.
enum DenseRegime: CaseIterable {
  /// Multiples of 2⁻¹² of order 1.
  case ordinary
  /// Exact zeros among inputs and weights.
  case sparse
  /// Cases or neurons that occur more than once.
  case duplicated
  /// So few bits that nothing is rounded.
  case dyadic
  /// Some tensor scaled by 2⁻²⁰ to 2⁻⁶⁰.
  case tiny
  /// Pre-activations of 40 and more.
  case saturated
  /// Some tensor scaled by 2¹² to 2¹⁸.
  case huge
  /// A pre-activation of relu, leaky_relu or elu within 2⁻¹⁰ of 0, or at it.
  case nearKink
}

/// Which targets a problem has.
enum TargetKind: CaseIterable {
  /// Squared error: any real numbers.
  case real
  /// Cross-entropies: 0 and 1, over a softmax one 1 in each case.
  case hard
  /// Cross-entropies: numbers of [0, 1].
  case soft
}
