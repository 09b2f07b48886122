import Networks

// Simpler numbers: everything at once, tensor by tensor, number by number.

extension ProblemSequence {
  var numberSteps: [ShrinkStep] {
    steps { problem in
      let parts = problem.parts
      let together: [Edit] = Simplification.all.map { simplification in
        { problem in problem.simplifying(problem.parts, simplification) }
      }
      let apart: [[Edit]] = parts.map { part in
        Simplification.tensor.map { simplification in { $0.simplifying([part], simplification) } }
      }
      return [together] + apart
    } + entrySteps
  }

  /// One number after the other; those of the history, too.
  private var entrySteps: [ShrinkStep] {
    places.flatMap { place -> [ShrinkStep] in
      if case .everywhere = place { return [] }
      let problem = problem(at: place)
      return problem.parts.flatMap { part in
        problem.numbers(of: part).indices.map { index in
          ShrinkStep { sequence in
            let numbers = sequence.problem(at: place).numbers(of: part)
            return numbers[index].simpler.compactMap { simpler in
              sequence.editing(place) { problem in
                var changed = numbers
                changed[index] = simpler
                return problem.replacing(part, by: changed)
              }
            }
          }
        }
      }
    }
  }
}

extension Problem<Double> {
  /// Numbers that belong together.
  fileprivate enum Part: Hashable {
    case tensor(Tensor)
    case targets
    /// Of a layer, counted from 0.
    case alpha(layer: Int)
  }

  fileprivate var parts: [Part] {
    tensors.map(Part.tensor) + [.targets] + network.layers.indices.map(Part.alpha)
  }

  fileprivate func numbers(of part: Part) -> [Double] {
    switch part {
    case .tensor(.inputs): inputs.elements
    case .tensor(.weights(let layer)): layer <= depth ? network.layers[layer - 1].weights.elements : []
    case .tensor(.biases(let layer)): layer <= depth ? network.layers[layer - 1].biases : []
    case .targets: targets.elements
    case .alpha(let layer): layer < depth ? network.layers[layer].activation.alpha.map { [$0] } ?? [] : []
    }
  }

  /// The problem with other numbers in a part, as many as before; nil where they are no targets for the loss.
  fileprivate func replacing(_ part: Part, by numbers: [Double]) -> Problem? {
    var copy = self
    switch part {
    case .tensor(.inputs): copy.inputs.elements = numbers
    case .tensor(.weights(let layer)): copy.network.layers[layer - 1].weights.elements = numbers
    case .tensor(.biases(let layer)): copy.network.layers[layer - 1].biases = numbers
    case .targets:
      guard loss == .squaredError || numbers.allSatisfy((0...1).contains) else { return nil }
      copy.targets.elements = numbers
    case .alpha(let layer):
      switch network.layers[layer].activation {
      case .leakyReLU: copy.network.layers[layer].activation = .leakyReLU(alpha: numbers[0])
      case .elu: copy.network.layers[layer].activation = .elu(alpha: numbers[0])
      case .linear, .sigmoid, .tanh, .relu, .softplus, .silu, .gelu, .softmax: return nil
      }
    }
    return copy
  }

  /// Makes every number of some parts simpler; numbers that the simplification does not make simpler stay.
  fileprivate func simplifying(_ parts: [Part], _ simplification: Simplification) -> Problem? {
    var copy = self
    for part in parts {
      let numbers = copy.numbers(of: part)
      let simpler = numbers.map { number -> Double in
        guard let other = simplification.applied(to: number) else { return number }
        if case .all = simplification { return other }
        return other.complexity < number.complexity ? other : number
      }
      guard simpler != numbers, let changed = copy.replacing(part, by: simpler) else { continue }
      copy = changed
    }
    return copy
  }
}
