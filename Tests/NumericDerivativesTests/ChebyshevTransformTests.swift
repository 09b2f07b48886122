import CGSL
import Testing

@testable import NumericDerivatives

@Suite struct ChebyshevTransformTests {
  /// The real `gsl_cheb_init`, against what is done instead of it.
  @Test(arguments: [3, 5, 15, 31, 63, 255], [(-0.25, 0.25), (0.75, 1.25), (-3, 5e-3)])
  func `the points and coefficients are GSL's to the last bit`(order: Int, ends: (lower: Double, upper: Double)) throws
  {
    let series = try #require(unsafe gsl_cheb_alloc(order))
    defer { unsafe gsl_cheb_free(series) }
    var asked: [Double] = []
    try unsafe withUnsafeMutablePointer(to: &asked) { asked in
      var function = unsafe gsl_function(
        function: { point, asked in
          unsafe asked?.assumingMemoryBound(to: [Double].self).pointee.append(point)
          return Self.value(point)
        }, params: asked)
      let status = unsafe gsl_cheb_init(series, &function, ends.lower, ends.upper)
      try #require(status == CInt(GSL_SUCCESS))
    }
    let transform = ChebyshevTransform(order: order)
    let points = transform.points(from: ends.lower, to: ends.upper)
    #expect(points == asked)
    #expect(transform.coefficients(points.map(Self.value)) == (0...order).map { unsafe series.pointee.c[$0] })
  }

  private static func value(_ x: Double) -> Double { 1 / (1 + 25 * x * x) + x }

  @Test func `who knows the points knows what is asked for`() throws {
    var asked: [Double] = []
    _ = try NumericDerivative.chebyshev(at: 0.3, halfWidth: 0.1) { x in
      asked.append(x)
      return x * x
    }
    #expect(asked == NumericDerivative.chebyshevPoints(at: 0.3, halfWidth: 0.1))

    asked = []
    _ = try NumericDerivative.central(step: 0.5) { x in
      asked.append(x)
      return x * x * x * x * x + x * x * x
    }
    try #require(asked.count == 8)
    #expect(SIMD4(asked.prefix(4)) == NumericDerivative.centralPoints(step: 0.5))
    #expect(SIMD4(asked.suffix(4)) == NumericDerivative.centralPoints(step: -asked[4]))
  }

  /// Whether GSL's central rule takes a second round, and with which step, is known from the values of the first.
  @Test(arguments: [0x1p-40, 0x1p-20, 0x1p-9, 0.01, 0.3, 1])
  func secondRoundIsKnownFromTheFirst(step: Double) throws {
    let functions: [(Double) -> Double] = [
      { $0 * $0 * $0 + 2 * $0 }, { 1 / (3 + $0) }, { ($0 + 0.25).squareRoot() }, { 5 * $0 - 1 }, { _ in 3 },
      { 1e6 + $0 * $0 * $0 }, { abs($0) }, { 1e-300 * $0 }, { 1e300 * (1 + $0 * $0 * $0) }, { _ in .nan },
    ]
    for (index, function) in functions.enumerated() {
      var asked: [Double] = []
      _ = try NumericDerivative.central(step: step) { x in
        asked.append(x)
        return function(x)
      }
      let first = NumericDerivative.centralPoints(step: step)
      let values = SIMD4(function(first[0]), function(first[1]), function(first[2]), function(first[3]))
      let second = NumericDerivative.secondCentralStep(after: step, values: values)
      #expect(second == (asked.count == 8 ? -asked[4] : nil), "function \(index), step \(step)")
    }
  }
}
