import Testing

@testable import Verification

@Suite struct SharpnessTests {
  @Test func quantilesToAPowerOfTwo() {
    var sharpness = Sharpness()
    #expect(sharpness.quantile(0.5) == nil)
    for _ in 0..<98 { sharpness.note(0x1.8p-50) }
    for _ in 0..<2 { sharpness.note(0x1p-20) }
    #expect(sharpness.quantile(0.5) == 0x1p-49)
    #expect(sharpness.quantile(0.99) == 0x1p-19)
  }

  @Test func whatIsNoRatioDoesNotCount() {
    var sharpness = Sharpness()
    for ratio in [0, -1, Double.nan, .infinity] { sharpness.note(ratio) }
    #expect(sharpness.count == 0)
    for ratio in [5e-324, 1e300] { sharpness.note(ratio) }
    #expect(sharpness.count == 2)
  }

  @Test func mergingAdds() {
    var (one, other) = (Sharpness(), Sharpness())
    one.note(0x1p-40)
    other.note(0x1p-30)
    one.merge(other)
    #expect(one.count == 2 && one.quantile(0.5) == 0x1p-39 && one.quantile(1) == 0x1p-29)
    var empty = Sharpness()
    empty.merge(one)
    #expect(empty == one)
  }
}
