extension NumericDerivative {
  /// The order of the Chebyshev series if none is named: 16 evaluations. Of the orders 7 to 20 the least with which
  /// tanh(1.7x + 0.3) and tanh(x + 0.5) reach their rounding floor at half-width 1/4.
  public static let customaryOrder = 15
  /// Three coefficients of the derivative are the least from which to judge convergence.
  public static let smallestOrder = 3
  /// Transforming takes (order + 1)² cosines: 65 536 of them here.
  public static let largestOrder = 255

  /// The derivative of the Chebyshev interpolant on [x − halfWidth, x + halfWidth], at x.
  ///
  /// For a function that is analytic around the interval this is the most accurate rule here; the error falls like ρ⁻ⁿ,
  /// where the ellipse with foci x ± halfWidth and semi-axes summing to ρ · halfWidth is the largest without a pole.
  ///
  /// Only odd orders: then x itself is not a node. At an even order it is one, of weight 0; the series costs one evaluation
  /// more than the odd order below it, and came out five to eight times *less* accurate.
  ///
  /// - Parameters:
  ///   - x: the point, finite.
  ///   - halfWidth: positive and finite. 1/4 suits functions that vary on the scale of 1.
  ///   - order: n, odd, between 3 and 255.
  ///   - function: evaluated n + 1 times. Once it throws it is not called again.
  /// - Returns: the estimate, with n + 1 evaluations.
  /// - Throws: ``DerivativeError`` for an argument that cannot be, ``GSLError`` (status 1 where the interval vanishes in
  ///   rounding, as at x = 1e20 with half-width 1), or what `function` threw.
  /// - Accuracy: for tanh(1.7x + 0.3) at order 15: 3e-14 at half-width 1/4, 8e-10 at 1/2, 5e-6 at 1. Noise factor k = π/2.
  ///   GSL's own error estimate of such a series is rounding only, since the last coefficient of a derivative is always
  ///   0. The estimate here adds the rounding of f and, from the last three coefficients, what the series leaves out. It
  ///   is a heuristic: mostly ten to a hundred times the error on analytic functions, of the size of the error at a kink.
  ///   An oscillation faster than the nodes is another function to it: on sin(60x)/60 at half-width 1 it fails.
  /// - Source: `gsl_cheb_init` (with its cosines kept), `gsl_cheb_calc_deriv`, `gsl_cheb_eval_err`.
  public static func chebyshev(
    at x: Double = 0, halfWidth: Double, order: Int = customaryOrder, of function: (Double) throws -> Double
  ) throws -> DerivativeEstimate {
    try check(point: x, step: halfWidth)
    guard (smallestOrder...largestOrder).contains(order), !order.isMultiple(of: 2) else {
      throw DerivativeError.order(order)
    }
    let transform = ChebyshevTransform.of(order: order)
    let series = try GSL.ChebyshevSeries(order: order)
    let derivative = try GSL.ChebyshevSeries(order: order)
    let samples = try series.interpolate(transform, function, centre: x, from: x - halfWidth, to: x + halfWidth)
    try series.differentiate(into: derivative)

    // GSL's estimate for a series is |c_order| + 2⁻⁵² Σ |cₖ|, and c_order of a derivative is 0: only rounding is left.
    let (value, summation) = try derivative.sum(at: x)
    // Each of the n + 1 values is off by 2⁻⁵² |f|, and by 2⁻⁵² |x f′| since its node is rounded; Σ |cₖ| ≥ |f′|. The
    // weights of the values at x sum to less than n + 1. The second n + 1 pays for the cosines of large arguments.
    let nodes = Double(order + 1)
    let sampling = (series.largestValue() * 0x1p-52 + abs(x) * summation) * nodes * nodes / halfWidth
    let truncation = truncation(
      order: order, third: derivative.coefficient(order - 3), second: derivative.coefficient(order - 2),
      last: derivative.coefficient(order - 1))
    return samples.estimate(value: value, error: truncation + summation + sampling)
  }

  /// The points at which ``chebyshev(at:halfWidth:order:of:)`` evaluates the function, in this order and to the last bit.
  public static func chebyshevPoints(
    at x: Double = 0, halfWidth: Double, order: Int = customaryOrder
  ) -> [Double] {
    ChebyshevTransform.of(order: order).points(from: x - halfWidth, to: x + halfWidth)
  }

  /// How much of the derivative lies beyond the end of its series: a heuristic.
  ///
  /// The derivative of a series of order n ends with dₙ₋₃, dₙ₋₂, dₙ₋₁ (dₙ is 0). Coefficients come in pairs, since every
  /// other one of an even or odd function vanishes. The last two pairs, s = |dₙ₋₂| + |dₙ₋₁| and p = |dₙ₋₃| + |dₙ₋₂|,
  /// tell how the series falls, q = s/p:
  ///
  ///     geometrically (f is analytic):     rest = s (q + q² + …) = s q/(1 − q)
  ///     algebraically (q near 1, a kink):  rest ≈ n s
  ///
  /// The smaller of the two is taken; s q/(1 − q) grows beyond n s just where geometric decay is no longer credible.
  /// Coefficients that do not fall at all say n s too.
  ///
  /// - Parameters: n, then dₙ₋₃, dₙ₋₂, dₙ₋₁.
  /// - Source: the two cases are J. P. Boyd's rule of the last coefficient, Chebyshev and Fourier Spectral Methods, §2.12.
  static func truncation(order n: Int, third: Double, second: Double, last: Double) -> Double {
    let (sum, previous) = (abs(second) + abs(last), abs(third) + abs(second))
    guard sum > 0 else { return sum }
    guard sum < previous else { return Double(n) * sum }
    return sum * min(Double(n), sum / (previous - sum))
  }
}
