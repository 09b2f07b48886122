extension Campaign {
  /// One problem of a walk.
  public struct Step: Sendable {
    /// Counted from 0.
    public var index: Int
    /// The problem with what was found in it; nil where nothing was.
    public var failure: FailedProblem?
  }

  /// Checks problems 0 ..< count one after the other, as a run does, for whoever wants to decide after each whether to go on.
  ///
  /// - Parameter visit: told of every problem; false ends the walk.
  public func walk(count: Int, visit: (Step) throws -> Bool) throws {
    var live: [LiveImplementation] = []
    for index in 0..<max(count, 0) {
      if index % Self.blockSize == 0 { live = try implementations.map { try LiveImplementation($0) } }
      var ledger = Ledger(rule: check.rule)
      let generated = generator.problem(index)
      try check.run(generated.problem, live, index: index, &ledger)
      let findings = ledger.takeFindings()
      let step = Step(index: index, failure: findings.isEmpty ? nil : failure(generated, findings))
      guard try visit(step) else { return }
    }
  }
}
