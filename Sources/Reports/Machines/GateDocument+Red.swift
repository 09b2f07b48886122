/// One reason why a gate is not green.
struct RedRow: Sendable, Hashable {
  enum Severity: Sendable {
    /// Something departs.
    case failure
    /// There is no verdict: a broken worker, an interruption.
    case error
    /// Nothing departs, and too little was decided.
    case undecided
  }

  /// Of the item; the stage's name, or "gate", where no item tells the reason.
  var id: String
  var isItem = false
  var severity: Severity
  var kind: String
  var message: String
  var text: [String] = []
  var replay: String?
}

/// A stage with its items.
struct StageGroup: Sendable {
  var stage: String
  /// One, unless the document is odd; none of a stage that only items name.
  var rows: [GateDocument.StageRow] = []
  var items: [GateDocument.ItemRow] = []
}

extension GateDocument {
  /// What keeps the gate from being green: every output for machines shows these as red, and no others. Never empty where the
  /// exit code is not 0.
  var red: [RedRow] {
    let rows = groups.flatMap(red)
    return rows.isEmpty && isRed ? [redGate] : rows
  }

  /// Too little decided is green where the exit code is: whoever configured the gate said so.
  var isRed: Bool { exitCode != 0 || ![.passed, .undecided].contains(outcome) }

  /// The gate as a whole, where no stage tells why it is red.
  var redGate: RedRow {
    let kind = outcome == .passed ? "no verdict" : outcome.words
    return RedRow(id: "gate", severity: outcome.severity, kind: kind, message: "exit code \(exitCode)")
  }

  /// The items of a stage that failed, or else what the stage came to.
  func red(_ group: StageGroup) -> [RedRow] {
    let isUndecided = !group.rows.isEmpty && group.rows.allSatisfy { $0.outcome == .undecided }
    let failed = group.items.filter { $0.status == .failed }.map { item in
      RedRow(
        id: item.id, isItem: true, severity: isUndecided ? .undecided : .failure, kind: item.kind ?? "failed",
        message: item.message ?? "", text: item.text, replay: item.replay)
    }
    guard failed.isEmpty && isRed else { return failed }
    return group.rows.filter { $0.outcome != .passed }.map {
      RedRow(id: $0.stage, severity: $0.outcome.severity, kind: $0.outcome.words, message: $0.summary)
    }
  }

  /// The stages in their order, and behind them those that only items name.
  var groups: [StageGroup] {
    var groups: [StageGroup] = []
    var places: [String: Int] = [:]
    func place(_ stage: String) -> Int {
      if let place = places[stage] { return place }
      places[stage] = groups.count
      groups.append(StageGroup(stage: stage))
      return groups.count - 1
    }
    for row in stages { groups[place(row.stage)].rows.append(row) }
    for item in items { groups[place(item.stage)].items.append(item) }
    return groups
  }

  /// Of the problems that were generated.
  var seed: String? { check?.seed ?? mutants?.seed }
}

extension GateDocument.Outcome {
  /// "broken worker"
  var words: String {
    switch self {
    case .failed: "failed"
    case .brokenWorker: "broken worker"
    case .oraclesDisagree: "the oracles disagree"
    case .malformed: "malformed input"
    case .interrupted: "interrupted"
    case .undecided: "undecided"
    case .passed: "passed"
    }
  }

  var severity: RedRow.Severity {
    switch self {
    case .failed: .failure
    case .brokenWorker, .oraclesDisagree, .malformed, .interrupted, .passed: .error
    case .undecided: .undecided
    }
  }
}
