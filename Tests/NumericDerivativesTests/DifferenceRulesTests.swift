import NumericDerivatives
import Testing

/// The rules behind one name, so that each law is stated once.
enum Rule: CaseIterable {
  case central, forward, backward, chebyshev

  func estimate(
    at x: Double = 0, step: Double, of function: (Double) throws -> Double
  ) throws -> DerivativeEstimate {
    switch self {
    case .central: try NumericDerivative.central(at: x, step: step, of: function)
    case .forward: try NumericDerivative.forward(at: x, step: step, of: function)
    case .backward: try NumericDerivative.backward(at: x, step: step, of: function)
    case .chebyshev: try NumericDerivative.chebyshev(at: x, halfWidth: step, of: function)
    }
  }

  /// k: the weights of the rule times its least step. Central: (8 + 8 + 1 + 1)/6 · ½; forward: (22 + 84 + 114 + 52)/3 · ¼.
  var noiseFactor: Double {
    switch self {
    case .central: 1.5
    case .forward, .backward: 68.0 / 3
    case .chebyshev: .pi / 2
    }
  }
}

@Suite struct DifferenceRulesTests {
  @Test(arguments: AnalyticFunction.all)
  func `estimates cover the error of smooth functions`(function: AnalyticFunction) throws {
    for x in AnalyticFunction.points {
      let truth = function.derivative(x)
      for step in [0.1, 0.01, 0.001, 1e-4] {
        let central = try NumericDerivative.central(at: x, step: step, of: function.value)
        #expect(abs(central.value - truth) <= central.error, "central at \(x), step \(step)")
        #expect(central.error <= 1e-6 * (1 + abs(truth)), "central at \(x), step \(step): \(central)")
        for rule in [Rule.forward, .backward] {
          let side = try rule.estimate(at: x, step: step, of: function.value)
          // Seen three times the estimate: backward on x⁶ − x at 1 with step 0.1.
          #expect(abs(side.value - truth) <= 4 * side.error, "\(rule) at \(x), step \(step)")
          #expect(side.error <= 1e-4 * (1 + abs(truth)), "\(rule) at \(x), step \(step): \(side)")
        }
      }
    }
  }

  @Test func `a parabola is exact in four evaluations`() throws {
    // (3x² − 2x + 5)′ = 6x − 2. All values are dyadic; the weights 1/3 and 4/3 of the rule are not.
    let estimate = try NumericDerivative.central(at: 1.5, step: 0.25) { 3 * $0 * $0 - 2 * $0 + 5 }
    #expect(abs(estimate.value - 7) <= 1e-14)
    #expect(estimate.evaluations == 4)
    #expect(estimate.smallestStep == 0.125)
  }

  @Test func `a line is exact from both sides`() throws {
    for rule in [Rule.forward, .backward] {
      let estimate = try rule.estimate(at: 1.5, step: 0.25) { 4 - 3 * $0 }
      #expect(abs(estimate.value + 3) <= 1e-13)
      #expect(estimate.evaluations == 4)
      #expect(estimate.smallestStep == 0.0625)
    }
  }

  @Test func `the first round is the five-point rule, exact for quartics`() throws {
    // (2x⁴ − x³ + x)′ = 8x³ − 3x² + 1. NaN beyond the first round would hide it, so the second round gets 1e6 times
    // the values: it disagrees by more than the error estimate allows, and GSL keeps the first.
    var calls = 0
    let estimate = try NumericDerivative.central(at: 0.5, step: 0.5) { x in
      calls += 1
      return (calls <= 4 ? 1 : 1e6) * (x * x * x * (2 * x - 1) + x)
    }
    #expect(estimate.evaluations == 8)
    #expect(abs(estimate.value - 1.25) <= 1e-14)
  }

  @Test func `each side sees its own side only`() throws {
    let kink = { (x: Double) in x > 2 ? 5 * (x - 2) : -3 * (x - 2) }
    #expect(abs(try NumericDerivative.forward(at: 2, step: 0.1, of: kink).value - 5) <= 1e-11)
    #expect(abs(try NumericDerivative.backward(at: 2, step: 0.1, of: kink).value + 3) <= 1e-11)
  }

  @Test func `the smallest step is that of the points evaluated`() throws {
    for rule in Rule.allCases {
      for x in [0.0, 0.3, -1.75] {
        var least = Double.infinity
        var calls = 0
        let estimate = try rule.estimate(at: x, step: 0.1) { point in
          calls += 1
          least = min(least, abs(point - x))
          return slope(point)
        }
        #expect(estimate.smallestStep == least)
        #expect(estimate.evaluations == calls)
        #expect(calls == (rule == .chebyshev ? 16 : 8))
        #expect(least > 0)
      }
    }
  }

  @Test(arguments: Rule.allCases)
  func `noise moves the value by no more than the factor promises`(rule: Rule) throws {
    // On 2⁶⁰ ± 2⁸, ulp 2⁸, the differences are exact and rounding looks so large that GSL takes no second round. The
    // Chebyshev rule has only one round, and its cosines would cost the digits.
    let (offset, size) = rule == .chebyshev ? (0, 1) : (0x1p60, 0x1p8)
    var worst = 0.0
    for seed in 0..<2000 {
      let estimate = try rule.estimate(step: 0.25) { offset + size * noise($0, seed: UInt64(seed)) }
      #expect(estimate.evaluations == (rule == .chebyshev ? 16 : 4))
      worst = max(worst, abs(estimate.value) * estimate.smallestStep / size)
    }
    #expect(worst <= rule.noiseFactor * (1 + 1e-13))
    #expect(worst >= rule.noiseFactor * (rule == .chebyshev ? 0.8 : 1 - 1e-13))
  }
}
