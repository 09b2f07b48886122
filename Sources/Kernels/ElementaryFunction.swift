import CVectorMath
package import Networks

/// A function of one number, applied to every entry of a matrix.
package struct ElementaryFunction: Sendable {
  let name: nnv_activation
  let alpha: Double

  /// - Returns: nil for softmax, which is none.
  package init?(_ activation: Activation) {
    alpha = activation.alpha ?? 0
    switch activation {
    case .linear: name = NNV_LINEAR
    case .sigmoid: name = NNV_SIGMOID
    case .tanh: name = NNV_TANH
    case .relu: name = NNV_RELU
    case .leakyReLU: name = NNV_LEAKY_RELU
    case .elu: name = NNV_ELU
    case .softplus: name = NNV_SOFTPLUS
    case .silu: name = NNV_SILU
    case .gelu: name = NNV_GELU
    case .softmax: return nil
    }
  }
}
