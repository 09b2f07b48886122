import Testing

@testable import NumericDerivatives

/// Would abort the process if GSL's handler were on.
@Suite struct GSLErrorTests {
  @Test func `an interval that vanishes in rounding is GSL's domain error`() {
    // 1e20 ± 1 is 1e20.
    #expect(throws: GSLError(rawValue: 1, function: "gsl_cheb_init")) {
      try NumericDerivative.chebyshev(at: 1e20, halfWidth: 1) { $0 }
    }
  }

  @Test func `a status from C becomes an error`() throws {
    let series = try GSL.ChebyshevSeries(order: 5)
    let other = try GSL.ChebyshevSeries(order: 3)
    _ = try series.interpolate(.of(order: 5), slope, centre: 0, from: -1, to: 1)
    // GSL calls unequal orders a lack of memory, status 8.
    let error = #expect(throws: GSLError.self) { try series.differentiate(into: other) }
    #expect(error?.rawValue == 8)
    #expect(error?.function == "gsl_cheb_calc_deriv")
  }

  @Test func `messages name the function and are GSL's`() {
    let error = GSLError(rawValue: 1, function: "gsl_cheb_init")
    #expect(error.description == "gsl_cheb_init: input domain error (status 1)")
    #expect(GSLError(rawValue: 9999).description == "GSL: unknown error code (status 9999)")
  }

  @Test func `errors are equal when status and function are`() {
    let error = GSLError(rawValue: 1, function: "a")
    #expect(error != GSLError(rawValue: 1, function: "b"))
    #expect(error != GSLError(rawValue: 2, function: "a"))
    #expect(Set([error, GSLError(rawValue: 1, function: "a")]).count == 1)
  }

  @Test func `refused arguments say what to do`() {
    #expect(DerivativeError.order(14).description.contains("odd, between 3 and 255, such as 15"))
    #expect(DerivativeError.step(-1).description.contains("-1.0"))
  }
}
