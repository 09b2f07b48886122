import RealModule

/// A binary64 number with a running bound on its rounding error: |value − truth| ≤ error, for the textbook's own
/// computation and for every other computation of the same formula that adds up its sums in another order, fuses
/// multiplications into additions, or divides where the textbook multiplies by a reciprocal.
///
/// How the bound comes about, with u = 2⁻⁵³:
///
/// **Sums.** Any order of summation of n terms pᵢ is off by no more than γ_(n−1) Σ|pᵢ| (Higham, Accuracy and Stability of
/// Numerical Algorithms, 2nd ed., §4.2). So a sum does not add up errors addition by addition; it carries the number
/// of its terms, the sum of their magnitudes (`mass`) and the errors they came with (`inherited`).
///
/// **Products and quotients** add the unit of the operation itself and the first-order effect of the errors of both
/// sides, with their product, so that nothing is dropped.
///
/// **Library functions** propagate the error by the largest slope within it and add their own, `functionUlps`.
///
/// **Underflow.** A result that is not exact and below the smallest normal number may lose everything: that number is added.
///
/// Every operation is allowed `2u` where the textbook's own costs `u`: that pays for a correct program that multiplies by
/// 1/m instead of dividing by m (one rounding more) and for the roundings made in computing the bound itself.
@frozen
public struct Bounded: Number {
  public let value: Double
  /// The errors that the terms of the sum came with.
  @usableFromInline let inherited: Double
  /// Σ|pᵢ| over the terms of the sum, each with its own error included.
  @usableFromInline let mass: Double
  /// n, the number of terms of the sum; 1 for anything that is not a sum.
  @usableFromInline let terms: Double

  /// What one operation may add, relative to its result: 2u. See above for why not u.
  @usableFromInline static let roundoff = 0x1p-52
  /// The accuracy assumed of exp, log, tanh, erf and their kin: glibc documents at most 2 ulp for these on x86-64 and
  /// AArch64 (The GNU C Library manual, "Known Maximum Errors in Math Functions"), other libraries up to 4.
  @usableFromInline static let functionUlps = 4.0
  /// The same, relative to the result: an ulp is at most 2u.
  @usableFromInline static let functionError = functionUlps * 0x1p-52
  /// What underflow may take: the smallest normal number.
  @usableFromInline static let underflow = Double.leastNormalMagnitude

  @inlinable
  init(value: Double, inherited: Double, mass: Double, terms: Double) {
    self.value = value
    self.inherited = inherited
    self.mass = mass
    self.terms = terms
  }

  /// Not a sum: a value with an error.
  @inlinable
  public init(_ value: Double, error: Double) {
    self.init(value: value, inherited: error, mass: value.magnitude + 2 * error, terms: 1)
  }

  @inlinable public init(_ exact: Double) { self.init(exact, error: 0) }

  /// How far any correct computation may be from the truth, and so from `value`. Infinite where the formula decides nothing.
  @inlinable
  public var error: Double {
    guard terms > 1 else { return inherited }
    let bound = inherited + (terms - 1) * Self.roundoff * mass
    return bound.isNaN ? .infinity : bound
  }

  @inlinable
  public static func + (x: Bounded, y: Bounded) -> Bounded {
    // Adding an exact zero is exact, and is not counted as a term.
    if x.mass == 0 { return y }
    if y.mass == 0 { return x }
    return Bounded(
      value: x.value + y.value, inherited: x.inherited + y.inherited, mass: x.mass + y.mass,
      terms: x.terms + y.terms)
  }
  @inlinable public static func - (x: Bounded, y: Bounded) -> Bounded { x + -y }
  @inlinable
  public static prefix func - (x: Bounded) -> Bounded {
    Bounded(value: -x.value, inherited: x.inherited, mass: x.mass, terms: x.terms)
  }

  /// (x ± e)(y ± f) = xy ± (|x|f + |y|e + ef)
  @inlinable
  public static func * (x: Bounded, y: Bounded) -> Bounded {
    let (e, f) = (x.error, y.error)
    // An exact zero annihilates without rounding, unless it meets infinity.
    if (x.mass == 0 && f < .infinity) || (y.mass == 0 && e < .infinity) { return Bounded(x.value * y.value) }
    let (a, b) = (x.value.magnitude, y.value.magnitude)
    return rounded(x.value * y.value, propagated: a * f + b * e + e * f, relative: roundoff)
  }

