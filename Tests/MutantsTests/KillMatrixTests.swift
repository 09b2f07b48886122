import GradientVerification
import Testing

@testable import Mutants

@Suite struct KillMatrixTests {
  func run(_ mutants: [Mutant], jobs: Int = 2, settle: Int = 4) async throws -> KillMatrix {
    try await MutantTrials(mutants: mutants, check: ProblemCheck(oracles: .standard), settle: settle)
      .run(jobs: jobs, shouldStop: { false }, progress: { _, _ in })
  }

  /// A correct implementation that is said to have a bug: nothing can kill it.
  static let disguised = Mutant(
    99, "secretly-correct", "Nothing is wrong.", showsWhen: "never", departs: [.bp1], looksLike: [.zero]
  ) { _ in }

  @Test func bugsAreFoundNamedAndShrunk() async throws {
    let mutants = ["missing-division-by-m", "derivative-dropped", "biases-not-used"].map(Mutant.named)
    let matrix = try await run(mutants)
    #expect(matrix.trials.map(\.mutant.name) == mutants.map(\.name))
    #expect(matrix.verdict == .allKilled)
    for trial in matrix.trials {
      #expect(trial.tried == 4)
      #expect(trial.namesEquation && trial.namesPattern && trial.isShrunkToHand, "\(trial.mutant.name)")
      let name = try #require(trial.examined?.name)
      let index = try ReplayToken(parsing: name).index
      #expect(index + 1 == trial.firstKill)
      #expect(trial.firstKillers.allSatisfy { trial.kills[$0] == trial.firstKill })
    }
    #expect(matrix.unmutated.problems == 4)
    #expect(matrix.unmutated.failures.map(\.name) == [])
  }

  /// Where a bug is none, the verdict says so: a test that cannot fail is a defect.
  @Test func aCorrectMutantSurvives() async throws {
    let matrix = try await run([Self.disguised, .named("gradient-negated")])
    #expect(matrix.survivors.map(\.mutant.name) == ["secretly-correct"])
    #expect(matrix.trials[0].tried == Mutant.Rarity.ordinary.budget)
    #expect(matrix.trials[0].examined == nil && matrix.trials[0].firstKill == nil)
    #expect(matrix.verdict == .survived)
    let text = MutantsReport.text(matrix, elapsed: .seconds(1), style: .plain)
    #expect(
      text.hasSuffix(
        "\nSURVIVED: secretly-correct in 1.0 s, seed 1; nnverify check --implementation mutant:secretly-correct\n"))
  }

  /// A bug that is found, but not where it was expected.
  @Test func aWrongDiagnosisIsSaid() async throws {
    let elsewhere = Mutant(
      99, "elsewhere", "Every gradient is negated.", showsWhen: "always", departs: [.cost], looksLike: [.transposed]
    ) { $0.batchScale = { -Correct.batchScale($0) } }
    let matrix = try await run([elsewhere])
    #expect(matrix.verdict == .misdiagnosed)
    let text = MutantsReport.text(matrix, elapsed: .seconds(1), style: .plain)
    #expect(text.contains("\n  elsewhere: BP1, negated; expected cost or transposed  (1:1:"))
    #expect(text.contains("\nMISDIAGNOSED: all killed, but only 0 of 1 (0.00 %) diagnosed as expected"))
  }

  @Test func jobsDoNotMatter() async throws {
    let mutants = ["entry-off-1e-9", "gradients-accumulate", "softmax-twice"].map(Mutant.named)
    let (one, many) = (try await run(mutants, jobs: 1), try await run(mutants, jobs: 3))
    #expect(one.trials.map(\.kills) == many.trials.map(\.kills))
    #expect(one.trials.map(\.diagnosis) == many.trials.map(\.diagnosis))
    #expect(one.trials.map { $0.examined?.failure.shrunk } == many.trials.map { $0.examined?.failure.shrunk })
  }

  /// A walk finds what a run finds, in the same problems.
  @Test func aWalkIsARun() async throws {
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 1, options: Interview.options),
      implementations: [Mutant.named("softmax-twice").factory], check: ProblemCheck(oracles: .standard),
      keptFailures: 99)
    let report = try await campaign.run(count: 12, jobs: 2, shouldStop: { false }, progress: { _, _ in })
    var (failures, count) = ([FailedProblem](), 0)
    try campaign.walk(count: 12) { step in
      count += 1
      failures += step.failure.map { [$0] } ?? []
      return true
    }
    #expect(count == 12 && !failures.isEmpty)
    #expect(failures.map(\.name) == report.failures.map(\.name))
    #expect(failures.map(\.findings) == report.failures.map(\.findings))
  }

  @Test func stoppingIsSaid() async throws {
    let matrix = try await MutantTrials(mutants: [.named("softmax-twice")], check: ProblemCheck(oracles: .standard))
      .run(jobs: 1, shouldStop: { true }, progress: { _, _ in })
    #expect(matrix.trials.isEmpty && matrix.verdict == .interrupted)
  }
}
