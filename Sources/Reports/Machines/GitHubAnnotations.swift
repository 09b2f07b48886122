/// A gate as workflow commands, which GitHub Actions shows as annotations of the run and of the pull request.
public enum GitHubAnnotations {
  /// A line for everything that is red, a warning where too little was decided and an error elsewhere, at most `limit` of them, and
  /// a notice that counts the others: of each kind GitHub shows ten a step. Empty where the gate is green.
  ///
  /// GitHub takes a line for a command only where it begins one: what was printed before must have ended its own.
  public static func lines(_ document: GateDocument, limit: Int = 9) -> String {
    // Errors first: they are what one must see. A sort would not keep the order among equals.
    let red = document.red
    let rows = red.filter { $0.severity != .undecided } + red.filter { $0.severity == .undecided }
    let shown = rows.prefix(max(0, limit))
    var lines = shown.map(annotation)
    if rows.count > shown.count {
      let rest = NumberFormat.count(rows.count - shown.count)
      lines.append(command("notice", title: "nnverify", "\(rest) more: see the log, the summary and the reports"))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// The text, between two commands that keep GitHub from taking any line of it for a command.
  ///
  /// What a worker wrote belongs in here. Nothing else may write to the same step meanwhile.
  ///
  /// - Parameter token: resumes commands. Whoever wrote the text must not have been able to guess it: 128 random bits, at the
  ///   least, drawn after the text was there.
  /// - Precondition: the token consists of at least 32 of the digits 0–9 and a–f.
  public static func guarded(_ text: String, token: String) -> String {
    precondition(isToken(token), "no token for stop-commands")
    let harmless = without(token, text)
    // GitHub ends a line at a carriage return too, but only a line feed ends it for everyone.
    let end = harmless.isEmpty || harmless.utf8.last == 0x0A ? "" : "\n"
    return "::stop-commands::\(token)\n\(harmless)\(end)::\(token)::\n"
  }

  /// GitHub compares tokens without regard to case, and takes the name of a command for a token, too. Of these digits no letters
  /// but A–F are other cases, and no command has so long a name.
  static func isToken(_ token: String) -> Bool {
    token.utf8.count >= 32 && token.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// The text with another word wherever the token is, in upper or lower case.
  private static func without(_ token: String, _ text: String) -> String {
    let (token, text) = (Array(token.utf8), Array(text.utf8))
    func matches(at place: Int) -> Bool {
      guard text.count - place >= token.count else { return false }
      return token.indices.allSatisfy { i in
        let byte = text[place + i]
        return ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == token[i]
      }
    }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      if matches(at: place) {
        result += Array("(token)".utf8)
        place += token.count
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func annotation(_ row: RedRow) -> String {
    let id = PlainText.line(row.id, limit: 1000)
    // GitHub cuts titles.
    let title = PlainText.line("nnverify: \(row.id)", limit: 200)
    let message = PlainText.line(row.message.isEmpty ? row.kind : "\(row.kind): \(row.message)", limit: 2000)
    var lines = title.hasSuffix(id) ? [message] : [id, message]
    if let replay = row.replay { lines.append("replay: \(PlainText.line(replay, limit: 4000))") }
    return command(row.severity == .undecided ? "warning" : "error", title: title, lines.joined(separator: "\n"))
  }

  private static func command(_ name: String, title: String, _ message: String) -> String {
    "::\(name) title=\(escaped(title, ["%", "\r", "\n", ":", ","]))::\(escaped(message, ["%", "\r", "\n"]))"
  }

  /// "%0A" for a line feed.
  private static func escaped(_ text: String, _ scalars: Set<Unicode.Scalar>) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalars.contains(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result.append(contentsOf: "%\(digits.count < 2 ? "0" : "")\(digits)".unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
