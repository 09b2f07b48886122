import Networks

// Mistakes of the forward pass. Where an implementation returns every step, one step is to blame; where it returns only its
// outputs, each of several may be, or all of them.

extension Examination {
  /// What a step computes instead; nil where the mistake cannot be made there.
  private typealias Rule = (ForwardStep, Grid<Approximation>) -> Grid<Approximation>?

  private struct Mistake {
    var pattern: Pattern
    /// About one layer: "the biases of layer 2 are not added".
    var sentence: (String) -> String
    var rule: Rule
  }

  func forwardMistakes() -> [Hypothesis] { hypotheses(forwardRules) }

  /// W, b or X rounded to binary32 on the way in.
  func roundedParameters() -> [Hypothesis] { hypotheses(roundingRules) }

  private func hypotheses(_ mistakes: [Mistake]) -> [Hypothesis] {
    guard evidence.count == 1 else { return [] }
    return mistakes.flatMap { mistake -> [Hypothesis] in
      let able = departure.steps.filter { wrong(mistake.rule, at: $0) != nil }
      var guilty = able.map { [$0] }
      if able.count > 1 { guilty.append(able) }
      return guilty.compactMap { steps in
        guard let prediction = carry(mistake.rule, wrongIn: steps) else { return nil }
        let step = steps.count == 1 ? steps.first : nil
        let place = step.map { "layer \($0.layer)" } ?? "every layer"
        return Hypothesis(
          pattern: mistake.pattern, predictions: [prediction], explanation: mistake.sentence(place), step: step)
      }
    }
  }

  /// What a wrong step makes of what it ought to be given.
  private func wrong(_ rule: Rule, at step: ForwardStep) -> Grid<Approximation>? {
    let input: Grid<Approximation>? =
      switch step {
      case .preactivation(let layer): symptoms.outputs(layer - 1)
      case .activation(let layer): symptoms.preactivations(layer)
      }
    return input.flatMap { rule(step, $0) }
  }

  /// The departing quantity as it would be if some of the steps to it were wrong. Up to the first of these all is as expected.
  private func carry(_ rule: Rule, wrongIn guilty: [ForwardStep]) -> Grid<Approximation>? {
    guard let first = guilty.first, let start = departure.steps.firstIndex(of: first),
      var values = wrong(rule, at: first)
    else { return nil }
    for step in departure.steps[(start + 1)...] {
      if guilty.contains(step) {
        guard let next = rule(step, values) else { return nil }
        values = next
      } else {
        guard let layer = symptoms.layer(step.layer) else { return nil }
        switch step {
        case .preactivation: values = Self.sum(layer.weights.exactly, values, layer.biases)
        case .activation: values = symptoms.activate(layer.activation, values)
        }
      }
    }
    return values
  }

  /// W A + b
  private static func sum(
    _ weights: Grid<Approximation>, _ input: Grid<Approximation>, _ biases: [Double]
  ) -> Grid<Approximation> {
    Grid(rows: weights.rows, columns: input.columns) { row, column in
      .sum(weights.columns, plus: Approximation(biases[row])) { weights[row, $0] * input[$0, column] }
    }
  }

  /// A rule about Z = W A + b of a layer.
  private func affine(
    _ pattern: Pattern, _ sentence: @escaping (String) -> String,
    _ rule: @escaping (Layer<Double>, Int, Grid<Approximation>) -> Grid<Approximation>?
  ) -> Mistake {
    Mistake(pattern: pattern, sentence: sentence) { step, input in
      guard case .preactivation(let number) = step, let layer = symptoms.layer(number) else { return nil }
      return rule(layer, number, input)
    }
  }

  /// A rule about A = g(Z) of a layer.
  private func activating(
    _ pattern: Pattern, _ sentence: @escaping (String) -> String,
    _ rule: @escaping (Activation, Grid<Approximation>) -> Grid<Approximation>?
  ) -> Mistake {
    Mistake(pattern: pattern, sentence: sentence) { step, z in
      guard case .activation(let number) = step, let layer = symptoms.layer(number) else { return nil }
      return rule(layer.activation, z)
    }
  }

