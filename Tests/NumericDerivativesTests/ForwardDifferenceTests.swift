import NumericDerivatives
import Testing

@Suite struct ForwardDifferenceTests {
  /// C(w) = Σ (i + 1) wᵢ² + w₀ w₂, so ∂C/∂w = (2w₀ + w₂, 4w₁, 6w₂ + w₀), and the quotient adds ε (i + 1) exactly.
  private func cost(_ w: [Double]) -> Double { w[0] * w[0] + 2 * w[1] * w[1] + 3 * w[2] * w[2] + w[0] * w[2] }

  @Test func `a quadratic has the truncation of its second derivative`() throws {
    let w = [0.5, -1.25, 2]
    let quotients = try NumericDerivative.forwardDifferences(count: 3, step: 0x1p-10) { index, shift in
      var moved = w
      if let index { moved[index] += shift }
      return cost(moved)
    }
    // All operations are exact in binary64.
    #expect(quotients == [3 + 0x1p-10, -5 + 0x1p-9, 12.5 + 3 * 0x1p-10])
  }

  @Test func `the customary step keeps half the digits`() throws {
    let quotients = try NumericDerivative.forwardDifferences(count: 2) { index, shift in
      slope(0.2 + (index == 0 ? shift : 0)) + slope(-0.4 + (index == 1 ? shift : 0))
    }
    // |C″| is below 0.77 · 1.7², so truncation stays below 1.7e-8; rounding about 3e-8 with |C| below 1.
    #expect(abs(quotients[0] - slopeDerivative(0.2)) <= 1e-7)
    #expect(abs(quotients[1] - slopeDerivative(-0.4)) <= 1e-7)
    #expect(quotients != [slopeDerivative(0.2), slopeDerivative(-0.4)])
  }

  @Test(arguments: [0, 1, 2, 7, 100])
  func `n variables cost n + 1 evaluations, in order`(count: Int) throws {
    var asked: [Int?] = []
    var shifts: [Double] = []
    let quotients = try NumericDerivative.forwardDifferences(count: count, step: 0.5) { index, shift in
      asked.append(index)
      shifts.append(shift)
      return 0
    }
    #expect(asked == [nil] + (0..<count).map { $0 })
    #expect(shifts == [0] + Array(repeating: 0.5, count: count))
    #expect(quotients.count == count)
  }

  @Test func `an error stops the evaluations`() {
    struct Refusal: Error {}
    var calls = 0
    #expect(throws: Refusal.self) {
      try NumericDerivative.forwardDifferences(count: 5) { index, _ in
        calls += 1
        if index == 2 { throw Refusal() }
        return 0
      }
    }
    #expect(calls == 4)
  }

  @Test func `values that are not finite stay in their entries`() throws {
    let quotients = try NumericDerivative.forwardDifferences(count: 3) { index, _ in index == 1 ? .nan : 1 }
    #expect(quotients[0] == 0 && quotients[1].isNaN && quotients[2] == 0)
  }

  @Test(arguments: [0.0, -1e-8, .nan, .infinity])
  func `steps that cannot be are refused`(step: Double) {
    #expect(throws: DerivativeError.self) {
      try NumericDerivative.forwardDifferences(count: 1, step: step) { _, _ in 0 }
    }
  }

  @Test func `a negative count is refused`() {
    #expect(throws: DerivativeError.count(-1)) {
      try NumericDerivative.forwardDifferences(count: -1) { _, _ in 0 }
    }
  }
}
