import GradientVerification
import Mutants
import Testing

@Suite struct MutantsTests {
  func campaign(_ implementations: [ImplementationFactory]) -> Campaign {
    Campaign(
      generator: ProblemGenerator(seed: 1, options: Interview.options), implementations: implementations,
      check: ProblemCheck(oracles: .standard), keptFailures: 5)
  }

  func run(_ campaign: Campaign, count: Int) async throws -> CampaignReport {
    try await campaign.run(count: count, jobs: 2, shouldStop: { false }, progress: { _, _ in })
  }

  /// Everything is found against the bugs, nothing against what they are put into.
  @Test func theScaffoldIsCorrect() async throws {
    let report = try await run(campaign([Mutant.unmutated]), count: 256)
    #expect(report.problems == 256)
    #expect(report.failures.map(\.name) == [])
    #expect(report.failures.flatMap(\.findings) == [])
  }

  /// No mutant is a correct program in disguise: each shows on a generated problem, within its budget.
  @Test(arguments: Mutant.all.map(\.name))
  func everyMutantShows(_ name: String) throws {
    #expect(try Mutant.named(name).firstShown() != nil)
  }

  /// The full check, on a bug of every kind.
  @Test(arguments: [
    "missing-division-by-m", "softmax-twice", "derivative-dropped", "weights-updated-too-early",
    "weight-gradient-transposed", "bias-gradient-not-divided", "elu-derivative-without-cases", "gradients-accumulate",
    "stale-columns-in-buffer", "entry-off-1e-9", "slip-scalar-product",
  ])
  func theCheckKills(_ name: String) async throws {
    let report = try await run(campaign([Mutant.named(name).factory]), count: 12)
    #expect(report.failedProblems > 0)
  }
}
