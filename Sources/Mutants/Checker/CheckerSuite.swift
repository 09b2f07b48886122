import Networks
public import Verification

/// What is being tested when the checker itself is: the checks with their oracles and their rule, and where problems come from.
/// Whoever makes it hands in healthy oracles; a sabotage replaces a part.
public struct CheckerSuite: Sendable {
  public var check: ProblemCheck
  /// Problem i of the generator.
  public var problem: @Sendable (Int) -> GeneratedProblem
  /// What becomes of an implementation before it is asked anything. A healthy suite leaves it alone.
  public var admitted: @Sendable (ImplementationFactory) -> ImplementationFactory = { $0 }

  public init(check: ProblemCheck, problem: @escaping @Sendable (Int) -> GeneratedProblem) {
    self.check = check
    self.problem = problem
  }

  /// The report of some checks on one implementation and one problem; nil for all checks.
  func report(
    on problem: Problem<Double>, _ implementation: ImplementationFactory, only: Set<Check>?
  ) throws -> CampaignReport {
    var check = check
    check.only = only
    return try check.report(on: problem, named: "canary", implementations: [admitted(implementation)])
  }
}

/// Runs every canary on a suite, in the order of the list.
public func canaryResults(of suite: CheckerSuite) throws -> [(canary: Canary, result: CanaryResult)] {
  try Canary.all.map { ($0, try $0.run(suite)) }
}

/// Every sabotage of a healthy suite, and the names of the canaries that notice it. That the healthy suite passes them all
/// is what ``canaryResults(of:)`` says of it.
public func canaryMatrix(of healthy: CheckerSuite) throws -> [(mutant: CheckerMutant, caughtBy: [String])] {
  try CheckerMutant.all.map { mutant in
    let results = try canaryResults(of: mutant.sabotage(healthy))
    return (mutant, results.filter { !$0.result.passed }.map(\.canary.name))
  }
}
