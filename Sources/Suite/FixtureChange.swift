public import Fixtures
import Networks

/// An expected value that regeneration would change.
public struct FixtureChange: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The case asks something else.
    case problem
    /// The same problem has another answer.
    case answer
    /// The case is no longer part of the set.
    case removed
    /// What is there cannot be read.
    case unreadable
  }

  /// One number that changes.
  public struct Entry: Hashable, Sendable {
    /// "dW[1][0][2]"
    public var name: String
    public var old: Double
    public var new: Double
    /// How many doubles lie between them.
    public var ulps: UInt64
  }

  public var path: String
  public var kind: Kind
  public var entries: [Entry] = []

  init(_ path: String, _ kind: Kind) { (self.path, self.kind) = (path, kind) }

  /// Nil where nothing is expected anew: comments, flags and provenance may change.
  init?(_ path: String, from old: StoredCase, to new: StoredCase) {
    self.init(path, .answer)
    guard old.question == new.question else {
      kind = .problem
      return
    }
    // A case that had no proven answer gets one; none changes.
    guard let before = old.proven, let after = new.proven else { return nil }
    for quantity in Evaluation<Double>.quantities(depth: new.problem.depth) {
      guard let a = before.value[quantity], let b = after.value[quantity] else { continue }
      for row in 0..<b.rows {
        for column in 0..<b.columns where a[row, column].bitPattern != b[row, column].bitPattern {
          entries.append(
            Entry(
              name: quantity.entry(row: row, column: column), old: a[row, column], new: b[row, column],
              ulps: a[row, column].doubles(to: b[row, column])))
        }
      }
    }
    // By their text: −0 is not 0.
    guard !entries.isEmpty || before != after else { return nil }
  }

  /// "width-one", by which the change is accepted.
  public var slug: String { FixtureFolder.slug(of: path) }

  /// Whether this is the change of the case of that id or slug.
  public func isNamed(_ name: String) -> Bool { name == slug || Identity.parts(of: name)?.slug == slug }
}

extension Double {
  /// How many steps from one double to the next lead to the other; −0 and 0 are one step apart.
  func doubles(to other: Double) -> UInt64 {
    func rank(_ x: Double) -> Int64 {
      let bits = Int64(bitPattern: x.bitPattern)
      return bits >= 0 ? bits : -1 - (bits & .max)
    }
    return rank(self).magnitudeOfDifference(rank(other))
  }
}

extension Int64 {
  fileprivate func magnitudeOfDifference(_ other: Int64) -> UInt64 {
    let (a, b) = (UInt64(bitPattern: self) ^ (1 << 63), UInt64(bitPattern: other) ^ (1 << 63))
    return a > b ? a - b : b - a
  }
}
