import Networks
import Reference

/// A number in two doubles, high + low: about 104 bits, so that the rounding of binary64 shows. Independent of the
/// bounds that it judges.
///
/// Source: M. Joldes, J.-M. Muller, V. Popescu, Tight and rigorous error bounds for basic building blocks of double-word
/// arithmetic (2017): AccurateDWPlusDW, DWTimesDW3, DWDivDW2, each within 2⁻¹⁰⁰ of the result.
struct DoubleDouble: Number {
  var high: Double
  var low: Double

  init(_ exact: Double) { (high, low) = (exact, 0) }

  /// The sum of the two, exactly (2Sum).
  init(sum a: Double, _ b: Double) {
    let s = a + b
    let bb = s - a
    (high, low) = (s, (a - (s - bb)) + (b - bb))
  }

  /// The product of the two, exactly but for underflow (2Prod).
  init(product a: Double, _ b: Double) {
    let p = a * b
    (high, low) = (p, (-p).addingProduct(a, b))
  }

  static func + (x: Self, y: Self) -> Self {
    let (s, t) = (Self(sum: x.high, y.high), Self(sum: x.low, y.low))
    let v = Self(sum: s.high, s.low + t.high)
    return Self(sum: v.high, t.low + v.low)
  }
  static func - (x: Self, y: Self) -> Self { x + -y }
  static prefix func - (x: Self) -> Self {
    var x = x
    (x.high, x.low) = (-x.high, -x.low)
    return x
  }
  static func * (x: Self, y: Self) -> Self {
    let p = Self(product: x.high, y.high)
    let rest = (x.low * y.low).addingProduct(x.high, y.low).addingProduct(x.low, y.high)
    return Self(sum: p.high, p.low + rest)
  }
  static func / (x: Self, y: Self) -> Self {
    let q = x.high / y.high
    let r = x - y * Self(q)
    return Self(sum: q, r.high / y.high)
  }

  var magnitude: Self { high < 0 || (high == 0 && low < 0) ? -self : self }

  static func <= (x: Self, y: Double) -> Bool {
    let d = x + -Self(y)
    return d.high < 0 || (d.high == 0 && d.low <= 0)
  }

  var signum: Signum { high.signum }
  var estimate: Double { high }
  static func hull(_ a: Self, _ b: Self) -> Self { preconditionFailure("a double-double knows its sign") }

  // Nothing here needs them: the networks that run over double-doubles are piecewise linear.
  static var pi: Self { preconditionFailure("no π in double-doubles") }
  static func sqrt(_ x: Self) -> Self { preconditionFailure("no √ in double-doubles") }
  static func exp(_ x: Self) -> Self { preconditionFailure("no exp in double-doubles") }
  static func expMinusOne(_ x: Self) -> Self { preconditionFailure("no expm1 in double-doubles") }
  static func log(_ x: Self) -> Self { preconditionFailure("no log in double-doubles") }
  static func log(onePlus x: Self) -> Self { preconditionFailure("no log1p in double-doubles") }
  static func tanh(_ x: Self) -> Self { preconditionFailure("no tanh in double-doubles") }
  static func erf(_ x: Self) -> Self { preconditionFailure("no erf in double-doubles") }
  static func erfc(_ x: Self) -> Self { preconditionFailure("no erfc in double-doubles") }
}

extension Bounded {
  /// Whether |value − truth| ≤ error.
  func covers(_ truth: DoubleDouble) -> Bool { (truth - DoubleDouble(value)).magnitude <= error }
  func covers(_ truth: Double) -> Bool { covers(DoubleDouble(truth)) }
}
