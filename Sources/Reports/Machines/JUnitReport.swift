public import Foundation

/// A gate as JUnit XML, as Jenkins, GitLab and actions on GitHub read it.
///
/// A test suite for every stage, a test case for every item, whose name is the item's id. What failed is a `failure`. What no
/// item tells but keeps the gate from being green (a broken worker, an interruption, too little decided) is a test case of its own,
/// named like the stage, with an `error`: a file is never all green where the exit code is not 0. What is expected to fail is
/// `skipped`, with its reason. A stage without items is one test case, since readers take an empty file for a mistake.
public enum JUnitReport {
  public static func xml(_ document: GateDocument) -> Data {
    var budget = Budget()
    var suites = document.groups.map { suite($0, of: document, &budget) }
    if suites.allSatisfy({ !$0.isRed }) && document.isRed {
      suites.append(JUnitFile.Suite(name: "gate", cases: [redCase(document.redGate, stage: "gate", &budget)]))
    } else if suites.isEmpty {
      suites.append(JUnitFile.Suite(name: "gate", cases: [JUnitFile.Case(name: "gate", className: className("gate"))]))
    }
    suites[0].properties.insert(contentsOf: facts(document), at: 0)
    return JUnitFile(name: "nnverify \(document.command)", seconds: document.seconds, suites: suites).data
  }

  /// Readers refuse long files, GitLab those of more than 30 MB: the first failures say all, the last ones at least their ids.
  private struct Budget {
    private var messages = 8 << 20
    private var texts = 8 << 20

    mutating func message(_ text: String) -> String {
      let line = PlainText.line(text, limit: min(1000, messages))
      messages = max(0, messages - line.utf8.count)
      return line
    }

    /// What the terminal says.
    mutating func lines(_ text: [String]) -> [String] {
      guard texts > 0 else { return text.isEmpty ? [] : ["(left out: the file would become too long)"] }
      let lines = PlainText.lines(text, limit: min(16 << 10, texts))
      texts -= lines.reduce(0) { $0 + $1.utf8.count + 1 }
      return lines
    }
  }

  private static func suite(_ group: StageGroup, of document: GateDocument, _ budget: inout Budget) -> JUnitFile.Suite {
    let red = document.red(group)
    // The red items come in the order of the items.
    var redItems = red.filter(\.isItem)[...]
    var suite = JUnitFile.Suite(
      name: group.stage, seconds: group.rows.first?.seconds ?? 0, cases: [], output: group.rows.map(\.summary))
    for item in group.items {
      if item.status == .failed, let row = redItems.popFirst() {
        suite.cases.append(redCase(row, stage: group.stage, &budget))
      } else {
        suite.cases.append(greenCase(item, &budget))
      }
    }
    suite.cases += red.filter { !$0.isItem }.map { redCase($0, stage: group.stage, &budget) }
    if suite.cases.isEmpty { suite.cases.append(stageCase(group)) }
    // Test cases have no properties in the schemas that readers hold on to.
    suite.properties = red.compactMap { row in row.replay.map { ("replay:\(name(row.id))", budget.message($0)) } }
    return suite
  }

  private static func redCase(_ row: RedRow, stage: String, _ budget: inout Budget) -> JUnitFile.Case {
    let message = budget.message(row.message.isEmpty ? row.kind : "\(row.kind): \(row.message)")
    let replay = row.replay.map { "replay: \(budget.message($0))" }
    let text = budget.lines(row.text) + (replay.map { [$0] } ?? [])
    let kind = PlainText.line(row.kind, limit: 200)
    let isFailure = row.isItem || row.severity == .failure
    return JUnitFile.Case(
      name: name(row.id), className: className(stage),
      verdict: isFailure ? .failure(type: kind, message, text) : .error(type: kind, message, text))
  }

  private static func greenCase(_ item: GateDocument.ItemRow, _ budget: inout Budget) -> JUnitFile.Case {
    let verdict: JUnitFile.Verdict =
      switch item.status {
      case .passed, .failed: .passed
      case .skipped: .skipped(budget.message(item.message ?? item.reason ?? "skipped"))
      case .expectedFailure:
        .skipped(budget.message("expected failure: \(item.reason ?? item.message ?? "no reason given")"))
      }
    return JUnitFile.Case(name: name(item.id), className: className(item.stage), verdict: verdict)
  }

  /// A stage of which there are no items and which is not red.
  private static func stageCase(_ group: StageGroup) -> JUnitFile.Case {
    let odd = group.rows.first { $0.outcome != .passed }
    return JUnitFile.Case(
      name: group.stage, className: className(group.stage),
      verdict: odd.map { .skipped("\($0.outcome.words): \($0.summary)") } ?? .passed)
  }

  /// The whole id, unless somebody means harm.
  private static func name(_ id: String) -> String { PlainText.line(id, limit: 1000) }

  private static func className(_ stage: String) -> String { "nnverify.\(stage)" }

  /// What is needed to repeat the run: properties of the first suite, since the schemas have none of the file.
  private static func facts(_ document: GateDocument) -> [(name: String, value: String)] {
    var facts = [("command", document.command), ("outcome", document.outcome.rawValue)]
    facts.append(("exit code", String(document.exitCode)))
    if let profile = document.profile { facts.append(("profile", profile)) }
    if let seed = document.seed { facts.append(("seed", seed)) }
    if let options = document.check?.generated?.options { facts.append(("options", options)) }
    facts += document.versions.sorted { $0.key < $1.key }.map { ("version:\($0.key)", $0.value) }
    facts += document.implementations.map { ("implementation", $0) }
    return facts + document.against.sorted { $0.key < $1.key }.map { ("against:\($0.key)", $0.value) }
  }
}
