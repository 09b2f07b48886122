/// The arithmetic of the programs whose errors a ``BoundedNumber`` bounds.
public protocol Arithmetic: Sendable {
  /// What one operation may add, relative to its result: twice the unit roundoff u. See ``BoundedNumber`` for why not u.
  static var roundoff: Double { get }
  /// What underflow may take: the smallest normal number, for a program may flush what is smaller to zero.
  static var underflow: Double { get }
  /// Beyond it nothing is finite.
  static var largest: Double { get }
  /// Whether the program may use any formula that is correct, and either slope at a kink; its source is unknown.
  static var admitsEveryFormula: Bool { get }
}

extension Arithmetic {
  /// The accuracy assumed of exp, log, tanh, erf and their kin, in units of 2u. glibc's tests record at most 2 ulp for these in
  /// binary64 on x86-64 and AArch64 (`libm-test-ulps` in its source); the rest is for other libraries. erfc is allowed twice as
  /// much: glibc's tests record 5 on x86-64. `docs/tolerances.md` says more.
  @inlinable static var functionUlps: Double { 4 }

  /// The same, relative to the result: an ulp is at most 2u.
  @inlinable static var functionError: Double { functionUlps * roundoff }
}

/// IEEE 754 binary64 with the printed formulas.
public enum Binary64: Arithmetic {
  @inlinable public static var roundoff: Double { 0x1p-52 }
  @inlinable public static var underflow: Double { .leastNormalMagnitude }
  @inlinable public static var largest: Double { .greatestFiniteMagnitude }
  @inlinable public static var admitsEveryFormula: Bool { false }
}

/// IEEE 754 binary32 with the printed formulas. What does not fit 24 bits is rounded on its way in.
public enum Binary32: Arithmetic {
  @inlinable public static var roundoff: Double { 0x1p-23 }
  @inlinable public static var underflow: Double { Double(Float.leastNormalMagnitude) }
  @inlinable public static var largest: Double { Double(Float.greatestFiniteMagnitude) }
  @inlinable public static var admitsEveryFormula: Bool { false }
}

/// The same arithmetic for a program of unknown source: the bound is the largest over all admissible formulas.
public enum AnyFormula<Base: Arithmetic>: Arithmetic {
  @inlinable public static var roundoff: Double { Base.roundoff }
  @inlinable public static var underflow: Double { Base.underflow }
  @inlinable public static var largest: Double { Base.largest }
  @inlinable public static var admitsEveryFormula: Bool { true }
}
