/// The command line of a worker, in words. It is run directly, never through a shell.
public struct WorkerCommand: Hashable, Sendable {
  /// A name that is looked up in PATH, or a path.
  public let program: String
  public let arguments: [String]

  public init(program: String, arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }

  /// Why a text is no command.
  public enum Malformed: Error, Hashable, CustomStringConvertible {
    case empty
    case openQuote(Character)
    case danglingBackslash

    public var description: String {
      switch self {
      case .empty: "the command is empty; name a program, as in --against \"python3 worker.py\""
      case .openQuote(let quote): "the command has an opening \(quote) without a closing one"
      case .danglingBackslash: "the command ends with a backslash"
      }
    }
  }

  /// Splits a text into words at blanks, with the quotes and backslashes of a POSIX shell, and nothing else of a shell: no
  /// variables, no globs, no pipes.
  public init(parsing text: String) throws(Malformed) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      switch (character, quote) {
      case ("'", "'"), ("\"", "\""): quote = nil
      case (_, "'"): word?.append(character)
      case ("\\", nil):
        guard let next = rest.popFirst() else { throw .danglingBackslash }
        word = (word ?? "") + String(next)
      case ("\\", "\""):
        guard let next = rest.popFirst() else { throw .danglingBackslash }
        if next != "\"" && next != "\\" { word?.append(character) }
        word?.append(next)
      case (_, "\""): word?.append(character)
      case ("'", nil), ("\"", nil):
        quote = character
        word = word ?? ""
      case (_, nil) where character.isWhitespace:
        if let complete = word { words.append(complete) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let quote { throw .openQuote(quote) }
    if let word { words.append(word) }
    guard let program = words.first, !program.isEmpty else { throw .empty }
    self.init(program: program, arguments: Array(words.dropFirst()))
  }
}

extension WorkerCommand: CustomStringConvertible {
  /// As it would be typed.
  public var description: String { ([program] + arguments).map(Self.quoted).joined(separator: " ") }

  /// As one word of a command line.
  public var asOneWord: String { Self.quoted(description) }

  /// The text as one word of a POSIX shell.
  package static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./:=+,@%".contains($0)) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
