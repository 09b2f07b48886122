import Testing

@testable import Reports

@Suite struct MarkdownSummaryTests {
  @Test func aWholeSummary() {
    var document = GateDocument.mixed
    document.stages.removeLast(3)
    #expect(
      MarkdownSummary.text(document) == """
        ## nnverify `gate`: failed

        exit code 1 · 2 red of 6 items · profile `quick` · 41.5 s

        | stage | outcome | passed | failed | expected failures | skipped | time | |
        |---|---|--:|--:|--:|--:|--:|---|
        | `fixtures` | passed | 1 | 0 | 0 | 0 | 1.5 s | `AGREEMENT` |

        ### Red

        - `check/vectorized-dZ/gradients`: `dW[2], BP4, transposed`, `dW[2][0][1] departs`

          ```sh
          nnverify replay 1:42:17 --implementation vectorized-dZ
          ```

          <details><summary>What the terminal says</summary>

          ```text
          FAIL  1:42:17
            observed 1.0  expected 2.0
          ```

          </details>

        - `check/mine/dual`: `δ[1], BP2`, `δ[1][0][0] departs`

          ```sh
          nnverify replay 1:42:17 --implementation vectorized-dZ
          ```

          <details><summary>What the terminal says</summary>

          ```text
          FAIL  1:42:17
            observed 1.0  expected 2.0
          ```

          </details>


        ### Fails as expected

        - `expected failures/conv`: `issue 12`

        ### Left out

        - `regime tiny: binary32`

        """)
  }

  @Test func greenIsShort() {
    let text = MarkdownSummary.text(.green)
    #expect(text.hasPrefix("## nnverify `gate`: passed\n"))
    #expect(!text.contains("###"))
  }

  @Test(arguments: GateDocument.unhappy.indices) func neverPassedWhereTheExitCodeIsNot0(_ index: Int) {
    let document = GateDocument.unhappy[index]
    let text = MarkdownSummary.text(document)
    #expect(!text.hasPrefix("## nnverify `gate`: passed"))
    #expect(text.contains("### Red"))
  }

  @Test(arguments: hostileTexts.indices) func hostileTextsStayInCode(_ index: Int) {
    let text = hostileTexts[index]
    func document(_ text: String) -> GateDocument {
      var document = GateDocument.of(
        [.hostile(text), .of("x/y", .expectedFailure, reason: text)],
        stages: [.of("check", .failed, summary: text), .of(text, .passed)], omitted: [text, text])
      document.command = text
      document.profile = text
      return document
    }
    #expect(
      Skeleton.of(MarkdownSummary.text(document(text))) == Skeleton.of(MarkdownSummary.text(document("harmless"))))
  }

  @Test func whatIsEmptyIsCalledSo() {
    let text = MarkdownSummary.text(.of([.hostile("")]))
    #expect(text.contains("- `check/`: (empty)\n"))
  }

  @Test func withinAnyLimitAndOfWholeRows() throws {
    let items = (0..<40).flatMap { index -> [GateDocument.ItemRow] in
      [.hostile("δ\(index) ⊙ 🏳️‍🌈"), .of("check/e\(index)", .expectedFailure, reason: "δ")]
    }
    let document = GateDocument.of(
      items, stages: (0..<12).map { .of("δ\($0)", .failed) }, omitted: (0..<12).map { "ohne \($0)" })
    let whole = MarkdownSummary.text(document)
    let lines = Set(whole.split(separator: "\n"))
    for limit in stride(from: 0, through: whole.utf8.count, by: 53) {
      let text = MarkdownSummary.text(document, limit: limit)
      #expect(text.utf8.count <= limit)
      let others = text.split(separator: "\n").filter { !lines.contains($0) }
      #expect(others.allSatisfy { $0.wholeMatch(of: /… and [0-9]+ more [a-z ]+: the reports have all\./) != nil })
      #expect(text.isEmpty || text.hasSuffix("\n"))
    }
    #expect(MarkdownSummary.text(document, limit: whole.utf8.count) == whole)
    #expect(MarkdownSummary.text(document, limit: whole.utf8.count - 1).contains("… and "))
  }

  @Test func whatIsNotShownIsCounted() throws {
    let document = GateDocument.of((0..<10_000).map { .of("check/\($0)", .failed, message: "departs") })
    let text = MarkdownSummary.text(document, limit: 20_000)
    let shown = text.split(separator: "\n").count { $0.hasPrefix("- `check/") }
    #expect(text.contains("… and \(NumberFormat.count(10_000 - shown)) more red items"))
    #expect(shown > 10)
  }

  @Test func longTextsAreCut() {
    let long = String(repeating: "`|<\n", count: 1_250_000)
    let document = GateDocument.of(
      [.hostile(long)] + (0..<10_000).map { .hostile("\($0)") }, stages: [.of("check", .failed, summary: long)],
      omitted: [long])
    let text = MarkdownSummary.text(document)
    #expect(text.utf8.count < 1 << 20)
    #expect(text.utf8.count > 1 << 19)
  }

  @Test(arguments: [Double.nan, .infinity, -1, 1e300]) func oddSecondsTrapNothing(_ seconds: Double) {
    var document = GateDocument.mixed
    document.seconds = seconds
    document.stages[0].seconds = seconds
    #expect(MarkdownSummary.text(document).contains("### Red"))
  }
}

/// What remains of Markdown when all code in it is taken out: what would be markup.
private enum Skeleton {
  static func of(_ text: String) -> String {
    var result: [String] = []
    var fence = 0
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map({ String($0) }) {
      let run = line.drop { $0 == " " }.unicodeScalars.prefix { $0 == "`" }.count
      if fence > 0 {
        let isEnd = run >= fence && line.unicodeScalars.allSatisfy { $0 == "`" || $0 == " " }
        if isEnd { fence = 0 }
        if isEnd { result.append("end") }
      } else if run >= 3 && !line.drop(while: { $0 == " " }).unicodeScalars.dropFirst(run).contains("`") {
        fence = run
        result.append("begin")
      } else {
        result.append(withoutSpans(line))
      }
    }
    return result.joined(separator: "\n")
  }

  /// Runs of backticks pair with the next run of the same length. A pipe in a table ends even code.
  private static func withoutSpans(_ line: String) -> String {
    let runs = line.unicodeScalars.split(separator: "`", omittingEmptySubsequences: false).count > 1
    guard runs else { return line }
    guard !line.hasPrefix("|") else {
      return line.unicodeScalars.split(separator: "|", omittingEmptySubsequences: false).map { spansOut(String($0)) }
        .joined(separator: "|")
    }
    return spansOut(line)
  }

  private static func spansOut(_ line: String) -> String {
    let scalars = Array(line.unicodeScalars)
    func run(at place: Int) -> Int { scalars[place...].prefix { $0 == "`" }.count }
    var result = ""
    var place = 0
    while place < scalars.count {
      let length = run(at: place)
      guard length > 0 else {
        result.unicodeScalars.append(scalars[place])
        place += 1
        continue
      }
      var end = place + length
      while end < scalars.count, run(at: end) != length { end += max(1, run(at: end)) }
      // Parsers give up on longer ones.
      let isCode = end < scalars.count && length < 80
      result += isCode ? "CODE" : String(repeating: "`", count: length)
      place = isCode ? end + length : place + length
    }
    return result
  }
}
