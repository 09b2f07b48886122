import GradientVerification
import Testing

/// What a program does not return is unsupported everywhere, and never passed.
struct PartialAnswerTests {
  /// The textbook without dX; what stands in its place is no number, so that whoever looks at it notices.
  private struct WithoutInputGradient: Implementation {
    var program = try? ImplementationFactory.builtIn[0].make()

    mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
      guard var answer = try program?.evaluate(problem) else { throw Unsupported("there is no textbook") }
      answer.hasInputGradient = false
      answer.gradient.inputs = answer.gradient.inputs.map { _ in .nan }
      return answer
    }

    func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
  }

  @Test func nobodyLooksAtWhatIsNotReturned() async throws {
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 2, options: try GeneratorOptions(maxDepth: 3, maxWidth: 6)),
      implementations: [ImplementationFactory(name: "partial", form: .dZ) { WithoutInputGradient() }],
      check: ProblemCheck(oracles: .standard))
    let report = try await campaign.run(count: 80, jobs: 1, shouldStop: { false }, progress: { _, _ in })
    #expect(report.failures.isEmpty, "\(report.failures.flatMap(\.findings))")
    for check in [Check.gradients, .gsl, .directions, .dual] { #expect(report.ledger[check].unsupported > 0) }
    #expect(report.ledger[.fit].passed > 0 && report.ledger[.order].passed > 0)
  }

  /// Cost and derivatives of a mean over all elements, turned into ours: two roundings more, and no false alarm.
  private struct Rescaled: Implementation {
    var program = try? ImplementationFactory.builtIn[0].make()

    mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
      guard var answer = try program?.evaluate(problem) else { throw Unsupported("there is no textbook") }
      guard problem.loss == .squaredError, problem.reduction == .mean else { return answer }
      let n = Double(problem.targets.rows)
      answer.cost = answer.cost / n * n
      answer.deltas = answer.deltas?.map { $0.map { $0 / n * n } }
      answer.gradient = answer.gradient.map { $0 / n * n }
      return answer
    }

    func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
  }

  @Test(arguments: [true, false]) func rescalingIsAllowedWhereItIsDeclared(_ isDeclared: Bool) async throws {
    var formula = Formula(.dZ)
    formula.isRescaled = isDeclared
    let options = try GeneratorOptions(regimes: [.dyadic, .tiny], maxDepth: 2, maxWidth: 7, losses: [.squaredError])
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 4, options: options),
      implementations: [ImplementationFactory(name: "rescaled", formula: formula) { Rescaled() }],
      check: ProblemCheck(oracles: .standard))
    let report = try await campaign.run(count: 120, jobs: 1, shouldStop: { false }, progress: { _, _ in })
    #expect(report.failures.isEmpty == isDeclared, "\(report.failures.flatMap(\.findings))")
  }
}
