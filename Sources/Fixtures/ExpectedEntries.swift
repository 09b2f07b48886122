import Networks

/// One figure of an expected answer, and what it is a figure of.
public struct ExpectedEntry<Subject: Hashable & Sendable>: Hashable, Sendable {
  public let subject: Subject
  /// Row and column in the subject's grid; a cost has one entry, biases are one column.
  public let row: Int
  public let column: Int
  public let printed: PrintedNumber
  /// A JSON pointer into the case file, "/expected/outputs/0/2".
  public let place: String
}

/// What a step of gradient descent leaves behind.
public enum UpdatedQuantity: Hashable, Sendable {
  /// The weights or biases after the step.
  case parameters(Tensor)
  /// The cost after the step.
  case cost
}

extension ExpectedAnswer {
  /// Every figure of the evaluation, the update left aside, in the order of `Evaluation.quantities`.
  /// - Parameter depth: L of the problem, at least 1.
  public func entries(depth: Int) -> [ExpectedEntry<Quantity>] {
    Evaluation<Double>.quantities(depth: depth).flatMap { quantity in
      switch quantity {
      case .cost: figure(cost, of: quantity, at: "/expected/cost")
      case .hiddenOutputs(let layer):
        figures(hiddenOutputs?[ofLayer: layer], of: quantity, at: "/expected/hidden_outputs/\(layer - 1)")
      case .outputs: figures(outputs, of: quantity, at: "/expected/outputs")
      case .preactivations(let layer):
        figures(preactivations?[ofLayer: layer], of: quantity, at: "/expected/preactivations/\(layer - 1)")
      case .deltas(let layer): figures(deltas?[ofLayer: layer], of: quantity, at: "/expected/deltas/\(layer - 1)")
      case .gradient(.weights(let layer)):
        figures(weightGradients?[ofLayer: layer], of: quantity, at: "/expected/weight_gradients/\(layer - 1)")
      case .gradient(.biases(let layer)):
        figures(biasGradients?[ofLayer: layer], of: quantity, at: "/expected/bias_gradients/\(layer - 1)")
      case .gradient(.inputs): figures(inputGradient, of: quantity, at: "/expected/input_gradient")
      }
    }
  }
}

extension ExpectedUpdate {
  /// Every figure of the network after the step: W[1], b[1] … W[L], b[L], then the cost.
  /// - Parameter depth: L of the problem, at least 1.
  public func entries(depth: Int) -> [ExpectedEntry<UpdatedQuantity>] {
    let path = "/expected/update"
    let parameters = (1...depth).flatMap { layer in
      figures(
        weights?[ofLayer: layer], of: UpdatedQuantity.parameters(.weights(layer: layer)),
        at: "\(path)/weights/\(layer - 1)")
        + figures(
          biases?[ofLayer: layer], of: .parameters(.biases(layer: layer)), at: "\(path)/biases_after/\(layer - 1)")
    }
    return parameters + figure(cost, of: .cost, at: "\(path)/cost")
  }
}

private func figure<Subject>(
  _ printed: PrintedNumber?, of subject: Subject, at place: String
) -> [ExpectedEntry<Subject>] {
  printed.map { [ExpectedEntry(subject: subject, row: 0, column: 0, printed: $0, place: place)] } ?? []
}

private func figures<Subject>(
  _ grid: ExpectedAnswer.PrintedGrid?, of subject: Subject, at place: String
) -> [ExpectedEntry<Subject>] {
  guard let grid else { return [] }
  return (0..<grid.rows).flatMap { row in
    (0..<grid.columns).compactMap { column in
      grid[row, column].map {
        ExpectedEntry(subject: subject, row: row, column: column, printed: $0, place: "\(place)/\(row)/\(column)")
      }
    }
  }
}

private func figures<Subject>(
  _ column: [PrintedNumber?]?, of subject: Subject, at place: String
) -> [ExpectedEntry<Subject>] {
  (column ?? []).enumerated().compactMap { row, printed in
    printed.map { ExpectedEntry(subject: subject, row: row, column: 0, printed: $0, place: "\(place)/\(row)") }
  }
}

extension Array {
  /// The element of layer l, counted from 1; nil where the source stops short of it.
  fileprivate subscript(ofLayer layer: Int) -> Element? { indices.contains(layer - 1) ? self[layer - 1] : nil }
}
