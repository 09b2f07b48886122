public import Functions
public import Gate
public import Reports
public import Verification

extension GateProfile {
  /// At how many points a function is asked: its gradient of a hundred numbers is held against some thousand values at each.
  public var points: Int {
    switch self {
    case .quick: 20
    case .standard: 100
    case .thorough: 1000
    }
  }
}

extension GateDocument {
  /// The verdict on a function, of which there are no stored cases and no known bugs.
  public init(
    _ run: FunctionSummary, _ configuration: GateConfiguration, expected: [ExpectedFailure], today: String
  ) {
    let verdict = GateVerdict([StageResult(run)], expected: expected, today: today)
    self.init(
      command: "gate", profile: configuration.profile.rawValue, outcome: verdict.outcome,
      exitCode: Int(verdict.outcome.exitCode),
      versions: Dictionary(run.versions.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first }),
      implementations: [run.name], against: [run.name: run.against],
      omitted: [
        "fixtures: \(run.name) is a function, of which there are no stored cases",
        "mutants: whether this suite finds its known bugs was not tried",
      ], stages: verdict.rows, items: verdict.items, check: nil, mutants: nil, stepSizes: nil,
      seconds: NumberFormat.seconds(run.elapsed))
  }
}
