/// Foreign text made fit for files that other programs read: whatever could steer them or is forbidden there is shown as \u{…}.
enum PlainText {
  /// One line, of at most `limit` bytes and an ellipsis.
  static func line(_ text: some StringProtocol, limit: Int) -> String {
    visible(text.unicodeScalars, limit, tabs: false)
  }

  /// Some lines, of at most `limit` bytes together, and a last one where there are more.
  static func lines(_ texts: [String], limit: Int) -> [String] {
    var result: [String] = []
    var room = limit
    for text in texts {
      // Every scalar takes a byte at the least: what is behind these is not shown in any case.
      let scalars = text.unicodeScalars.prefix(max(0, room) + 1)
      for line in scalars.split(separator: "\n", omittingEmptySubsequences: false) {
        guard room > 0 else { return result + ["… and more"] }
        let shown = visible(line, room, tabs: true)
        room -= shown.utf8.count + 1
        result.append(shown)
      }
    }
    return result
  }

  /// Stops at the limit, so that it does not matter how long the text is.
  private static func visible(_ scalars: some Sequence<Unicode.Scalar>, _ limit: Int, tabs: Bool) -> String {
    var result = ""
    var room = limit
    for scalar in scalars {
      let isShown = isHarmless(scalar) || (tabs && scalar == "\t")
      let piece = isShown ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
      room -= piece.utf8.count
      guard room >= 0 else { return result + "…" }
      result += piece
    }
    return result
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    // XML 1.0 forbids U+FFFE and U+FFFF, and discourages the other noncharacters.
    if scalar.properties.isNoncharacterCodePoint { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }
}
