/// A number as a source prints it, with what its last digit leaves open.
///
/// A text of digits stands for every number that rounds to it: "0.2984" for [0.29835, 0.29845]. A plain JSON number
/// stands for one binary64 and nothing else.
public struct PrintedNumber: Hashable, Sendable {
  /// The digits as printed; for an exact binary64 its shortest decimal form.
  public let text: String
  /// The binary64 nearest to the digits.
  public let value: Double
  /// Half a unit of the last printed digit, rounded to binary64; 0 for an exact binary64.
  public let halfUnit: Double

  /// Whether it stands for one binary64 rather than for all numbers that round to its digits.
  public let isExact: Bool

  /// A decimal number in JSON's grammar, such as "0.298371109", "-12" or "4.3e-4"; any number of digits.
  /// Nil for any other text, and where the value or its unit is beyond binary64.
  public init?(_ text: String) {
    guard let decimal = DecimalText(text), let value = Double(text), value.isFinite,
      let halfUnit = Double("5e\(decimal.lastPlace - 1)"), halfUnit.isFinite
    else { return nil }
    self.text = text
    self.value = value
    self.halfUnit = halfUnit
    isExact = false
  }

  /// Exactly this binary64; nil unless it is finite.
  public init?(exactly value: Double) {
    guard value.isFinite else { return nil }
    text = "\(value)"
    self.value = value
    halfUnit = 0
    isExact = true
  }

  /// Whether a computed value can be the one that was printed: it lies no further from the digits than half a unit of
  /// the last one, the rounding of `value` to binary64, and the allowance for the rounding of the computation.
  ///
  /// Every step of the limit is rounded up. The difference is rounded to nearest, which is monotonic, so it cannot pass
  /// a limit that the exact difference keeps. NaN and infinities never agree.
  public func agrees(with computed: Double, allowance: Double = 0) -> Bool {
    guard computed.isFinite else { return false }
    return abs(computed - value) <= limit(allowance: allowance)
  }

  private func limit(allowance: Double) -> Double {
    guard !isExact else { return allowance }
    let left = (halfUnit.nextUp + (value.ulp / 2).nextUp).nextUp
    return (left + allowance).nextUp
  }
}
