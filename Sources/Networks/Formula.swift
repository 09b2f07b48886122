/// The floating-point format that an implementation computes in.
public enum Precision: String, Hashable, Sendable, CaseIterable {
  /// IEEE 754 double precision, u = 2⁻⁵³.
  case binary64
  /// IEEE 754 single precision, u = 2⁻²⁴.
  case binary32

  /// How many bits a significand holds.
  public var significandBits: Int {
    switch self {
    case .binary64: 53
    case .binary32: 24
    }
  }

  /// u, the unit roundoff: half the distance from 1 to the next number.
  public var unitRoundoff: Double {
    switch self {
    case .binary64: 0x1p-53
    case .binary32: 0x1p-24
    }
  }
}

/// How an answer was computed, as far as its rounding depends on it: a rounding bound belongs to a formula.
public struct Formula: Hashable, Sendable {
  /// Which equations the backward pass starts from; nil where the source is unknown. The bound is then the largest over all
  /// admissible formulas.
  public var form: BackwardForm?
  public var precision: Precision
  /// Whether cost and derivatives were multiplied, for another convention, by a number that is no power of two.
  public var isRescaled = false

  public init(_ form: BackwardForm?, _ precision: Precision = .binary64) {
    self.form = form
    self.precision = precision
  }

  /// The textbook's own.
  public static let textbook = Formula(.dZ)
}
