import Networks
import Verification

extension Canary {
  /// How many problems must meet everything. The rarest of it is in every fiftieth problem: 640 of any seed will do.
  private static let problemCount = 640

  static let generator = Canary(
    "generated-traits",
    "A few hundred generated problems have every depth, width, size of batch, activation and loss, and biases."
  ) { suite in
    var statistics = GeneratorStatistics()
    for index in 0..<problemCount { statistics.record(suite.problem(index)) }
    return required.compactMap { group, name in
      guard let share = statistics.share(group, name) else { return "there is no \(group) \(name)" }
      return share > 0 ? nil : "\(group) \(name) is never met"
    }
  }

  /// What every healthy generator of the standard options yields, whatever the regimes.
  private static let required: [(group: String, name: String)] = [
    ("depth", ["1", "2", "3", "4", "5", "6"]),
    ("width", ["1", "2-4", "5-8", "9-16", "17-32", "33-64", "no multiple of 4"]),
    ("cases", ["1", "2", "3", "4-8", "9-16", "no multiple of 4"]),
    ("hidden", Activation.hidden.map(\.name)),
    ("output", Activation.all.map(\.name)),
    ("loss", Loss.allCases.map(\.rawValue)),
    ("reduction", Reduction.allCases.map(\.rawValue)),
    ("targets", ["hard", "soft", "softmax targets that do not sum to 1"]),
    (
      "shape",
      [
        "equal neighbours of 2 or more", "unequal neighbours", "a layer as wide as m",
        "equal neighbours as wide as m, 2 or more", "more than one output",
      ]
    ),
    ("biases", ["some zero", "none zero"]),
    ("zeros", ["in inputs", "in weights"]),
  ].flatMap { group, names in names.map { (group, $0) } }
}
