import Testing

@testable import NumericDerivatives

@Suite struct ChebyshevTests {
  @Test(arguments: AnalyticFunction.all)
  func `analytic functions come out to the last digits`(function: AnalyticFunction) throws {
    for x in AnalyticFunction.points {
      let truth = function.derivative(x)
      let estimate = try NumericDerivative.chebyshev(at: x, halfWidth: 0.25, of: function.value)
      let size = max(abs(function.value(x)), abs(truth), 1)
      #expect(abs(estimate.value - truth) <= 2e-13 * size, "at \(x)")
      #expect(abs(estimate.value - truth) <= estimate.error, "at \(x)")
      #expect(estimate.error <= 1e-8 * size, "at \(x)")
    }
  }

  /// The errors measured with an independent program are 3e-14, 8e-10, 5e-6 (largest over 200 points).
  @Test(arguments: [(0.25, 1e-13, 1e-9), (0.5, 2e-9, 1e-5), (1, 1e-5, 0.1)])
  func `the estimate follows the poles as the interval widens`(
    halfWidth: Double, largestError: Double, largestEstimate: Double
  ) throws {
    for index in -40...40 {
      let x = Double(index) / 32
      let estimate = try NumericDerivative.chebyshev(at: x, halfWidth: halfWidth, of: slope)
      let error = abs(estimate.value - slopeDerivative(x))
      #expect(error <= largestError, "at \(x)")
      #expect(error <= estimate.error, "at \(x)")
      #expect(estimate.error <= largestEstimate, "at \(x)")
    }
  }

  @Test(arguments: [0.25, 0.5, 1, 2])
  func `a kink inside the interval is in the estimate`(halfWidth: Double) throws {
    // |x − 0.1|′ = −1 at 0. GSL's own estimate would be 1e-15.
    let estimate = try NumericDerivative.chebyshev(halfWidth: halfWidth) { abs($0 - 0.1) }
    #expect(abs(estimate.value + 1) <= estimate.error)
    #expect(estimate.error >= 0.05)
  }

  @Test(arguments: [0.25, 0.5, 1, 2])
  func `wherever the kink is, the estimate covers it`(halfWidth: Double) throws {
    for index in 1...200 {
      let kink = Double(index) / 128
      let absolute = try NumericDerivative.chebyshev(halfWidth: halfWidth) { abs($0 - kink) }
      #expect(abs(absolute.value + 1) <= absolute.error, "|x − \(kink)|")
      let relu = try NumericDerivative.chebyshev(halfWidth: halfWidth) { max(0, $0 + kink) }
      #expect(abs(relu.value - 1) <= relu.error, "relu(x + \(kink))")
    }
  }

  @Test func `the rest of a series is geometric until that is no longer credible`() {
    func rest(_ third: Double, _ second: Double, _ last: Double) -> Double {
      NumericDerivative.truncation(order: 15, third: third, second: second, last: last)
    }
    // s = 6, p = 12, q = ½: s (½ + ¼ + …) = s.
    #expect(rest(8, -4, 2) == 6)
    // s = 28, p = 32, q = ⅞: s q/(1 − q) = 7 s.
    #expect(rest(17, 15, 13) == 196)
    // s = 62, p = 63: 62 s is beyond 15 s.
    #expect(rest(-32, 31, 31) == 15 * 62)
    // Not falling, rising, nothing at all, not a number.
    #expect(rest(1, 1, 1) == 30)
    #expect(rest(0, 0, 2) == 30)
    #expect(rest(1, 0, 0) == 0)
    #expect(rest(1, .nan, 1).isNaN)
  }

  @Test func `a kink outside the interval does not matter`() throws {
    let estimate = try NumericDerivative.chebyshev(halfWidth: 0.05) { abs($0 - 0.1) }
    #expect(abs(estimate.value + 1) <= 1e-12)
    #expect(estimate.error <= 1e-8)
  }

  @Test(arguments: [3, 5, 9, 13, 15, 25, 63])
  func `a polynomial below the order is exact`(order: Int) throws {
    // (x³ − 2x² + x/2)′ = 3x² − 4x + ½; at ⅛ that is 3/64 − ½ + ½.
    let estimate = try NumericDerivative.chebyshev(at: 0.125, halfWidth: 1, order: order) { x in
      x * x * x - 2 * x * x + x / 2
    }
    #expect(abs(estimate.value - 3.0 / 64) <= 1e-12)
    #expect(abs(estimate.value - 3.0 / 64) <= estimate.error)
    #expect(estimate.evaluations == order + 1)
  }

  @Test(arguments: [9, 11, 13, 17, 19, 25, 31])
  func `in a narrow interval rounding is covered`(order: Int) throws {
    for function in [AnalyticFunction.sine, AnalyticFunction("slope", slope, slopeDerivative)] {
      for index in -100...100 {
        let x = Double(index) / 64
        let estimate = try NumericDerivative.chebyshev(at: x, halfWidth: 0.05, order: order, of: function.value)
        #expect(abs(estimate.value - function.derivative(x)) <= estimate.error, "\(function.testDescription) at \(x)")
        #expect(estimate.error <= 1e-8, "\(function.testDescription) at \(x)")
      }
    }
  }

  @Test(arguments: [3, 5, 15])
  func `far from zero the nodes are rounded, and the estimate says so`(order: Int) throws {
    for index in 0..<200 {
      let x = 0x1p40 + Double(index) * 0.37
      let estimate = try NumericDerivative.chebyshev(at: x, halfWidth: 0.25, order: order) { $0 - x }
      #expect(abs(estimate.value - 1) <= estimate.error, "at 2⁴⁰ + \(x - 0x1p40)")
      #expect(estimate.error <= 10)
    }
  }

  @Test(arguments: [-1, 0, 1, 2, 14, 16, 256, 257, Int.max, Int.min])
  func `orders that cannot be are refused before anything is evaluated`(order: Int) {
    #expect(throws: DerivativeError.order(order)) {
      try NumericDerivative.chebyshev(halfWidth: 0.25, order: order) { _ in
        Issue.record("evaluated")
        return 0
      }
    }
  }
}
