import RealModule

/// A number with a running bound on its rounding error in some arithmetic: |value − truth| ≤ error, for the textbook's own
/// computation and for every other computation of the same formula that adds up its sums in another order, fuses
/// multiplications into additions, or divides where the textbook multiplies by a reciprocal.
///
/// How the bound comes about, with u the unit roundoff of the arithmetic (2⁻⁵³ for binary64). The value itself is computed in
/// binary64, whatever the arithmetic that it is a bound for:
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
/// **Numbers of the problem** are exact where the arithmetic has them; else they are rounded on their way in.
///
/// **Overflow.** Where a partial sum or a result may exceed the largest number, the bound is infinite.
///
/// **Underflow.** A result that is not exact and may be below the smallest normal number may lose everything: that number is
/// added.
///
/// Every operation is allowed `2u` where the textbook's own costs `u`: that pays for a correct program that multiplies by
/// 1/m instead of dividing by m (one rounding more) and for the roundings made in computing the bound itself.
///
/// **Kinks.** Where the sign of a pre-activation is not known, the truth may be on one side and the program on the other: the
/// error is the whole distance between the two.
///
/// **Formulas.** Where the source of a program is unknown, the error is the largest over the admissible formulas: every bound
/// grows with the bounds of its arguments, so taking the largest at each place is no less than that of any combination.
@frozen
public struct BoundedNumber<Model: Arithmetic>: Number {
  public typealias Grids = BoundedGrids<Model>

  public let value: Double
  /// The errors that the terms of the sum came with.
  @usableFromInline let inherited: Double
  /// Σ|pᵢ| over the terms of the sum, each with its own error included.
  @usableFromInline let mass: Double
  /// n, the number of terms of the sum; 1 for anything that is not a sum.
  @usableFromInline let terms: Double

  @inlinable
  @inline(__always)
  init(value: Double, inherited: Double, mass: Double, terms: Double) {
    self.value = value
    self.inherited = inherited
    self.mass = mass
    self.terms = terms
  }

  /// Not a sum: a value with an error, which is not negative.
  @inlinable
  @inline(__always)
  public init(_ value: Double, error: Double) {
    // Of a NaN without a bound nothing is known, and that has to stay comparable: its mass is infinite, not NaN.
    let mass = error < .infinity ? value.magnitude + 2 * error : .infinity
    self.init(value: value, inherited: error, mass: mass, terms: 1)
  }

  /// A number of the problem, as the arithmetic has it.
  @inlinable
  @inline(__always)
  public init(_ exact: Double) {
    let fits = Model.roundoff == Binary64.roundoff || Double(Float(exact)) == exact
    // A subnormal number fits, but a program may flush it to zero.
    let isExact = fits && (exact == 0 || exact.magnitude >= Model.underflow)
    self = isExact ? Self(exact, error: 0) : Self.rounded(exact, propagated: 0, relative: Model.roundoff)
  }

  /// How far any correct computation may be from the truth, and so from `value`. Infinite where the formula decides nothing.
  @inlinable
  @inline(__always)
  public var error: Double {
    guard terms > 1 else { return inherited }
    // Each addition costs u · mass, and up to the smallest normal number where partial sums below it are flushed to zero: the
    // larger of twice the one and twice the other pays for both.
    let added = (terms - 1) * Swift.max(Model.roundoff * mass, 2 * Model.underflow)
    // Every partial sum, in any order, is at most the mass and what rounding adds to it.
    guard mass + added <= Model.largest else { return .infinity }
    return inherited + added
  }

  @inlinable
  @inline(__always)
  public static func + (x: BoundedNumber, y: BoundedNumber) -> BoundedNumber {
    // Adding an exact zero is exact, and is not counted as a term.
    if x.mass == 0 { return y }
    if y.mass == 0 { return x }
    return BoundedNumber(
      value: x.value + y.value, inherited: x.inherited + y.inherited, mass: x.mass + y.mass,
      terms: x.terms + y.terms)
  }
  @inlinable @inline(__always) public static func - (x: BoundedNumber, y: BoundedNumber) -> BoundedNumber { x + -y }
  @inlinable
  @inline(__always)
  public static prefix func - (x: BoundedNumber) -> BoundedNumber {
    BoundedNumber(value: -x.value, inherited: x.inherited, mass: x.mass, terms: x.terms)
  }

