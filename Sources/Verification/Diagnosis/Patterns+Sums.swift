import Networks

// Sums that run over too little, or over the wrong index.

extension Examination {
  /// Over the cases: the last one only, or along the other axis.
  func sums() -> [Hypothesis] {
    guard departure.equation == .bp3 || departure.equation == .bp4, let delta = symptoms.deltas(layer),
      let input = symptoms.outputs(layer - 1)
    else { return [] }
    let last = [m - 1]
    let lastDelta = delta.selecting(columns: last)
    let isBias = departure.equation == .bp3
    let one = isBias ? lastDelta : lastDelta * input.selecting(columns: last).transposed
    let count = Approximation(Double(m))
    // With the 1/m of the batch, and without: a program that looks at one case divides or not.
    let factors = isMean ? [Approximation(1), count] : [Approximation(1), Approximation(1) / count]
    var all = factors.flatMap { factor in
      whole(
        .lastCaseOnly, factor * one, "yours is that of the last case alone: is the sum over the cases overwritten?")
    }
    guard isBias else { return all }
    let total = delta.total
    for factor in factors {
      if delta.rows == m {
        all += whole(
          .summedOverWrongAxis, factor * delta.columnSums.transposed,
          "yours is δ[\(layer)] summed over the neurons of each case: db sums over the cases of each neuron")
      }
      all += whole(
        .summedOverWrongAxis, factor * Grid(repeating: total, rows: delta.rows, columns: 1),
        "yours is δ[\(layer)] summed over neurons and cases: db sums over the cases alone")
    }
    return all
  }

  /// Over the neurons above, in BP2 and dX; and quantities whose first or last row is never filled in.
  func neuronsLost() -> [Hypothesis] {
    [false, true].flatMap { first -> [Hypothesis] in
      let pattern: Pattern = first ? .firstNeuronLost : .lastNeuronLost
      let word = first ? "first" : "last"
      let advice = first ? "does the loop start at 1?" : "does the loop end too early?"
      return termLost(pattern, first) { "yours equals the sum over layer \($0) without its \(word) neuron: \(advice)" }
        + rowLost(pattern, first, "yours has zeros for the \(word) neuron, all else agrees: \(advice)")
    }
  }

  private func termLost(
    _ pattern: Pattern, _ first: Bool, _ sentence: (Int) -> String
  ) -> [Hypothesis] {
    let above: Int
    switch departure.equation {
    case .bp2: above = layer + 1
    case .inputGradient: above = 1
    default: return []
    }
    guard let weights = symptoms.weights(above), let delta = symptoms.deltas(above), delta.rows > 1 else { return [] }
    let kept = Array(first ? 1..<delta.rows : 0..<delta.rows - 1)
    let sum = weights.selecting(rows: kept).transposed * delta.selecting(rows: kept)
    if departure.equation == .inputGradient { return whole(pattern, sum, sentence(above)) }
    return errors(pattern, symptoms.slopes(layer).map { sum.elementwise($0) }, sentence(above))
  }

  private func rowLost(_ pattern: Pattern, _ first: Bool, _ sentence: String) -> [Hypothesis] {
    guard departure.equation != .cost, departure.equation != .update, evidence.allSatisfy({ $0.expected.rows > 1 })
    else { return [] }
    return each(pattern, sentence) { item in
      let lost = first ? 0 : item.expected.rows - 1
      return Grid(rows: item.expected.rows, columns: item.expected.columns) {
        $0 == lost ? Approximation(0) : item.expected[$0, $1]
      }
    }
  }
}
