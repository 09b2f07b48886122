/// A bug that a case of the suite is for, named once for all of them.
///
/// - Source: the flags and bug types of C2SP/wycheproof's test vectors.
public struct BugFlag: Hashable, Sendable {
  /// Lower-case words with "-" between them, permanent: "relu-at-zero".
  public let id: String
  public let bugType: BugType
  /// What a program with the bug shows, in a sentence or two.
  public let effect: String
  /// Where to read on: pages of this project ("docs/checks.md"), or addresses.
  public let links: [String]

  /// What kind of mistake it is.
  public enum BugType: String, Hashable, Sendable, CaseIterable {
    /// The cost itself, or how the cases are brought together.
    case cost
    /// Output activation, loss and their δ.
    case outputLayer = "output_layer"
    /// What is multiplied by what on the way down.
    case chainRule = "chain_rule"
    /// Biases and their gradient.
    case bias
    /// g or g′.
    case activation
    /// The value of g′ where there is none.
    case kink
    /// Sizes and shapes that a program takes for granted.
    case shape
    /// Overflow, underflow, lost digits.
    case range
    /// What is remembered between calls.
    case state
    /// Nothing a program does wrong: what the case asks of the reader of its file.
    case format
  }

  init(_ id: String, _ bugType: BugType, _ effect: String, links: [String]) {
    self.id = id
    self.bugType = bugType
    self.effect = effect
    self.links = links
  }

  /// The flag of this id, nil where there is none.
  public init?(id: String) {
    guard let flag = Self.byID[id] else { return nil }
    self = flag
  }

  /// Every flag, by id.
  public static let all: [BugFlag] = (cost + passes + numbers + state).sorted()

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  public static func == (left: BugFlag, right: BugFlag) -> Bool { left.id == right.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension BugFlag: Comparable {
  public static func < (left: BugFlag, right: BugFlag) -> Bool { left.id < right.id }
}

extension BugFlag: CustomStringConvertible {
  public var description: String { id }
}
