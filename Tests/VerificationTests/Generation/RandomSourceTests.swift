import Testing

@testable import Verification

/// Known answers: the streams printed by the authors' C programs, and by an independent transcription of them.
@Suite struct RandomSourceTests {
  @Test func splitMix64GivesTheReferenceStream() {
    var mixer = SplitMix64(state: 1_234_567)
    let words = (0..<5).map { _ in mixer.next() }
    #expect(
      words == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func xoshiroGivesTheReferenceStream() {
    var random = RandomSource(state: 1, 2, 3, 4)
    let words = (0..<10).map { _ in random.next() }
    #expect(
      words == [
        41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205,
        9_973_669_472_204_895_162, 14_011_001_112_246_962_877, 12_406_186_145_184_390_807, 15_849_039_046_786_891_736,
        10_450_023_813_501_588_000,
      ])
    var last = RandomSource(state: 0, 0, 0, 1)
    #expect((0..<4).map { _ in last.next() } == [0x80_0000, 0x80_0011, 0x2_2000_0080_0011, 0x2_2000_4400_0020])
  }

  @Test func streamIsThatOfVersionSeedAndIndex() {
    var random = RandomSource(version: 1, seed: 2, index: 3)
    #expect(
      (0..<3).map { _ in random.next() } == [
        3_106_975_646_374_847_983, 11_478_482_440_874_270_757, 406_287_236_283_531_844,
      ])
    var negative = RandomSource(version: 1, seed: 2, index: -5)
    #expect((0..<2).map { _ in negative.next() } == [9_457_427_452_610_061_703, 13_307_266_668_803_151_287])
  }

  @Test func uniformHasTheTop53Bits() {
    var random = RandomSource(version: 1, seed: 2, index: 3)
    #expect(
      (0..<3).map { _ in random.uniform() } == [0x1.58f18f1c7fb30p-3, 0x1.3e9785edc1bd4p-1, 0x1.68db05aedd200p-6])
  }

  @Test func integersBelowABound() {
    var random = RandomSource(version: 1, seed: 2, index: 3)
    let digits = (0..<20).map { _ in random.integer(below: 10) }
    #expect(digits == [1, 6, 0, 3, 6, 0, 4, 1, 3, 0, 2, 6, 2, 2, 5, 0, 7, 4, 9, 5])
  }

  /// Near 3/8 of 2⁶⁴ one word in four is rejected, 2 of them here, so a missing or reversed rejection shows.
  @Test func integersBelowALargeBoundAreRejectedWhereTheyMustBe() {
    var random = RandomSource(version: 1, seed: 2, index: 4)
    let numbers = (0..<8).map { _ in random.integer(below: 6_917_529_027_641_081_857) }
    #expect(
      numbers == [
        3_643_040_838_159_995_912, 2_567_181_596_464_925_408, 5_361_353_123_515_950_001, 5_379_623_060_901_104_918,
        4_921_822_984_291_302_864, 6_570_873_969_005_264_361, 3_573_705_464_058_079_844, 2_802_227_121_741_842_132,
      ])
  }

  @Test func weightsDecideHowOftenAnItemIsPicked() {
    var random = RandomSource(version: 1, seed: 5, index: 0)
    var counts = [0, 0, 0]
    for _ in 0..<10_000 { counts[random.pick(weighted: [(weight: 1, item: 0), (0, 1), (3, 2)])] += 1 }
    #expect(counts[1] == 0)
    // 2,500 expected, standard deviation 43.
    #expect((2300...2700).contains(counts[0]))
  }

  @Test func bellHasMean0AndVariance1() {
    var random = RandomSource(version: 1, seed: 6, index: 0)
    let draws = (0..<20_000).map { _ in random.bell() }
    let mean = draws.reduce(0, +) / 20_000
    let variance = draws.reduce(0) { $0 + $1 * $1 } / 20_000
    // Standard errors 0.007 and about 0.009.
    #expect(abs(mean) <= 0.04)
    #expect(abs(variance - 1) <= 0.05)
    #expect(draws.allSatisfy { abs($0) <= 3.4642 })
  }

  @Test func dyadicDrawsAreMultiplesWithinTheirBounds() {
    var random = RandomSource(version: 1, seed: 7, index: 0)
    let draws = (0..<500).map { _ in random.dyadic(units: 3, shift: 2) }
    #expect(Set(draws) == [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75])
    #expect(draws.allSatisfy { $0 != 0 || $0.sign == .plus })
  }

  @Test func chanceAndSign() {
    var random = RandomSource(version: 1, seed: 8, index: 0)
    #expect((0..<1000).allSatisfy { _ in !random.chance(0) && random.chance(1) })
    let positive = (0..<1000).filter { _ in random.sign() == 1 }.count
    #expect((400...600).contains(positive))
  }
}
