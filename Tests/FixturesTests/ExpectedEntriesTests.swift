import Fixtures
import Networks
import Testing

@Suite struct ExpectedEntriesTests {
  private func column(_ first: String, _ second: String) -> ExpectedAnswer.PrintedGrid {
    Grid(rows: 2, columns: 1, elements: [PrintedNumber(first), PrintedNumber(second)])
  }

  /// Each figure once, under its quantity, in the order of `Evaluation.quantities`; nulls are left out.
  @Test func entries() {
    let square = Grid(rows: 2, columns: 2, elements: ["11", "12", "21", ""].map { PrintedNumber($0) })
    let expected = ExpectedAnswer(
      cost: PrintedNumber("1"), outputs: column("", "2"), hiddenOutputs: [column("3", "4")],
      preactivations: [column("5", "6"), column("7", "")], deltas: [column("", ""), column("8", "")],
      weightGradients: [square, square], biasGradients: [[nil, PrintedNumber("9")], [nil, nil]],
      inputGradient: column("10", ""))
    let entries = expected.entries(depth: 2)
    #expect(
      entries.map { "\($0.subject) \($0.row) \($0.column) \($0.printed.text) \($0.place)" } == [
        "Z[1] 0 0 5 /expected/preactivations/0/0/0", "Z[1] 1 0 6 /expected/preactivations/0/1/0",
        "A[1] 0 0 3 /expected/hidden_outputs/0/0/0", "A[1] 1 0 4 /expected/hidden_outputs/0/1/0",
        "Z[2] 0 0 7 /expected/preactivations/1/0/0", "A[L] 1 0 2 /expected/outputs/1/0", "C 0 0 1 /expected/cost",
        "δ[2] 0 0 8 /expected/deltas/1/0/0",
        "dW[2] 0 0 11 /expected/weight_gradients/1/0/0", "dW[2] 0 1 12 /expected/weight_gradients/1/0/1",
        "dW[2] 1 0 21 /expected/weight_gradients/1/1/0",
        "dW[1] 0 0 11 /expected/weight_gradients/0/0/0", "dW[1] 0 1 12 /expected/weight_gradients/0/0/1",
        "dW[1] 1 0 21 /expected/weight_gradients/0/1/0", "db[1] 1 0 9 /expected/bias_gradients/0/1",
        "dX 0 0 10 /expected/input_gradient/0/0",
      ])
    // A list shorter than the network has no entries for the rest.
    #expect(expected.entries(depth: 3).count == entries.count)
    #expect(ExpectedAnswer().entries(depth: 2).isEmpty)
  }

  @Test func entriesOfTheUpdate() {
    let update = ExpectedUpdate(
      learningRate: 0.5, weights: [column("1", ""), column("2", "")], biases: [[nil, PrintedNumber("3")], []],
      cost: PrintedNumber("4"))
    #expect(
      update.entries(depth: 2).map { "\($0.subject) \($0.row) \($0.printed.text) \($0.place)" } == [
        "parameters(W[1]) 0 1 /expected/update/weights/0/0/0", "parameters(b[1]) 1 3 /expected/update/biases_after/0/1",
        "parameters(W[2]) 0 2 /expected/update/weights/1/0/0", "cost 0 4 /expected/update/cost",
      ])
  }
}
