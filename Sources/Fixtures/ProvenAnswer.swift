public import Networks

/// The true answer to a problem, proven, and how far a correct program may be from it.
public struct ProvenAnswer: Hashable, Sendable {
  /// The binary64 nearest to the truth, ties to even, for cost, outputs, Z, A, δ and the gradient. Where the truth leaves a
  /// choice, that of the declared conventions: slope 0 of relu at 0, α of leaky_relu and elu.
  public var value: Evaluation<Double>
  /// How far from `value` a correct program in binary64 may be, whatever formula and order of summation it uses.
  public var binary64: Evaluation<Limit>
  /// The same for a program in binary32, which rounds the problem on its way in.
  public var binary32: Evaluation<Limit>
  /// Where some pre-activation is exactly at a kink: between which truths the choice of slopes there may lead.
  public var allowed: AllowedRange?

  public init(
    value: Evaluation<Double>, binary64: Evaluation<Limit>, binary32: Evaluation<Limit>, allowed: AllowedRange? = nil
  ) {
    (self.value, self.binary64, self.binary32, self.allowed) = (value, binary64, binary32, allowed)
  }
}

/// The least and the greatest of what correct choices of slopes make of each quantity, each rounded to nearest.
public struct AllowedRange: Hashable, Sendable {
  public var lower: Evaluation<Double>
  public var upper: Evaluation<Double>

  public init(lower: Evaluation<Double>, upper: Evaluation<Double>) { (self.lower, self.upper) = (lower, upper) }
}

/// A power of two, or no limit at all.
public struct Limit: Hashable, Sendable {
  /// The limit is 2^exponent; nil where nothing is too far, because the bound of some correct formula is infinite.
  public let exponent: Int?

  /// The smallest power of two that is not below `bound`; at least the smallest subnormal number.
  ///
  /// Powers of two, so that the last digits of a bound, which are nobody's concern, cannot differ between machines.
  public init(atLeast bound: Double) {
    guard bound.isFinite else {
      exponent = nil
      return
    }
    guard bound > .leastNonzeroMagnitude else {
      exponent = Self.exponents.lowerBound
      return
    }
    let floor = Int(bound.exponent)
    exponent = bound.significand == 1 ? floor : floor + 1
  }

  /// - Precondition: one of ``exponents``, or nil.
  public init(exponent: Int?) {
    precondition(exponent.map(Self.exponents.contains) ?? true, "2^\(exponent ?? 0) limits nothing")
    self.exponent = exponent
  }

  /// From the smallest subnormal number to beyond the largest finite one.
  public static let exponents = -1074...1024

  /// 2^exponent; infinite for 2^1024 and without a limit.
  public var value: Double {
    guard let exponent, exponent < 1024 else { return .infinity }
    return Double(sign: .plus, exponent: exponent, significand: 1)
  }
}

extension ProvenAnswer {
  /// How far a value is outside of what is allowed, as a multiple of the limit; at most 1 for a correct program.
  /// Where there is no limit nothing is outside, not even NaN: a correct formula may divide 0 by 0 there.
  ///
  /// - Precondition: an entry of the quantity.
  public func excess(of observed: Double, _ quantity: Quantity, row: Int, column: Int, _ precision: Precision) -> Double
  {
    let limits = precision == .binary64 ? binary64 : binary32
    guard let limit = limits[quantity]?[row, column].value, let value = value[quantity]?[row, column] else { return 0 }
    let lower = allowed?.lower[quantity]?[row, column] ?? value
    let upper = allowed?.upper[quantity]?[row, column] ?? value
    guard limit < .infinity else { return 0 }
    guard observed.isFinite else { return .infinity }
    return max(lower - observed, observed - upper, 0) / limit
  }
}
