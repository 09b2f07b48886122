/// Derivatives of a function that can only be evaluated.
///
/// Nothing here knows what the function is. Every rule samples it near a point, and every answer comes with an estimate
/// of its own error. None of them is a proof: at a kink, or with features narrower than the step, the estimate can be
/// wrong by orders of magnitude.
public enum NumericDerivative {
  static func check(point x: Double, step: Double) throws(DerivativeError) {
    guard x.isFinite else { throw .point(x) }
    guard step.isFinite, step > 0 else { throw .step(step) }
  }
}

/// What sampling a function says about its derivative at a point.
///
/// Where the function gave a NaN or an infinity, or the arithmetic overflowed, `value` is NaN and `error` infinite.
public struct DerivativeEstimate: Sendable, Hashable {
  /// f′(x), in units of f per unit of x.
  public var value: Double
  /// An *estimate* of the absolute error of `value`, not a bound. It covers truncation, and rounding as if f were exact
  /// but for the rounding of its result.
  public var error: Double
  /// The least |t| of all points x + t at which f was evaluated.
  ///
  /// A function whose values are off by up to ρ moves `value` by at most k ρ / `smallestStep`; the factor k is stated with
  /// each rule.
  public var smallestStep: Double
  /// How many values of f it took.
  public var evaluations: Int

  public init(value: Double, error: Double, smallestStep: Double, evaluations: Int) {
    self.value = value
    self.error = error
    self.smallestStep = smallestStep
    self.evaluations = evaluations
  }
}
