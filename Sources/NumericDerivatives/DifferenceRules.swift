// GSL's adaptive difference rules (gsl_deriv.h).
//
// Each takes four values at the given step and estimates truncation from a cruder rule on the same values. If truncation
// dominates, it computes the step that balances the *crude* rule's truncation with rounding, takes four more values
// there, and keeps the better-looking of the two results.

extension NumericDerivative {
  /// The derivative by the 5-point rule, which does not use the point in the middle:
  ///
  ///     f′(x) ≈ [8 (f(x+h/2) − f(x−h/2)) − (f(x+h) − f(x−h))] / 6h
  ///
  /// - Parameters:
  ///   - x: the point, finite.
  ///   - step: the first h, positive and finite. The second one is GSL's choice.
  ///   - function: evaluated 4 or 8 times. Once it throws it is not called again.
  /// - Returns: the estimate, with 4 or 8 evaluations.
  /// - Throws: ``DerivativeError`` for a point or step that cannot be, ``GSLError``, or what `function` threw.
  /// - Accuracy: truncation h⁴ f⁗′/480, so exact but for rounding on polynomials up to degree 4. Noise factor k = 3/2.
  ///   The error estimate is that of the 3-point rule, mostly far too large. It is far too small where the 3-point and
  ///   5-point rules happen to agree: tanh(1.7x + 0.3) at x = −0.77 with h = 1. A kink within the step defeats it: relu
  ///   at 5e-4 with h = 0.1 gives 0.506 ± 0.003 instead of 1.
  ///   A large constant in f costs digits: subtract f(x) first.
  /// - Source: `gsl_deriv_central`; GSL reference manual, Numerical Differentiation.
  public static func central(
    at x: Double = 0, step: Double, of function: (Double) throws -> Double
  ) throws -> DerivativeEstimate {
    try check(point: x, step: step)
    return try GSL.differentiate(.central, at: x, step: step, function)
  }

  /// The points at which a round of ``central(at:step:of:)`` evaluates the function, in this order and to the last bit: who asks
  /// for the first will ask for the others.
  ///
  /// - Source: `central_deriv` in GSL's deriv/deriv.c.
  public static func centralPoints(at x: Double = 0, step: Double) -> SIMD4<Double> {
    SIMD4(x - step, x + step, x - step / 2, x + step / 2)
  }

  /// The step of the second round of ``central(at:step:of:)`` at 0, to the last bit; nil where one round will do. Who knows the values
  /// of the first round knows what will be asked for next.
  ///
  /// - Parameter values: of the function, in the order of ``centralPoints(at:step:)``.
  /// - Source: `gsl_deriv_central` in GSL's deriv/deriv.c: the same operations in the same order.
  public static func secondCentralStep(after step: Double, values: SIMD4<Double>) -> Double? {
    let (below, above, halfBelow, halfAbove) = (values[0], values[1], values[2], values[3])
    let threePoint = 0.5 * (above - below)
    let fivePoint = (4.0 / 3.0) * (halfAbove - halfBelow) - (1.0 / 3.0) * threePoint
    let crude = (abs(above) + abs(below)) * 0x1p-52
    let rounding = abs((2 * (abs(halfAbove) + abs(halfBelow)) * 0x1p-52 + crude) / step)
    let truncation = abs((fivePoint - threePoint) / step)
    guard rounding < truncation && rounding > 0 else { return nil }
    return step * GSL.power(rounding / (2 * truncation), 1.0 / 3.0)
  }

  /// The derivative from the right, by an open 4-point rule: nothing is evaluated at x or to the left of it.
  ///
  ///     f′(x) ≈ [22 (f₄ − f₃) − 62 (f₃ − f₂) + 52 (f₂ − f₁)] / 3h,   fₖ = f(x + kh/4)
  ///
  /// - Parameters:
  ///   - x: the point, finite.
  ///   - step: the first h, positive and finite. The second one is GSL's choice.
  ///   - function: evaluated 4 or 8 times. Once it throws it is not called again.
  /// - Returns: the estimate, with 4 or 8 evaluations.
  /// - Throws: ``DerivativeError`` for a point or step that cannot be, ``GSLError``, or what `function` threw.
  /// - Accuracy: truncation O(h³), exact but for rounding on polynomials up to degree 3. Noise factor k = 68/3, fifteen
  ///   times that of the central rule: for ends of a domain and sides of a kink. The error can exceed its estimate on
  ///   smooth functions too: three times at step 0.1 on x⁶ − x.
  /// - Source: `gsl_deriv_forward`; GSL reference manual, Numerical Differentiation.
  public static func forward(
    at x: Double = 0, step: Double, of function: (Double) throws -> Double
  ) throws -> DerivativeEstimate {
    try check(point: x, step: step)
    return try GSL.differentiate(.forward, at: x, step: step, function)
  }

  /// The derivative from the left: ``forward(at:step:of:)`` with the points x − kh/4.
  ///
  /// - Parameters:
  ///   - x: the point, finite.
  ///   - step: the first h, positive and finite. The second one is GSL's choice.
  ///   - function: evaluated 4 or 8 times. Once it throws it is not called again.
  /// - Returns: the estimate, with 4 or 8 evaluations.
  /// - Throws: ``DerivativeError`` for a point or step that cannot be, ``GSLError``, or what `function` threw.
  /// - Accuracy: that of the forward rule.
  /// - Source: `gsl_deriv_backward`; GSL reference manual, Numerical Differentiation.
  public static func backward(
    at x: Double = 0, step: Double, of function: (Double) throws -> Double
  ) throws -> DerivativeEstimate {
    try check(point: x, step: step)
    return try GSL.differentiate(.backward, at: x, step: step, function)
  }
}
