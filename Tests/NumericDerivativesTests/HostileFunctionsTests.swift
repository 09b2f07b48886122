import NumericDerivatives
import Testing

/// Functions that throw or are not finite, arguments that cannot be, many threads.
@Suite struct HostileFunctionsTests {
  struct Refusal: Error, Equatable { let call: Int }

  @Test(arguments: Rule.allCases)
  func `an error comes out as it was thrown, and the function is left alone`(rule: Rule) throws {
    for last in 1...(rule == .chebyshev ? 16 : 8) {
      var calls = 0
      #expect(throws: Refusal(call: last)) {
        try rule.estimate(step: 0.1) { x in
          calls += 1
          if calls >= last { throw Refusal(call: calls) }
          return slope(x)
        }
      }
      #expect(calls == last)
    }
    // Nothing of it is left behind.
    let estimate = try rule.estimate(step: 0.1, of: slope)
    #expect(abs(estimate.value - slopeDerivative(0)) <= estimate.error)
  }

  @Test(arguments: Rule.allCases, [Double.nan, .infinity, -.infinity, .signalingNaN])
  func `a function that is nowhere finite is unknown`(rule: Rule, value: Double) throws {
    let estimate = try rule.estimate(step: 0.1) { _ in value }
    #expect(estimate.value.isNaN)
    #expect(estimate.error == .infinity)
  }

  @Test(arguments: Rule.allCases, [Double.nan, .infinity])
  func `one value that is not finite is enough`(rule: Rule, value: Double) throws {
    for bad in 1...(rule == .chebyshev ? 16 : 8) {
      var calls = 0
      let estimate = try rule.estimate(step: 0.1) { x in
        calls += 1
        return calls == bad ? value : slope(x)
      }
      #expect(estimate.value.isNaN && estimate.error == .infinity, "call \(bad)")
    }
  }

  @Test(arguments: Rule.allCases)
  func `overflow inside the rule is unknown`(rule: Rule) throws {
    let estimate = try rule.estimate(step: 1e-3) { $0 > 0 ? 1.7e308 : -1.7e308 }
    #expect(estimate.error == .infinity)
    #expect(estimate.value.isNaN)
  }

  @Test(arguments: Rule.allCases, [0.0, -0.0, -0.1, .nan, .infinity, -.infinity])
  func `steps that cannot be are refused`(rule: Rule, step: Double) {
    let error = #expect(throws: DerivativeError.self) { try rule.estimate(step: step) { _ in 0 } }
    guard case .step(let reported) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reported.bitPattern == step.bitPattern)
  }

  @Test(arguments: Rule.allCases, [Double.nan, .infinity, -.infinity])
  func `points that cannot be are refused`(rule: Rule, x: Double) {
    let error = #expect(throws: DerivativeError.self) { try rule.estimate(at: x, step: 0.1) { _ in 0 } }
    guard case .point = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: Rule.allCases, [Double.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude])
  func `extreme steps return`(rule: Rule, step: Double) throws {
    for function in [{ $0 }, { $0 * $0 }, { max($0, 0) }, slope] as [(Double) -> Double] {
      let estimate = try rule.estimate(step: step, of: function)
      #expect(estimate.value.isNaN == (estimate.error == .infinity))
      #expect(estimate.evaluations >= 4)
    }
  }

  @Test func `a step lost in rounding is visible in the smallest step`() throws {
    let estimate = try NumericDerivative.central(at: 1e20, step: 0.1) { $0 }
    #expect(estimate.smallestStep == 0)
  }

  @Test func `eight threads give what one thread gives`() async throws {
    let all = AnalyticFunction.all
    @Sendable func estimates(worker: Int) throws -> [DerivativeEstimate] {
      let function = all[worker]
      return try (0..<500).flatMap { index in
        let x = Double(index) / 250 - 1
        return try Rule.allCases.map { try $0.estimate(at: x, step: 0.1, of: function.value) }
      }
    }
    let together = try await withThrowingTaskGroup(of: (Int, [DerivativeEstimate]).self) { group in
      for worker in 0..<8 { group.addTask { (worker, try estimates(worker: worker)) } }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for worker in 0..<8 {
      let alone = try estimates(worker: worker)
      #expect(together[worker] == alone)
      #expect(abs(alone[1003].value - all[worker].derivative(0)) <= 1e-9)
    }
  }
}
