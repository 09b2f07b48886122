import GradientVerification
import Testing

/// Bugs as people write them, met in generated problems and reduced to networks that can be computed by hand.
@Suite struct ShrinkTests {
  /// A failure that was met in a campaign, with the problems of its block before it.
  struct Met {
    var sequence: ProblemSequence
    var finding: Finding
  }

  let check = ProblemCheck(oracles: .standard)

  /// The first failure by a check that stands clear of rounding.
  func meet(_ factory: ImplementationFactory, by expected: Check, seed: UInt64 = 5, from first: Int = 0) throws -> Met {
    let generator = ProblemGenerator(seed: seed, options: try GeneratorOptions(maxWidth: 10, maxCases: 6))
    var history: [Problem<Double>] = []
    for index in 0..<64 {
      let problem = generator.problem(index).problem
      let sequence = ProblemSequence(history: history, problem: problem)
      history.append(problem)
      guard index >= first else { continue }
      let report = try check.report(on: problem, named: "test", implementations: [factory])
      for finding in report.failures.flatMap(\.findings) where finding.check == expected && finding.margin >= 10 {
        return Met(sequence: sequence, finding: finding)
      }
    }
    throw NotMet()
  }

  struct NotMet: Error {}

  /// Shrinks, and looks at what must hold of every result.
  func shrink(
    _ met: Met, _ factory: ImplementationFactory, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> ShrunkFailure {
    let shrunk = try check.shrink(met.sequence, finding: met.finding, by: factory)
    #expect(shrunk.reproduces && shrunk.isMinimal, sourceLocation: sourceLocation)
    #expect(
      shrunk.findings.contains { $0.check == met.finding.check && $0.margin >= 10 }, sourceLocation: sourceLocation)
    let again = try check.shrink(met.sequence, finding: met.finding, by: factory)
    #expect(again.shrunk == shrunk.shrunk && again.asked == shrunk.asked, sourceLocation: sourceLocation)
    return shrunk
  }

