import Testing

@testable import Reference

/// A formula that gives NaN decides nothing, also where the printed one is exactly 0.
@Suite struct BoundedAdmissibleNaNTests {
  typealias Unknown = BoundedNumber<AnyFormula<Binary64>>

  /// Found by a run over all regimes: a saturated softmax over a case whose targets are all 0 is 0/0 in the dA form.
  @Test func zeroOverZeroIsUnknownEverywhere() {
    let quotient = Unknown(0) / Unknown(0, error: 1e-300)
    #expect(quotient.error == .infinity)
    let either = Unknown.admissible(Unknown(0), quotient)
    #expect(either.error == .infinity)
    #expect((Unknown(0.25) * either).error == .infinity)
    #expect((either * Unknown(0.25) / Unknown(0.25)).error == .infinity)
    #expect((either + Unknown(1)).error == .infinity)
  }
}
