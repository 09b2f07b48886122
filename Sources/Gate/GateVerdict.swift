public import Reports

/// What stages come to once it is known which failures were expected.
public struct GateVerdict: Sendable {
  public private(set) var stages: [StageResult]

  /// - Parameters:
  ///   - expected: those of a file, each of which must fail as it says.
  ///   - today: "2026-11-25"; what expired before is expected no longer.
  public init(_ results: [StageResult], expected: [ExpectedFailure], today: String) {
    stages = results
    guard !expected.isEmpty else { return }
    var items: [GateItem] = []
    for expectation in expected { items.append(settle(expectation, today)) }
    stages.append(
      StageResult(
        stage: .expected, items: items, summary: "\(NumberFormat.count(expected.count, "expected failure"))",
        isInterrupted: false, elapsed: .zero))
  }

  /// Excuses the item that fails as expected; anything else makes an item that fails.
  private mutating func settle(_ expected: ExpectedFailure, _ today: String) -> GateItem {
    let id = "expected/\(expected.id)"
    func fails(_ kind: String, _ message: String) -> GateItem {
      .fails(id, .expected, kind: kind, message: "\(message) (expected because: \(expected.reason))")
    }
    for stage in stages.indices {
      guard let index = stages[stage].items.firstIndex(where: { $0.row.id == expected.id }) else { continue }
      let item = stages[stage].items[index].row
      switch item.status {
      case .passed: return fails("passes", "it passes now: remove it from the expected failures")
      case .skipped: return fails("skipped", "it was skipped, so nobody knows whether it still fails")
      case .failed, .expectedFailure: break
      }
      if let last = expected.expires, last < today { return fails("expired", "it was expected until \(last)") }
      guard item.kind == expected.fails else {
        return fails("changed", "it fails otherwise: \(item.kind ?? "") instead of \(expected.fails)")
      }
      stages[stage].items[index].row.status = .expectedFailure
      stages[stage].items[index].row.reason = expected.reason
      return .holds(id, .expected)
    }
    let isRunning = stages.contains { !$0.isInterrupted && expected.id.hasPrefix("\($0.stage.rawValue)/") }
    return isRunning
      ? fails("unknown", "nothing is called so; ids are those that nnverify gate prints, and there are no patterns")
      : fails("skipped", "its stage did not run to its end, so nobody knows whether it still fails")
  }

  /// Worst first: what was found weighs more than what was not looked for.
  public var outcome: GateDocument.Outcome { Self.worst(stages.map(Self.outcome)) }

  public static func outcome(_ stage: StageResult) -> GateDocument.Outcome {
    let failing = stage.items.filter { $0.row.status == .failed }.map(\.consequence)
    return worst(failing + (stage.isInterrupted ? [.interrupted] : []))
  }

  private static func worst(_ outcomes: [GateDocument.Outcome]) -> GateDocument.Outcome {
    GateDocument.Outcome.allCases.first(where: outcomes.contains) ?? .passed
  }

  public var rows: [GateDocument.StageRow] {
    stages.map { stage in
      func count(_ status: GateDocument.Status) -> Int { stage.items.count { $0.row.status == status } }
      return GateDocument.StageRow(
        stage: stage.stage.rawValue, outcome: Self.outcome(stage), summary: stage.summary, passed: count(.passed),
        failed: count(.failed), skipped: count(.skipped), expectedFailures: count(.expectedFailure),
        seconds: NumberFormat.seconds(stage.elapsed))
    }
  }

  public var items: [GateDocument.ItemRow] { stages.flatMap(\.items).map(\.row) }
}

extension GateDocument.Outcome {
  /// What the shell is told.
  public var exitCode: Int32 {
    switch self {
    case .passed: 0
    case .failed: 1
    case .undecided: 2
    case .malformed: 65
    case .brokenWorker: 69
    case .oraclesDisagree: 70
    case .interrupted: 130
    }
  }
}