  func expectSmall(
    _ problem: Problem<Double>, depth: Int = 2, width: Int = 2, cases: Int = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(problem.depth <= depth && problem.caseCount <= cases, sourceLocation: sourceLocation)
    #expect(problem.network.widths.allSatisfy { $0 <= width }, sourceLocation: sourceLocation)
    let numbers = problem.tensors.flatMap { problem[$0].elements } + problem.targets.elements
    #expect(
      numbers.allSatisfy { [0, 1, -1, 0.5, -0.5, 2, -2].contains($0) }, "\(numbers)", sourceLocation: sourceLocation)
  }

  @Test(arguments: [Check.gradients, .dual, .gsl])
  func transposedWhereSquare(_ expected: Check) throws {
    let factory = Saboteur.factory { answer, _ in
      answer.gradient.weights = answer.gradient.weights.map { dW in
        dW.rows == dW.columns ? Grid(rows: dW.rows, columns: dW.rows) { dW[$1, $0] } : dW
      }
    }
    let shrunk = try shrink(try meet(factory, by: expected), factory)
    // Signs of a direction depend on the shape alone, and those of 2 × 2 happen to be symmetric: dual numbers need one more.
    let width = expected == .dual ? 3 : 2
    #expect(shrunk.shrunk.problem.network.widths == [width, width])
    expectSmall(shrunk.shrunk.problem, depth: 1, width: width)
  }

  @Test func derivativeOfSigmoidForgotten() throws {
    let factory = Saboteur.factory { answer, problem in
      guard problem.depth > 1, problem.network.layers[0].activation == .sigmoid else { return }
      let (a, delta) = (answer.hiddenOutputs![0], answer.deltas![0])
      let wrong = Grid(rows: a.rows, columns: a.columns) { delta[$0, $1] / (a[$0, $1] * (1 - a[$0, $1])) }
      answer.gradient.biases[0] = (0..<a.rows).map { row in (0..<a.columns).reduce(0) { $0 + wrong[row, $1] } }
    }
    let shrunk = try shrink(try meet(factory, by: .gradients), factory)
    #expect(shrunk.shrunk.problem.network.layers.map(\.activation) == [.sigmoid, .linear])
    expectSmall(shrunk.shrunk.problem, width: 1)
  }

  @Test func divisionByCasesForgotten() throws {
    let factory = Saboteur.factory { answer, problem in
      guard problem.reduction == .mean else { return }
      answer.gradient = answer.gradient.map { $0 * Double(problem.caseCount) }
    }
    let shrunk = try shrink(try meet(factory, by: .gradients), factory)
    #expect(shrunk.shrunk.problem.reduction == .mean && shrunk.shrunk.problem.caseCount == 2)
    expectSmall(shrunk.shrunk.problem, depth: 1, width: 1, cases: 2)
  }

  @Test func wrongFromThreeLayersOn() throws {
    let factory = Saboteur.factory { answer, problem in
      if problem.depth >= 3 { answer.gradient.weights[0] = answer.gradient.weights[0].map { 2 * $0 } }
    }
    let shrunk = try shrink(try meet(factory, by: .gradients), factory)
    expectSmall(shrunk.shrunk.problem, depth: 3, width: 1)
  }

  /// An error of the last digit shrinks no further than it stays beyond rounding.
  @Test func lastDigit() throws {
    let factory = Saboteur.factory { answer, _ in answer.gradient.spoil(.weights(layer: 1)) { $0 * (1 + 1e-12) } }
    let shrunk = try shrink(try meet(factory, by: .gradients), factory)
    expectSmall(shrunk.shrunk.problem, depth: 1)
  }

  /// The first answer to a problem is wrong only after another problem.
  @Test func accumulator() throws {
    let generator = ProblemGenerator(seed: 5, options: try GeneratorOptions(maxWidth: 10, maxCases: 6))
    let problems = (0..<6).map { generator.problem($0).problem }
    let sequence = ProblemSequence(history: Array(problems.dropLast()), problem: problems[5])
    let alone = try check.report(on: sequence.problem, named: "test", implementations: [Accumulator.factory])
    #expect(!alone.failures.flatMap(\.findings).contains { $0.check == .gradients })
    var finding = try #require(alone.failures.first?.findings.first)
    finding.check = .gradients
    let shrunk = try shrink(Met(sequence: sequence, finding: finding), Accumulator.factory)
    #expect(shrunk.original.history.count == 1 && shrunk.shrunk.history.count == 1)
    for problem in shrunk.shrunk.history + [shrunk.shrunk.problem] { expectSmall(problem, depth: 1, width: 1) }
  }

  /// How many calls the other checks make decides which answer is wrong.
  @Test func everyTwentiethCall() throws {
    let generator = ProblemGenerator(seed: 5, options: try GeneratorOptions(maxWidth: 10, maxCases: 6))
    let problems = (0..<8).map { generator.problem($0).problem }
    var finding: Finding?
    var last = 0
    while finding == nil, last < 7 {
      last += 1
      let sequence = ProblemSequence(history: Array(problems[..<last]), problem: problems[last])
      finding = try check.findings(on: sequence, by: Forgetful.factory).first { $0.margin >= 10 }
    }
    let sequence = ProblemSequence(history: Array(problems[..<last]), problem: problems[last])
    let met = Met(sequence: sequence, finding: try #require(finding))
    let shrunk = try shrink(met, Forgetful.factory)
    #expect(shrunk.shrunk.history.count <= 2)
  }

  /// A check that runs alone finds what it finds among all others.
  @Test func aCheckAloneFindsTheSame() throws {
    let factory = Saboteur.factory { answer, _ in answer.gradient.spoil(.weights(layer: 1)) { -$0 } }
    let all = try check.findings(on: ProblemSequence(problem: Example.odd), by: factory)
    for expected in Set(all.map(\.check)) {
      var alone = check
      alone.only = [expected]
      let found = try alone.findings(on: ProblemSequence(problem: Example.odd), by: factory)
      #expect(found == all.filter { $0.check == expected })
    }
    #expect(Set(all.map(\.check)).count > 4)
  }

  @Test func whatCannotBeSeenAgainStays() throws {
    let met = Met(
      sequence: ProblemSequence(history: [Example.leaky], problem: Example.sigmoids),
      finding: Finding(
        check: .gradients, implementation: "textbook-dZ", against: "textbook", quantity: "dW[1]", entry: "dW[1][0][0]",
        observed: 1, expected: 2, allowance: 0, failing: 1, compared: 1))
    let shrunk = try check.shrink(met.sequence, finding: met.finding, by: .named("textbook-dZ"))
    #expect(!shrunk.reproduces && shrunk.shrunk == met.sequence && shrunk.findings == [])
  }
}

extension ProblemCheck {
  fileprivate func findings(on sequence: ProblemSequence, by factory: ImplementationFactory) throws -> [Finding] {
    let any = Finding(
      check: .gradients, implementation: factory.name, against: "", quantity: "", entry: "", observed: 0, expected: 1,
      allowance: 0, failing: 1, compared: 1)
    return try Reproduction(of: any, self, by: factory).findings(on: sequence)
  }
}

/// An implementation whose every twentieth answer has a wrong gradient.
private struct Forgetful: Implementation {
  private var honest: any Implementation
  private var calls = 0

  static let factory = ImplementationFactory(name: "forgetful", form: .dZ) {
    Forgetful(honest: try ImplementationFactory.named("textbook-dZ").make())
  }

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    var answer = try honest.evaluate(problem)
    calls += 1
    if calls % 20 == 0 { answer.gradient = answer.gradient.map { $0 + 1 } }
    return answer
  }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
}
