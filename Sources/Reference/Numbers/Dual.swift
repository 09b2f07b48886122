/// a + b ε with ε² = 0: a value and its slope along one direction.
///
/// The textbook *forward* pass over dual numbers gives an exact derivative of the cost without any line of
/// backpropagation, so it is an oracle that shares nothing with what it judges. It is exact but for rounding.
///
/// - Source: A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., ch. 3 (forward mode).
@frozen
public struct Dual<Base: Number>: Number {
  public typealias Grids = DualGrids<Base>

  public var value: Base
  /// The derivative of `value` along the direction.
  public var slope: Base

  @inlinable
  public init(_ value: Base, slope: Base) {
    self.value = value
    self.slope = slope
  }

  /// A constant: its slope is 0.
  @inlinable public init(_ exact: Double) { self.init(Base(exact), slope: .zero) }

  @inlinable
  public static func + (x: Dual, y: Dual) -> Dual {
    Dual(x.value + y.value, slope: x.slope + y.slope)
  }
  @inlinable
  public static func - (x: Dual, y: Dual) -> Dual {
    Dual(x.value - y.value, slope: x.slope - y.slope)
  }
  @inlinable
  public static func += (x: inout Dual, y: Dual) {
    x.value += y.value
    x.slope += y.slope
  }
  @inlinable public static prefix func - (x: Dual) -> Dual { Dual(-x.value, slope: -x.slope) }

  /// (xy)′ = x′y + xy′
  @inlinable
  public static func * (x: Dual, y: Dual) -> Dual {
    Dual(x.value * y.value, slope: x.slope * y.value + x.value * y.slope)
  }
  /// (x/y)′ = (x′ − (x/y) y′) / y
  @inlinable
  public static func / (x: Dual, y: Dual) -> Dual {
    let quotient = x.value / y.value
    return Dual(quotient, slope: (x.slope - quotient * y.slope) / y.value)
  }

  @inlinable public static var pi: Dual { Dual(.pi, slope: .zero) }

  /// (√x)′ = x′ / (2√x)
  @inlinable
  public static func sqrt(_ x: Dual) -> Dual {
    let root = Base.sqrt(x.value)
    return Dual(root, slope: x.slope / (Base(2) * root))
  }
  /// (eˣ)′ = eˣ x′
  @inlinable
  public static func exp(_ x: Dual) -> Dual {
    let power = Base.exp(x.value)
    return Dual(power, slope: power * x.slope)
  }
  /// (eˣ − 1)′ = eˣ x′
  @inlinable
  public static func expMinusOne(_ x: Dual) -> Dual {
    Dual(.expMinusOne(x.value), slope: .exp(x.value) * x.slope)
  }
  /// (log x)′ = x′ / x
  @inlinable public static func log(_ x: Dual) -> Dual { Dual(.log(x.value), slope: x.slope / x.value) }
  /// (log(1+x))′ = x′ / (1 + x)
  @inlinable
  public static func log(onePlus x: Dual) -> Dual {
    Dual(.log(onePlus: x.value), slope: x.slope / (.one + x.value))
  }
  /// (tanh x)′ = (1 − tanh²x) x′
  @inlinable
  public static func tanh(_ x: Dual) -> Dual {
    let t = Base.tanh(x.value)
    return Dual(t, slope: (.one - t * t) * x.slope)
  }
  /// (erf x)′ = (2/√π) e^(−x²) x′
  @inlinable
  public static func erf(_ x: Dual) -> Dual {
    Dual(.erf(x.value), slope: gaussian(x.value) * x.slope)
  }
  /// (erfc x)′ = −(2/√π) e^(−x²) x′
  @inlinable
  public static func erfc(_ x: Dual) -> Dual {
    Dual(.erfc(x.value), slope: -(gaussian(x.value) * x.slope))
  }

  /// (2/√π) e^(−x²)
  @inlinable
  static func gaussian(_ x: Base) -> Base { Base(2) / Base.sqrt(.pi) * Base.exp(-(x * x)) }

  @inlinable public var signum: Signum { value.signum }
  @inlinable public var estimate: Double { value.estimate }

  @inlinable
  public static func hull(_ a: Dual, _ b: Dual) -> Dual {
    Dual(.hull(a.value, b.value), slope: .hull(a.slope, b.slope))
  }
}
