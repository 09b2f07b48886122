/// How long and how much a worker may take.
public struct WorkerLimits: Hashable, Sendable {
  /// From the start of the process to the answer to hello: interpreters and frameworks load their libraries.
  public var hello: Duration
  /// For every other answer.
  public var evaluate: Duration
  /// For leaving after bye: frameworks take their time to clean up.
  public var bye: Duration = .seconds(5)
  /// No answer may be longer.
  public var lineBytes: Int
  /// How often a run may start a process anew after one broke down.
  public var restarts: Int

  public init(
    hello: Duration = .seconds(60), evaluate: Duration = .seconds(10), lineBytes: Int = 64 << 20, restarts: Int = 10
  ) {
    (self.hello, self.evaluate, self.lineBytes, self.restarts) = (hello, evaluate, lineBytes, restarts)
  }
}
