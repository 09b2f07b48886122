public import Networks

/// What a generator may draw. Part of what decides problem i of a seed: other options, other problems.
public struct GeneratorOptions: Hashable, Sendable {
  /// The regimes to draw from, in the order of `Regime.allCases`.
  public let regimes: [Regime]
  /// The most layers with weights.
  public let maxDepth: Int
  /// The most neurons in a layer, the input included.
  public let maxWidth: Int
  /// The most cases in a batch.
  public let maxCases: Int
  /// The most (weights and biases) × cases of a problem; larger shapes are halved until they fit. It bounds the memory,
  /// too: a problem holds at most three times as many numbers.
  public let maxWork: Int
  /// The activations that may occur, hidden or at the output. α is drawn, whatever is given here.
  public let activations: [Activation]
  public let losses: [Loss]
  public let reductions: [Reduction]
  /// What every number of a problem, α included, is exact in.
  public let precision: Precision

  /// The greatest depth that can be asked for.
  public static let depthLimit = 32
  /// The greatest width that can be asked for.
  public static let widthLimit = 8192
  /// The greatest number of cases that can be asked for.
  public static let caseLimit = 65_536
  /// The greatest work that can be asked for: two gigabytes of weights where m = 1.
  public static let workLimit = 1 << 28

  /// Depth 6, width 64, 16 cases, and everything that is settled.
  public static let standard = {
    do { return try GeneratorOptions() } catch { preconditionFailure("\(error)") }
  }()

  /// - Parameter regimes: nil for those of `Regime.settled` that the other options leave possible.
  /// - Throws: `GeneratorOptionsError` where a number is out of range, a list is empty, or nothing fits.
  public init(
    regimes: [Regime]? = nil, maxDepth: Int = 6, maxWidth: Int = 64, maxCases: Int = 16, maxWork: Int = 1 << 24,
    activations: [Activation] = Activation.all, losses: [Loss] = Loss.allCases,
    reductions: [Reduction] = Reduction.allCases, precision: Precision = .binary64
  ) throws(GeneratorOptionsError) {
    let numbers = [
      ("maxDepth", maxDepth, 1...Self.depthLimit), ("maxWidth", maxWidth, 1...Self.widthLimit),
      ("maxCases", maxCases, 1...Self.caseLimit), ("maxWork", maxWork, 1024...Self.workLimit),
    ]
    for (option, found, allowed) in numbers where !allowed.contains(found) {
      throw .outOfRange(option: option, found: found, allowed: allowed)
    }
    let lists = [
      ("regimes", regimes?.isEmpty ?? false), ("activations", activations.isEmpty), ("losses", losses.isEmpty),
      ("reductions", reductions.isEmpty),
    ]
    for (option, isEmpty) in lists where isEmpty { throw .empty(option: option) }

    self.precision = precision
    // One order, each once: how a list was written does not change what is drawn.
    self.activations = Activation.all.filter { known in activations.contains { $0.name == known.name } }
    self.losses = Loss.allCases.filter(losses.contains)
    self.reductions = Reduction.allCases.filter(reductions.contains)
    (self.maxDepth, self.maxWidth, self.maxCases, self.maxWork) = (maxDepth, maxWidth, maxCases, maxWork)
    let scope = Scope(activations: self.activations, losses: self.losses, maxDepth: maxDepth)
    guard !scope.losses.isEmpty else {
      throw .noOutput(losses: self.losses, activations: self.activations)
    }
    for regime in regimes ?? [] {
      if let need = scope.unmetNeed(of: regime) { throw .impossible(regime: regime, need: need) }
    }
    self.regimes = Regime.allCases.filter { regime in
      regimes?.contains(regime) ?? (Regime.settled.contains(regime) && scope.unmetNeed(of: regime) == nil)
    }
  }

  var scope: Scope { Scope(activations: activations, losses: losses, maxDepth: maxDepth) }
}

/// Why options cannot be met.
public enum GeneratorOptionsError: Error, Hashable {
  case outOfRange(option: String, found: Int, allowed: ClosedRange<Int>)
  case empty(option: String)
  case noOutput(losses: [Loss], activations: [Activation])
  case impossible(regime: Regime, need: String)
}

extension GeneratorOptionsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .outOfRange(let option, let found, let allowed):
      "\(option) is \(found); give a number from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .empty(let option):
      "\(option) is empty; name at least one, or leave it out for all"
    case .noOutput(let losses, let activations):
      """
      no output layer is possible: \(losses.map(\.rawValue).joined(separator: ", ")) over \
      \(activations.map(\.name).joined(separator: ", ")); binary_cross_entropy needs sigmoid, \
      categorical_cross_entropy needs softmax
      """
    case .impossible(let regime, let need):
      "the regime \(regime.rawValue) needs \(need); allow it, or leave the regime out"
    }
  }
}