  /// (x ± e)(y ± f) = xy ± (|x|f + |y|e + ef)
  @inlinable
  @inline(__always)
  public static func * (x: BoundedNumber, y: BoundedNumber) -> BoundedNumber {
    let (e, f) = (x.error, y.error)
    // An exact zero annihilates without rounding, unless it meets infinity.
    if (x.mass == 0 && f < .infinity) || (y.mass == 0 && e < .infinity) { return BoundedNumber(x.value * y.value) }
    let (a, b) = (x.value.magnitude, y.value.magnitude)
    return rounded(x.value * y.value, propagated: a * f + b * e + e * f, relative: Model.roundoff)
  }

  /// |x/y − x̂/ŷ| ≤ (e + |x̂/ŷ| f) / (|ŷ| − f)
  @inlinable
  @inline(__always)
  public static func / (x: BoundedNumber, y: BoundedNumber) -> BoundedNumber {
    let (e, f) = (x.error, y.error)
    let quotient = x.value / y.value
    guard y.value.magnitude > f else { return BoundedNumber(quotient, error: .infinity) }
    if x.mass == 0 { return BoundedNumber(quotient) }
    return rounded(
      quotient, propagated: (e + quotient.magnitude * f) / (y.value.magnitude - f), relative: Model.roundoff)
  }

  /// The result of one operation: what came in through its arguments, and what it adds itself.
  @inlinable
  @inline(__always)
  static func rounded(_ value: Double, propagated: Double, relative: Double) -> BoundedNumber {
    // `propagated` was itself computed with up to six roundings of binary64, which may all have gone down: 2⁻⁵⁰ of it pays.
    let error = propagated * (1 + 0x1p-50) + relative * (value.magnitude + propagated)
    // The truth is this far from the value, and a program as far again from the truth.
    guard value.magnitude + 2 * error <= Model.largest else { return BoundedNumber(value, error: .infinity) }
    let lost = value.magnitude - 2 * error < Model.underflow ? Model.underflow : 0
    let total = error + lost
    return BoundedNumber(value: value, inherited: total, mass: value.magnitude + 2 * total, terms: 1)
  }

  @inlinable public static var pi: BoundedNumber { rounded(Double.pi, propagated: 0, relative: Model.roundoff) }

  @inlinable
  public static func sqrt(_ x: BoundedNumber) -> BoundedNumber {
    let root = Double.sqrt(x.value)
    return rounded(root, propagated: x.error / root, relative: Model.roundoff)
  }

  /// |e^(x+d) − e^x| ≤ e^x (e^|d| − 1)
  @inlinable
  public static func exp(_ x: BoundedNumber) -> BoundedNumber {
    let power = Double.exp(x.value)
    return rounded(power, propagated: growth(of: power, by: x.error), relative: Model.functionError)
  }

  @inlinable
  public static func expMinusOne(_ x: BoundedNumber) -> BoundedNumber {
    if x.mass == 0 { return x }
    let growth = growth(of: Double.exp(x.value), by: x.error)
    return rounded(Double.expMinusOne(x.value), propagated: growth, relative: Model.functionError)
  }

  /// power · (e^error − 1); 0 where e^x has underflowed to nothing and the error is finite and small.
  @inlinable
  @inline(__always)
  static func growth(of power: Double, by error: Double) -> Double {
    // e³/6 and all that follows are less than 2⁻⁸² of a sum that is rounded to 53 bits.
    let growth = error < 0x1p-40 ? error + error * (0.5 * error) : Double.expMinusOne(error)
    return (power + Model.underflow) * growth
  }

