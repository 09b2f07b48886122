import Mustache

extension HTMLReport {
  /// Text for people, of whatever origin. The one way for a text into the page.
  struct Words: MustacheCustomRenderable, ExpressibleByStringInterpolation, Sendable {
    let renderText: String
    let isNull = false

    /// One line.
    init(_ text: String, limit: Int = 500) { renderText = Self.fit(PlainText.line(text, limit: limit)) }

    /// Some lines, one below the other.
    init(lines: [String], limit: Int = 8000) {
      renderText = PlainText.lines(lines, limit: limit).map(Self.fit).joined(separator: "\n")
    }

    init(stringLiteral text: String) { self.init(text) }

    /// Nil for a text that says nothing.
    init?(_ text: String?, limit: Int = 500) {
      guard let text, !text.isEmpty else { return nil }
      self.init(text, limit: limit)
    }

    /// The template library escapes `Character`s: "<" together with an accent, or after a letter that joins what
    /// follows, is another character than "<" and would pass. Here such company is replaced, so that they stand alone.
    private static func fit(_ text: String) -> String {
      var result = ""
      result.reserveCapacity(text.utf8.count)
      for character in text {
        let scalars = character.unicodeScalars
        if scalars.count > 1 && scalars.contains(where: isMarkup) {
          for scalar in scalars { result.unicodeScalars.append(isMarkup(scalar) ? scalar : "\u{FFFD}") }
        } else {
          result.append(character)
        }
      }
      return result
    }

    private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "<", ">", "&", "\"", "'": true
      default: false
      }
    }
  }

  /// Rows under a heading; nil where there are none, so that the template leaves the heading out.
  struct Listing<Row> {
    let rows: [Row]
    /// "… and 12 more"
    let more: Words?

    init?(_ rows: [Row], more: Int = 0, noun: String = "") {
      guard !rows.isEmpty else { return nil }
      self.rows = rows
      self.more =
        more > 0
        ? "… and \(NumberFormat.count(more)) more\(noun.isEmpty ? "" : " " + noun), in the JSON document." : nil
    }

    /// The first so many of `all`, and a line about the others.
    init?<Source>(_ all: [Source], most: Int, noun: String = "", _ row: (Source) -> Row) {
      self.init(all.prefix(most).map(row), more: all.count - most, noun: noun)
    }
  }
}
