import GradientVerification
@testable import Mutants
import Testing

@Suite struct CanaryTests {
  static let healthy = CheckerSuite(check: ProblemCheck(oracles: .standard)) { ProblemGenerator(seed: 1).problem($0) }

  @Test func theHealthySuitePassesEveryCanary() throws {
    for (canary, result) in try canaryResults(of: Self.healthy) {
      #expect(result.passed, "\(canary.name): \(result.detail)")
    }
  }

  /// Every sabotage is noticed, and no canary is there for nothing. No sabotage in the list accuses a correct program, so the
  /// first canary has a test of its own.
  @Test func everySabotageIsNoticedAndNoCanaryIsIdle() throws {
    let matrix = try canaryMatrix(of: Self.healthy)
    for (mutant, caughtBy) in matrix { #expect(!caughtBy.isEmpty, "\(mutant.number) \(mutant.name)") }
    for canary in Canary.all where canary.name != "correct-program" {
      #expect(matrix.contains { $0.caughtBy.contains(canary.name) }, "\(canary.name)")
    }
  }

  /// Each sabotage by a canary that is there for it, as in the table of `docs/mutants.md`.
  @Test(arguments: [
    ("C1", "nan-gradient"), ("C2", "small-entry-off"), ("C3", "zero-gradient"), ("C4", "zero-biases"),
    ("C5", "zero-first-layer"), ("C6", "known-derivative"), ("C6", "no-suspicion"), ("C7", "known-derivative"),
    ("C7", "no-suspicion"), ("C8", "known-derivative"), ("C8", "no-suspicion"), ("C9", "entry-off-in-large-tensor"),
    ("C10", "unsupported-is-not-passed"), ("C11a", "generated-traits"), ("C11b", "generated-traits"),
    ("C11c", "generated-traits"), ("C12", "fixed-expectation"),
  ])
  func theRightCanaryNotices(_ number: String, _ name: String) throws {
    let mutant = try #require(CheckerMutant.all.first { $0.number == number })
    let canary = try #require(Canary.all.first { $0.name == name })
    let result = try canary.run(mutant.sabotage(Self.healthy))
    #expect(!result.passed && !result.detail.isEmpty)
  }

  /// A checker that fails everything, one that decides nothing, and one that has forgotten a check.
  @Test func aCheckerThatAccusesOrAbstainsIsNoticed() throws {
    let canary = try #require(Canary.all.first { $0.name == "correct-program" })
    for verdict in [Verdict.fail, .undecidable(.rounding)] {
      var suite = Self.healthy
      suite.check.rule.judge = { _ in verdict }
      #expect(try !canary.run(suite).passed)
    }
    var suite = Self.healthy
    suite.check.oracles.threeLayer = { _ in nil }
    #expect(try canary.run(suite).detail == "three_layer decides nothing")
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

/// What the matrix says where the checker is blind.
@Suite struct CheckerTrialsTests {
  @Test func anUnnoticedSabotageSurvives() throws {
    var matrix = KillMatrix(seed: 1)
    let sabotage = try #require(CheckerMutant.all.first)
    matrix.checker = CheckerTrials(healthy: [], sabotaged: [(sabotage, ["nan-gradient"])])
    #expect(matrix.verdict == .allKilled)
    matrix.checker = CheckerTrials(healthy: [], sabotaged: [(sabotage, [])])
    #expect(matrix.verdict == .survived)
    let canary = try #require(Canary.all.first)
    matrix.checker = CheckerTrials(
      healthy: [(canary, CanaryResult(passed: false, detail: ""))], sabotaged: [(sabotage, ["nan-gradient"])])
    #expect(matrix.verdict == .falseAlarm)
  }
}
