public import Networks

/// What it takes to see a failure again: the problem, and the problems that the same implementation was asked before it where
/// what it remembers matters.
public struct ProblemSequence: Hashable, Sendable {
  /// Asked first, in this order, of an implementation that nobody used before.
  public var history: [Problem<Double>]
  /// The one that fails.
  public var problem: Problem<Double>

  public init(history: [Problem<Double>] = [], problem: Problem<Double>) {
    self.history = history
    self.problem = problem
  }
}
