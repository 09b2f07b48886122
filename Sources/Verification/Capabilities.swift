public import Networks

/// What an implementation says that it can do: nothing else is asked of it, and what is not asked is never counted as passed.
public struct Capabilities: Hashable, Sendable {
  /// What it computes in. Its rounding is judged by it, and it is asked with numbers that are exact in it.
  public var precision: Precision
  /// By name: α of `leakyReLU` and `elu` may be any number, whatever is given here.
  public var activations: [Activation]
  public var losses: [Loss]
  public var reductions: [Reduction]
  /// The most layers with weights; nil for any number.
  public var maxDepth: Int?
  /// The most neurons in a layer, the input included; nil for any number.
  public var maxWidth: Int?
  /// The most cases in a batch; nil for any number.
  public var maxCases: Int?

  /// Everything, in binary64, unless said otherwise.
  public init(
    precision: Precision = .binary64, activations: [Activation] = Activation.all, losses: [Loss] = Loss.allCases,
    reductions: [Reduction] = Reduction.allCases, maxDepth: Int? = nil, maxWidth: Int? = nil, maxCases: Int? = nil
  ) {
    (self.precision, self.activations, self.losses, self.reductions) = (precision, activations, losses, reductions)
    (self.maxDepth, self.maxWidth, self.maxCases) = (maxDepth, maxWidth, maxCases)
  }

  /// Why a problem lies beyond what is declared; nil where it does not.
  public func whyUnasked(_ problem: Problem<Double>) -> String? {
    for layer in problem.network.layers where !activations.contains(where: { $0.name == layer.activation.name }) {
      return "\(layer.activation.name) is not declared"
    }
    if !losses.contains(problem.loss) { return "\(problem.loss.rawValue) is not declared" }
    if !reductions.contains(problem.reduction) { return "\(problem.reduction.rawValue) is not declared" }
    if let maxDepth, problem.depth > maxDepth { return "deeper than \(maxDepth) layers" }
    if let maxWidth, problem.network.widths.contains(where: { $0 > maxWidth }) { return "wider than \(maxWidth)" }
    if let maxCases, problem.caseCount > maxCases { return "more than \(maxCases) cases" }
    return nil
  }
}

extension GeneratorOptions {
  /// Options that generate only what is declared.
  ///
  /// - Parameter regimes: nil for those of `Regime.settled` that are left possible.
  /// - Throws: `GeneratorOptionsError` where nothing is left.
  public func restricted(to capabilities: Capabilities, regimes: [Regime]?) throws(GeneratorOptionsError)
    -> GeneratorOptions
  {
    try GeneratorOptions(
      regimes: regimes, maxDepth: min(maxDepth, capabilities.maxDepth ?? .max),
      maxWidth: min(maxWidth, capabilities.maxWidth ?? .max), maxCases: min(maxCases, capabilities.maxCases ?? .max),
      maxWork: maxWork,
      activations: activations.filter { own in capabilities.activations.contains { $0.name == own.name } },
      losses: losses.filter(capabilities.losses.contains),
      reductions: reductions.filter(capabilities.reductions.contains), precision: capabilities.precision)
  }
}
