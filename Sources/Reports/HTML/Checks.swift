import Verification

extension HTMLReport {
  /// How the comparisons of every check went: figures, distributions, and the worst of each.
  struct Checks {
    let summary: Words
    let rows: [Row]
    let histograms: Listing<Histogram>?
    let offenders: Listing<Offender>?
    let remarks: Listing<Words>?

    struct Row {
      let check: Words
      let statement: Words?
      let compared, passed, failed, kinks, undecided, unsupported: Words
      let hasFailed: Bool
      let time: Words?
    }

    struct Offender {
      let check, ratio, error, allowance, diagnosis: Words
      let isBeyond: Bool
      let replay: Command?
    }

    init?(_ document: CheckDocument) {
      let met = document.checks.filter { $0.compared > 0 || $0.failed > 0 || $0.unsupported > 0 }.prefix(60)
      guard !met.isEmpty else { return nil }
      let stored = document.storedCases > 0 ? " (\(NumberFormat.count(document.storedCases)) of them stored)" : ""
      let compared = met.reduce(0) { $0.addingClamped($1.compared) }
      summary = Words(
        "\(NumberFormat.count(document.problems, "problem"))\(stored), \(NumberFormat.count(compared, "comparison"))."
          + " Every number is allowed what rounding can do to it there; what counts is error ÷ allowance.")
      rows = met.map { Row($0, seconds: document.seconds.checks[$0.check] ?? 0) }
      histograms = Listing(met.compactMap { Histogram($0) })
      let worst = met.filter { $0.worstProblem != nil || !($0.worstRatio <= 0) }
      offenders = Listing(worst.sorted(by: Self.isWorse).map { Offender($0, document) })
      remarks = Listing(Self.remarks(document))
    }

    /// The largest ratio first, NaN before all.
    private static func isWorse(_ a: CheckDocument.CheckRow, _ b: CheckDocument.CheckRow) -> Bool {
      if a.worstRatio.isNaN || b.worstRatio.isNaN { return a.worstRatio.isNaN && !b.worstRatio.isNaN }
      return a.worstRatio > b.worstRatio
    }

    /// What a reader of the tallies should know.
    private static func remarks(_ document: CheckDocument) -> [Words] {
      var reasons: [String: Int] = [:]
      for (reason, count) in document.checks.flatMap(\.undecidedBy) { reasons[reason, default: 0].addClamped(count) }
      var lines = reasons.filter { $0.value > 0 }.sorted { $0.key < $1.key }.prefix(20).map { reason, count in
        let meaning = Undecidable(rawValue: reason)?.reason ?? reason
        return Words("\(NumberFormat.count(count)) undecided: \(meaning).")
      }
      lines += document.skipped.prefix(20).map {
        Words("\(NumberFormat.count($0.problems, "problem")) skipped by \($0.implementation): \($0.reason).")
      }
      lines += document.wavering.sorted { $0.key < $1.key }.prefix(20).map { name, problems in
        Words("\(NumberFormat.count(problems, "problem")) answered by \(name) a little differently when asked again.")
      }
      let cleared = document.checks.reduce(0) { $0.addingClamped($1.cleared) }
      if cleared > 0 {
        lines.append(
          Words(
            "\(NumberFormat.count(cleared, "numeric derivative")) disagreed while the proven derivative sided with "
              + "the program."
          ))
      }
      for row in document.checks {
        guard let median = row.medianSharpness, let most = row.sharpness99 else { continue }
        lines.append(
          Words(
            "The smallest relative error that \(row.check) would catch: below \(rough(median)) in half of the entries, "
              + "below \(rough(most)) in 99 % of them."))
        break
      }
      return lines
    }
  }
}

extension HTMLReport.Checks.Row {
  init(_ row: CheckDocument.CheckRow, seconds: Double) {
    check = .init(row.check)
    statement = .init(Check(rawValue: row.check)?.statement)
    (compared, passed) = (.init(NumberFormat.count(row.compared)), .init(NumberFormat.count(row.passed)))
    (failed, kinks) = (.init(NumberFormat.count(row.failed)), .init(NumberFormat.count(row.kinks)))
    undecided = .init(NumberFormat.count(row.undecided))
    unsupported = .init(NumberFormat.count(row.unsupported))
    hasFailed = row.failed > 0
    time = HTMLReport.time(seconds)
  }
}

extension HTMLReport.Checks.Offender {
  init(_ row: CheckDocument.CheckRow, _ document: CheckDocument) {
    (check, ratio) = (.init(row.check), .init(HTMLReport.rough(row.worstRatio)))
    (error, allowance) = (.init(HTMLReport.rough(row.worstError)), .init(HTMLReport.rough(row.worstAllowance)))
    isBeyond = !(row.worstRatio <= 1)
    let failure = document.failures.first { $0.replay == row.worstProblem }
    let said =
      failure?.examined.first.map { [$0.place, $0.explanation].compactMap { $0 }.joined(separator: ": ") } ?? ""
    diagnosis = .init(said.isEmpty ? (isBeyond ? "not diagnosed" : "within its allowance") : said)
    replay = .init(
      failure?.replayCommand ?? row.worstProblem.map { "nnverify replay \(HTMLReport.quoted($0))" })
  }
}

extension Int {
  /// Counts of a hostile document may not fit together.
  func addingClamped(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  mutating func addClamped(_ other: Int) { self = addingClamped(other) }
}
