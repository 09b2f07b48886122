import Networks

/// Everything of a problem but its numbers.
struct Design: Hashable, Sendable {
  var shape: Shape
  /// g₁ … g_L.
  var activations: [Activation]
  var loss: Loss
  var reduction: Reduction
}

extension Design {
  static func drawn(features: Features, options: GeneratorOptions, from random: inout RandomSource) -> Design {
    let scope = options.scope
    var shape = Shape.drawn(features: features, options: options, from: &random)
    let (output, loss) = random.output(in: scope, features: features)
    // A softmax of one neuron is the constant 1, and all its gradients are 0: worth meeting, but not often.
    if output == .softmax && random.chance(0x1.ep-1) { shape.widenOutput(within: options) }
    let hidden = random.activations(scope.hidden, count: shape.depth - 1, features: features)
    return Design(
      shape: shape, activations: hidden + [output], loss: loss, reduction: random.pick(options.reductions))
  }
}

extension RandomSource {
  /// An output activation and a loss that accepts it.
  mutating func output(in scope: Scope, features: Features) -> (Activation, Loss) {
    let losses = scope.losses.map { loss in
      let weight =
        switch loss {
        case .squaredError: 4
        case .binaryCrossEntropy: 2
        case .categoricalCrossEntropy: 3
        }
      return (weight: weight, item: loss)
    }
    let loss = pick(weighted: losses)
    let activations = scope.outputs(under: loss).map { activation in
      // Linear is what people put there; a softmax under squared error is the only one with a full Jacobian.
      let weight =
        switch activation {
        case .softmax: 4
        case .linear: 2
        default: 1
        }
      return (weight: weight, item: activation)
    }
    return (sloped(pick(weighted: activations), features: features), loss)
  }

  /// Activations of hidden layers out of a random part of the choices.
  mutating func activations(_ choices: [Activation], count: Int, features: Features) -> [Activation] {
    // No choices, no hidden layers: the depth is 1 then.
    guard count > 0, !choices.isEmpty else { return [] }
    var allowed = choices.filter { _ in chance(0.5) }
    if allowed.isEmpty { allowed = choices }
    if !features.contains(.mixedActivations) { allowed = [pick(allowed)] }
    return (0..<count).map { _ in sloped(pick(allowed), features: features) }
  }

  /// The activation with an α of its own, where it has one.
  mutating func sloped(_ activation: Activation, features: Features) -> Activation {
    switch activation {
    case .leakyReLU(let customary): .leakyReLU(alpha: slope(customary: customary, features: features))
    case .elu(let customary): .elu(alpha: slope(customary: customary, features: features))
    case .linear, .sigmoid, .tanh, .relu, .softplus, .silu, .gelu, .softmax: activation
    }
  }

  private mutating func slope(customary: Double, features: Features) -> Double {
    guard features.contains(.unusualSlopes) else { return customary }
    switch integer(below: 4) {
    case 0: return customary
    case 1: return 0.05 + 0.9 * uniform()
    case 2: return 1 + 0.1 + 2 * uniform()
    default: return -(0.05 + 1.5 * uniform())
    }
  }
}
