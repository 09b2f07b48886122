import Networks

// Law 1: two correct implementations differ by no more than rounding allows.

extension Trial {
  /// Pre-activations from the first layer up, outputs, cost: against the textbook.
  ///
  /// - Returns: whether all agree; where they do not, the gradient is that of another function and is not compared.
  func values(_ ledger: inout Ledger) -> Bool {
    agreement(.values, Evaluation<Double>.quantities(depth: problem.depth).filter { !$0.isDerivative }, &ledger)
  }

  /// δ from the last layer down, then dW, db and dX: against the textbook.
  func gradients(_ ledger: inout Ledger) {
    _ = agreement(.gradients, Evaluation<Double>.quantities(depth: problem.depth).filter(\.isDerivative), &ledger)
  }

  /// |answer − textbook| ≤ bound of the answer's formula + bound of the textbook's.
  private func agreement(_ check: Check, _ quantities: [Quantity], _ ledger: inout Ledger) -> Bool {
    let (own, textbook) = (bounds, derived.bounds(.original, problem, .textbook))
    var agrees = true
    for quantity in quantities {
      guard let expected = textbook.value[quantity], let mine = own.error[quantity],
        let theirs = textbook.error[quantity]
      else { continue }
      guard let observed = evaluation[quantity] else {
        ledger.unsupported(check, count: expected.elements.count)
        continue
      }
      let allowance = Grid(rows: mine.rows, columns: mine.columns) { mine[$0, $1] + theirs[$0, $1] }
      let same = ledger.compare(
        subject(check, quantity, against: "textbook"), observed: observed, expected: expected, allowance: allowance)
      agrees = agrees && same
    }
    return agrees
  }

  /// Law 10: where every intermediate fits the significand, nothing is rounded and all implementations agree exactly.
  func dyadic(_ ledger: inout Ledger) {
    guard !implementation.formula.isRescaled, let bits = ProblemGenerator.dyadicBits(of: problem),
      bits <= implementation.formula.precision.significandBits
    else { return }
    // At a kink the slope is a matter of convention, which is unknown where the source is.
    if bounds.atKink && implementation.formula.form == nil { return }
    let textbook = derived.bounds(.original, problem, .textbook).value
    for quantity in Evaluation<Double>.quantities(depth: problem.depth) {
      guard let observed = evaluation[quantity], let expected = textbook[quantity] else { continue }
      let nothing = Grid(repeating: 0.0, rows: expected.rows, columns: expected.columns)
      ledger.compare(
        subject(.dyadic, quantity, against: "exact arithmetic"), observed: observed, expected: expected,
        allowance: nothing)
    }
  }

  /// The three-layer special case, where the problem is one.
  func threeLayer(_ special: (value: Gradient<Double>, error: Gradient<Double>), _ ledger: inout Ledger) {
    for tensor in problem.tensors where tensor != .inputs {
      let (mine, theirs) = (bounds.error.gradient[tensor], special.error[tensor])
      ledger.compare(
        subject(.threeLayer, .gradient(tensor), against: "three-layer special case"),
        observed: evaluation.gradient[tensor], expected: special.value[tensor],
        allowance: Grid(rows: mine.rows, columns: mine.columns) { mine[$0, $1] + theirs[$0, $1] })
    }
  }
}
