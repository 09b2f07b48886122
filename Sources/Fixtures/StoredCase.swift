import Networks

/// A problem, and what is known of its answer from a source that is not this program.
public struct StoredCase: Hashable, Sendable {
  /// Letters, digits, ".", "_" and "-"; the file's name without its extension.
  public var id: String
  public var comment: String
  /// Names of the bugs that the case is for.
  public var flags: [String]
  /// Where the figures come from: title, author, date, url, or how they were made. Free keys.
  public var source: [String: String]
  /// Problems that are asked before it, where what an implementation remembers matters.
  public var history: [Problem<Double>]
  public var problem: Problem<Double>
  public var expected: ExpectedAnswer
  /// Figures of the source that do not reproduce, each with the value that does.
  public var misprints: [Misprint]
  /// What is proven of the answer; nil for a case that only reports figures, or none.
  public var proven: ProvenAnswer?

  public init(
    id: String, comment: String = "", flags: [String] = [], source: [String: String] = [:],
    history: [Problem<Double>] = [], problem: Problem<Double>, expected: ExpectedAnswer = ExpectedAnswer(),
    misprints: [Misprint] = [], proven: ProvenAnswer? = nil
  ) {
    self.id = id
    self.comment = comment
    self.flags = flags
    self.proven = proven
    self.source = source
    self.history = history
    self.problem = problem
    self.expected = expected
    self.misprints = misprints
  }

  /// Whether a text may be an ``id``.
  public static func isIdentifier(_ text: String) -> Bool {
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    guard let first = text.utf8.first, isPlain(first), text.utf8.count <= 200 else { return false }
    return text.utf8.allSatisfy { isPlain($0) || "._-".utf8.contains($0) }
  }

  /// The value of "format".
  public static let format = "nnverify-case-1"

  /// The recomputed value for the figure at this place, if the source is known to be wrong there.
  public func misprint(at place: String) -> Misprint? { misprints.first { $0.place == place } }
}

/// A figure that its source prints wrongly. It stays in the case as printed: a published figure is evidence, not truth.
public struct Misprint: Hashable, Sendable {
  /// A JSON pointer into the case file, "/expected/update/cost"; the `place` of an ``ExpectedEntry``.
  public var place: String
  public var recomputed: PrintedNumber
  public var note: String

  public init(place: String, recomputed: PrintedNumber, note: String) {
    self.place = place
    self.recomputed = recomputed
    self.note = note
  }
}
