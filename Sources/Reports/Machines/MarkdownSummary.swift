/// A gate in Markdown, for the summary of a step on GitHub ($GITHUB_STEP_SUMMARY).
public enum MarkdownSummary {
  /// The verdict, the stages, what is red and how to see it again, what fails as expected, what was left out.
  ///
  /// - Parameter limit: how many bytes there may be. GitHub drops a summary of more than 1 MiB, and another program may have
  ///   written to the same one before.
  public static func text(_ document: GateDocument, limit: Int = 15 << 16) -> String {
    let red = document.red
    var text = head(document, red)
    let sections = [stages(document.stages), failed(red), expected(document.items), omitted(document.omitted)]
      .filter { $0.count > 0 }
    var reserved = sections.reduce(0) { $0 + $1.least }
    guard text.utf8.count + reserved <= limit else { return text.utf8.count <= limit ? text : "" }
    for section in sections {
      reserved -= section.least
      text += section.text(limit: limit - reserved - text.utf8.count)
    }
    return text
  }

  /// Rows under a heading, each of which is shown whole or not at all.
  private struct Section {
    var heading: String
    var count: Int
    /// "stage", in the sentence that says how many more there are.
    var noun: String
    var row: (Int) -> String

    /// How long it is where no row is shown.
    var least: Int { heading.utf8.count + rest(count).utf8.count }

    /// - Precondition: the limit is not below `least`.
    func text(limit: Int) -> String {
      var text = heading
      // The last place where the sentence still fits.
      var (end, shown) = (text.utf8.count, 0)
      for index in 0..<count {
        text += row(index)
        let length = text.utf8.count
        guard length <= limit else {
          return String(decoding: text.utf8.prefix(end), as: UTF8.self) + rest(count - shown)
        }
        if length + rest(count - index - 1).utf8.count <= limit { (end, shown) = (length, index + 1) }
      }
      return text
    }

    private func rest(_ count: Int) -> String {
      "\n… and \(NumberFormat.count(count, "more \(noun)")): the reports have all.\n"
    }
  }

  private static func head(_ document: GateDocument, _ red: [RedRow]) -> String {
    // An outcome that passed is none where the exit code says otherwise.
    let verdict = red.isEmpty || document.outcome != .passed ? document.outcome.words : "no verdict"
    var facts = ["exit code \(document.exitCode)"]
    facts.append("\(NumberFormat.count(red.count)) red of \(NumberFormat.count(document.items.count, "item"))")
    if let profile = document.profile { facts.append("profile \(MarkdownText.code(profile, limit: 100))") }
    if let seed = document.seed { facts.append("seed \(MarkdownText.code(seed, limit: 100))") }
    facts.append(duration(document.seconds))
    let title = "## nnverify \(MarkdownText.code(document.command, limit: 100)): \(verdict)"
    return "\(title)\n\n\(facts.joined(separator: " · "))\n"
  }

  private static func stages(_ rows: [GateDocument.StageRow]) -> Section {
    let heading = """

      | stage | outcome | passed | failed | expected failures | skipped | time | |
      |---|---|--:|--:|--:|--:|--:|---|

      """
    return Section(heading: heading, count: rows.count, noun: "stage") { index in
      let row = rows[index]
      let counts = [row.passed, row.failed, row.expectedFailures, row.skipped].map { NumberFormat.count($0) }
      let cells = [MarkdownText.cell(row.stage), row.outcome.words] + counts
      return "| \((cells + [duration(row.seconds), MarkdownText.cell(row.summary)]).joined(separator: " | ")) |\n"
    }
  }

  private static func failed(_ rows: [RedRow]) -> Section {
    Section(heading: "\n### Red\n\n", count: rows.count, noun: "red item") { failure(rows[$0]) }
  }

  private static func failure(_ row: RedRow) -> String {
    var text = "- \(MarkdownText.code(row.id)): \(MarkdownText.code(row.kind, limit: 200))"
    if !row.message.isEmpty { text += ", \(MarkdownText.code(row.message))" }
    text += "\n"
    if let replay = row.replay {
      let line = PlainText.line(replay, limit: 4000)
      text += "\n" + MarkdownText.block([line], language: "sh", limit: 8000, indent: "  ")
    }
    if !row.text.isEmpty {
      text += "\n  <details><summary>What the terminal says</summary>\n\n"
      text += MarkdownText.block(row.text, language: "text", limit: 4000, indent: "  ")
      text += "\n  </details>\n"
    }
    return text + "\n"
  }

  private static func expected(_ items: [GateDocument.ItemRow]) -> Section {
    let rows = items.filter { $0.status == .expectedFailure }
    return Section(heading: "\n### Fails as expected\n\n", count: rows.count, noun: "expected failure") { index in
      let reason = rows[index].reason ?? "no reason given"
      return "- \(MarkdownText.code(rows[index].id)): \(MarkdownText.code(reason))\n"
    }
  }

  private static func omitted(_ sentences: [String]) -> Section {
    Section(heading: "\n### Left out\n\n", count: sentences.count, noun: "omission") {
      "- \(MarkdownText.code(sentences[$0]))\n"
    }
  }

  private static func duration(_ seconds: Double) -> String {
    NumberFormat.duration(.seconds(seconds.isFinite ? min(max(seconds, 0), 1e9) : 0))
  }
}
