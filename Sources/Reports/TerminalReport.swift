import Fixtures
import Networks
public import Verification
import Workers

/// A run for people.
public enum TerminalReport {
  /// Failures first, then the tables, then one line that says it all.
  public static func text(_ run: RunSummary, style: Style) -> String {
    var parts = run.failures.map { failure($0, run, style: style) }
    parts += unshown(run)
    if run.report.ledger.total.compared > 0 { parts.append(checks(run.report, style: style)) }
    if let recollection = run.recollection, recollection.asked > 0 { parts.append(remembered(recollection)) }
    if !run.report.decided.isEmpty { parts.append(regimes(run, style: style)) }
    parts.append(lastLine(run, style: style))
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// What a test records: in one line what the run came to, and below it the failures, with the words of `text` and nothing
  /// that differs from run to run.
  public static func issue(_ run: RunSummary) -> String {
    let name = run.implementations.joined(separator: ", ")
    var parts = ["\(name): \(lastLine(run, style: .plain, showsTime: false))"]
    parts += run.failures.map { failure($0, run) }
    parts += unshown(run)
    if run.outcome == .undecided && run.report.problems > 0 {
      parts.append(remarks(run.report).joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }

  /// How many failing problems were counted and not kept.
  private static func unshown(_ run: RunSummary) -> [String] {
    let count = run.report.failedProblems - run.report.failures.count
    return count > 0 ? ["… and \(NumberFormat.count(count, "failing problem")) more."] : []
  }

  /// Why something was not decided, a line for each reason, and what else a reader of the tallies should know.
  private static func remarks(_ report: CampaignReport) -> [String] {
    let total = report.ledger.total
    var lines = Undecidable.allCases.filter { total[$0] > 0 }.map {
      "  \(NumberFormat.count(total[$0])): \($0.reason)"
    }
    if !lines.isEmpty { lines.insert("Undecided, and why:", at: 0) }
    for (skip, problems) in skips(report) {
      lines.append(
        "\(NumberFormat.count(problems, "problem")) skipped by \(skip.implementation): \(printable(skip.reason)).")
    }
    for (name, problems) in report.ledger.wavering.sorted(by: { $0.key < $1.key }) {
      lines.append(
        "\(NumberFormat.count(problems, "problem")) answered by \(name) a little differently when asked again, within the bounds: a nondeterministic order of summation."
      )
    }
    if total.unsupported > 0 {
      lines.append(
        "\(NumberFormat.count(total.unsupported)) not answered by an implementation: unsupported, and not counted as passed."
      )
    }
    return lines
  }

  /// One row per check that compared anything.
  private static func checks(_ report: CampaignReport, style: Style) -> String {
    var table = Table([
      ("check", .left), ("compared", .right), ("passed", .right), ("failed", .right), ("kinks", .right),
      ("undecided", .right), ("worst error", .right), ("allowed", .right), ("ratio", .right), ("time", .right),
    ])
    for check in Check.allCases {
      let tally = report.ledger[check]
      guard tally.compared > 0 else { continue }
      table.add([
        check.rawValue, NumberFormat.count(tally.compared), NumberFormat.count(tally.passed),
        NumberFormat.count(tally.failed), NumberFormat.count(tally.kinks), NumberFormat.count(tally.undecided),
        NumberFormat.rough(tally.worstError), NumberFormat.rough(tally.worstAllowance),
        NumberFormat.rough(tally.worst), NumberFormat.duration(tally.time),
      ])
    }
    var text = table.text(style: style)
    let total = report.ledger.total
    text += remarks(report).map { "\n" + $0 }.joined()
    if let median = total.sharpness.quantile(0.5), let most = total.sharpness.quantile(0.99) {
      text +=
        "\nThe smallest relative error that \(Check.gradients.rawValue) would catch: below \(NumberFormat.rough(median)) in half "
        + "of the entries, below \(NumberFormat.rough(most)) in 99 % of them."
    }
    let cleared = Check.allCases.reduce(0) { $0 + report.ledger[$1].cleared }
    if cleared > 0 {
      text +=
        "\n" + NumberFormat.count(cleared, "numeric derivative")
        + " disagreed while dual numbers or the proven derivative sided with the program: passed."
    }
    return text
  }

  /// In a fixed order.
  static func skips(_ report: CampaignReport) -> [(key: Ledger.Skip, value: Int)] {
    report.ledger.skips.sorted { ($0.key.implementation, $0.key.reason) < ($1.key.implementation, $1.key.reason) }
  }

  /// Failures of earlier runs are counted apart.
  private static func remembered(_ recollection: Recollection) -> String {
    "\(NumberFormat.count(recollection.asked, "remembered failure")) asked first: "
      + "\(NumberFormat.count(recollection.failures.count)) still fail, \(NumberFormat.count(recollection.forgotten)) pass and are forgotten."
  }

  private static func regimes(_ run: RunSummary, style: Style) -> String {
    var table = Table([("regime", .left), ("compared", .right), ("decided", .right)])
    for regime in Regime.allCases {
      guard let share = run.report.decided[regime] else { continue }
      let isEnough = share.isEnough(minimum: run.minimumDecided)
      let decided = NumberFormat.percent(share.value) + (isEnough ? "" : "  (too little)")
      table.add([regime.rawValue, NumberFormat.count(share.compared), decided])
    }
    return table.text(style: style)
  }

  /// A failing problem: what departs, by how much, and how to see it again.
  ///
  /// - Parameters:
  ///   - isComplete: every finding, and not only the first of every check and implementation.
  ///   - closing: what stands in the last line, where nothing can be replayed.
  public static func failure(
    _ failed: FailedProblem, style: Style, isComplete: Bool = false, against: [String: String] = [:],
    closing: String? = nil
  ) -> String {
    var lines = [style.bad("FAIL") + "  \(failed.name)  (\(failed.origin): \(failed.problem.summary))"]
    // In the order of the checks: values, gradients, derivatives, laws.
    let findings = Check.allCases.flatMap { check in failed.findings.filter { $0.check == check } }
    var seen: Set<[String]> = []
    let chosen = findings.filter { seen.insert([$0.check.rawValue, $0.implementation]).inserted || isComplete }
      .prefix(isComplete ? 200 : 12)
    for finding in chosen {
      if finding.check == .answers {
        lines.append(
          "  \(style.strong(finding.check.rawValue))  \(finding.implementation): no answer: \(finding.against)")
        continue
      }
      let share =
        finding.compared > 1
        ? ", \(NumberFormat.count(finding.failing)) of \(NumberFormat.count(finding.compared)) entries" : ""
      lines.append(
        "  \(style.strong(finding.check.rawValue))  \(finding.implementation): \(style.strong(finding.quantity)) departs at "
          + "\(finding.entry)\(share), against \(finding.against)")
      guard !(finding.observed.isNaN && finding.expected.isNaN) else { continue }
      lines.append(
        "      observed \(NumberFormat.exact(finding.observed))  expected \(NumberFormat.exact(finding.expected))")
      lines.append(
        "      error \(NumberFormat.rough(finding.error))  allowed \(NumberFormat.rough(finding.allowance))"
          + "  (\(NumberFormat.rough(finding.margin)) times)")
    }
    let unshown = findings.count - chosen.count
    if unshown > 0 { lines.append("  … and \(NumberFormat.count(unshown, "more finding"))") }
    lines += failed.examined.flatMap { ExaminationText.lines($0, style: style) }
    lines.append("  " + (closing ?? "replay: \(replay(failed, against: against))"))
    return lines.joined(separator: "\n")
  }

  /// A failing problem of a run.
  public static func failure(_ failed: FailedProblem, _ run: RunSummary, style: Style = .plain) -> String {
    failure(
      failed, style: style, isComplete: run.command == "replay", against: run.against,
      closing: run.isInProcess ? replayInProcess(failed) : nil)
  }

  /// The line to paste: the small form where there is one, the problem as it was met where not.
  ///
  /// - Parameter against: the command of every implementation that is a worker.
  public static func replay(_ failed: FailedProblem, against: [String: String] = [:]) -> String {
    let stored = failed.examined.first.flatMap { examined in
      (examined.storedShrunk ?? examined.storedOriginal).map { (path: $0, by: examined.finding.implementation) }
    }
    let name = stored?.path ?? failed.name
    guard let by = stored?.by ?? failed.gravest.first?.implementation else {
      return "nnverify replay \(WorkerCommand.quoted(name))"
    }
    return replay(name, by: by, against: against)
  }

  /// - Parameters:
  ///   - name: a token or the path of a case file.
  ///   - by: the implementation.
  public static func replay(_ name: String, by: String, against: [String: String]) -> String {
    let name = WorkerCommand.quoted(name)
    if let command = against[by] { return "nnverify replay \(name) --against \(WorkerCommand.quoted(command))" }
    return "nnverify replay \(name) --implementation \(WorkerCommand.quoted(by))"
  }

  /// The call that checks the problem again: as a case file where one was stored, by its token where not.
  static func replayInProcess(_ failed: FailedProblem) -> String {
    let stored = failed.examined.first.flatMap { $0.storedShrunk ?? $0.storedOriginal }
    return "replay: try await expectGradientsAgree(of: …, on: \"\(printable(stored ?? failed.name))\")"
  }

  /// One line that says it all, without the time and the command to paste.
  public static func summary(_ run: RunSummary) -> String {
    var silent = run
    silent.isInProcess = true
    return lastLine(silent, style: .plain, showsTime: false)
  }

  private static func lastLine(_ run: RunSummary, style: Style, showsTime: Bool = true) -> String {
    let report = run.report
    let stored = run.storedCases > 0 ? " (\(NumberFormat.count(run.storedCases)) of them stored)" : ""
    let done =
      "\(NumberFormat.count(report.problems, "problem"))\(stored), "
      + NumberFormat.count(report.ledger.total.compared, "comparison")
      + (showsTime ? " in \(NumberFormat.duration(run.elapsed))" : "")
    let seed = run.seed.map { ", seed \($0)" } ?? ""
    // A test shows the call right above.
    let first = run.isInProcess ? "" : run.failures.first.map { "; \(replay($0, against: run.against))" } ?? ""
    switch run.outcome {
    case .disagreement:
      let count = report.failedProblems + (run.recollection?.failures.count ?? 0)
      let failing = NumberFormat.count(count, "problem") + (count == 1 ? " fails" : " fail")
      return style.bad("DISAGREEMENT: ") + "\(failing) of \(done)\(seed)\(first)"
    case .brokenWorker:
      return style.bad(run.isInProcess ? "NO ANSWER: " : "BROKEN WORKER: ")
        + "\(NumberFormat.count(report.ledger[.answers].failed, "answer")) did not come, of \(done)\(seed)\(first)"
    case .oraclesDisagree:
      return style.bad("ORACLES DISAGREE: ")
        + "the proven values side with the program and against nnverify's own textbook; please report it: \(done)\(seed)"
    case .interrupted:
      return style.warning("INTERRUPTED: ") + "all agree so far: \(done)\(seed)"
    case .undecided:
      guard report.problems > 0 else { return style.warning("UNDECIDED: ") + "nothing ran" }
      guard !run.isMostlySkipped else {
        return style.warning("UNDECIDED: ") + "no disagreement, but most problems were skipped: \(done)\(seed)"
      }
      let regimes = report.undecidedRegimes(minimum: run.minimumDecided).map(\.regime.rawValue)
      let place = regimes.isEmpty ? "" : " in \(regimes.joined(separator: ", "))"
      return style.warning("UNDECIDED: ") + "no disagreement, but too little was decided\(place): \(done)\(seed)"
    case .agreement:
      if run.isEmptyShard { return style.good("AGREEMENT: ") + "nothing to do: the shard has no problems\(seed)" }
      return style.good("AGREEMENT: ") + "\(done)\(seed)"
    }
  }
}

extension Problem {
  /// "3-4-2, m = 4, sigmoid, softmax, categorical_cross_entropy, mean"
  public var summary: String {
    let widths = network.widths.map(String.init).joined(separator: "-")
    let activations = network.layers.map(\.activation.description).joined(separator: ", ")
    return "\(widths), m = \(caseCount), \(activations), \(loss.rawValue), \(reduction.rawValue)"
  }
}

/// How often the generator met what it is meant to meet.
public enum StatisticsReport {
  public static func text(_ statistics: GeneratorStatistics, style: Style) -> String {
    var table = Table([("", .left), ("met", .left), ("problems", .right), ("share", .right)])
    var last = ""
    for row in statistics.rows {
      table.add([
        row.group == last ? "" : row.group, row.name, NumberFormat.count(row.count), NumberFormat.percent(row.share),
      ])
      last = row.group
    }
    return table.text(style: style) + "\n"
  }
}
