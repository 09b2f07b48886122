import Fixtures
import Reports
public import Suite
import Workers

extension StageResult {
  /// Stored cases: one item for each, one for every file that is none.
  ///
  /// - Parameters:
  ///   - folder: of the set, for the commands to paste.
  ///   - against: the commands of workers by their names.
  public init(
    _ inspection: Inspection, _ examined: FixtureExamination.Result, folder: String, against: [String: String],
    isInterrupted: Bool,
    elapsed: Duration
  ) {
    let departures = Dictionary(grouping: inspection.departures, by: \.subject)
    let ids = Set(inspection.cases.values.map(\.id))
    let programs = Set(examined.compared.map(\.implementation))
    func replay(_ path: String, _ departures: [FixtureDeparture]) -> String {
      guard let program = departures.first(where: { programs.contains($0.aspect) })?.aspect else {
        return "nnverify fixtures verify --folder \(WorkerCommand.quoted(folder))"
      }
      return TerminalReport.replay(path, by: program, against: against)
    }
    var items = inspection.malformed.map { error in
      GateItem.fails(
        "fixtures/file/\(error.file)", .fixtures, kind: "malformed", message: "\(error.faults[0])",
        text: "\(error)".lines, consequence: .malformed)
    }
    for (path, stored) in inspection.cases.sorted(by: { $0.key < $1.key }) {
      let skipped = examined.unsupportedBy[stored.id].map { $0 >= examined.compared.count } ?? false
      let own = departures[stored.id] ?? []
      items.append(
        Self.item(
          stored.id, own, replay: replay("\(folder)/\(path)", own),
          skipped: skipped ? "no program that was asked does this" : nil, unanswered: examined.unansweredBy))
    }
    for (subject, departures) in departures.sorted(by: { $0.key < $1.key }) where !ids.contains(subject) {
      items.append(
        Self.item("set/\(subject)", departures, replay: replay(subject, []), skipped: nil, unanswered: []))
    }
    if inspection.isProofMissing {
      items.append(
        .fails(
          "fixtures/proofs", .fixtures, kind: "unproven", message: "this build cannot prove (package trait Arb)",
          consequence: .undecided))
    }
    self.init(
      stage: .fixtures, items: items,
      summary: FixturesText.summary(inspection, isInterrupted: isInterrupted),
      isInterrupted: isInterrupted, elapsed: elapsed)
  }

  private static func item(
    _ id: String, _ departures: [FixtureDeparture], replay: String, skipped: String?, unanswered: Set<String>
  ) -> GateItem {
    guard let first = departures.first else { return .holds("fixtures/\(id)", .fixtures, skipped: skipped) }
    let aspects = Set(departures.map(\.aspect)).sorted().joined(separator: ", ")
    return .fails(
      "fixtures/\(id)", .fixtures, kind: aspects, message: first.message,
      text: departures.prefix(20).map { "\($0.aspect): \($0.message)" },
      replay: replay,
      consequence: departures.allSatisfy { unanswered.contains($0.aspect) && $0.message.hasPrefix("no answer") }
        ? .brokenWorker : .failed)
  }
}
