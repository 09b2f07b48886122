import GradientVerification
import Testing

private let provesTruth = Oracles.standard.truth(Example.sigmoids, 128) { _ in true } != nil

/// Where an implementation and the textbook disagree, the proven values say which of the two is wrong.
@Suite(.enabled(if: provesTruth, "needs the package trait Arb")) struct ArbitrationTests {
  /// As a wrong line of the textbook's backward pass would have it.
  static var wrongTextbook: Oracles {
    var oracles = Oracles.standard
    let honest = oracles.bounds
    oracles.bounds = { problem, formula in
      var bounds = honest(problem, formula)
      bounds.value.gradient.weights[0].elements[0] += 1
      return bounds
    }
    return oracles
  }

  static let wrongImplementation = Saboteur.factory { answer, _ in answer.gradient.weights[0].elements[0] += 1 }

  func summary(_ oracles: Oracles, _ implementations: [ImplementationFactory]) throws -> RunSummary {
    let check = ProblemCheck(oracles: oracles, sampling: .exhaustive)
    var report = try check.report(on: Example.sigmoids, named: "test", implementations: implementations)
    for index in report.failures.indices {
      let failure = report.failures[index]
      report.failures[index].examined = try failure.gravest.map { finding in
        let factory = try #require(implementations.first { $0.name == finding.implementation })
        return try check.diagnose(failure.problem, history: [], finding: finding, by: factory)
      }
    }
    return RunSummary(
      command: "check", seed: nil, versions: [], implementations: implementations.map(\.name), report: report,
      storedCases: 1, minimumDecided: 0.9, isInterrupted: false, elapsed: .zero)
  }

  @Test func aWrongTextbookIsAccused() throws {
    let run = try summary(Self.wrongTextbook, [.named("vectorized-dZ")])
    let arbitration = try #require(run.failures.first?.examined.first?.arbitration)
    #expect(arbitration.isImplementationRight)
    #expect(!arbitration.isTextbookRight)
    #expect(run.outcome == .oraclesDisagree)
    #expect(TerminalReport.text(run, style: .plain).contains("textbook"))
  }

  @Test func aWrongImplementationIsNot() throws {
    let run = try summary(.standard, [Self.wrongImplementation])
    let arbitration = try #require(run.failures.first?.examined.first?.arbitration)
    #expect(!arbitration.isImplementationRight)
    #expect(arbitration.isTextbookRight)
    #expect(run.outcome == .disagreement)
  }

  /// One program that is wrong for certain is a disagreement, whatever else is wrong.
  @Test func bothWrong() throws {
    let run = try summary(
      Self.wrongTextbook, [.named("vectorized-dZ"), Saboteur.factory { answer, _ in answer.cost += 1 }])
    #expect(run.outcome == .disagreement)
  }
}
