import NumericDerivatives
import Testing

/// Where the numeric derivative is wrong and does not know it. These are properties of the method: a caller must
/// recognise kinks and must not read `error` as a bound.
@Suite struct TrapsTests {
  @Test func `a kink near the point gives half the slope and a small error`() throws {
    // relu′(5e-4) = 1. Why kinks must be recognised by other means.
    let estimate = try NumericDerivative.central(at: 5e-4, step: 0.1) { max($0, 0) }
    #expect(abs(estimate.value - 0.506) <= 0.001)
    #expect(estimate.error <= 0.004)
  }

  @Test func `a kink at the point gives the mean of both slopes and no error`() throws {
    let estimate = try NumericDerivative.central(step: 0.1) { max($0, 0) }
    #expect(abs(estimate.value - 0.5) <= 1e-15)
    #expect(estimate.error <= 1e-14)
  }

  @Test func `a step as wide as the function gives an error far beyond the estimate`() throws {
    let estimate = try NumericDerivative.central(at: -0.77, step: 1, of: slope)
    #expect(abs(estimate.value - slopeDerivative(-0.77)) >= 1000 * estimate.error)
    #expect(abs(estimate.value - slopeDerivative(-0.77)) <= 1)
  }

  @Test func `a large constant costs digits, and the estimate says so`() throws {
    let plain = try NumericDerivative.central(at: 0.2, step: 0.01, of: slope)
    let lifted = try NumericDerivative.central(at: 0.2, step: 0.01) { slope($0) + 1e6 }
    #expect(lifted.error >= 1000 * plain.error)
    #expect(abs(lifted.value - slopeDerivative(0.2)) <= lifted.error)
  }

  @Test func `an oscillation faster than the nodes is not seen`() throws {
    // sin(60x)/60 has slope 1 at 0 and nineteen periods in the interval: 16 values make another function of it.
    let function = AnalyticFunction.sine
    let estimate = try NumericDerivative.chebyshev(halfWidth: 1) { function.value(20 * $0) / 60 }
    #expect(abs(estimate.value - 1) >= 1)
    #expect(estimate.error <= 0.3)
  }
}
