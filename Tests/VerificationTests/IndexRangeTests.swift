import Testing

@testable import Verification

@Suite struct IndexRangeTests {
  /// The parts of any run follow each other, lose nothing, and begin where a block begins.
  @Test(arguments: [0, 1, 127, 128, 129, 700, 12_800, 1_000_000_000_000], [1, 2, 3, 4, 7, 100])
  func partsAreTheWhole(_ total: Int, _ parts: Int) throws {
    var end = 0
    var blocks: [Int] = []
    for index in 1...parts {
      let range = IndexRange(try #require(Shard(index, of: parts)), of: total)
      #expect(range.first == end && range.count >= 0)
      #expect(range.count == 0 || range.first.isMultiple(of: Campaign.blockSize))
      end = range.end
      blocks.append((range.count + Campaign.blockSize - 1) / Campaign.blockSize)
    }
    #expect(end == total)
    #expect((blocks.max() ?? 0) - (blocks.min() ?? 0) <= 1)
  }

  @Test(arguments: [
    "", "1", "1/", "/2", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "1/1000001", "a/b", "1/99999999999999999999",
  ])
  func whatIsNoPart(_ text: String) { #expect(Shard(parsing: text) == nil) }

  @Test func names() { #expect(Shard(parsing: "2/4")?.description == "2/4") }
}

@Suite struct RatiosTests {
  @Test func buckets() {
    var ratios = Ratios()
    for (ratio, bucket) in [
      (0.0, 0), (0x1p-40, 1), (0x1p-30, 1), (0x1.8p-30, 2), (0x1p-29, 2), (0.5, 30), (0.75, 31), (1, 31), (1.5, 32),
      (0x1p10, 41), (0x1.1p10, 42), (.infinity, 42), (.nan, 42),
    ] {
      #expect(Ratios.bucket(of: ratio) == bucket, "\(ratio)")
      ratios.note(ratio)
    }
    #expect(ratios.counts.reduce(0, +) == 13)
    var twice = ratios
    twice.merge(ratios)
    #expect(twice.counts == ratios.counts.map { 2 * $0 })
    #expect(Ratios(counts: ratios.counts) == ratios)
    #expect(Ratios(counts: [1, 2]) == nil)
    #expect(Ratios(counts: ratios.counts.map { -$0 }) == nil)
    #expect(Ratios(counts: ratios.counts.map { _ in Int.max }) == nil)
  }
}
