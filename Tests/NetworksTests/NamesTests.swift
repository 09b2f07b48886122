import Networks
import Testing

@Suite struct NamesTests {
  @Test func activations() {
    #expect(
      Activation.all.map(\.name) == [
        "linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu", "softmax",
      ])
    #expect(Activation.hidden == Array(Activation.all.dropLast()))
    #expect(!Activation.hidden.contains(.softmax))
    #expect(Activation.all.compactMap(\.alpha) == [0.01, 1])
    #expect(Activation.leakyReLU(alpha: -0.5).alpha == -0.5 && Activation.elu(alpha: 2).alpha == 2)
    #expect(Activation.leakyReLU(alpha: 0.25).description == "leaky_relu(0.25)")
    #expect(Activation.elu(alpha: -1.5).description == "elu(-1.5)")
    #expect(Activation.gelu.description == "gelu")
    #expect(Activation.elu(alpha: 1) != .elu(alpha: 2))
  }

  @Test func kinks() {
    #expect(Activation.all.filter(\.hasKink).map(\.name) == ["relu", "leaky_relu", "elu"])
    #expect(Activation.elu(alpha: 2).hasKink)
  }

  /// Squared error over everything, the cross-entropies over their own output only.
  @Test func lossesAndOutputs() {
    let accepted = Loss.allCases.map { loss in Activation.all.filter { loss.accepts(output: $0) } }
    #expect(accepted == [Activation.all, [.sigmoid], [.softmax]])
  }

  @Test func rawNames() {
    #expect(
      Loss.allCases.map(\.rawValue) == ["squared_error", "binary_cross_entropy", "categorical_cross_entropy"])
    #expect(Reduction.allCases.map(\.rawValue) == ["mean", "sum"])
    #expect(BackwardForm.allCases.map(\.rawValue) == ["dZ", "dA"])
  }

  @Test func tensorsAndEntries() {
    #expect("\(Tensor.weights(layer: 2))" == "W[2]")
    #expect("\(Tensor.biases(layer: 3))" == "b[3]")
    #expect("\(Tensor.inputs)" == "X")
    #expect("\(Entry(.weights(layer: 2), row: 0, column: 1))" == "W[2][0][1]")
    #expect("\(Entry(.biases(layer: 1), row: 3))" == "b[1][3]")
    #expect("\(Entry(.inputs, row: 0, column: 2))" == "X[0][2]")
    #expect(Entry(.biases(layer: 1), row: 3).column == 0)
  }

  @Test func quantities() {
    let all: [Quantity] = [
      .cost, .preactivations(layer: 1), .hiddenOutputs(layer: 2), .outputs, .deltas(layer: 3),
      .gradient(.weights(layer: 2)), .gradient(.biases(layer: 1)), .gradient(.inputs),
    ]
    #expect(all.map(\.description) == ["C", "Z[1]", "A[2]", "A[L]", "δ[3]", "dW[2]", "db[1]", "dX"])
    #expect(
      all.map { $0.entry(row: 4, column: 5) } == [
        "C", "Z[1][4][5]", "A[2][4][5]", "A[L][4][5]", "δ[3][4][5]", "dW[2][4][5]", "db[1][4]", "dX[4][5]",
      ])
    #expect(all.map(\.isDerivative) == [false, false, false, false, true, true, true, true])
  }
}