  private var forwardRules: [Mistake] {
    [
      affine(.biasesIgnored, { "yours is W A of \($0) without the biases: is b added?" }) { layer, _, input in
        Self.sum(layer.weights.exactly, input, layer.biases.map { _ in 0 })
      },
      affine(.transposed, { "yours uses the weights of \($0) transposed" }) { layer, _, input in
        guard layer.width == layer.inputWidth else { return nil }
        return Self.sum(layer.weights.transposed.exactly, input, layer.biases)
      },
      affine(.weightsOfNeighbour, { "yours uses the weights of the layer above in \($0)" }) { layer, number, input in
        guard let other = symptoms.weights(number + 1), other.hasShape(of: layer.weights) else { return nil }
        return Self.sum(other, input, layer.biases)
      },
      affine(.weightsOfNeighbour, { "yours uses the weights of the layer below in \($0)" }) { layer, number, input in
        guard let other = symptoms.weights(number - 1), other.hasShape(of: layer.weights) else { return nil }
        return Self.sum(other, input, layer.biases)
      },
      losing(first: true), losing(first: false),
      activating(
        .summedOverWrongAxis, { "yours is softmax over the cases of \($0): it belongs over the neurons of each case" }
      ) { activation, z in
        activation == .softmax ? symptoms.activate(.softmax, z.transposed).transposed : nil
      },
      activating(.activationDropped, { "yours has A = Z in \($0): is the activation applied?" }) { _, z in z },
      activating(.activationTwice, { "yours has the activation of \($0) applied twice" }) { activation, z in
        symptoms.activate(activation, symptoms.activate(activation, z))
      },
    ]
  }

  /// Z without the term of the first or the last neuron below.
  private func losing(first: Bool) -> Mistake {
    let word = first ? "first" : "last"
    return affine(
      first ? .firstNeuronLost : .lastNeuronLost,
      {
        "yours is the sum of \($0) without the \(word) neuron below: does the loop \(first ? "start at 1" : "end too early")?"
      }
    ) { layer, _, input in
      guard layer.inputWidth > 1 else { return nil }
      let kept = Array(first ? 1..<layer.inputWidth : 0..<layer.inputWidth - 1)
      return Self.sum(
        layer.weights.exactly.selecting(columns: kept), input.selecting(rows: kept), layer.biases)
    }
  }

  private var roundingRules: [Mistake] {
    func rounded(_ grid: Grid<Double>) -> Grid<Approximation> { grid.map { Double(Float($0)) }.exactly }
    func sentence(_ what: String) -> (String) -> String {
      { "yours has \(what) of \($0) rounded to binary32: is there a 32-bit number on the way in?" }
    }
    func inputs(_ number: Int, _ input: Grid<Approximation>) -> Grid<Approximation> {
      number == 1 ? rounded(symptoms.problem.inputs) : input
    }
    return [
      affine(.binary32, sentence("the weights")) { layer, _, input in
        Self.sum(rounded(layer.weights), input, layer.biases)
      },
      affine(.binary32, sentence("the weights and biases")) { layer, _, input in
        Self.sum(rounded(layer.weights), input, layer.biases.map { Double(Float($0)) })
      },
      affine(.binary32, sentence("everything")) { layer, number, input in
        Self.sum(rounded(layer.weights), inputs(number, input), layer.biases.map { Double(Float($0)) })
      },
      affine(.binary32, sentence("the biases")) { layer, _, input in
        Self.sum(layer.weights.exactly, input, layer.biases.map { Double(Float($0)) })
      },
      affine(.binary32, sentence("the inputs")) { layer, number, input in
        number == 1 ? Self.sum(layer.weights.exactly, inputs(number, input), layer.biases) : nil
      },
    ]
  }
}
