import Fixtures

/// The verdict of a gate for people.
public enum GateText {
  /// What fails, in full; what is expected to; the stages; what was left out; one line that says it all.
  public static func text(_ document: GateDocument, style: Style) -> String {
    var parts = document.stages.compactMap { failures($0, document.items, style: style) }
    let expected = document.items.filter { $0.status == .expectedFailure }
    if !expected.isEmpty {
      parts.append(
        "Expected to fail:\n"
          + expected.map { "  \(printable($0.id)): \(printable($0.reason ?? ""))" }.joined(separator: "\n"))
    }
    if !document.omitted.isEmpty {
      parts.append("Left out:\n" + document.omitted.map { "  \($0)" }.joined(separator: "\n"))
    }
    parts.append(stages(document, style: style))
    parts.append(lastLine(document, style: style))
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// So many failures of a stage are shown in full; every other one has a line.
  private static let mostInFull = 5

  private static func failures(
    _ stage: GateDocument.StageRow, _ items: [GateDocument.ItemRow], style: Style
  ) -> String? {
    let failing = items.filter { $0.status == .failed && $0.stage == stage.stage }
    guard !failing.isEmpty else { return nil }
    // Several checks of one problem share a text.
    var texts: Set<[String]> = []
    let parts = failing.prefix(mostInFull).map { item in
      failure(item, text: texts.insert(item.text).inserted ? item.text : [], style: style)
    }
    let rest = failing.dropFirst(mostInFull).map { headline($0, style: style) }
    return (parts + (rest.isEmpty ? [] : [rest.joined(separator: "\n")])).joined(separator: "\n\n")
  }

  private static func headline(_ item: GateDocument.ItemRow, style: Style) -> String {
    style.bad("FAIL") + "  \(style.strong(printable(item.id)))  \(printable(item.kind ?? ""))"
  }

  private static func failure(_ item: GateDocument.ItemRow, text: [String], style: Style) -> String {
    var lines = [headline(item, style: style)]
    if let message = item.message { lines.append("  \(printable(message))") }
    lines += text.map { "    \(printable($0))" }
    if let replay = item.replay { lines.append("  replay: \(printable(replay))") }
    return lines.joined(separator: "\n")
  }

  private static func stages(_ document: GateDocument, style: Style) -> String {
    var table = Table([
      ("stage", .left), ("passed", .right), ("failed", .right), ("expected", .right), ("skipped", .right),
      ("time", .right), ("", .left),
    ])
    for stage in document.stages {
      table.add([
        stage.stage, NumberFormat.count(stage.passed), NumberFormat.count(stage.failed),
        NumberFormat.count(stage.expectedFailures), NumberFormat.count(stage.skipped),
        NumberFormat.duration(.seconds(stage.seconds)), printable(stage.summary),
      ])
    }
    return table.text(style: style)
  }

  private static func lastLine(_ document: GateDocument, style: Style) -> String {
    let failing = document.items.filter { $0.status == .failed }
    let profile = document.profile.map { ", profile \($0)" } ?? ""
    let end = "in \(NumberFormat.duration(.seconds(document.seconds)))\(profile)"
    let names = failing.prefix(3).map { printable($0.id) }.joined(separator: ", ") + (failing.count > 3 ? " …" : "")
    let what =
      "\(NumberFormat.count(failing.count)) of \(NumberFormat.count(document.items.count, "item")) \(end): \(names)"
    switch document.outcome {
    case .passed: return style.good("PASSED: ") + "\(NumberFormat.count(document.items.count, "item")) \(end)"
    case .failed: return style.bad("FAILED: ") + what
    case .malformed: return style.bad("MALFORMED: ") + what
    case .brokenWorker: return style.bad("BROKEN WORKER: ") + what
    case .oraclesDisagree: return style.bad("ORACLES DISAGREE: ") + what
    case .interrupted: return style.warning("INTERRUPTED: ") + "nothing fails so far, \(end)"
    case .undecided: return style.warning("UNDECIDED: ") + what
    }
  }
}
