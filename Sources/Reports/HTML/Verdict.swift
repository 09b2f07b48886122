extension HTMLReport {
  /// The first screen: did it pass, and if not, what failed and which command shows it again.
  struct Verdict {
    let tone, mark, word, eyebrow, sentence: Words
    let replay: Command?
    let stages: Listing<Stage>?
    let failing, expected, skipped: Listing<Item>?
    let omitted: Listing<Words>?

    struct Stage {
      let tone, mark, name, word, summary: Words
      let passed, failed, expected, skipped: Words
      let time: Words?
    }

    /// How many items of a kind are shown.
    private static let most = 200

    init(_ document: GateDocument) {
      let outcome = document.outcome
      (tone, mark, word) = (Words(outcome.tone), Words(outcome.mark), Words(outcome.title))
      eyebrow = Words(
        [
          "nnverify \(document.command)", document.profile.map { "profile \($0)" },
          (document.check?.seed ?? document.mutants?.seed).map { "seed \($0)" },
        ].compactMap { $0 }.joined(separator: " · "))
      sentence = Words(Self.sentence(document))
      stages = Listing(document.stages, most: 50) { Stage($0) }
      func items(_ status: GateDocument.Status, most: Int) -> Listing<Item>? {
        Listing(document.items.filter { $0.status == status }, most: most) {
          Item($0, failures: document.check?.failures ?? [])
        }
      }
      failing = items(.failed, most: Self.most) ?? Self.culprits(document.check)
      expected = items(.expectedFailure, most: Self.most)
      skipped = items(.skipped, most: 50)
      omitted = Listing(document.omitted, most: 50) { Words($0) }
      let first = document.items.first { $0.status == .failed && $0.replay != nil }?.replay
      replay = Command(first ?? document.check?.failures.first?.replayCommand)
    }

    /// What stands for the items where a check was reported alone.
    private static func culprits(_ check: CheckDocument?) -> Listing<Item>? {
      Listing(check?.culprits ?? [], most: most) { Item($0, failures: check?.failures ?? []) }
    }

    private static func sentence(_ document: GateDocument) -> String {
      func count(_ status: GateDocument.Status) -> Int { document.items.count { $0.status == status } }
      let (failed, expected) = (count(.failed), count(.expectedFailure))
      let holding = count(.passed)
      let asked = document.check.map { " Over \(NumberFormat.count($0.problems, "problem"))." } ?? ""
      let fails = document.outcome == .failed ? "more" : expected == 1 ? "fails" : "fail"
      let known = expected > 0 ? ", and \(NumberFormat.count(expected)) \(fails) as expected" : ""
      switch document.outcome {
      case .failed where failed > 0:
        return "\(NumberFormat.count(failed)) of \(NumberFormat.count(document.items.count, "item")) "
          + "fail\(failed == 1 ? "s" : "")\(known).\(asked)"
      case .failed:
        return "\(NumberFormat.count(document.check?.failedProblems ?? 0, "problem")) departed.\(asked)"
      case .brokenWorker: return "A program that was to be checked did not answer."
      case .oraclesDisagree:
        return "The proven values side with the program and against nnverify's own textbook: please report it."
      case .malformed: return "Something that was to be read is malformed, so there is no verdict."
      case .interrupted: return "It was stopped before its end; what was done until then agrees."
      case .undecided: return "Nothing departs, but too little was decided to call it agreement.\(asked)"
      case .passed where holding > 0:
        return
          "\(NumberFormat.count(holding, "item")) hold\(holding == 1 ? "s" : "")\(known).\(asked)"
      case .passed: return "Everything agrees.\(asked)"
      }
    }
  }

  /// A line of the first screen.
  struct Item {
    let id: Words
    let kind, message, reason, count: Words?
    let text: Words?
    /// Where the page shows more of it: the number of a failure.
    let shown: Int?
    let replay: Command?

    init(_ row: GateDocument.ItemRow, failures: [CheckDocument.FailureRow]) {
      (id, kind, message, reason) = (Words(row.id), Words(row.kind), Words(row.message), Words(row.reason))
      count = nil
      replay = row.status == .failed ? Command(row.replay) : nil
      shown = Failures.number(of: row.replay, in: failures)
      let says = row.text.filter { $0 != row.message }
      text = says.isEmpty || row.status != .failed || shown != nil ? nil : Words(lines: says, limit: 1500)
    }

    init(_ row: CheckDocument.CulpritRow, failures: [CheckDocument.FailureRow]) {
      id = "\(row.implementation): \(row.check)"
      kind = "\(row.quantity) departs"
      message = "first at \(row.entry) of \(row.replay)"
      count = Words(NumberFormat.count(row.problems, "problem"))
      (reason, text, replay) = (nil, nil, nil)
      shown = failures.firstIndex { $0.replay == row.replay }.flatMap { $0 < Failures.mostDrawn ? $0 + 1 : nil }
    }
  }
}

extension HTMLReport.Verdict.Stage {
  init(_ row: GateDocument.StageRow) {
    (tone, mark) = (.init(row.outcome.tone), .init(row.outcome.mark))
    (name, word, summary) = (.init(row.stage), .init(row.outcome.title), .init(row.summary))
    (passed, failed) = (.init(NumberFormat.count(row.passed)), .init(NumberFormat.count(row.failed)))
    (expected, skipped) = (.init(NumberFormat.count(row.expectedFailures)), .init(NumberFormat.count(row.skipped)))
    time = HTMLReport.time(row.seconds)
  }
}

extension GateDocument.Outcome {
  /// A class of the style sheet.
  fileprivate var tone: String {
    switch self {
    case .failed, .brokenWorker, .oraclesDisagree, .malformed: "bad"
    case .interrupted, .undecided: "unsure"
    case .passed: "good"
    }
  }

  fileprivate var mark: String {
    switch self {
    case .failed, .brokenWorker, .oraclesDisagree, .malformed: "✕"
    case .interrupted, .undecided: "?"
    case .passed: "✓"
    }
  }

  fileprivate var title: String {
    switch self {
    case .failed: "Failed"
    case .brokenWorker: "Broken worker"
    case .oraclesDisagree: "Oracles disagree"
    case .malformed: "Malformed input"
    case .interrupted: "Interrupted"
    case .undecided: "Undecided"
    case .passed: "Passed"
    }
  }
}
