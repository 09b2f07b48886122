import Networks

// Law 11: an answer does not depend on what was asked before.

extension Trial {
  /// Asks the problem again after everything else that was asked, and compares with the first answer. Answers that differ
  /// within the bounds are a nondeterministic order of summation; beyond them they are a failure.
  func state(_ ledger: inout Ledger) throws {
    let again = try evaluate(problem)
    let quantities = Evaluation<Double>.quantities(depth: problem.depth)
    let before = ledger[.state].failed
    compare(
      .state, against: "the same problem asked again", quantities, observed: again, expected: evaluation,
      allowance: bounds.error.map { 2 * $0 }, &ledger)
    guard ledger[.state].failed == before else { return }
    let isSame = quantities.allSatisfy { quantity in
      guard let first = evaluation[quantity], let second = again[quantity] else { return true }
      return zip(first.elements, second.elements).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
    }
    if !isSame { ledger.recordWavering(implementation.name) }
  }
}
