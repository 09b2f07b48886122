import Networks

// What goes wrong in BP1 alone: the Jacobian of softmax, the simplified a − y, dA collapsed to one number.

extension Examination {
  func outputErrorMistakes() -> [Hypothesis] {
    guard departure.equation == .bp1, let incoming = symptoms.outputErrors, let a = symptoms.outputs(layer),
      a.hasShape(of: incoming)
    else { return [] }
    return collapsed(incoming) + softmaxMistakes(incoming, a)
  }

  /// dA summed over everything, over the neurons or over the cases, before g′ comes in.
  private func collapsed(_ incoming: Grid<Approximation>) -> [Hypothesis] {
    let shape = incoming
    func filled(_ value: (Int, Int) -> Approximation) -> Grid<Approximation> {
      Grid(rows: shape.rows, columns: shape.columns, value)
    }
    // As the notes print it, with a plus between the two terms of binary cross-entropy.
    let targets = symptoms.problem.targets.exactly
    let plus = symptoms.outputs(layer).flatMap { a -> Grid<Approximation>? in
      guard symptoms.problem.loss == .binaryCrossEntropy else { return nil }
      let (one, scale) = (Approximation(1), symptoms.reductionFactor)
      return Grid(rows: a.rows, columns: a.columns) { row, column in
        let (a, y) = (a[row, column], targets[row, column])
        return -(scale * (y / a + (one - y) / (one - a)))
      }
    }
    return [incoming, plus].compactMap(\.self).flatMap { dA -> [Hypothesis] in
      let (total, rows, columns) = (dA.total, dA.rowSums, dA.columnSums)
      let sums: [(String, Grid<Approximation>)] = [
        ("all of it", filled { _, _ in total }), ("the outputs", filled { columns[0, $1] }),
        ("the cases", filled { row, _ in rows[row, 0] }),
      ]
      return sums.flatMap { over, sum in
        let sentence =
          "yours has dA[\(layer)] summed over \(over): it belongs to every output of every case, element by element"
        return errors(.summedOverWrongAxis, throughOutput(sum), sentence)
      }
    }
  }

  /// dA made into δ[L] by g′, or by the Jacobian of softmax.
  private func throughOutput(_ errors: Grid<Approximation>) -> Grid<Approximation>? {
    guard symptoms.layer(layer)?.activation == .softmax else {
      return symptoms.slopes(layer).map { errors.elementwise($0) }
    }
    return symptoms.outputs(layer).map { Self.throughJacobian($0, errors) }
  }

  /// a ⊙ (g − ⟨a, g⟩) case by case.
  private static func throughJacobian(
    _ a: Grid<Approximation>, _ errors: Grid<Approximation>
  ) -> Grid<Approximation> {
    let inner = a.elementwise(errors).columnSums
    return Grid(rows: a.rows, columns: a.columns) { a[$0, $1] * (errors[$0, $1] - inner[0, $1]) }
  }

  private func softmaxMistakes(_ incoming: Grid<Approximation>, _ a: Grid<Approximation>) -> [Hypothesis] {
    guard symptoms.layer(layer)?.activation == .softmax, let slopes = symptoms.slopes(layer) else { return [] }
    let difference = symptoms.reductionFactor * (a - symptoms.problem.targets.exactly)
    var all = errors(
      .softmaxDiagonal, incoming.elementwise(slopes),
      "yours has only the diagonal a(1 − a) of softmax's Jacobian: every output depends on every z")
    if symptoms.problem.loss == .categoricalCrossEntropy {
      all += errors(
        .targetsTakenToSumToOne, difference,
        "yours is a − y where a Σy − y belongs: these targets do not sum to 1")
    }
    return all
      + errors(
        .derivativeTwice, symptoms.deltas(layer).map { Self.throughJacobian(a, $0) },
        "yours is the expected δ[\(layer)] through softmax's Jacobian once more: a − y has it already")
  }
}
