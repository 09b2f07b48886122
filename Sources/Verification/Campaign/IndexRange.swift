/// The problems of a run: whole blocks from one index on, but for the last.
public struct IndexRange: Hashable, Sendable {
  /// A multiple of the block size.
  public let first: Int
  public let count: Int

  public var end: Int { first + count }

  public init(count: Int) { (first, self.count) = (0, max(count, 0)) }

  /// What is left of this range from an index on.
  ///
  /// - Precondition: `next` is the end of a block of this range, or its first or last index.
  public func rest(from next: Int) -> IndexRange {
    precondition((first...end).contains(next) && (next == end || next.isMultiple(of: Campaign.blockSize)))
    return IndexRange(first: next, count: end - next)
  }

  private init(first: Int, count: Int) { (self.first, self.count) = (first, count) }

  /// A part of all problems: the blocks are dealt out in order, as evenly as whole blocks allow. A part may be empty.
  public init(_ shard: Shard, of total: Int) {
    let blocks = (max(total, 0) + Campaign.blockSize - 1) / Campaign.blockSize
    // The product of the two may exceed an Int.
    func boundary(_ part: Int) -> Int {
      let (whole, rest) = blocks.quotientAndRemainder(dividingBy: shard.count)
      return whole * part + min(rest, part)
    }
    first = min(boundary(shard.index - 1) * Campaign.blockSize, max(total, 0))
    count = min(boundary(shard.index) * Campaign.blockSize, max(total, 0)) - first
  }
}

/// The i-th of n parts of a run: "2/4".
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// From 1 on.
  public let index: Int
  public let count: Int
  /// More than any cluster has nodes.
  public static let mostParts = 1_000_000

  /// - Returns: nil for what is no part: "0/4", "5/4", "4".
  public init?(parsing text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) }),
      let index = Int(parts[0]), let count = Int(parts[1]), (1...Self.mostParts).contains(count),
      (1...count).contains(index)
    else { return nil }
    (self.index, self.count) = (index, count)
  }

  public init?(_ index: Int, of count: Int) { self.init(parsing: "\(index)/\(count)") }

  public var description: String { "\(index)/\(count)" }
}
