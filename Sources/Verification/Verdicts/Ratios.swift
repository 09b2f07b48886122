/// The distribution of error / allowance over what was decided, in powers of two: how near to its allowance a program works.
public struct Ratios: Hashable, Sendable {
  /// Of 0; of ≤ 2⁻³⁰, ≤ 2⁻²⁹ … ≤ 2¹⁰; of more, NaN included.
  public private(set) var counts: [Int]
  public static let smallestExponent = -30
  public static let largestExponent = 10
  public static let bucketCount = largestExponent - smallestExponent + 3

  public init() { counts = Array(repeating: 0, count: Self.bucketCount) }

  /// - Returns: nil for other than ``bucketCount`` counts, and for what cannot be counted.
  public init?(counts: [Int]) {
    guard counts.count == Self.bucketCount, counts.allSatisfy((0...Tally.mostCounted).contains) else { return nil }
    self.counts = counts
  }

  mutating func note(_ ratio: Double) { counts[Self.bucket(of: ratio)] += 1 }

  static func bucket(of ratio: Double) -> Int {
    guard ratio > 0 else { return ratio == 0 ? 0 : bucketCount - 1 }
    guard ratio <= 0x1p10 else { return bucketCount - 1 }
    guard ratio > 0x1p-30 else { return 1 }
    // ⌈log₂⌉: a power of two belongs to its own bucket.
    let exponent = Int(ratio.exponent) + (ratio.significand == 1 ? 0 : 1)
    return exponent - smallestExponent + 1
  }

  mutating func merge(_ other: Ratios) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }
}
