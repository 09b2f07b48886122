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

  /// The textbook with what two roundings may do to every cost and derivative: the next number.
  private struct Rescaled: Implementation {
    var program = try? ImplementationFactory.builtIn[0].make()

    mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
      guard var answer = try program?.evaluate(problem) else { throw Unsupported("there is no textbook") }
      guard problem.loss == .squaredError, problem.reduction == .mean else { return answer }
      func rounded(_ number: Double) -> Double { number == 0 ? number : number.nextUp }
      answer.cost = rounded(answer.cost)
      answer.deltas = answer.deltas?.map { $0.map(rounded) }
      answer.gradient = answer.gradient.map(rounded)
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

  /// The limits of a stored case hold for an answer in our convention, which this one is not.
  @Test(arguments: [true, false]) func storedCasesKnowOfIt(_ isDeclared: Bool) throws {
    var formula = Formula(nil)
    formula.isRescaled = isDeclared
    let folder = #filePath.replacing("Tests/WorkersTests/PartialAnswerTests.swift", with: "fixtures")
    let names = ["edge/edge-several-outputs", "dense/dense-0438-leaky-relu-relu"]
    let stored = try names.map { try StoredCase.read(path: "\(folder)/\($0).json") }
    let result = try FixtureExamination.run(
      ProblemCheck(oracles: .standard), on: stored,
      implementations: [ImplementationFactory(name: "rescaled", formula: formula) { Rescaled() }], shouldStop: { false }
    )
    #expect(result.departures.isEmpty == isDeclared, "\(result.departures)")
  }

  /// Every bound of a cost or derivative grows by what rescaling may add, and no other does.
  @Test func boundsKnowOfIt() {
    let problem = Doctor.sampleProblems[0].problem
    var formula = Formula(nil)
    let plain = Oracles.standard.bounds(problem, formula)
    formula.isRescaled = true
    let rescaled = Oracles.standard.bounds(problem, formula)
    for quantity in Evaluation<Double>.quantities(depth: problem.depth) {
      guard let value = plain.value[quantity], let before = plain.error[quantity], let after = rescaled.error[quantity]
      else { continue }
      for index in value.elements.indices {
        let growth = after.elements[index] - before.elements[index]
        let isRescaled = quantity == .cost || quantity.isDerivative
        #expect(isRescaled ? growth >= 0x1p-52 * value.elements[index].magnitude : growth == 0, "\(quantity)")
        if isRescaled { #expect(after.elements[index] > 0, "\(quantity)") }
      }
    }
  }
}
