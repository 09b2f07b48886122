import Networks

// Answers that depend on what was asked before.

extension Examination {
  /// Whether a fresh implementation gives the right answer; nil where it was not asked.
  private var isRightAlone: Bool? {
    guard let alone = symptoms.alone, departure.equation != .update else { return nil }
    for item in evidence {
      guard let quantity = item.quantity, let fresh = alone[quantity], fresh.hasShape(of: item.observed) else {
        return nil
      }
      var other = item
      other.observed = fresh
      if !other.departures.isEmpty { return false }
    }
    return true
  }

  /// The previous answer in place of this one, or added to it.
  func memories() -> [Hypothesis] {
    guard let previous = symptoms.previous, isRightAlone != false else { return [] }
    func part(_ answer: Evaluation<Double>, _ item: Evidence) -> Grid<Approximation>? {
      guard let quantity = item.quantity, answer.has(quantity), let grid = answer[quantity],
        grid.hasShape(of: item.observed)
      else { return nil }
      // Another answer of a program is off by about as much as this one.
      return Grid(rows: grid.rows, columns: grid.columns) {
        let allowed = item.expected[$0, $1].error
        return Approximation(grid[$0, $1], error: allowed < .infinity ? allowed : 0)
      }
    }
    let same = "yours equals the answer to the previous problem: is a buffer or a cache not renewed?"
    var all = each(.previousAnswer, same) { part(previous.expected, $0) }
    // A wrong program that is asked nearly the same twice repeats itself without remembering anything.
    if isRightAlone == true { all += each(.previousAnswer, same) { part(previous.observed, $0) } }
    return all
      + each(
        .accumulated, "yours equals the expected \(subject) plus the previous answer: is a sum not set to zero first?"
      ) { item in part(previous.observed, item).map { item.expected + $0 } }
  }

  /// Right alone and wrong here, whatever it is.
  func memoryAtLarge() -> [Hypothesis] {
    guard isRightAlone == true else { return [] }
    return seen(
      .stateful, "asked first, yours is right; after other problems it is not: something is remembered between calls")
  }
}

extension Evaluation {
  /// Whether the layer of a quantity exists here: another problem may have been less deep.
  func has(_ quantity: Quantity) -> Bool {
    switch quantity {
    case .cost: hasCost
    case .outputs: hasOutputs
    case .gradient(.inputs): true
    case .preactivations(let layer): layer <= preactivations?.count ?? 0
    case .hiddenOutputs(let layer): layer <= hiddenOutputs?.count ?? 0
    case .deltas(let layer): layer <= deltas?.count ?? 0
    case .gradient(.weights(let layer)): layer <= gradient.weights.count
    case .gradient(.biases(let layer)): layer <= gradient.biases.count
    }
  }
}
