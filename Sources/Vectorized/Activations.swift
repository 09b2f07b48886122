import Networks
import RealModule

// Each activation g and its derivative, over whole matrices. Every form is safe at any finite z: the exponentials that occur
// are e^(−|z|) or e^(−z²/2), so nothing overflows, and nothing infinite meets a zero.

extension Activation {
  /// A = g(Z). Z, A: n × m.
  ///
  /// - Accuracy: a few ulp of each entry; gelu loses up to about z² ulp in its negative tail (the condition of erfc).
  func callAsFunction(_ Z: Matrix) -> Matrix {
    switch self {
    case .linear: Z
    case .sigmoid: matrixLogistic(Z)
    case .tanh: Z.map { .tanh($0) }
    case .relu: Z.map { $0 <= 0 ? 0 : $0 }
    case .leakyReLU(let α): Z.map { $0 > 0 ? $0 : α * $0 }
    case .elu(let α): Z.map { $0 > 0 ? $0 : α * .expMinusOne($0) }
    case .softplus: Z.map(logOnePlusExp)
    case .silu: Z.map { $0 * logistic($0) }
    case .gelu: Z.map { $0 * normalDistribution($0) }
    case .softmax: columnSoftmax(Z)
    }
  }

  /// g′ at a layer, ready to be multiplied: `dA ⊙ g.derivative(Z, A)`.
  func derivative(_ Z: Matrix, _ A: Matrix) -> ActivationDerivative {
    ActivationDerivative(g: self, Z: Z, A: A)
  }
}

/// The derivative of A = g(Z), as what it does to dA: a product with g′(Z) element by element, for softmax the product with
/// the transposed Jacobian of each case.
struct ActivationDerivative {
  let g: Activation
  /// n × m
  let Z: Matrix
  /// n × m
  let A: Matrix

  /// dZ = dA ⊙ g′(Z); for softmax dZ = Jᵀ dA. All n × m.
  ///
  /// The derivative at a kink is the one of the left side: relu′(0) = 0, leaky_relu′(0) = elu′(0) = α.
  ///
  /// - Accuracy: a few ulp of dA ⊙ g′, but for the forms that cancel: a(1 − a), 1 − a² and 1 − s have an absolute error of a
  ///   few 2⁻⁵³ in their difference, Φ(z) + zφ(z) one of a few 2⁻⁵³ (1 + z²) in the larger term.
  static func ⊙ (dA: consuming Matrix, derivative: ActivationDerivative) -> Matrix {
    let (Z, A) = (derivative.Z, derivative.A)
    switch derivative.g {
    case .linear: break
    case .sigmoid: dA.update(with: A) { dA, a in dA * (a * (1 - a)) }
    case .tanh: dA.update(with: A) { dA, a in dA * (1 - a * a) }
    case .relu: dA.update(with: Z) { dA, z in dA * (z > 0 ? 1 : 0) }
    case .leakyReLU(let α): dA.update(with: Z) { dA, z in dA * (z > 0 ? 1 : α) }
    case .elu(let α): dA.update(with: Z) { dA, z in dA * (z > 0 ? 1 : α * .exp(z)) }
    case .softplus: dA.update(with: Z) { dA, z in dA * logistic(z) }
    case .silu:
      dA.update(with: Z) { dA, z in
        let s = logistic(z)
        return dA * (s * (1 + z * (1 - s)))
      }
    case .gelu: dA.update(with: Z) { dA, z in dA * (normalDistribution(z) + z * normalDensity(z)) }
    case .softmax: return softmaxTransposedJacobian(at: A, times: dA)
    }
    return dA
  }
}

/// σ(z) = 1 / (1 + e^(−z)), below zero as e^z / (1 + e^z).
@inline(__always)
func logistic(_ z: Double) -> Double {
  let e = Double.exp(-abs(z))
  return (z < 0 ? e : 1) / (1 + e)
}

/// log(1 + e^z) = max(z, 0) + log(1 + e^(−|z|)).
@inline(__always)
func logOnePlusExp(_ z: Double) -> Double {
  max(z, 0) + .log(onePlus: .exp(-abs(z)))
}

/// Φ(z) = ½ (1 + erf(z/√2)) = ½ erfc(−z/√2), which keeps its digits in the negative tail.
@inline(__always)
func normalDistribution(_ z: Double) -> Double {
  0.5 * .erfc(-z * 0.5.squareRoot())
}

/// φ(z) = e^(−z²/2) / √(2π)
@inline(__always)
func normalDensity(_ z: Double) -> Double {
  .exp(-0.5 * z * z) * (0.5 / .pi).squareRoot()
}

/// σ of every entry. Two passes, of which the second has no call in it and runs several entries at a time.
private func matrixLogistic(_ Z: Matrix) -> Matrix {
  var A = Z.map { .exp(-abs($0)) }
  A.update(with: Z) { e, z in (z < 0 ? e : 1) / (1 + e) }
  return A
}
