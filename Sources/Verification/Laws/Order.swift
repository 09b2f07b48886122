import Networks

// Law 4: the order of cases and of hidden neurons is arbitrary.

extension Trial {
  func order(_ ledger: inout Ledger) throws {
    if problem.caseCount > 1 { try casesInReverse(&ledger) }
    if problem.network.layers.dropLast().contains(where: { $0.width > 1 }) { try neuronsRotated(&ledger) }
  }

  /// Cases in reverse: C, dW and db stay, the columns of dX move with their cases.
  private func casesInReverse(_ ledger: inout Ledger) throws {
    let reversed = Array((0..<problem.caseCount).reversed())
    var answer = try evaluate(problem.selecting(cases: reversed))
    answer.gradient.inputs = answer.gradient.inputs.selecting(columns: reversed)
    compareTwice(.order, "cases in reverse", answer, &ledger)
  }

  /// Every hidden layer rotated by one neuron: C and dX stay, the gradient moves with its neurons.
  private func neuronsRotated(_ ledger: inout Ledger) throws {
    var rotated = problem
    for l in 1..<problem.depth {
      let order = rotation(problem.network.layers[l - 1].width)
      rotated.network.layers[l - 1].weights = rotated.network.layers[l - 1].weights.selecting(rows: order)
      rotated.network.layers[l - 1].biases = order.map { problem.network.layers[l - 1].biases[$0] }
      rotated.network.layers[l].weights = rotated.network.layers[l].weights.selecting(columns: order)
    }
    var answer = try evaluate(rotated)
    for l in 1..<problem.depth {
      let back = inverse(rotation(problem.network.layers[l - 1].width))
      let biases = answer.gradient.biases[l - 1]
      answer.gradient.weights[l - 1] = answer.gradient.weights[l - 1].selecting(rows: back)
      answer.gradient.biases[l - 1] = back.map { biases[$0] }
      answer.gradient.weights[l] = answer.gradient.weights[l].selecting(columns: back)
    }
    compareTwice(.order, "hidden neurons rotated", answer, &ledger)
  }

  /// Compares with an answer that has the same bounds as the original: they hold for every order of summation.
  func compareTwice(_ check: Check, _ against: String, _ answer: Evaluation<Double>, _ ledger: inout Ledger) {
    compare(
      check, against: against, costAndGradient, observed: evaluation, expected: answer,
      allowance: bounds.error.map { 2 * $0 }, &ledger)
  }

  private func rotation(_ width: Int) -> [Int] { (0..<width).map { ($0 + 1) % width } }

  private func inverse(_ order: [Int]) -> [Int] {
    var inverse = order
    for (index, target) in order.enumerated() { inverse[target] = index }
    return inverse
  }
}
