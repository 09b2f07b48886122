import Testing

@testable import Verification

@Suite struct SimplerNumbersTests {
  @Test func order() {
    let ordered = [0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 4, 16, -16, 0.25, 1024, 0.75, 17, 0.3]
    #expect(ordered == ordered.sorted { $0.complexity < $1.complexity })
    #expect(Set(ordered.map(\.complexity)).count == ordered.count)
    for strange in [Double.nan, .infinity, -.infinity] { #expect(strange.complexity > 0.3.complexity) }
  }

  @Test func roundingKeepsBits() {
    #expect(0.3.rounded(toBits: 1) == 0.25)
    #expect(0.3.rounded(toBits: 2) == 0.25)
    #expect(0.3.rounded(toBits: 3) == 0.3125)
    #expect((-1.99).rounded(toBits: 2) == -2)
    #expect(1e300.rounded(toBits: 24).map { $0.significandWidth < 24 && ($0 / 1e300 - 1).magnitude < 0x1p-24 } == true)
    #expect(Double.greatestFiniteMagnitude.rounded(toBits: 4) == nil)
    #expect(0.0.rounded(toBits: 4) == nil && Double.nan.rounded(toBits: 4) == nil)
    #expect((3 * Double.leastNonzeroMagnitude).rounded(toBits: 1) == 4 * .leastNonzeroMagnitude)
  }

  @Test func simplerNumbersAreFiniteAndSimpler() {
    var number = 1.7e308
    while number > 0 {
      for value in [number, -number, 1 / number] where value.isFinite {
        #expect(value.simpler.allSatisfy { $0.isFinite && $0.complexity < value.complexity })
      }
      number /= 3.7e5
    }
    #expect(0.0.simpler == [])
    #expect(Double.nan.simpler.first == 0)
  }
}
