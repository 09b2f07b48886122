import GradientVerification
import Synchronization
import Testing

@Suite struct CampaignTests {
  func campaign(
    _ seed: UInt64 = 5, _ options: GeneratorOptions = .standard,
    _ implementations: [ImplementationFactory] = ImplementationFactory.builtIn, keptFailures: Int = 10
  ) -> Campaign {
    Campaign(
      generator: ProblemGenerator(seed: seed, options: options), implementations: implementations,
      check: ProblemCheck(oracles: .standard), keptFailures: keptFailures)
  }

  func run(_ campaign: Campaign, count: Int, jobs: Int = 2) async throws -> CampaignReport {
    try await campaign.run(count: count, jobs: jobs, shouldStop: { false }, progress: { _, _ in })
  }

  @Test func correctImplementationsAgree() async throws {
    let report = try await run(campaign(5, try GeneratorOptions(maxWidth: 6)), count: 60)
    #expect(report.problems == 60)
    #expect(report.failures.map(\.name) == [])
    #expect(report.undecidedRegimes(minimum: Tolerances.minimumDecided).isEmpty)
    // Every check met something to compare, but for the one that needs stored answers and those of the rarest networks.
    let idle = Check.allCases.filter { report.ledger[$0].compared == 0 }
    // Without ball arithmetic nothing is enclosed.
    let provesNothing = Versions.all.contains { $0.name == "enclosures" && $0.version == "none" }
    #expect(Set(idle).isSubset(of: [.answers, .stored, .threeLayer, .quadratic] + (provesNothing ? [.enclosure] : [])))
  }

  /// A bug that shows in some blocks and not in others: the same report from one thread as from several.
  @Test func jobsDoNotMatter() async throws {
    let saboteur = Saboteur.factory { answer, problem in
      if problem.depth == 3 { answer.gradient.biases[2][0] *= 1.5 }
    }
    let small = try GeneratorOptions(maxDepth: 4, maxWidth: 3, maxCases: 3)
    let campaign = campaign(5, small, [saboteur], keptFailures: 3)
    let (one, many) = (try await run(campaign, count: 300, jobs: 1), try await run(campaign, count: 300, jobs: 4))
    #expect(one.failedProblems > 3)
    #expect(one.failures.count == 3)
    #expect(one.failedProblems == many.failedProblems)
    #expect(one.failures.map(\.name) == many.failures.map(\.name))
    #expect(one.failures.map(\.findings) == many.failures.map(\.findings))
    #expect(one.statistics == many.statistics)
    #expect(one.decided == many.decided)
    for check in Check.allCases {
      var (a, b) = (one.ledger[check], many.ledger[check])
      (a.time, b.time) = (.zero, .zero)
      #expect(a == b)
    }
  }

  @Test func failuresNameTensorAndReplay() async throws {
    let saboteur = Saboteur.factory { answer, problem in
      if problem.depth >= 2 { answer.gradient.weights[1] = answer.gradient.weights[1].map { -$0 } }
    }
    let report = try await run(campaign(5, .standard, [saboteur]), count: 16)
    let failure = try #require(report.failures.first)
    #expect(failure.findings.allSatisfy { $0.implementation == "saboteur" })
    #expect(failure.findings.contains { $0.quantity == "dW[2]" && $0.check == .gradients })
    let token = try ReplayToken(parsing: failure.name)
    #expect(token.problem.problem == failure.problem)
  }

  @Test func stoppingKeepsWhatWasDone() async throws {
    let asked = Mutex(0)
    let report = try await campaign().run(
      count: 1_000_000, jobs: 2,
      shouldStop: {
        asked.withLock {
          $0 += 1
          return $0 > 10
        }
      }, progress: { _, _ in })
    #expect(report.problems > 0 && report.problems <= 10)
    #expect(report.ledger.total.compared > 0)
  }

  @Test func nothingToDo() async throws {
    #expect(try await run(campaign(), count: 0).problems == 0)
  }

  /// Blocks of 128 share an implementation: a bug that grows with its age shows the same in every block.
  @Test func everyBlockStartsAfresh() async throws {
    let made = Mutex(0)
    let counting = ImplementationFactory(name: "counting", form: .dZ) {
      made.withLock { $0 += 1 }
      return try ImplementationFactory.named("textbook-dZ").make()
    }
    _ = try await run(campaign(5, try GeneratorOptions(maxDepth: 1, maxWidth: 2, maxCases: 2), [counting]), count: 129)
    #expect(made.withLock { $0 } == 2)
  }

  /// Outside the settled regimes a disagreement would still be a false alarm; too little decided would not.
  @Test(arguments: [Regime.saturated, .tiny, .huge, .nearKink])
  func extremeRegimesRaiseNoFalseAlarm(_ regime: Regime) async throws {
    let report = try await run(campaign(5, try GeneratorOptions(regimes: [regime])), count: 20)
    #expect(report.failures.flatMap(\.findings) == [])
  }

  /// A gradient of 1e-109 moves nothing by any step that is a number: undecidable, and no disagreement.
  @Test func vanishingGradients() throws {
    let token = try ReplayToken(parsing: "1:32:18:depth=3:width=8:cases=4")
    let report = try ProblemCheck(oracles: .standard).report(
      on: token.problem.problem, named: "test", implementations: ImplementationFactory.builtIn)
    #expect(report.failures.flatMap(\.findings) == [])
  }
}
