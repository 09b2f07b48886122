extension NumericDerivative {
  /// √(2⁻⁵²), the step that balances truncation and rounding when C, C″ and the weights are of order 1.
  public static let customaryForwardStep = 0x1p-26

  /// All n partial derivatives of C from n + 1 evaluations of it:
  ///
  ///     ∂C/∂wᵢ ≈ (C(w + ε eᵢ) − C(w)) / ε
  ///
  /// The cheapest rule and the least accurate one.
  ///
  /// - Parameters:
  ///   - count: n ≥ 0, the number of variables.
  ///   - step: ε, positive and finite. A power of two makes (w + ε) − w exact for more w.
  ///   - shifted: C(w + shift · e_index); index nil asks for C(w), with shift 0. It is asked once for nil, then once for
  ///     each index in order.
  /// - Returns: n quotients, in units of C per unit of wᵢ; not finite where C was not.
  /// - Throws: ``DerivativeError`` for a step or count that cannot be, or what `shifted` threw.
  /// - Accuracy: truncation ε |C″| / 2; rounding 2u |C| / ε with u = 2⁻⁵³, if C is as exact as its format allows. Their
  ///   sum is least at ε = 2 √(u |C| / |C″|) ≈ 2e-8, and is then 2 √(u |C| |C″|) ≈ 2e-8: half the digits.
  public static func forwardDifferences(
    count: Int, step: Double = customaryForwardStep,
    of shifted: (_ index: Int?, _ shift: Double) throws -> Double
  ) throws -> [Double] {
    guard count >= 0 else { throw DerivativeError.count(count) }
    try check(point: 0, step: step)
    let unshifted = try shifted(nil, 0)
    return try (0..<count).map { try (shifted($0, step) - unshifted) / step }
  }
}
