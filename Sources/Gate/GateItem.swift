public import Reports

/// One thing that holds or not, and what follows where it does not.
public struct GateItem: Sendable {
  public var row: GateDocument.ItemRow
  /// What the gate comes to where this fails.
  public var consequence: GateDocument.Outcome

  /// Something that holds, or that nobody could ask.
  static func holds(_ id: String, _ stage: GateStage, skipped reason: String? = nil) -> GateItem {
    GateItem(
      row: GateDocument.ItemRow(
        id: id, stage: stage.rawValue, status: reason == nil ? .passed : .skipped, message: reason, text: []),
      consequence: .passed)
  }

  /// Something that does not.
  ///
  /// - Parameter kind: what fails, in words that stay the same as long as the failure does.
  static func fails(
    _ id: String, _ stage: GateStage, kind: String, message: String, text: [String] = [], replay: String? = nil,
    consequence: GateDocument.Outcome = .failed
  ) -> GateItem {
    GateItem(
      row: GateDocument.ItemRow(
        id: id, stage: stage.rawValue, status: .failed, kind: kind, message: message, text: text, replay: replay),
      consequence: consequence)
  }
}

/// What a gate consists of.
public enum GateStage: String, CaseIterable, Sendable {
  case fixtures
  case check
  case mutants
  case expected = "expected failures"
}

/// What a stage came to, before anybody says what was expected.
public struct StageResult: Sendable {
  public var stage: GateStage
  public var items: [GateItem]
  /// The last line of the command alone.
  public var summary: String
  public var isInterrupted: Bool
  public var elapsed: Duration

  public init(stage: GateStage, items: [GateItem], summary: String, isInterrupted: Bool, elapsed: Duration) {
    (self.stage, self.items, self.summary) = (stage, items, summary)
    (self.isInterrupted, self.elapsed) = (isInterrupted, elapsed)
  }
}
