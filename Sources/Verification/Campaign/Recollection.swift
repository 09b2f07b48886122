/// What became of the failures of earlier runs.
public struct Recollection: Sendable {
  public var asked = 0
  /// Those that fail still.
  public var failures: [FailedProblem] = []
  /// How many pass now, and are forgotten.
  public var forgotten = 0

  public init() {}
}
