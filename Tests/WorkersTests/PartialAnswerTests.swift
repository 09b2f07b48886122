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

  /// A program that divides every a − y before it sums anything up: its rounding is on the scale of what cancels.
  private struct DividesEarly: Implementation {
    func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
      guard problem.loss == .squaredError, problem.reduction == .mean, problem.depth == 1,
        problem.network.layers[0].activation == .linear, var program = try? ImplementationFactory.builtIn[0].make()
      else { throw Unsupported("only what this test is about") }
      var answer = try program.evaluate(problem)
      let (W, X, m) = (problem.network.layers[0].weights, problem.inputs, problem.caseCount)
      let outputs = Double(problem.targets.rows)
      // ∂C/∂Z of the mean over all elements, and what the host makes of the sums.
      let δ = Grid(rows: W.rows, columns: m) {
        (answer.outputs[$0, $1] - problem.targets[$0, $1]) / (Double(m) * outputs)
      }
      answer.deltas = [δ.map { $0 * outputs }]
      answer.gradient.weights = [
        Grid(rows: W.rows, columns: W.columns) { j, i in (0..<m).reduce(0) { $0 + δ[j, $1] * X[i, $1] } * outputs }
      ]
      answer.gradient.biases = [(0..<W.rows).map { j in (0..<m).reduce(0) { $0 + δ[j, $1] } * outputs }]
      answer.gradient.inputs = Grid(rows: X.rows, columns: m) { i, n in
        (0..<W.rows).reduce(0) { $0 + W[$1, i] * δ[$1, n] } * outputs
      }
      return answer
    }

    func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
  }

  @Test(arguments: [true, false]) func divisionBeforeTheSumsIsAllowedWhereItIsDeclared(_ isDeclared: Bool) async throws
  {
    var formula = Formula(nil)
    formula.isRescaled = isDeclared
    let options = try GeneratorOptions(
      regimes: [.dyadic, .ordinary], maxDepth: 1, maxWidth: 13, activations: [.linear], losses: [.squaredError],
      reductions: [.mean])
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 3, options: options),
      implementations: [ImplementationFactory(name: "early", formula: formula) { DividesEarly() }],
      check: ProblemCheck(oracles: .standard))
    let report = try await campaign.run(count: 400, jobs: 2, shouldStop: { false }, progress: { _, _ in })
    #expect(report.ledger[.gradients].passed > 1000)
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
  @Test func boundsKnowOfIt() throws {
    let problem = try #require(Doctor.sampleProblems.first { $0.name.hasPrefix("tanh") }).problem
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
