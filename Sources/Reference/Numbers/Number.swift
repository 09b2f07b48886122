import RealModule

/// What the textbook needs of a number, and no more: the same equations run over `Double` (the textbook answer), `Dual`
/// (exact derivatives from the forward pass alone), `Bounded` (how far a correct program may be off) and `Ball` of Enclosures (the
/// true value, proven).
public protocol Number: Sendable {
  /// How whole grids of such numbers are computed.
  associatedtype Grids: GridArithmetic = PlainGrids<Self> where Grids.Scalar == Self

  /// The double itself, exactly.
  init(_ exact: Double)

  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
  static prefix func - (number: Self) -> Self
  /// The same as `left = left + right`, for numbers that can do it in place.
  static func += (left: inout Self, right: Self)

  static var pi: Self { get }
  static func sqrt(_ x: Self) -> Self
  static func exp(_ x: Self) -> Self
  /// e^x − 1
  static func expMinusOne(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  /// log(1 + x)
  static func log(onePlus x: Self) -> Self
  static func tanh(_ x: Self) -> Self
  static func erf(_ x: Self) -> Self
  static func erfc(_ x: Self) -> Self

  /// The sign, where the number knows it.
  var signum: Signum { get }
  /// A double nearby, to choose by where every choice is correct. It never enters a result.
  var estimate: Double { get }
  /// Whether it is 0 and known to be 0, so that it adds nothing; false where nobody asks.
  var isExactZero: Bool { get }
  /// Whether its product with an exact zero is an exact zero; false where nobody asks.
  var isAnnihilated: Bool { get }
  /// A number that stands for everything between the two.
  static func hull(_ a: Self, _ b: Self) -> Self
  /// One quantity by the printed formula, where correct programs use others as well. Only a bound for programs of unknown
  /// source looks at the others.
  static func admissible(_ printed: Self, _ other: @autoclosure () -> Self) -> Self
  /// Whether it does.
  static var admitsEveryFormula: Bool { get }
}

/// A sign that may be unknown: an enclosure of a number may contain zero, and NaN has no sign.
public enum Signum: Sendable {
  case negative
  case zero
  case positive
  case undetermined
}

extension Number {
  @inlinable public static var zero: Self { Self(0) }
  @inlinable public static var one: Self { Self(1) }

  @inlinable public static func admissible(_ printed: Self, _ other: @autoclosure () -> Self) -> Self { printed }
  @inlinable public static var admitsEveryFormula: Bool { false }

  @inlinable
  @inline(__always)
  public static func admissible(_ printed: Self, _ one: @autoclosure () -> Self, _ two: @autoclosure () -> Self) -> Self
  {
    admissible(admissible(printed, one()), two())
  }

  @inlinable public static func += (left: inout Self, right: Self) { left = left + right }

  @inlinable public var isExactZero: Bool { false }
  @inlinable public var isAnnihilated: Bool { false }
}

extension Double: Number {
  @inlinable public init(_ exact: Double) { self = exact }

  @inlinable
  public var signum: Signum {
    if self > 0 { return .positive }
    if self < 0 { return .negative }
    return self == 0 ? .zero : .undetermined
  }

  @inlinable public var estimate: Double { self }

  /// A double always knows its sign, NaN apart, so nothing but NaN can come of a hull.
  @inlinable public static func hull(_ a: Double, _ b: Double) -> Double { .nan }
}

/// The textbook in binary32: what is rounded on its way in is rounded here.
extension Float: Number {
  @inlinable
  public var signum: Signum {
    if self > 0 { return .positive }
    if self < 0 { return .negative }
    return self == 0 ? .zero : .undetermined
  }

  @inlinable public var estimate: Double { Double(self) }

  /// As for a double, nothing but NaN can come of a hull.
  @inlinable public static func hull(_ a: Float, _ b: Float) -> Float { .nan }
}
