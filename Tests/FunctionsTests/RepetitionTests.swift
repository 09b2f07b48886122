import Functions
import Testing
import Verification

/// State that leaks from call to call, and sums in another order.
@Suite struct RepetitionTests {
  /// Remembers how often it was asked.
  private struct Leaky: OpaqueFunction {
    var calls = 0.0
    let amount: Double

    mutating func value(at point: [Double]) -> Double {
      calls += 1
      return Smooth.f(point) + amount * calls
    }

    mutating func valueAndGradient(at point: [Double]) -> (value: Double, gradient: [Double]) {
      (value(at: point), Smooth.gradient(point))
    }
  }

  private func run(_ amount: Double) async throws -> FunctionReport {
    try await FunctionFactory(name: "leaky", parameters: [tensor("w", 3)]) { Leaky(amount: amount) }.run(4)
  }

  @Test func stateThatLeaksIsFound() async throws {
    let report = try await run(1e-3)
    #expect(report.failedPoints == 4)
    #expect(report.failures.allSatisfy { $0.findings.contains { $0.check == .repetition } })
  }

  @Test func lastDigitsMayWaver() async throws {
    // Near 20 a unit in the last place is 3.6e-15.
    let report = try await run(1e-17)
    #expect(report.failedPoints == 0)
    let wavering = FunctionFactory(name: "wavering", parameters: [tensor("w", 3)]) { Wavering() }
    let other = try await wavering.run(8)
    #expect(other.failedPoints == 0 && other.wavering > 0)
  }

  /// Every other call adds from the other end.
  private struct Wavering: OpaqueFunction {
    var isBackwards = false

    mutating func value(at point: [Double]) -> Double {
      isBackwards.toggle()
      let terms = point.map { Smooth.exponential($0) / 3 }
      return (isBackwards ? terms.reversed() : terms).reduce(0, +)
    }

    mutating func valueAndGradient(at point: [Double]) -> (value: Double, gradient: [Double]) {
      (value(at: point), point.map { Smooth.exponential($0) / 3 })
    }
  }

  @Test func silenceIsAFailureAndASkipIsNot() async throws {
    let silent = try await FunctionFactory.sample(
      [tensor("w", 3)], f: { _ in throw Unanswered("gone") }, gradient: { $0 }
    )
    .run(4)
    #expect(silent.failedPoints == 4 && silent.failures.first?.findings.first?.reason == "gone")
    let skipping = try await FunctionFactory.sample(
      [tensor("w", 3)], f: { _ in throw Unsupported("no") }, gradient: { _ in throw Unsupported("no") }
    ).run(4)
    #expect(skipping.failedPoints == 0 && skipping.total.unsupported == 4 && skipping.total.passed == 0)
  }
}
