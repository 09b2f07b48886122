import Functions
import Networks
import Testing
import Verification

/// A right gradient passes and a wrong one does not, whatever the function.
@Suite struct FunctionCheckTests {
  let two = [tensor("w", 2, 3), tensor("b", 4, low: 0, high: 2)]

  @Test func aRightGradientPasses() async throws {
    let report = try await FunctionFactory.sample(two, f: Smooth.f, gradient: Smooth.gradient).run()
    #expect(report.points == 24 && report.failedPoints == 0)
    for check in [FunctionCheck.entries, .tensors, .directions, .taylor, .repetition] {
      let tally = try #require(report.tallies[check])
      #expect(tally.passed == tally.compared && tally.passed > 0, "\(check)")
    }
  }

  /// One entry off by a millionth, in the right of ten.
  @Test func aSmallErrorInOneEntryIsFoundAndPlaced() async throws {
    let report = try await FunctionFactory.sample(two, f: Smooth.f) { w in
      var gradient = Smooth.gradient(w)
      gradient[7] *= 1 + 1e-6
      return gradient
    }.run()
    #expect(report.failedPoints == 24)
    let first = try #require(report.failures.first)
    #expect(first.findings.filter { $0.check == .entries }.map(\.entry) == ["b[1]"])
    #expect(report.byTensor[0].failed == 0 && report.byTensor[1].failed > 0)
  }

  @Test func theTaylorRemainderOfAWrongGradientFallsWithOrderOne() async throws {
    let report = try await FunctionFactory.sample(two, f: Smooth.f) { Smooth.gradient($0).map { 1.5 * $0 } }.run()
    let taylor = try #require(report.tallies[.taylor])
    #expect(taylor.failed == taylor.compared && taylor.failed == 48)
    let order = try #require(report.failures.first?.findings.first?.order)
    #expect((0.9...1.1).contains(order))
  }

  /// |x| and relu at exact zeros and close to them: whatever lies between the slopes is a convention.
  @Test func aKinkIsNoFailure() async throws {
    for convention in [-1.0, 0, 0.25, 1] {
      let report = try await FunctionFactory.sample(
        [tensor("w", 6)], f: { $0.reduce(0) { $0 + $1.magnitude } },
        gradient: { $0.map { $0 == 0 ? convention : $0 > 0 ? 1 : -1 } }
      ).run(40)
      #expect(report.failedPoints == 0, "\(report.failures.first.debugDescription)")
      // A symmetric difference at |0| is 0, and agrees with that convention.
      #expect(try #require(report.tallies[.entries]).kinks > 0 || convention == 0)
    }
    let wrong = try await FunctionFactory.sample(
      [tensor("w", 6)], f: { $0.reduce(0) { $0 + $1.magnitude } },
      gradient: { $0.map { $0 == 0 ? 1.5 : $0 > 0 ? 1 : -1 } }
    ).run(40)
    #expect(wrong.failedPoints > 0 && wrong.failedPoints < 40)
  }

  /// A kink beside the point, which wide steps cross and narrow ones do not.
  @Test func aKinkNearbyIsStoodAround() async throws {
    let factory = FunctionFactory.sample([tensor("w", 3)]) { w in
      w.reduce(0) { $0 + max($1 - 0.01, 0) * $1 + 0.5 * $1 }
    } gradient: {
      $0.map { $0 > 0.01 ? 2 * $0 - 0.01 + 0.5 : 0.5 }
    }
    let report = try await factory.run(80)
    #expect(report.failedPoints == 0)
    #expect(try #require(report.tallies[.entries]).passed >= 200)
  }

  @Test func noiseIsMeasuredAndNotBlamed() async throws {
    let factory = FunctionFactory.sample([tensor("w", 2, 3)]) { w in
      // Digits that depend on the last bit of the point.
      let hash = w.reduce(UInt64(7)) { ($0 ^ $1.bitPattern) &* 0x9E37_79B9_7F4A_7C15 }
      return Smooth.f(w) * (1 + 1e-4 * (Double(hash >> 11) * 0x1p-53 - 0.5))
    } gradient: {
      Smooth.gradient($0)
    }
    let report = try await factory.run()
    #expect(report.failedPoints == 0)
    #expect((1e-5...1e-2).contains(report.noise))
    #expect(try #require(report.tallies[.entries]).undecided > 0)
  }

  @Test func binary32IsJudgedAsSuch() async throws {
    @Sendable func single(_ w: [Double]) -> Double {
      w.reduce(Float(0)) { $0 + Float($1) * Float($1) * Float($1) + 0.1 * Float($1) }.widened
    }
    let report = try await FunctionFactory.sample([tensor("w", 8)], .binary32, f: single) { w in
      w.map { (3 * Float($0) * Float($0) + 0.1).widened }
    }.run()
    #expect(report.failedPoints == 0)
    #expect(report.total.decided > report.total.compared * 4 / 5)
    let wrong = try await FunctionFactory.sample([tensor("w", 8)], .binary32, f: single) { w in
      w.map { (2 * Float($0) * Float($0) + 0.1).widened }
    }.run()
    #expect(wrong.failedPoints == 24)
  }

  @Test func whatIsNotFiniteFails() async throws {
    for bad in [Double.nan, .infinity] {
      let report = try await FunctionFactory.sample(two, f: Smooth.f) { Smooth.gradient($0).map { _ in bad } }.run(4)
      #expect(report.failedPoints == 4)
    }
  }

  @Test func aFunctionWithoutValuesDecidesNothing() async throws {
    let report = try await FunctionFactory.sample(two, f: { _ in .nan }, gradient: Smooth.gradient).run(4)
    #expect(report.failedPoints == 0 && report.tallies[.entries]?.passed == 0)
  }

  @Test func aConstantHasNoGradient() async throws {
    let right = try await FunctionFactory.sample(two, f: { _ in 3 }, gradient: { $0.map { _ in 0 } }).run(4)
    #expect(right.failedPoints == 0 && right.tallies[.entries]?.passed == 40)
    let wrong = try await FunctionFactory.sample(two, f: { _ in 3 }, gradient: { $0.map { _ in 1e-6 } }).run(4)
    #expect(wrong.failedPoints == 4)
  }

  @Test func theReportDoesNotDependOnTheNumberOfJobs() async throws {
    let factory = FunctionFactory.sample(two, f: Smooth.f) { Smooth.gradient($0).map { $0 * 1.001 } }
    let reports = try await [1, 2, 7].asyncMap { jobs in
      try await FunctionCampaign(factory, seed: 1).run(count: 30, jobs: jobs, shouldStop: { false }) { _, _ in }
    }
    let tallies = reports.map { $0.tallies.mapValues { [$0.compared, $0.passed, $0.failed] } }
    #expect(tallies[0] == tallies[1] && tallies[1] == tallies[2])
    #expect(reports.map { $0.failures.map(\.token) }[0] == reports[2].failures.map(\.token))
  }
}

extension Float {
  fileprivate var widened: Double { Double(self) }
}

extension Array {
  fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
