import Kernels
import Networks

// Each activation g and its derivative, over whole matrices.

extension Activation {
  /// A = g(Z). Z, A: n × m.
  ///
  /// - Accuracy: a few ulp of each entry; gelu loses up to about z² ulp in its negative tail (the condition of erfc).
  func callAsFunction(_ Z: Block) -> Activated { Activated(g: self, Z: Z) }

  /// g′ at a layer, ready to be multiplied: `dA ⊙ g.derivative(Z, A)`.
  func derivative(_ Z: Block, _ A: Block) -> ActivationDerivative { ActivationDerivative(g: self, Z: Z, A: A) }
}

/// g(Z), to be written somewhere.
struct Activated {
  let g: Activation
  /// n × m
  let Z: Block

  /// Nothing is to be done where g is the identity and A stands where Z does.
  static func ← (A: Block, activated: Activated) -> Operation? {
    let Z = activated.Z
    if activated.g == .linear && A.isSame(as: Z) { return nil }
    guard let g = ElementaryFunction(activated.g) else { return .softmax(Z: Z, A: A) }
    return .function(g, Z: Z, A: A)
  }
}

/// The derivative of A = g(Z), as what it does to dA: a product with g′(Z) element by element, for softmax the product with
/// the transposed Jacobian of each case.
struct ActivationDerivative {
  let g: Activation
  /// n × m
  let Z: Block
  /// n × m
  let A: Block

  /// dA ⊙ g′(Z); for softmax Jᵀ dA. All n × m.
  ///
  /// The derivative at a kink is the one of the left side: relu′(0) = 0, leaky_relu′(0) = elu′(0) = α.
  ///
  /// - Accuracy: a few ulp of dA ⊙ g′, but for the forms that cancel: a(1 − a), 1 − a² and 1 − s have an absolute error of a
  ///   few 2⁻⁵³ in their difference, Φ(z) + zφ(z) one of a few 2⁻⁵³ (1 + z²) in the larger term.
  static func ⊙ (dA: Block, derivative: ActivationDerivative) -> ChainRule { ChainRule(dA: dA, derivative: derivative) }
}

/// dA ⊙ g′(Z), to be written somewhere.
struct ChainRule {
  /// n × m
  let dA: Block
  let derivative: ActivationDerivative

  /// Nothing is to be done where g′ is 1 and dZ stands where dA does.
  static func ← (dZ: Block, rule: ChainRule) -> Operation? {
    let (dA, Z, A) = (rule.dA, rule.derivative.Z, rule.derivative.A)
    if rule.derivative.g == .linear && dZ.isSame(as: dA) { return nil }
    guard let g = ElementaryFunction(rule.derivative.g) else { return .softmaxDerivative(A: A, dA: dA, dZ: dZ) }
    return .derivative(g, Z: Z, A: A, dA: dA, dZ: dZ)
  }
}
