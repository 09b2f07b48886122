/// What a problem was allowed to have. Each problem first draws which features are on, so that rare combinations meet
/// and each feature is also seen without the others.
///
/// - Source: A. Groce et al., Swarm testing, ISSTA 2012.
public struct Features: OptionSet, Hashable, Sendable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Widths drawn one by one; without it all are equal.
  public static let unequalWidths = Features(rawValue: 1 << 0)
  /// One layer may be far wider than its neighbours.
  public static let wideLayer = Features(rawValue: 1 << 1)
  /// More than three layers.
  public static let deep = Features(rawValue: 1 << 2)
  /// As many cases as some layer has neurons.
  public static let tiedCases = Features(rawValue: 1 << 3)
  /// Hidden layers with different activations.
  public static let mixedActivations = Features(rawValue: 1 << 4)
  /// α other than the customary one: negative, above 1, anything positive.
  public static let unusualSlopes = Features(rawValue: 1 << 5)
  /// Some biases exactly 0.
  public static let zeroBiases = Features(rawValue: 1 << 6)
  /// Weights of both signs.
  public static let negativeWeights = Features(rawValue: 1 << 7)
  /// A layer with weights several times the usual ones.
  public static let steepLayers = Features(rawValue: 1 << 8)
  /// Targets that are not only 0 and 1.
  public static let softTargets = Features(rawValue: 1 << 9)
  /// Targets over a softmax that need not sum to 1.
  public static let unnormalizedTargets = Features(rawValue: 1 << 10)
  /// Dyadic numbers so small that binary32 is exact too.
  public static let binary32Exact = Features(rawValue: 1 << 11)
  /// Measured data in its own units.
  public static let rawData = Features(rawValue: 1 << 12)
  /// First weights that ignore the units of raw data, so that the layer saturates.
  public static let unscaledWeights = Features(rawValue: 1 << 13)

  /// Every feature with its name and how often it is on. The order is the order of the draws.
  static let all: [(feature: Features, name: String, probability: Double)] = [
    (.unequalWidths, "unequal_widths", 0.7),
    (.wideLayer, "wide_layer", 0.15),
    (.deep, "deep", 0.5),
    (.tiedCases, "tied_cases", 0.3),
    (.mixedActivations, "mixed_activations", 0.7),
    (.unusualSlopes, "unusual_slopes", 0.5),
    (.zeroBiases, "zero_biases", 0.25),
    (.negativeWeights, "negative_weights", 0.9),
    (.steepLayers, "steep_layers", 0.4),
    (.softTargets, "soft_targets", 0.55),
    (.unnormalizedTargets, "unnormalized_targets", 0.5),
    (.binary32Exact, "binary32_exact", 0.4),
    (.rawData, "raw_data", 0.5),
    (.unscaledWeights, "unscaled_weights", 0.25),
  ]

  static func drawn(from random: inout RandomSource) -> Features {
    var features: Features = []
    for (feature, _, probability) in all where random.chance(probability) { features.insert(feature) }
    return features
  }

  /// The names of the features that are on, in a fixed order.
  public var names: [String] { Self.all.filter { contains($0.feature) }.map(\.name) }
}
