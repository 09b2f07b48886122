/// The distribution of allowance / |expected| over entries that passed, in powers of two: the smallest relative error that would
/// have been caught in each.
public struct Sharpness: Hashable, Sendable {
  /// 2⁻⁶⁴ and less, 2⁻⁶³ … 2⁰, and more. Empty until something is noted.
  public private(set) var counts: [Int] = []
  private static let buckets = 66

  public init() {}

  /// - Returns: nil for what no distribution has written down.
  public init?(counts: [Int]) {
    guard counts.isEmpty || counts.count == Self.buckets, counts.allSatisfy((0...Tally.mostCounted).contains) else {
      return nil
    }
    self.counts = counts
  }

  public var count: Int { counts.reduce(0, +) }

  /// - Parameter ratio: allowance / |expected|. Zeros, of which no relative error is possible, and what is no number do not count.
  mutating func note(_ ratio: Double) {
    guard ratio > 0, ratio < .infinity else { return }
    if counts.isEmpty { counts = Array(repeating: 0, count: Self.buckets) }
    let exponent = ratio.isNormal ? Int(ratio.exponent) : -1000
    counts[min(max(exponent + 64, 0), Self.buckets - 1)] += 1
  }

  mutating func merge(_ other: Sharpness) {
    if counts.isEmpty {
      counts = other.counts
    } else {
      for index in other.counts.indices { counts[index] += other.counts[index] }
    }
  }

  /// What at least this share of the entries stays below, to a power of two; nil where nothing was noted.
  public func quantile(_ share: Double) -> Double? {
    let wanted = share * Double(count)
    var below = 0
    for (index, number) in counts.enumerated() {
      below += number
      if number > 0 && Double(below) >= wanted { return Double(sign: .plus, exponent: index - 63, significand: 1) }
    }
    return nil
  }
}
