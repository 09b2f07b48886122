import Networks
import Reference
import Suite
import Testing

/// What must hold of the numbers of every problem, and of those that come out.
struct NumbersTests {
  static let all = Suite.dense + Suite.edge + Suite.laws

  @Test(arguments: [SuiteGroup.dense, .edge, .laws])
  func bothPrecisionsHoldThem(_ group: SuiteGroup) {
    for one in Self.all where one.group == group {
      let isShort = one.problem.numbers.allSatisfy { $0.isFinite && Double(Float($0)) == $0 }
      #expect(isShort != one.flags.contains { $0.id == "binary64-only" }, "\(one.slug)")
    }
  }

  /// Neither in binary64 nor, where it is asked, in binary32.
  @Test func nothingOverflows() {
    for one in Self.all {
      let answer = Textbook.answer(one.problem, form: .dZ)
      let isForBoth = !one.flags.contains { $0.id == "binary64-only" }
      let largest = isForBoth ? Double(Float.greatestFiniteMagnitude) : .greatestFiniteMagnitude
      for quantity in Evaluation<Double>.quantities(depth: one.problem.depth) {
        #expect(
          answer[quantity]?.elements.allSatisfy { abs($0) <= largest } == true, "\(one.slug): \(quantity)")
      }
    }
  }

  /// A pre-activation at a kink is either surely not 0, or a sum of numbers of so few bits that every program gets 0.
  @Test func kinksAreExact() {
    for one in Self.all {
      let bounds = Textbook.bounds(one.problem, .textbook)
      var pass = one.problem.inputs
      for (index, layer) in one.problem.network.layers.enumerated() {
        guard let z = bounds.value.preactivations?[index], let error = bounds.error.preactivations?[index] else {
          Issue.record("no pre-activations")
          return
        }
        if layer.activation.hasKink {
          for neuron in 0..<z.rows {
            for column in 0..<z.columns where z[neuron, column].magnitude <= error[neuron, column] {
              // A weight of 0 makes an exact 0 of anything.
              let factors = (0..<layer.inputWidth).map { layer.weights[neuron, $0] == 0 ? 0 : pass[$0, column] }
              let terms =
                (0..<layer.inputWidth).map { layer.weights[neuron, $0] * factors[$0] } + [layer.biases[neuron]]
              let place = "\(one.slug): Z[\(index + 1)][\(neuron)][\(column)]"
              #expect(z[neuron, column] == 0, "\(place) is too near 0")
              #expect(factors.allSatisfy { isShort($0, unit: 0x1p-20) }, "\(place) is 0 by rounding")
              #expect(terms.allSatisfy { isShort($0, unit: 0x1p-30) }, "\(place) is 0 by rounding")
            }
          }
        }
        if index + 1 < one.problem.depth { pass = bounds.value.hiddenOutputs?[index] ?? pass }
      }
    }
  }

  /// Whether a number is a multiple of a unit, and not too large a one.
  private func isShort(_ number: Double, unit: Double) -> Bool {
    (number / unit).rounded() == number / unit && abs(number) < 0x1p20
  }

  /// Each of them doubles the number of right answers.
  @Test func fewPreactivationsAreAtKinks() {
    for one in Self.all {
      let answer = Textbook.answer(one.problem, form: .dZ)
      let count = zip(one.problem.network.layers, answer.preactivations ?? []).reduce(0) { sum, pair in
        sum + (pair.0.activation.hasKink ? pair.1.elements.count { $0 == 0 } : 0)
      }
      #expect(count <= 10, "\(one.slug)")
    }
  }
}
