import Networks
import Reference

extension Problem<Double> {
  /// Weights, biases, α, inputs, targets.
  var numbers: [Double] {
    network.layers.flatMap { $0.weights.elements + $0.biases + [$0.activation.alpha ?? 0] } + inputs.elements
      + targets.elements
  }

  /// How many numbers a whole answer has: dW, db, dX, outputs, Z and δ.
  var answerCount: Int {
    let neurons = network.widths.dropFirst().reduce(0, +)
    return network.parameterCount + inputs.elements.count + targets.elements.count + 2 * neurons * caseCount
  }

  var hasNoWeightGradient: Bool {
    Textbook.answer(self, form: .dZ).gradient.weights.allSatisfy { $0.elements.allSatisfy { $0 == 0 } }
  }
}
