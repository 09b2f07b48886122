public import Networks

// Every activation with its derivative beside it, in forms that neither overflow nor divide by zero: e^(−|u|) never overflows.

extension Textbook {
  /// vˡ = g(uˡ) for one case. Softmax sees its neurons together, everything else one neuron at a time.
  @inlinable
  public static func activations<T: Number>(_ activation: Activation, _ u: [T]) -> [T] {
    activation == .softmax ? softmax(u) : u.map { g(activation, $0) }
  }

  /// v = g(u)
  ///
  /// - Precondition: not softmax, which has no value for one neuron alone.
  @inlinable
  public static func g<T: Number>(_ activation: Activation, _ u: T) -> T {
    switch activation {
    case .linear: u
    case .sigmoid: sigmoid(u)
    case .tanh: T.tanh(u)
    case .relu: select(u, positive: u, otherwise: T.zero)
    case .leakyReLU(let α): select(u, positive: u, otherwise: T(α) * u)
    case .elu(let α): u.signum == .positive ? u : select(u, positive: u, otherwise: eluBelow(α, u))
    case .softplus: softplus(u)
    case .silu: u * sigmoid(u)
    case .gelu: u * Φ(u)
    case .softmax: preconditionFailure("softmax of a single neuron")
    }
  }

  /// g′(u), with v = g(u) where the printed formula uses it. At the kink u = 0 the declared conventions are 0 for relu
  /// and α for leaky_relu and elu.
  ///
  /// - Precondition: not softmax, whose derivative is a matrix: `softmaxJacobian`.
  @inlinable
  public static func gPrime<T: Number>(_ activation: Activation, u: T, v: T) -> T {
    switch activation {
    case .linear: return T.one
    case .sigmoid: return T.admissible(v * (T.one - v), sigmoid(u) * sigmoid(-u))
    case .tanh: return T.admissible(T.one - v * v, (T.one - v) * (T.one + v), sechSquared(u))
    case .relu: return select(u, positive: T.one, otherwise: T.zero)
    case .leakyReLU(let α): return select(u, positive: T.one, otherwise: T(α))
    case .elu(let α):
      guard u.signum != .positive else { return T.one }
      return select(u, positive: T.one, otherwise: T.admissible(T(α) * T.exp(u), v + T(α)))
    case .softplus: return sigmoid(u)
    case .silu:
      let s = sigmoid(u)
      return T.admissible(s * (T.one + u * (T.one - s)), s + v * (T.one - s))
    case .gelu: return Φ(u) + u * φ(u)
    case .softmax: preconditionFailure("softmax of a single neuron")
    }
  }

  /// One of two by the sign of u, or all between them where the sign is not known.
  @inlinable
  static func select<T: Number>(_ u: T, positive: T, otherwise: T) -> T {
    switch u.signum {
    case .positive: positive
    case .negative, .zero: otherwise
    case .undetermined: T.hull(positive, otherwise)
    }
  }

  /// 1/(1+e^(−u)); for u < 0 the same number as e^u/(1+e^u).
  @inlinable
  static func sigmoid<T: Number>(_ u: T) -> T {
    guard u.signum == .negative else { return T.one / (T.one + T.exp(-u)) }
    let e = T.exp(u)
    return e / (T.one + e)
  }

  /// α(e^u − 1), elu below its kink.
  @inlinable
  static func eluBelow<T: Number>(_ α: Double, _ u: T) -> T {
    T.admissible(T(α) * T.expMinusOne(u), T(α) * (T.exp(u) - T.one))
  }

  /// 1/cosh²u = 4e^(−2|u|) / (1 + e^(−2|u|))², which keeps its digits where 1 − tanh²u loses them.
  @inlinable
  static func sechSquared<T: Number>(_ u: T) -> T {
    let e = T.exp(T(-2) * (u.signum == .negative ? -u : u))
    return T(4) * e / ((T.one + e) * (T.one + e))
  }

  /// log(1+e^u); for u > 0 the same number as u + log(1+e^(−u)).
  @inlinable
  static func softplus<T: Number>(_ u: T) -> T {
    u.signum == .positive ? u + T.log(onePlus: T.exp(-u)) : T.log(onePlus: T.exp(u))
  }

  /// Φ(u) = ½(1 + erf(u/√2)), the normal distribution; for u < 0, ½ erfc(−u/√2) keeps the digits of the small tail.
  @inlinable
  static func Φ<T: Number>(_ u: T) -> T {
    let x = u / T.sqrt(T(2))
    guard u.signum == .negative else { return T.admissible(T(0.5) * (T.one + T.erf(x)), T(0.5) * T.erfc(-x)) }
    return T.admissible(T(0.5) * T.erfc(-x), T(0.5) * (T.one + T.erf(x)))
  }

  /// φ(u) = e^(−u²/2) / √(2π), its density.
  @inlinable
  static func φ<T: Number>(_ u: T) -> T {
    T.exp(-(T(0.5) * u * u)) / T.sqrt(T(2) * T.pi)
  }

  /// vⱼ = e^(uⱼ) / Σₖ e^(uₖ). Subtracting the largest u changes nothing but prevents overflow.
  @inlinable
  static func softmax<T: Number>(_ u: some Column<T>) -> [T] {
    let shift = largest(u)
    let powers = u.map { T.exp($0 - shift) }
    let total = sum(powers)
    return powers.map { $0 / total }
  }

  /// ∂vₖ/∂uⱼ = vₖ (1[k = j] − vⱼ), one entry of the Jacobian diag(v) − v vᵀ.
  @inlinable
  static func softmaxJacobian<T: Number>(_ v: some Column<T>, k: Int, j: Int) -> T {
    k == j ? v[j] * (T.one - v[j]) : -(v[k] * v[j])
  }

  /// The largest u, as far as its estimate tells; any choice is correct, a large one does not overflow.
  @inlinable
  static func largest<T: Number>(_ u: some Column<T>) -> T {
    var best = u[0]
    for x in u.dropFirst() where x.estimate > best.estimate { best = x }
    return best
  }
}
