import GradientVerification
import Testing

/// An answer that does not come is a failure by itself, of which nothing else is made.
struct UnansweredTests {
  /// Answers nothing from the n-th question on.
  private struct Tiring: Implementation {
    var left: Int
    var program = try? ImplementationFactory.builtIn[0].make()

    mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
      left -= 1
      guard left >= 0, let answer = try program?.evaluate(problem) else { throw Unanswered("it is tired") }
      return answer
    }

    func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
  }

  /// With the first question, and in the middle of the laws.
  @Test(arguments: [0, 2]) func itFails(_ answers: Int) async throws {
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 3, options: try GeneratorOptions(maxDepth: 2, maxWidth: 3)),
      implementations: [ImplementationFactory(name: "tiring", form: .dZ) { Tiring(left: answers) }],
      check: ProblemCheck(oracles: .standard))
    let report = try await campaign.run(count: 3, jobs: 1, shouldStop: { false }, progress: { _, _ in })
    #expect(report.failedProblems == 3)
    #expect(report.ledger[.answers].failed == 3 && report.ledger.total.failed == 3)
    let findings = report.failures.flatMap(\.findings)
    #expect(findings.allSatisfy { $0.check == .answers && $0.against == "it is tired" })
    #expect((report.ledger[.values].passed > 0) == (answers > 0))
    let run = RunSummary(
      command: "check", seed: 3, versions: [], implementations: ["tiring"], report: report, storedCases: 0,
      minimumDecided: 0.9, isInterrupted: false, elapsed: .zero)
    #expect(run.outcome == .brokenWorker)
  }
}
