public import Networks

/// A part of the stored suite; its raw value is the name of its folder.
public enum SuiteGroup: String, Hashable, Sendable, CaseIterable {
  /// Small problems in which any two features meet, and many three.
  case dense
  /// Problems made by hand, each for one bug.
  case edge
  /// Problems that a law ties to one another.
  case laws
  /// Figures from books and articles.
  case published
  /// Networks on measured data.
  case real
  /// Problems that some program once failed.
  case regressions
}

/// A problem of the stored suite, before anything is proven of it.
///
/// Every number is one of binary32 too, so that programs in either precision are asked the same question; the flag
/// `binary64-only` marks those few that are not.
public struct SuiteProblem: Hashable, Sendable {
  public var group: SuiteGroup
  /// Lower-case letters, digits and "-"; unique over all groups, and permanent.
  public var slug: String
  /// Why the case exists, in one or two sentences.
  public var comment: String
  /// The bugs that it is for, sorted.
  public var flags: [BugFlag]
  public var problem: Problem<Double>
  /// What ties it to another problem; of `laws` only.
  public var law: LawTie?

  public init(
    group: SuiteGroup, slug: String, comment: String, flags: [BugFlag], problem: Problem<Double>, law: LawTie? = nil
  ) {
    self.group = group
    self.slug = slug
    self.comment = comment
    self.flags = Array(Set(flags)).sorted()
    self.problem = problem
    self.law = law
  }

  /// Whether a text may be a ``slug``.
  public static func isSlug(_ text: String) -> Bool {
    func isPlain(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard let first = text.utf8.first, isPlain(first), text.utf8.count <= 80 else { return false }
    return text.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") }
  }
}
