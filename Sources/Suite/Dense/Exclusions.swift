import Networks

/// Pairs of facets that no problem can have, and why.
struct Exclusion {
  var facets: [Facet]
  var others: [Facet]
  var reason: String

  /// All of them: every other pair of facets of two factors meets in some problem.
  static let table: [Exclusion] = [
    Exclusion(
      [.shape(.noHiddenLayer)], and: Facet.hiddenActivations.map { .hidden($0.name) },
      "Without a hidden layer there is no hidden activation."),
    Exclusion(
      [.targets(.real)], and: outputs { $0.loss != .squaredError }, "Targets of a cross-entropy are numbers of [0, 1]."),
    Exclusion(
      [.targets(.hard), .targets(.soft)], and: outputs { $0.loss == .squaredError },
      "Any targets suit squared error: hard and soft is no distinction there."),
    Exclusion(
      [.regime(.dyadic)],
      and: Facet.hiddenActivations.filter { !isExact($0.name) }.map { .hidden($0.name) }
        + outputs { !isExact($0.activation) || $0.loss != .squaredError } + [.targets(.hard), .targets(.soft)],
      "Only linear, relu and leaky_relu, and squared error, are exact on dyadic numbers."),
  ]

  /// Whether two facets may meet.
  static func allow(_ one: Facet, _ other: Facet) -> Bool {
    !table.contains {
      $0.facets.contains(one) && $0.others.contains(other) || $0.facets.contains(other) && $0.others.contains(one)
    }
  }

  /// Whether an activation makes dyadic numbers of dyadic numbers.
  static func isExact(_ activation: String) -> Bool { exact.contains(activation) }

  private static let exact = [Activation.linear, .relu, .leakyReLU(alpha: 0.5)].map(\.name)

  private static func outputs(_ isIncluded: (OutputLoss) -> Bool) -> [Facet] {
    OutputLoss.all.filter(isIncluded).map { .output($0) }
  }

  private init(_ facets: [Facet], and others: [Facet], _ reason: String) {
    self.facets = facets
    self.others = others
    self.reason = reason
  }
}
