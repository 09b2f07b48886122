import Networks
import Testing

@Suite struct EvaluationTests {
  static func grid(_ first: Int, rows: Int, columns: Int) -> Grid<Int> {
    Grid(rows: rows, columns: columns) { first + columns * $0 + $1 }
  }

  /// Of a 2-3-1 network on two cases.
  static let evaluation = Evaluation(
    cost: 1, preactivations: [grid(10, rows: 3, columns: 2), grid(20, rows: 1, columns: 2)],
    hiddenOutputs: [grid(30, rows: 3, columns: 2)], outputs: grid(40, rows: 1, columns: 2),
    deltas: [grid(50, rows: 3, columns: 2), grid(60, rows: 1, columns: 2)],
    gradient: Gradient(
      weights: [grid(70, rows: 3, columns: 2), grid(80, rows: 1, columns: 3)], biases: [[90, 91, 92], [95]],
      inputs: grid(100, rows: 2, columns: 2)))

  /// Forward from the first layer up, the cost, δ from the last layer down, the gradient likewise, dX at the end.
  @Test func order() {
    let names = { (depth: Int) in Evaluation<Double>.quantities(depth: depth).map(\.description) }
    #expect(names(1) == ["Z[1]", "A[L]", "C", "δ[1]", "dW[1]", "db[1]", "dX"])
    #expect(
      names(3) == [
        "Z[1]", "A[1]", "Z[2]", "A[2]", "Z[3]", "A[L]", "C", "δ[3]", "δ[2]", "δ[1]", "dW[3]", "db[3]", "dW[2]",
        "db[2]", "dW[1]", "db[1]", "dX",
      ])
  }

  @Test func subscripts() {
    let first = Evaluation<Int>.quantities(depth: 2).map { Self.evaluation[$0]?.elements.first }
    #expect(first == [10, 30, 20, 40, 1, 60, 50, 80, 95, 70, 90, 100])
    #expect(Self.evaluation[.cost]?.shape == "1 × 1")
    #expect(Self.evaluation[.gradient(.biases(layer: 1))]?.shape == "3 × 1")
    #expect(Self.evaluation[.gradient(.inputs)]?.shape == "2 × 2")
  }

  /// What an implementation keeps to itself is nil, the rest is there.
  @Test func keptToItself() {
    let whole = Self.evaluation
    let part = Evaluation(
      cost: whole.cost, preactivations: nil, outputs: whole.outputs, deltas: nil, gradient: whole.gradient)
    let missing = Evaluation<Int>.quantities(depth: 2).filter { part[$0] == nil }.map(\.description)
    #expect(missing == ["Z[1]", "A[1]", "Z[2]", "δ[2]", "δ[1]"])
  }

  /// Every part is mapped, shapes stay.
  @Test func map() {
    let negative = Self.evaluation.map { -$0 }
    for quantity in Evaluation<Int>.quantities(depth: 2) {
      #expect(negative[quantity] == Self.evaluation[quantity]?.map { -$0 }, "\(quantity)")
    }
    #expect(negative.map { -$0 } == Self.evaluation && negative != Self.evaluation)
  }
}
