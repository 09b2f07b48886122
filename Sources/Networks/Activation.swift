/// The nonlinearity of a layer. A bare name: `Reference` and `Vectorized` each implement g and g′ themselves, and that
/// independence is what makes their agreement evidence.
///
/// `leakyReLU` and `elu` carry their α, a binary64; it may be negative or exceed 1.
public enum Activation: Hashable, Sendable {
  case linear
  case sigmoid
  case tanh
  case relu
  case leakyReLU(alpha: Double)
  case elu(alpha: Double)
  case softplus
  case silu
  /// z Φ(z) with the exact Φ, not its tanh approximation.
  case gelu
  /// Over the neurons of one case. Output layer only.
  case softmax

  /// Every activation, those with a parameter at its customary value.
  public static let all: [Activation] = [
    .linear, .sigmoid, .tanh, .relu, .leakyReLU(alpha: 0.01), .elu(alpha: 1), .softplus, .silu,
    .gelu, .softmax,
  ]

  /// Every activation that a hidden layer may have.
  public static let hidden: [Activation] = all.filter { $0 != .softmax }

  /// The name in case files and messages.
  public var name: String {
    switch self {
    case .linear: "linear"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    case .relu: "relu"
    case .leakyReLU: "leaky_relu"
    case .elu: "elu"
    case .softplus: "softplus"
    case .silu: "silu"
    case .gelu: "gelu"
    case .softmax: "softmax"
    }
  }

  /// α of `leakyReLU` and `elu`.
  public var alpha: Double? {
    switch self {
    case .leakyReLU(let alpha), .elu(let alpha): alpha
    default: nil
    }
  }

  /// Whether g′ depends on the sign of z, so that it jumps (or may jump) at z = 0.
  public var hasKink: Bool {
    switch self {
    case .relu, .leakyReLU, .elu: true
    case .linear, .sigmoid, .tanh, .softplus, .silu, .gelu, .softmax: false
    }
  }
}

extension Activation: CustomStringConvertible {
  public var description: String { alpha.map { "\(name)(\($0))" } ?? name }
}
