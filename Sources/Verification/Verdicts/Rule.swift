/// One number held against another.
public struct Comparison: Sendable {
  public var observed: Double
  public var expected: Double
  public var allowance: Double
  /// The size of what the number is made of, where it may vanish by cancellation.
  public var scale: Double
  /// Whether a pre-activation of the problem lies at a kink, which then explains an allowance that decides nothing.
  public var atKink: Bool
  /// How far the expected value may be from the truth, where that is proven; nil where it is not.
  public var radius: Double?

  /// Whether the observed number is as near to the truth as any verdict needs.
  var isTrue: Bool {
    guard let radius else { return false }
    return Tolerances.decides((observed - expected).magnitude + radius, magnitude: expected.magnitude, scale: scale)
  }
}

/// How comparisons become verdicts. There is one rule, ``standard``; the others are sabotage, to see that it is noticed.
public struct Rule: Sendable {
  public var judge: @Sendable (Comparison) -> Verdict
  /// The verdict that goes into the books.
  public var book: @Sendable (Verdict) -> Verdict

  public init(judge: @escaping @Sendable (Comparison) -> Verdict, book: @escaping @Sendable (Verdict) -> Verdict) {
    self.judge = judge
    self.book = book
  }

  /// A number passes within its allowance, and decides where that is small enough to mean something. Equal numbers agree
  /// whatever the allowance, unless it is infinite.
  public static let standard = Rule(
    judge: { comparison in
      let (observed, expected, allowance) = (comparison.observed, comparison.expected, comparison.allowance)
      guard allowance < .infinity else {
        // An allowance that is no number was made of the answer itself.
        if allowance.isNaN && !observed.isFinite { return .fail }
        if comparison.isTrue { return .pass }
        return comparison.atKink ? .kink : .undecidable(.method)
      }
      guard (observed - expected).magnitude <= allowance || observed == expected else { return .fail }
      if Tolerances.decides(allowance, magnitude: expected.magnitude, scale: comparison.scale) { return .pass }
      if comparison.isTrue { return .pass }
      if comparison.atKink { return .kink }
      // An enclosure that is no narrower than the bound has not made up its mind.
      return .undecidable(comparison.radius.map { $0 > allowance / 2 } ?? false ? .precision : .rounding)
    },
    book: { $0 })
}
