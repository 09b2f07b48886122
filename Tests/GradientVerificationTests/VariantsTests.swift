import GradientVerification
import Mutants
import Testing

/// Correct programs in binary32 and of unknown source: nothing is found against them, and what is wrong is found.
@Suite struct VariantsTests {
  func report(
    _ implementations: [ImplementationFactory], seed: UInt64 = 1, regimes: [Regime] = Regime.allCases,
    enclosing: Enclosing = .some, count: Int = 100
  ) async throws -> CampaignReport {
    let options = try GeneratorOptions(regimes: regimes, maxWidth: 6, maxCases: 5)
    return try await Campaign(
      generator: ProblemGenerator(seed: seed, options: options), implementations: implementations,
      check: ProblemCheck(oracles: .standard, enclosing: enclosing)
    ).run(count: count, jobs: 2, shouldStop: { false }, progress: { _, _ in })
  }

  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func correctProgramsPass(_ seed: UInt64) async throws {
    let report = try await report(ImplementationFactory.binary32 + ImplementationFactory.variants, seed: seed)
    for failure in report.failures { #expect(failure.findings == [], "\(failure.name)") }
    #expect(report.failedProblems == 0)
  }

  /// Beside a kink the truth may be on one side and a correct program on the other, in every problem that is enclosed.
  @Test func kinksPass() async throws {
    let all = Enclosing(share: 1, mostWork: 1024, mostBits: 512)
    let report = try await report(
      ImplementationFactory.builtIn + ImplementationFactory.binary32 + ImplementationFactory.variants,
      regimes: [.nearKink, .sparse], enclosing: all)
    for failure in report.failures { #expect(failure.findings == [], "\(failure.name)") }
  }

  /// In binary32 most entries of ordinary problems are decided, and one that is off by 1e-4 is seen unless it is small.
  @Test func bugInBinary32() async throws {
    let honest = ImplementationFactory.binary32[0]
    let spoiled = ImplementationFactory(name: "spoiled", formula: honest.formula) {
      Spoiled(honest: try honest.make()) { $0.gradient.weights[0].elements[0] *= 1 + 1e-4 }
    }
    let report = try await report([spoiled], regimes: [.ordinary], count: 20)
    #expect(report.failedProblems >= 10)
    #expect(report.ledger.total.decided > report.ledger.total.undecided)
  }

  /// The list of formulas matters: what no single formula explains would be a false accusation without it.
  @Test func otherFormulasAreNotTheTextbooks() async throws {
    let accused = try await report([OtherFormulas.factory(formula: .textbook)])
    #expect(accused.failedProblems > 0)
  }

  /// Other formulas are no licence: a bug in a program of unknown source is found.
  @Test func bugInUnknownSource() async throws {
    let honest = OtherFormulas.factory
    let spoiled = ImplementationFactory(name: "spoiled", formula: honest.formula) {
      Spoiled(honest: try honest.make()) { $0.gradient.weights[0].elements[0] *= 1 + 1e-9 }
    }
    #expect(try await report([spoiled], regimes: [.ordinary], count: 20).failedProblems >= 15)
  }

  /// What an implementation cannot do is counted by itself, and is no failure.
  @Test func unsupportedIsCounted() async throws {
    let narrow = ImplementationFactory(name: "narrow", form: .dZ) {
      Narrow(honest: try ImplementationFactory.named("textbook-dZ").make())
    }
    let report = try await report([narrow], regimes: [.ordinary], count: 30)
    #expect(report.failedProblems == 0)
    #expect(report.ledger[.shapes].unsupported > 0 && report.ledger[.shapes].passed > 0)
    #expect(report.ledger[.update].unsupported == report.ledger[.shapes].passed)
  }
}

/// Another program with its answers spoiled.
struct Spoiled: Implementation {
  var honest: any Implementation
  let spoil: @Sendable (inout Evaluation<Double>) -> Void

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    var answer = try honest.evaluate(problem)
    spoil(&answer)
    return answer
  }

  mutating func update(_ problem: Problem<Double>, learningRate: Double) throws -> Network<Double>? {
    try honest.update(problem, learningRate: learningRate)
  }
}

/// A program that knows no cross-entropy and trains nothing.
struct Narrow: Implementation {
  var honest: any Implementation

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    guard problem.loss == .squaredError else { throw Unsupported("cross-entropy") }
    return try honest.evaluate(problem)
  }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
}
