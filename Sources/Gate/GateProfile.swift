/// How much a gate looks at.
public enum GateProfile: String, CaseIterable, Sendable {
  /// Some seconds: while one types.
  case quick
  /// Less than two minutes: for every push.
  case standard
  /// Some minutes: for a release, or every night.
  case thorough

  /// What it runs where the configuration says nothing else.
  public var configuration: GateConfiguration {
    var configuration = GateConfiguration()
    configuration.profile = self
    switch self {
    case .quick:
      configuration.check.problems = 1000
      configuration.mutants.runs = false
    case .standard: break
    case .thorough:
      configuration.check.problems = 100_000
      configuration.mutants.settle = 100
    }
    return configuration
  }
}
