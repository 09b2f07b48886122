public import Networks
public import Workers

/// What the doctor says, for people.
public enum WorkerText {
  public static func examination(_ doctor: Doctor, style: Style) -> String {
    var lines = doctor.steps.flatMap { step -> [String] in
      let mark = step.advice == nil ? style.good("ok  ") : style.bad("FAIL")
      let name = step.name + String(repeating: " ", count: max(0, 8 - step.name.count))
      return ["\(mark)  \(name)  \(step.finding)"] + (step.advice.map { ["                to mend it: \($0)"] } ?? [])
    }
    if !doctor.isClean && !doctor.standardError.isEmpty {
      lines +=
        ["", "It wrote to standard error:"]
        + Breakdown.quoting(doctor.standardError).split(separator: "\n").map(String.init)
    }
    lines.append(
      doctor.isClean
        ? style.good("READY: ")
          + (doctor.skipped > 0 ? "though it skipped \(doctor.skipped) of \(doctor.asked) questions; " : "")
          + "nnverify check --against COMMAND asks whether its numbers are right"
        : style.bad("NOT READY: ") + "mend the first FAIL, then ask again")
    return lines.joined(separator: "\n") + "\n"
  }

  /// An answer beside the expected one.
  public static func probe(
    _ problem: Problem<Double>, _ rows: [(entry: String, observed: Double, expected: Double, agrees: Bool)],
    name: String,
    style: Style
  ) -> String {
    var table = Table([("", .left), (name, .right), ("expected", .right), ("error", .right), ("", .left)])
    for row in rows {
      table.add([
        row.entry, NumberFormat.exact(row.observed), NumberFormat.exact(row.expected),
        NumberFormat.rough((row.observed - row.expected).magnitude), row.agrees ? "" : "departs",
      ])
    }
    let wrong = rows.count { !$0.agrees }
    let last =
      wrong == 0
      ? style.good("AGREEMENT: ") + "all \(NumberFormat.count(rows.count, "number"))"
      : style.bad("DISAGREEMENT: ") + "\(wrong) of \(NumberFormat.count(rows.count, "number")) depart"
    return "\(problem.summary)\n\n\(table.text(style: style))\n\n\(last)\n"
  }
}
