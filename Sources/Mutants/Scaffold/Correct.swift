import Networks
import RealModule

/// The correct steps of the way up: activations in forms that neither overflow nor divide by zero. The way down is next door.
enum Correct {
  static func sum(_ count: Int, _ term: (Int) -> Double) -> Double {
    var sum = 0.0
    for k in 0..<count { sum += term(k) }
    return sum
  }

  static func preactivation(_ pass: Pass, _ l: Int, _ n: Int) -> [Double] {
    let (W, b, a) = (pass.W(l), pass.b(l), pass.A[l - 1])
    return b.indices.map { j in pass.steps.sum(W.columns) { i in W[j, i] * a[i, n] } + b[j] }
  }

  static func activation(_ pass: Pass, _ l: Int) -> Grid<Double> {
    let (g, Z) = (pass.activation(l), pass.Z[l])
    guard g == .softmax else { return Z.map { pass.steps.g(g, $0) } }
    return Grid(columns: (0..<pass.m).map { pass.steps.softmax(Z.column($0)) })
  }

  static func g(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .linear: z
    case .sigmoid: sigmoid(z)
    case .tanh: .tanh(z)
    case .relu: z > 0 ? z : 0
    case .leakyReLU(let α): z > 0 ? z : α * z
    case .elu(let α): z > 0 ? z : α * .expMinusOne(z)
    case .softplus: softplus(z)
    case .silu: z * sigmoid(z)
    case .gelu: z * Φ(z)
    case .softmax: preconditionFailure("softmax of a single neuron")
    }
  }

  static func gPrime(_ activation: Activation, _ z: Double, _ a: Double) -> Double {
    switch activation {
    case .linear: return 1
    case .sigmoid: return a * (1 - a)
    case .tanh: return 1 - a * a
    case .relu: return z > 0 ? 1 : 0
    case .leakyReLU(let α): return z > 0 ? 1 : α
    case .elu(let α): return z > 0 ? 1 : α * .exp(z)
    case .softplus: return sigmoid(z)
    case .silu:
      let s = sigmoid(z)
      return s * (1 + z * (1 - s))
    case .gelu: return Φ(z) + z * φ(z)
    case .softmax: preconditionFailure("softmax of a single neuron")
    }
  }

  static func sigmoid(_ z: Double) -> Double {
    // Of the two forms of the same number, the one whose power does not overflow.
    z < 0 ? .exp(z) / (1 + .exp(z)) : 1 / (1 + .exp(-z))
  }

  static func softplus(_ z: Double) -> Double {
    z > 0 ? z + .log(onePlus: .exp(-z)) : .log(onePlus: .exp(z))
  }

  /// The normal distribution; the small tail by erfc, which keeps its digits.
  static func Φ(_ z: Double) -> Double {
    let x = z / (2.0).squareRoot()
    return z < 0 ? 0.5 * .erfc(-x) : 0.5 * (1 + .erf(x))
  }

  /// Its density.
  static func φ(_ z: Double) -> Double { .exp(-(0.5 * z * z)) / (2 * .pi).squareRoot() }

  static func softmax(_ z: [Double]) -> [Double] {
    let largest = z.max() ?? 0
    let powers = z.map { Double.exp($0 - largest) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  static func caseCost(_ pass: Pass, _ n: Int) -> Double {
    let (z, a, y) = (pass.Z[pass.L].column(n), pass.A[pass.L].column(n), pass.problem.targets.column(n))
    switch pass.problem.loss {
    case .squaredError: return 0.5 * sum(y.count) { j in (y[j] - a[j]) * (y[j] - a[j]) }
    case .binaryCrossEntropy: return sum(y.count) { j in softplus(z[j]) - y[j] * z[j] }
    case .categoricalCrossEntropy:
      return y.reduce(0, +) * logSumExp(z) - sum(y.count) { j in y[j] * z[j] }
    }
  }

  static func logSumExp(_ z: [Double]) -> Double {
    let largest = z.max() ?? 0
    return largest + .log(z.reduce(0) { $0 + .exp($1 - largest) })
  }

  static func cost(_ pass: Pass) -> Double { batchScale(pass) * sum(pass.m) { n in pass.steps.caseCost(pass, n) } }

  static func batchScale(_ pass: Pass) -> Double { pass.problem.reduction == .mean ? 1 / Double(pass.m) : 1 }
}
