import Testing

@testable import Reports

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("dW[2] ⊙ 🏳", "dW[2] ⊙ 🏳"), ("a\nb", "a\\u{a}b"), ("a\r\nb", "a\\u{d}\\u{a}b"), ("\u{0}", "\\u{0}"),
    ("\u{FFFE}\u{FFFF}", "\\u{fffe}\\u{ffff}"), ("\u{202E}x", "\\u{202e}x"), ("\u{2028}", "\\u{2028}"),
    ("\u{85}", "\\u{85}"), ("\t", "\\u{9}"), ("e\u{301}", "e\u{301}"), ("\u{10FFFF}", "\\u{10ffff}"),
  ])
  func whatCouldSteerIsShown(_ text: String, _ line: String) { #expect(PlainText.line(text, limit: 100) == line) }

  @Test func everyScalarIsFitForXML() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let shown = PlainText.line(String(scalar), limit: 100)
      guard shown.unicodeScalars.count == 1 else { continue }
      let isAllowed = (0x20...0xD7FF).contains(value) || (0xE000...0xFFFD).contains(value) || value >= 0x10000
      if !isAllowed || (0x7F...0x9F).contains(value) { Issue.record("U+\(String(value, radix: 16)) is shown as it is") }
    }
  }

  @Test(arguments: 0...12) func neverLongerThanTheLimitAndAnEllipsis(_ limit: Int) {
    let line = PlainText.line("aδ🏳\nb", limit: limit)
    #expect(line.utf8.count <= limit + 3)
    // a, 2 bytes, 4 bytes, \u{a} and b.
    #expect(line.hasSuffix("…") == (limit < 13))
  }

  @Test func linesAreCutTogether() {
    #expect(PlainText.lines(["a\nb", "c\td"], limit: 100) == ["a", "b", "c\td"])
    #expect(PlainText.lines(["aaaa", "bbbb", "cccc", "dddd"], limit: 8) == ["aaaa", "bbb…", "… and more"])
    #expect(PlainText.lines([String(repeating: "\n", count: 100)], limit: 2) == ["", "", "… and more"])
    #expect(PlainText.lines([String(repeating: "δ", count: 100)], limit: 5) == ["δδ…"])
    #expect(PlainText.lines([], limit: 0) == [])
    #expect(PlainText.lines(["a"], limit: 0) == ["… and more"])
  }
}
