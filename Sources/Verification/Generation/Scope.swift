import Networks

/// What the options leave possible: which activations may stand where, over which losses.
struct Scope: Sendable {
  /// Activations of hidden layers; where there are none, every network has one layer.
  let hidden: [Activation]
  /// Losses that have an output activation.
  let losses: [Loss]
  let maxDepth: Int
  private let activations: [Activation]

  init(activations: [Activation], losses: [Loss], maxDepth: Int) {
    self.activations = activations
    self.hidden = activations.filter { $0 != .softmax }
    self.losses = losses.filter { loss in activations.contains { loss.accepts(output: $0) } }
    self.maxDepth = self.hidden.isEmpty ? 1 : maxDepth
  }

  /// The activations that may stand at the output under a loss.
  func outputs(under loss: Loss) -> [Activation] { activations.filter { loss.accepts(output: $0) } }

  /// Activations whose slope jumps at 0.
  var kinked: [Activation] { hidden.filter(\.hasKink) }

  /// Activations that are exact on dyadic numbers.
  var dyadic: [Activation] {
    hidden.filter {
      switch $0 {
      case .linear, .relu, .leakyReLU: true
      case .sigmoid, .tanh, .elu, .softplus, .silu, .gelu, .softmax: false
      }
    }
  }

  /// What a regime would need and does not get, in words; nil where nothing is missing.
  func unmetNeed(of regime: Regime) -> String? {
    switch regime {
    case .ordinary, .saturated, .tiny, .huge, .sparse, .duplicated, .real: nil
    case .nearKink:
      if kinked.isEmpty {
        "relu, leaky_relu or elu"
      } else if maxDepth == 1 && !losses.contains(.squaredError) {
        "a hidden layer or squared_error"
      } else {
        nil
      }
    case .dyadic:
      if dyadic.isEmpty {
        "linear, relu or leaky_relu"
      } else if !losses.contains(.squaredError) {
        "squared_error"
      } else {
        nil
      }
    }
  }
}