  @inlinable
  public static func log(_ x: BoundedNumber) -> BoundedNumber {
    let e = x.error
    guard x.value > e else { return BoundedNumber(Double.log(x.value), error: .infinity) }
    return rounded(Double.log(x.value), propagated: -Double.log(onePlus: -e / x.value), relative: Model.functionError)
  }

  @inlinable
  public static func log(onePlus x: BoundedNumber) -> BoundedNumber {
    if x.mass == 0 { return x }
    let e = x.error
    guard 1 + x.value > e else { return BoundedNumber(Double.log(onePlus: x.value), error: .infinity) }
    return rounded(Double.log(onePlus: x.value), propagated: e / (1 + x.value - e), relative: Model.functionError)
  }

  /// tanh′ = 1/cosh² ≤ min(1, 4e^(−2|x|)), largest where |x| is least.
  @inlinable
  public static func tanh(_ x: BoundedNumber) -> BoundedNumber {
    if x.mass == 0 { return x }
    let slope = Swift.min(1, 4 * Double.exp(-2 * leastMagnitude(x)))
    return rounded(Double.tanh(x.value), propagated: slope * x.error, relative: Model.functionError)
  }

  /// erf′ = (2/√π) e^(−x²), largest where |x| is least.
  @inlinable
  public static func erf(_ x: BoundedNumber) -> BoundedNumber {
    if x.mass == 0 { return x }
    return rounded(Double.erf(x.value), propagated: gaussian(x) * x.error, relative: Model.functionError)
  }

  @inlinable
  public static func erfc(_ x: BoundedNumber) -> BoundedNumber {
    rounded(Double.erfc(x.value), propagated: gaussian(x) * x.error, relative: 2 * Model.functionError)
  }

  /// The largest (2/√π) e^(−x²) within the error of x; 2/√π < 1.13.
  @inlinable
  static func gaussian(_ x: BoundedNumber) -> Double {
    let nearest = leastMagnitude(x)
    return 1.13 * Double.exp(-nearest * nearest)
  }

  @inlinable
  static func leastMagnitude(_ x: BoundedNumber) -> Double { Swift.max(x.value.magnitude - x.error, 0) }

  @inlinable
  @inline(__always)
  public var signum: Signum {
    let error = error
    if value > error { return .positive }
    if -value > error { return .negative }
    // At 0 itself the declared slope is that of the left; a program of unknown source may have declared another.
    return value == 0 && error == 0 && !Model.admitsEveryFormula ? .zero : .undetermined
  }

  @inlinable public var estimate: Double { value }

  @inlinable public var isExactZero: Bool { mass == 0 }
  @inlinable public var isAnnihilated: Bool { value.isFinite && error < .infinity }

  /// The middle of the two, with an error that reaches from beyond the one to beyond the other: the truth may be one of them and
  /// the program have taken the other.
  @inlinable
  public static func hull(_ a: BoundedNumber, _ b: BoundedNumber) -> BoundedNumber {
    if a.value == b.value && a.error == b.error { return a }
    let middle = a.value / 2 + b.value / 2
    let reach = Swift.max((a.value - middle).magnitude + a.error, (b.value - middle).magnitude + b.error)
    return rounded(middle, propagated: 2 * reach, relative: Model.roundoff)
  }

  /// The printed value, with the largest error of all the formulas. It remains a sum of as many terms as any of them: a program
  /// may go on adding to them in any order.
  @inlinable
  @inline(__always)
  public static func admissible(_ printed: BoundedNumber, _ other: @autoclosure () -> BoundedNumber) -> BoundedNumber {
    guard Model.admitsEveryFormula else { return printed }
    let other = other()
    return BoundedNumber(
      value: printed.value, inherited: Swift.max(printed.inherited, other.inherited),
      mass: Swift.max(printed.mass, other.mass), terms: Swift.max(printed.terms, other.terms))
  }

  @inlinable public static var admitsEveryFormula: Bool { Model.admitsEveryFormula }
}

/// A number with a bound on its rounding error in binary64, by the printed formulas.
public typealias Bounded = BoundedNumber<Binary64>
