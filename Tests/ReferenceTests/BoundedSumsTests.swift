import Testing

@testable import Reference

/// One bound serves every order of summation.
@Suite struct BoundedSumsTests {
  /// Products a·b of widely differing magnitude, so that fused operations have something to fuse.
  static func terms(_ count: Int, spread: Int, _ random: inout LCG) -> [(a: Double, b: Double)] {
    (0..<count).map { _ in
      (
        random.next() * Double(sign: .plus, exponent: random.below(2 * spread + 1) - spread, significand: 1),
        random.next()
      )
    }
  }

  static func loop(_ terms: [(a: Double, b: Double)]) -> Double { terms.reduce(0) { $0 + $1.a * $1.b } }
  static func fused(_ terms: [(a: Double, b: Double)]) -> Double { terms.reduce(0) { $0.addingProduct($1.a, $1.b) } }
  static func pairwise(_ terms: ArraySlice<(a: Double, b: Double)>) -> Double {
    guard terms.count > 1 else { return terms.first.map { $0.a * $0.b } ?? 0 }
    let middle = terms.startIndex + terms.count / 2
    return pairwise(terms[..<middle]) + pairwise(terms[middle...])
  }
  /// Eight partial sums, as a vector unit keeps them.
  static func lanes(_ terms: [(a: Double, b: Double)]) -> Double {
    (0..<8).map { lane in fused(terms.indices.filter { $0 % 8 == lane }.map { terms[$0] }) }.reduce(0, +)
  }

  @Test(arguments: [2, 3, 8, 50, 200], [0, 10, 30])
  func anyOrder(_ count: Int, _ spread: Int) {
    var random = LCG(UInt64(count * 100 + spread))
    for round in 0..<20 {
      var terms = Self.terms(count, spread: spread, &random)
      // Every other time almost everything cancels.
      if round.isMultiple(of: 2) { terms += terms.map { (-$0.a, $0.b * (1 + 0x1p-30)) } }
      let bound = terms.reduce(Bounded(0)) { $0 + Bounded($1.a) * Bounded($1.b) }
      let truth = terms.reduce(DoubleDouble(0)) { $0 + DoubleDouble(product: $1.a, $1.b) }
      #expect(bound.covers(truth))
      for _ in 0..<10 {
        let shuffled = random.shuffled(terms)
        for sum in [Self.loop(shuffled), Self.fused(shuffled), Self.pairwise(shuffled[...]), Self.lanes(shuffled)] {
          #expect(bound.covers(sum), "\(sum) of \(count) terms, not within \(bound)")
          #expect((DoubleDouble(sum) - truth).magnitude <= bound.error)
        }
      }
    }
  }

  /// 1 + n·2⁻⁵³: added one after the other every term is lost (ties go to even), added from the small ones up none is. The
  /// orders differ by n units, so the bound must grow with n, and it grows no faster than twice that.
  @Test(arguments: [4, 64, 4096])
  func growsWithTheTerms(_ n: Int) {
    let small = Array(repeating: 0x1p-53, count: n)
    let down = ([1] + small).reduce(Bounded(0)) { $0 + Bounded($1) }
    let up = (small + [1]).reduce(Bounded(0)) { $0 + Bounded($1) }
    let truth = DoubleDouble(sum: 1, Double(n) * 0x1p-53)
    #expect(down.value == 1 && up.value == 1 + Double(n) * 0x1p-53)
    #expect(down.covers(truth) && up.covers(truth) && down.covers(up.value) && up.covers(down.value))
    #expect(down.error <= 2.1 * Double(n) * 0x1p-53)
  }

  /// What cancels leaves its rounding behind, whether in one sum or in a sum of sums.
  @Test func cancellation() {
    let (large, one) = (Bounded(0x1p60), Bounded(1))
    let sum = large + one - large
    #expect(sum.value == 0 && sum.covers(1))
    let sums = (large + one) + (one - large)
    #expect(sums.value == 0 && sums.covers(2))
    #expect(((large + one - large) * one).covers(1))
  }

  /// The errors that terms bring along add up, exactly to first order.
  @Test func inheritedErrors() {
    let sum = (0..<10).reduce(Bounded(0)) { sum, _ in sum + Bounded(1, error: 0.125) }
    #expect(sum.value == 10 && sum.error >= 1.25 && sum.error <= 1.2501)
    #expect((sum - sum).error >= 2.5)
  }
}
