import Networks

// Simpler activations, losses and reductions.

extension ProblemSequence {
  var functionSteps: [ShrinkStep] {
    steps { problem in
      let hidden = Activation.bySimplicity.filter { $0 != .softmax }
      var steps: [[Edit]] = [
        // The loss, with the output layer that it needs.
        [
          { $0.replacing(loss: .squaredError, output: .linear) },
          { problem in
            problem.replacing(loss: .squaredError, output: problem.network.layers[problem.depth - 1].activation)
          },
          { $0.replacing(loss: .binaryCrossEntropy, output: .sigmoid) },
        ],
        [{ $0.replacing(reduction: .sum) }],
        // All hidden layers at once.
        hidden.map { activation in { $0.replacing(activation: activation, ofLayers: 0..<$0.depth - 1) } },
      ]
      steps += (0..<problem.depth).map { layer in
        Activation.bySimplicity.map { activation in
          { $0.replacing(activation: activation, ofLayers: layer..<layer + 1) }
        }
      }
      return steps
    }
  }
}

extension Problem<Double> {
  fileprivate func replacing(loss: Loss, output activation: Activation) -> Problem? {
    guard loss.accepts(output: activation) else { return nil }
    var layers = network.layers
    layers[depth - 1].activation = activation
    // The targets of a cross-entropy lie between 0 and 1.
    guard loss == .squaredError || targets.elements.allSatisfy((0...1).contains) else { return nil }
    return Problem(
      network: Network(layers: layers), inputs: inputs, targets: targets, loss: loss, reduction: reduction)
  }

  fileprivate func replacing(reduction: Reduction) -> Problem? {
    var copy = self
    copy.reduction = reduction
    return copy
  }

  /// Gives layers, counted from 0, another activation; nil where one of them cannot have it.
  fileprivate func replacing(activation: Activation, ofLayers chosen: Range<Int>) -> Problem? {
    var layers = network.layers
    for layer in chosen {
      guard layer < depth, layer == depth - 1 ? loss.accepts(output: activation) : activation != .softmax else {
        return nil
      }
      // Another α is another matter.
      if layers[layer].activation.rank != activation.rank { layers[layer].activation = activation }
    }
    return Problem(
      network: Network(layers: layers), inputs: inputs, targets: targets, loss: loss, reduction: reduction)
  }
}
