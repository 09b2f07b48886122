public import Functions
import Verification

/// A run over a function, for people.
public enum FunctionText {
  /// Failures first, then the tables, then one line that says it all.
  public static func text(_ run: FunctionSummary, style: Style) -> String {
    let report = run.report
    var parts = report.failures.map { failure($0, run, style: style) }
    let unshown = report.failedPoints - report.failures.count
    if unshown > 0 { parts.append("… and \(NumberFormat.count(unshown, "failing point")) more.") }
    if report.total.compared > 0 { parts.append(tables(run, style: style)) }
    parts.append(lastLine(run, style: style))
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func tables(_ run: FunctionSummary, style: Style) -> String {
    let report = run.report
    func row(_ name: String, _ tally: Tally) -> [String] {
      [
        name, NumberFormat.count(tally.compared), NumberFormat.count(tally.passed), NumberFormat.count(tally.failed),
        NumberFormat.count(tally.kinks), NumberFormat.count(tally.undecided), NumberFormat.rough(tally.worstError),
        NumberFormat.rough(tally.worstAllowance), NumberFormat.rough(tally.worst),
      ]
    }
    func columns(_ title: String) -> [(title: String, alignment: Table.Alignment)] {
      [
        (title, .left), ("compared", .right), ("passed", .right), ("failed", .right), ("kinks", .right),
        ("undecided", .right), ("worst error", .right), ("allowed", .right), ("ratio", .right),
      ]
    }
    var checks = Table(columns("check"))
    for check in FunctionCheck.allCases {
      guard let tally = report.tallies[check] else { continue }
      checks.add(row(check.rawValue, tally))
    }
    var tensors = Table(columns("tensor"))
    for (tensor, tally) in zip(run.parameters, report.byTensor).prefix(40) where tally.compared > 0 {
      tensors.add(row("\(tensor.name) \(tensor.summary)", tally))
    }
    var text = checks.text(style: style) + "\n\n" + tensors.text(style: style)
    if run.parameters.count > 40 { text += "\n… and \(run.parameters.count - 40) tensors more." }
    text +=
      "\nA value is off by up to \(NumberFormat.rough(report.noise)) of itself, as measured. Numeric derivatives are estimates: "
      + "a failure is what two of them and the Taylor remainder agree on."
    if report.wavering > 0 {
      text +=
        "\n\(NumberFormat.count(report.wavering, "answer")) came back a little different: a nondeterministic order of summation."
    }
    return text
  }

  /// A point at which something departs.
  public static func failure(_ failed: FailedPoint, _ run: FunctionSummary, style: Style) -> String {
    var lines = ["\(style.bad("FAILED")) \(failed.token)  \(run.name)"]
    for check in FunctionCheck.allCases {
      let findings = failed.findings.filter { $0.check == check }
      let shown = run.command == "replay" ? findings.count : min(findings.count, 3)
      for finding in findings.prefix(shown) { lines.append("  " + sentence(finding)) }
      if findings.count > shown { lines.append("  … and \(findings.count - shown) more of \(check.rawValue)") }
    }
    for diagnosis in failed.diagnoses { lines.append("  looks like   \(diagnosis.sentence(run.parameters))") }
    lines.append("  see it again nnverify replay \(failed.token) --against \(run.against)")
    return lines.joined(separator: "\n")
  }

  private static func sentence(_ finding: FunctionFinding) -> String {
    let name = finding.check.rawValue.padding(12)
    switch finding.check {
    case .answers: return "\(name) no answer: \(finding.reason ?? "")"
    case .repetition:
      return
        "\(name) \(finding.entry) is \(NumberFormat.exact(finding.observed)), and was \(NumberFormat.exact(finding.expected))"
    case .entries, .tensors, .directions, .taylor:
      let order =
        finding.order.map { "; the Taylor remainder falls with order \(NumberFormat.fixed($0)), 2 would be right" }
        ?? ""
      return
        "\(name) \(finding.entry): \(NumberFormat.exact(finding.observed)), numerically \(NumberFormat.exact(finding.expected)), "
        + "off by \(NumberFormat.rough(finding.error)) where \(NumberFormat.rough(finding.allowance)) is allowed\(order)"
    }
  }

  /// One line that says it all, without the time.
  public static func summary(_ run: FunctionSummary) -> String { lastLine(run, style: .plain, showsTime: false) }

  private static func lastLine(_ run: FunctionSummary, style: Style, showsTime: Bool = true) -> String {
    let time = showsTime ? " in \(NumberFormat.duration(run.elapsed))" : ""
    let counts =
      "\(NumberFormat.count(run.report.points, "point")), "
      + "\(NumberFormat.count(run.report.total.compared, "comparison"))\(time), seed \(run.seed)"
    return switch run.outcome {
    case .agreement: "\(style.good("AGREEMENT:")) \(counts)"
    case .undecided:
      "\(style.bad("UNDECIDED:")) only \(NumberFormat.percent(run.decidedShare)) of the numeric derivatives came to a verdict: \(counts)"
    case .interrupted: "\(style.bad("INTERRUPTED:")) \(counts)"
    case .brokenWorker: "\(style.bad("BROKEN WORKER:")) no number departs, and answers are missing: \(counts)"
    case .disagreement, .oraclesDisagree:
      "\(style.bad("DISAGREEMENT:")) \(NumberFormat.count(run.report.failedPoints, "point")) of \(counts); "
        + "nnverify replay \(run.report.failures.first?.token ?? "") --against \(run.against)"
    }
  }

  /// A gradient beside the numeric one.
  public static func probe(
    _ name: String, _ parameters: [ParameterTensor], claimed: [Double], numeric: [Double], report: FunctionReport,
    style: Style
  ) -> String {
    var table = Table([("", .left), (name, .right), ("numeric", .right), ("difference", .right)])
    var start = 0
    for tensor in parameters {
      for index in 0..<min(tensor.count, 50) {
        let (a, b) = (claimed[start + index], numeric[start + index])
        table.add([
          "d" + tensor.entry(index), NumberFormat.exact(a), NumberFormat.exact(b),
          NumberFormat.rough((a - b).magnitude),
        ])
      }
      start += tensor.count
    }
    let failed = report.total.failed
    let last =
      failed == 0
      ? style.good("AGREEMENT: ") + "all \(NumberFormat.count(report.total.decided, "comparison"))"
      : style.bad("DISAGREEMENT: ")
        + "\(failed) of \(NumberFormat.count(report.total.compared, "comparison")) at this point failed"
    return table.text(style: style) + "\n\n\(last)\n"
  }
}

extension String {
  /// With blanks to so many characters.
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
