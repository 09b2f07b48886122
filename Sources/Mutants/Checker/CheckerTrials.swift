/// The checker itself put to the test: every canary asked of the healthy suite, and of every sabotage of it.
public struct CheckerTrials: Sendable {
  /// What the healthy suite said to each canary: it must pass them all.
  public let healthy: [(canary: Canary, result: CanaryResult)]
  /// Which canaries notice each sabotage: one must.
  public let sabotaged: [(mutant: CheckerMutant, caughtBy: [String])]

  public init(of suite: CheckerSuite) throws {
    healthy = try canaryResults(of: suite)
    sabotaged = try canaryMatrix(of: suite)
  }

  init(healthy: [(canary: Canary, result: CanaryResult)], sabotaged: [(mutant: CheckerMutant, caughtBy: [String])]) {
    (self.healthy, self.sabotaged) = (healthy, sabotaged)
  }

  /// Canaries that the healthy suite fails.
  public var falseAlarms: [(canary: Canary, result: CanaryResult)] { healthy.filter { !$0.result.passed } }
  /// Sabotages that nobody notices.
  public var survivors: [CheckerMutant] { sabotaged.filter(\.caughtBy.isEmpty).map(\.mutant) }
}
