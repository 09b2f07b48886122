public import Fixtures
import Networks
public import Suite

/// What `nnverify fixtures` says.
public enum FixturesText {
  /// What a regeneration would change, number by number.
  public static func changes(_ changes: [FixtureChange], refused: [FixtureChange]) -> String {
    changes.map { change in
      let fate = refused.contains(change) ? "would change" : "changes"
      let what =
        switch change.kind {
        case .problem: "\(change.slug): \(fate): it asks something else"
        case .answer:
          "\(change.slug): \(fate): "
            + (change.entries.isEmpty
              ? "limits or allowed ranges" : NumberFormat.count(change.entries.count, "expected value"))
        case .removed: "\(change.slug): \(fate): it is no longer part of the set"
        case .unreadable: "\(change.slug): \(fate): what is there cannot be read"
        }
      var table = Table([("  entry", .left), ("old", .right), ("new", .right), ("ulps", .right)])
      for entry in change.entries.prefix(20) {
        table.add(["  " + entry.name, "\(entry.old)", "\(entry.new)", "\(entry.ulps)"])
      }
      let rest = change.entries.count > 20 ? "    … and \(change.entries.count - 20) more\n" : ""
      return what + "\n" + (change.entries.isEmpty ? "" : table.text(indent: "  ") + "\n" + rest)
    }.joined()
  }

  /// Every fault and every departure, a table of what was compared, a last line.
  public static func verification(
    _ inspection: Inspection, _ examined: FixtureExamination.Result, elapsed: Duration, isInterrupted: Bool,
    style: Style
  ) -> String {
    var text = inspection.malformed.map { "\($0)\n" }.joined()
    let shown = inspection.departures.prefix(mostShown)
    text += shown.map { "\(printable($0.subject)): \($0.aspect): \($0.message)\n" }.joined()
    if inspection.departures.count > shown.count { text += "… and \(inspection.departures.count - shown.count) more\n" }
    if !text.isEmpty { text += "\n" }

    var table = Table([("compared with what is stored", .left), ("numbers", .right)])
    table.add(["proofs, anew (cases)", NumberFormat.count(inspection.proven)])
    for (name, numbers) in examined.compared { table.add([name, NumberFormat.count(numbers)]) }
    if examined.unsupported > 0 {
      table.add(["cases that a program does not do: unsupported, not passed", NumberFormat.count(examined.unsupported)])
    }
    table.add(["GSL's derivatives", NumberFormat.count(examined.differentiated)])
    for (tool, numbers) in inspection.witnessed {
      table.add(["witness \(printable(tool))", NumberFormat.count(numbers)])
    }
    text += table.text(style: style) + "\n\n"
    return text + lastLine(inspection, elapsed: elapsed, isInterrupted: isInterrupted, style: style) + "\n"
  }

  /// One line that says it all, without the time.
  public static func summary(_ inspection: Inspection, isInterrupted: Bool) -> String {
    lastLine(inspection, elapsed: nil, isInterrupted: isInterrupted, style: .plain)
  }

  private static func lastLine(
    _ inspection: Inspection, elapsed: Duration?, isInterrupted: Bool, style: Style
  ) -> String {
    let done =
      NumberFormat.count(inspection.cases.count, "case") + (elapsed.map { " in \(NumberFormat.duration($0))" } ?? "")
    if !inspection.malformed.isEmpty {
      return style.bad("MALFORMED: ") + "\(NumberFormat.count(inspection.malformed.count, "file")), "
        + "\(NumberFormat.count(inspection.departures.count, "departure")) in the others: \(done)"
    }
    if !inspection.departures.isEmpty {
      let names = Set(inspection.departures.map(\.subject)).count
      return style.bad("DISAGREEMENT: ")
        + "\(NumberFormat.count(inspection.departures.count, "departure")) in \(NumberFormat.count(names, "case")) of \(done)"
    }
    if isInterrupted { return style.warning("INTERRUPTED: ") + "all agree so far: \(done)" }
    if inspection.isProofMissing {
      return style.warning("UNPROVEN: ") + "nothing departs, but this build cannot prove (package trait Arb): \(done)"
    }
    return style.good("VERIFIED: ") + done
  }

  private static let mostShown = 200

  /// A line per case.
  public static func list(_ cases: [(path: String, stored: StoredCase)], style: Style) -> String {
    var table = Table([("case", .left), ("network", .left), ("flags", .left)])
    for (path, stored) in cases {
      let name = path.hasSuffix(".json") ? String(path.dropLast(5)) : path
      table.add([name, stored.problem.summary, stored.flags.joined(separator: " ")])
    }
    return (cases.isEmpty ? "" : table.text(style: style) + "\n") + NumberFormat.count(cases.count, "case") + "\n"
  }

  /// Everything about one case.
  public static func show(_ stored: StoredCase, style: Style) -> String {
    var text = style.strong(stored.id) + "\n" + stored.comment + "\n\n" + stored.problem.summary + "\n"
    for name in stored.flags {
      text += BugFlag(id: name).map { "\nflag \(name) (\($0.bugType.rawValue)): \($0.effect)" } ?? "\nflag \(name)"
    }
    text += stored.flags.isEmpty ? "" : "\n"
    for (key, value) in stored.source.sorted(by: { $0.key < $1.key }) { text += "\n\(key): \(printable(value))" }
    text += "\n\n"
    let problem = stored.problem
    for tensor in problem.tensors { text += numbers("\(tensor)", problem[tensor]) }
    text += numbers("Y", problem.targets)
    guard let proven = stored.proven else { return text + "\nnothing is proven of it\n" }

    var table = Table([
      ("quantity", .left), ("proven", .right), ("binary64 within", .right), ("binary32 within", .right),
      ("allowed", .left),
    ])
    for quantity in Evaluation<Double>.quantities(depth: problem.depth) {
      guard let value = proven.value[quantity], let wide = proven.binary64[quantity],
        let narrow = proven.binary32[quantity]
      else { continue }
      for row in 0..<value.rows {
        for column in 0..<value.columns {
          let range = proven.allowed.flatMap { allowed -> String? in
            guard let low = allowed.lower[quantity]?[row, column], let high = allowed.upper[quantity]?[row, column],
              low != high
            else { return nil }
            return "\(low) … \(high)"
          }
          table.add([
            quantity.entry(row: row, column: column), "\(value[row, column])", power(wide[row, column]),
            power(narrow[row, column]), range ?? "",
          ])
        }
      }
    }
    return text + "\n" + table.text(style: style) + "\n"
  }

  private static func numbers(_ name: String, _ grid: Grid<Double>) -> String {
    let rows = (0..<grid.rows).map { row in
      "[" + (0..<grid.columns).map { "\(grid[row, $0])" }.joined(separator: ", ") + "]"
    }
    return "\(name) (\(grid.rows) × \(grid.columns)) = " + rows.joined(separator: "\n    ") + "\n"
  }

  private static func power(_ limit: Limit) -> String { limit.exponent.map { "2^\($0)" } ?? "no limit" }
}
