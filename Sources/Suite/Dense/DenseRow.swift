import Networks
import Verification

/// What a problem of the dense set is to be, before it has numbers.
struct DenseRow: Hashable {
  var shape: DenseShape
  /// The names of the hidden activations, from below.
  var hidden: [String]
  var output: OutputLoss
  var reduction: Reduction
  var regime: DenseRegime
  var targets: TargetKind

  /// What it has of every factor: of hidden activations and of shapes perhaps several.
  var facets: [Facet] {
    Array(Set(hidden)).sorted().map { .hidden($0) } + [.output(output), .reduction(reduction)]
      + shape.traits.map { .shape($0) } + [.regime(regime), .targets(targets)]
  }

  /// The names of all activations, from below.
  var activations: [String] { hidden + [output.activation] }

  /// Whether there is such a problem.
  var isPossible: Bool {
    // Softmax of one neuron is a constant: that is among the problems made by hand.
    if output.activation == Activation.softmax.name && shape.outputWidth == 1 { return false }
    if (targets == .real) != (output.loss == .squaredError) { return false }
    switch regime {
    case .ordinary, .sparse, .tiny, .saturated, .huge: return true
    case .duplicated:
      // δ of a softmax sums to 0: equal output neurons would leave nothing for the layers below.
      let layers = output.activation == Activation.softmax.name ? shape.widths.dropLast() : shape.widths[...]
      return shape.caseCount > 1 || layers.dropFirst().contains { $0 > 1 }
    case .dyadic:
      // 1/m is dyadic only for a power of two.
      let isExactMean = reduction == .sum || shape.caseCount & (shape.caseCount - 1) == 0
      return isExactMean && output.loss == .squaredError && activations.allSatisfy(Exclusion.isExact)
    case .nearKink: return !kinkedLayers.isEmpty
    }
  }

  /// The layers, from 1, in which a pre-activation may be put at a kink: the first; above it, a layer of more neurons than
  /// the one whose weights that costs.
  var kinkedLayers: [Int] {
    (1...shape.depth).filter {
      Self.kinked.contains(activations[$0 - 1]) && ($0 == 1 || shape.widths[$0] > 1)
    }
  }

  private static let kinked = Facet.hiddenActivations.filter(\.hasKink).map(\.name)
}

extension DenseRow {
  /// A row that has these facets, the rest by chance; nil where chance made none.
  static func drawn(having wanted: [Facet], from random: inout RandomSource) -> DenseRow? {
    var (hidden, traits): ([String], [ShapeTrait]) = ([], [])
    var (output, reduction, regime, targets) = (
      random.pick(OutputLoss.all), random.pick([Reduction.mean, .sum]), random.pick(DenseRegime.allCases),
      random.pick([TargetKind.hard, .soft])
    )
    for facet in wanted {
      switch facet {
      case .hidden(let name): hidden.append(name)
      case .output(let wanted): output = wanted
      case .reduction(let wanted): reduction = wanted
      case .shape(let wanted): traits.append(wanted)
      case .regime(let wanted): regime = wanted
      case .targets(let wanted): targets = wanted
      }
    }
    if output.loss == .squaredError && !wanted.contains(.targets(targets)) { targets = .real }
    // A network of one hidden layer shows what is asked for, and little else; a deep one only where that is asked for.
    let shapes = DenseShape.all.filter { shape in
      shape.depth > hidden.count && traits.allSatisfy(shape.traits.contains)
        && (traits.isEmpty || traits.contains(.deep) || shape.depth < 3)
    }
    guard !shapes.isEmpty else { return nil }
    let shape = random.pick(shapes)
    // One activation throughout, or each its own.
    let other = random.pick(Facet.hiddenActivations).name
    let isMixed = random.chance(0.75)
    var names = (1..<shape.depth).map { _ in isMixed ? random.pick(Facet.hiddenActivations).name : hidden.first ?? other
    }
    if let wanted = hidden.first, !names.contains(wanted) { names[random.integer(below: names.count)] = wanted }
    let row = DenseRow(
      shape: shape, hidden: names, output: output, reduction: reduction, regime: regime, targets: targets)
    return row.isPossible ? row : nil
  }
}
