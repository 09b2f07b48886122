/// Foreign text in Markdown. It stands in code only, where nothing is markup, and nothing in it can end the code.
enum MarkdownText {
  /// In the line of a paragraph, a list or a heading.
  static func code(_ text: String, limit: Int = 1000) -> String {
    let line = withoutLongRuns(PlainText.line(text, limit: limit))
    guard !line.isEmpty else { return "(empty)" }
    let fence = String(repeating: "`", count: longestRun(line) + 1)
    // Where a backtick would touch the fence, and since one space at both ends is taken off again.
    let ends = [line.utf8.first, line.utf8.last]
    let padding = ends.contains(UInt8(ascii: "`")) || ends.contains(UInt8(ascii: " ")) ? " " : ""
    return fence + padding + line + padding + fence
  }

  /// In a cell of a table, which a pipe would end in code too.
  static func cell(_ text: String) -> String { code(replacing("|", in: PlainText.line(text, limit: 200))) }

  /// Lines by themselves, indented.
  static func block(_ lines: [String], language: String, limit: Int, indent: String) -> String {
    let lines = PlainText.lines(lines, limit: limit).map(withoutLongRuns)
    let fence = String(repeating: "`", count: max(3, (lines.map(longestRun).max() ?? 0) + 1))
    return (["\(fence)\(language)"] + lines + [fence]).map { "\(indent)\($0)\n" }.joined()
  }

  /// Parsers give up on runs of some hundreds of backticks.
  private static func withoutLongRuns(_ line: String) -> String {
    longestRun(line) <= 20 ? line : replacing("`", in: line)
  }

  private static func longestRun(_ line: String) -> Int {
    var (run, longest) = (0, 0)
    for byte in line.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// By scalars: a character is also "|" with an accent on it, and Markdown knows nothing of characters.
  private static func replacing(_ scalar: Unicode.Scalar, in text: String) -> String {
    text.unicodeScalars.reduce(into: "") {
      $0 += $1 == scalar ? "\\u{\(String(scalar.value, radix: 16))}" : String($1)
    }
  }
}
