import Networks
import RealModule
public import Verification

/// A correct program, written with other admissible formulas than the textbook's wherever there are any.
public enum OtherFormulas {
  /// Judged as a program of unknown source.
  public static let factory = factory(formula: Formula(nil))

  /// Judged as a program of this formula.
  public static func factory(formula: Formula) -> ImplementationFactory {
    let steps = steps
    return ImplementationFactory(name: "other-formulas", formula: formula) { Plain(steps) }
  }

  private static let steps: Steps = {
    var steps = Steps()
    steps.g = g
    steps.gPrime = gPrime
    steps.caseCost = caseCost
    steps.outputDelta = outputDelta
    // 1/m is in dZ[L] already.
    steps.batchScale = { _ in 1 }
    return steps
  }()

  private static func g(_ activation: Activation, _ z: Double) -> Double {
    switch activation {
    case .elu(let α): z > 0 ? z : α * (.exp(z) - 1)
    case .gelu: z * Φ(z)
    default: Correct.g(activation, z)
    }
  }

  /// At a kink the slope of the right.
  private static func gPrime(_ activation: Activation, _ z: Double, _ a: Double) -> Double {
    switch activation {
    case .sigmoid: Correct.sigmoid(z) * Correct.sigmoid(-z)
    case .tanh: (1 - a) * (1 + a)
    case .relu: z >= 0 ? 1 : 0
    case .leakyReLU(let α): z >= 0 ? 1 : α
    case .elu(let α): z >= 0 ? 1 : a + α
    case .silu: Correct.sigmoid(z) + a * (1 - Correct.sigmoid(z))
    case .gelu: Φ(z) + z * Correct.φ(z)
    default: Correct.gPrime(activation, z, a)
    }
  }

  /// The normal distribution by erf on both sides, which loses the small tail.
  private static func Φ(_ z: Double) -> Double { 0.5 * (1 + .erf(z / (2.0).squareRoot())) }

  /// The cross-entropies from the outputs.
  private static func caseCost(_ pass: Pass, _ n: Int) -> Double {
    let (a, y) = (pass.A[pass.L].column(n), pass.problem.targets.column(n))
    switch pass.problem.loss {
    case .squaredError: return Correct.caseCost(pass, n)
    case .binaryCrossEntropy:
      return -Correct.sum(y.count) { j in y[j] * .log(a[j]) + (1 - y[j]) * .log(1 - a[j]) }
    case .categoricalCrossEntropy: return -Correct.sum(y.count) { j in y[j] * .log(a[j]) }
    }
  }

  /// BP1 from dA whatever the loss, with the Jacobian of softmax multiplied out, and 1/m.
  private static func outputDelta(_ pass: Pass, _ n: Int) -> [Double] {
    let (dA, a, scale) = (Correct.dA(pass, n), pass.A[pass.L].column(n), Correct.batchScale(pass))
    guard pass.activation(pass.L) == .softmax else {
      return Correct.outputDelta(pass, n, dA: dA).map { scale * $0 }
    }
    let inner = Correct.sum(a.count) { k in a[k] * dA[k] }
    return a.indices.map { j in scale * (a[j] * (dA[j] - inner)) }
  }
}
