import GradientVerification
import Mutants
import Testing

@Suite struct CanaryTests {
  static let healthy = CheckerSuite(check: ProblemCheck(oracles: .standard)) { ProblemGenerator(seed: 1).problem($0) }

  @Test func theHealthySuitePassesEveryCanary() throws {
    let start = ContinuousClock.now
    for (canary, result) in try canaryResults(of: Self.healthy) {
      #expect(result.passed, "\(canary.name): \(result.detail)")
    }
    print("healthy: \(ContinuousClock.now - start)")
  }

  /// Every sabotage is noticed, and no canary is there for nothing.
  @Test func everySabotageIsNoticedAndNoCanaryIsIdle() throws {
    let matrix = try canaryMatrix(of: Self.healthy)
    for (mutant, caughtBy) in matrix {
      print("| \(mutant.number) | \(mutant.name) | \(caughtBy.joined(separator: ", ")) |")
      #expect(!caughtBy.isEmpty, "\(mutant.number) \(mutant.name)")
    }
    for canary in Canary.all {
      #expect(matrix.contains { $0.caughtBy.contains(canary.name) }, "\(canary.name)")
    }
  }

  @Test func everyRowIsThere() {
    #expect(
      CheckerMutant.all.map(\.number) == (1...10).map { "C\($0)" } + ["C11a", "C11b", "C11c", "C12"])
    #expect(Set(CheckerMutant.all.map(\.name)).count == CheckerMutant.all.count)
    #expect(Set(Canary.all.map(\.name)).count == Canary.all.count)
    for sentence in CheckerMutant.all.map(\.statement) + Canary.all.map(\.statement) {
      #expect(sentence.hasSuffix("."), "\(sentence)")
    }
  }
}
