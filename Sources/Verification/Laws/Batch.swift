import Networks

// Law 3: what a batch is the mean or the sum of.

extension Trial {
  /// Split after case k into batches of m₁ and m₂ cases:
  ///
  ///     g = (m₁ g₁ + m₂ g₂) / (m₁ + m₂) under mean,   g = g₁ + g₂ under sum
  ///
  /// and every case repeated once more leaves C, dW and db as they are under mean and doubles them under sum.
  func batch(_ ledger: inout Ledger) throws {
    let m = problem.caseCount
    if m > 1 {
      // The split point differs from shape to shape, and over the problems every position is met.
      let k = 1 + (problem.network.parameterCount % (m - 1))
      let (first, second) = (problem.selecting(cases: Array(0..<k)), problem.selecting(cases: Array(k..<m)))
      let shares = weights(k, m - k)
      let (g1, g2) = (try evaluate(first), try evaluate(second))
      let (e1, e2) = (
        derived.bounds(.part(1), first, implementation.formula).error,
        derived.bounds(.part(2), second, implementation.formula).error
      )
      compareSums(
        "cases 0..<\(k) and \(k)..<\(m) apart", [(shares.0, g1, e1), (shares.1, g2, e2)], factor: 1, &ledger)
    }
    // Two cases have just been asked one by one; of larger batches a quarter is, for each case is a question.
    if m > 2, problem.network.parameterCount % 4 == 0 {
      let parts = try (0..<m).map { n in
        let single = problem.selecting(cases: [n])
        let error = derived.bounds(.single(n), single, implementation.formula).error
        return (share: weights(1, m - 1).0, answer: try evaluate(single), error: error)
      }
      compareSums("one case at a time", parts, factor: 1, &ledger)
    }
    let repeated = problem.selecting(cases: (0..<m).flatMap { [$0, $0] })
    let g = try evaluate(repeated)
    let e = derived.bounds(.repeated, repeated, implementation.formula).error
    compareSums("every case twice", [(1, g, e)], factor: problem.reduction == .mean ? 1 : 0.5, &ledger)
  }

  private func weights(_ m1: Int, _ m2: Int) -> (Double, Double) {
    switch problem.reduction {
    case .mean: (Double(m1) / Double(m1 + m2), Double(m2) / Double(m1 + m2))
    case .sum: (1, 1)
    }
  }

  /// Compares the answer with factor · Σ share · part. The arithmetic of the law itself rounds each of p parts at most three
  /// times and adds p − 1 times, so (p + 6) u of every magnitude is allowed besides the bounds.
  private func compareSums(
    _ against: String, _ parts: [(share: Double, answer: Evaluation<Double>, error: Evaluation<Double>)],
    factor: Double, _ ledger: inout Ledger
  ) {
    let unit = Double(parts.count + 6) * 0x1p-53
    for quantity in summedQuantities {
      guard let observed = evaluation[quantity], let own = bounds.error[quantity] else { continue }
      var expected = Grid(repeating: 0.0, rows: own.rows, columns: own.columns)
      var (bound, rounding) = (own, expected)
      for part in parts {
        guard let value = part.answer[quantity], let error = part.error[quantity] else { return }
        for index in expected.elements.indices {
          let term = factor * part.share * value.elements[index]
          expected.elements[index] += term
          bound.elements[index] += factor * part.share * error.elements[index]
          rounding.elements[index] += term.magnitude * unit
        }
      }
      let scale = bounds.value[quantity]?.largestMagnitude
      ledger.compare(
        subject(.batch, quantity, against: against, scale: scale), observed: observed, expected: expected,
        allowance: Grid(rows: own.rows, columns: own.columns) {
          Tolerances.allowance(bound: bound[$0, $1], rounding: rounding[$0, $1])
        })
    }
  }
}