  /// |x/y − x̂/ŷ| ≤ (e + |x̂/ŷ| f) / (|ŷ| − f)
  @inlinable
  public static func / (x: Bounded, y: Bounded) -> Bounded {
    let (e, f) = (x.error, y.error)
    let quotient = x.value / y.value
    guard y.value.magnitude > f else { return Bounded(quotient, error: .infinity) }
    if x.mass == 0 { return Bounded(quotient) }
    return rounded(quotient, propagated: (e + quotient.magnitude * f) / (y.value.magnitude - f), relative: roundoff)
  }

  /// The result of one operation: what came in through its arguments, and what it adds itself.
  @inlinable
  static func rounded(_ value: Double, propagated: Double, relative: Double) -> Bounded {
    let largest = value.magnitude + propagated
    let lost = value.magnitude < underflow ? underflow : 0
    // `propagated` was itself computed with up to six roundings, which may all have gone down: 8u of it pays for them.
    let error = propagated * (1 + 0x1p-50) + relative * largest + lost
    return Bounded(value, error: error.isNaN ? .infinity : error)
  }

  @inlinable public static var pi: Bounded { rounded(Double.pi, propagated: 0, relative: roundoff) }

  @inlinable
  public static func sqrt(_ x: Bounded) -> Bounded {
    let root = Double.sqrt(x.value)
    return rounded(root, propagated: x.error / root, relative: roundoff)
  }

  /// |e^(x+d) − e^x| ≤ e^x (e^|d| − 1)
  @inlinable
  public static func exp(_ x: Bounded) -> Bounded {
    let power = Double.exp(x.value)
    return rounded(power, propagated: growth(of: power, by: x.error), relative: functionError)
  }

  @inlinable
  public static func expMinusOne(_ x: Bounded) -> Bounded {
    if x.mass == 0 { return x }
    let growth = growth(of: Double.exp(x.value), by: x.error)
    return rounded(Double.expMinusOne(x.value), propagated: growth, relative: functionError)
  }

  /// power · (e^error − 1); 0 where e^x has underflowed to nothing and the error is finite and small.
  @inlinable
  static func growth(of power: Double, by error: Double) -> Double {
    (power + underflow) * Double.expMinusOne(error)
  }

  @inlinable
  public static func log(_ x: Bounded) -> Bounded {
    let e = x.error
    guard x.value > e else { return Bounded(Double.log(x.value), error: .infinity) }
    return rounded(Double.log(x.value), propagated: -Double.log(onePlus: -e / x.value), relative: functionError)
  }

  @inlinable
  public static func log(onePlus x: Bounded) -> Bounded {
    if x.mass == 0 { return x }
    let e = x.error
    guard 1 + x.value > e else { return Bounded(Double.log(onePlus: x.value), error: .infinity) }
    return rounded(Double.log(onePlus: x.value), propagated: e / (1 + x.value - e), relative: functionError)
  }

  /// tanh′ = 1/cosh² ≤ min(1, 4e^(−2|x|)), largest where |x| is least.
  @inlinable
  public static func tanh(_ x: Bounded) -> Bounded {
    if x.mass == 0 { return x }
    let slope = Swift.min(1, 4 * Double.exp(-2 * leastMagnitude(x)))
    return rounded(Double.tanh(x.value), propagated: slope * x.error, relative: functionError)
  }

  /// erf′ = (2/√π) e^(−x²), largest where |x| is least.
  @inlinable
  public static func erf(_ x: Bounded) -> Bounded {
    if x.mass == 0 { return x }
    return rounded(Double.erf(x.value), propagated: gaussian(x) * x.error, relative: functionError)
  }

  @inlinable
  public static func erfc(_ x: Bounded) -> Bounded {
    rounded(Double.erfc(x.value), propagated: gaussian(x) * x.error, relative: functionError)
  }

  /// The largest (2/√π) e^(−x²) within the error of x; 2/√π < 1.13.
  @inlinable
  static func gaussian(_ x: Bounded) -> Double {
    let nearest = leastMagnitude(x)
    return 1.13 * Double.exp(-nearest * nearest)
  }

  @inlinable
  static func leastMagnitude(_ x: Bounded) -> Double { Swift.max(x.value.magnitude - x.error, 0) }

  @inlinable
  public var signum: Signum {
    let error = error
    if value > error { return .positive }
    if -value > error { return .negative }
    return value == 0 && error == 0 ? .zero : .undetermined
  }

  @inlinable public var estimate: Double { value }

  /// The middle of the two, with an error that reaches beyond both.
  @inlinable
  public static func hull(_ a: Bounded, _ b: Bounded) -> Bounded {
    let middle = a.value / 2 + b.value / 2
    let reach = Swift.max((a.value - middle).magnitude + a.error, (b.value - middle).magnitude + b.error)
    return rounded(middle, propagated: reach, relative: roundoff)
  }
}
