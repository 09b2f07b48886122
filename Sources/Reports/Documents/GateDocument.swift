/// The verdict of a gate as a JSON document; every other output is a function of it.
///
/// Everything but the seconds is the same for equal configurations. The schema is `docs/schemas/gate.schema.json`.
public struct GateDocument: Codable, Sendable {
  public static let format = "nnverify-gate-1"

  public var format = Self.format
  /// "gate"; "check" or "merge" where that alone is reported.
  public var command: String
  /// "quick", "standard", "thorough"; nil where there is none.
  public var profile: String?
  public var outcome: Outcome
  public var exitCode: Int
  public var versions: [String: String]
  public var implementations: [String]
  /// The commands of those implementations that are workers, by their names.
  public var against: [String: String]
  /// What was left out, a sentence each.
  public var omitted: [String]
  public var stages: [StageRow]
  public var items: [ItemRow]
  public var check: CheckDocument?
  public var mutants: MutantsDocument?
  /// How the error of difference quotients depends on the step; nil where no curve was asked for.
  public var stepSizes: StepSizesRow?
  public var seconds: Double

  public init(
    command: String, profile: String?, outcome: Outcome, exitCode: Int, versions: [String: String],
    implementations: [String], against: [String: String], omitted: [String], stages: [StageRow], items: [ItemRow],
    check: CheckDocument?, mutants: MutantsDocument?, stepSizes: StepSizesRow?, seconds: Double
  ) {
    (self.command, self.profile, self.outcome, self.exitCode) = (command, profile, outcome, exitCode)
    (self.versions, self.implementations, self.against) = (versions, implementations, against)
    (self.omitted, self.stages, self.items) = (omitted, stages, items)
    (self.check, self.mutants, self.stepSizes, self.seconds) = (check, mutants, stepSizes, seconds)
  }

  /// What it came to, worst first.
  public enum Outcome: String, Codable, Sendable, CaseIterable {
    case failed
    case brokenWorker = "broken_worker"
    case oraclesDisagree = "oracles_disagree"
    case malformed
    case interrupted
    case undecided
    case passed
  }

  public struct StageRow: Codable, Sendable {
    /// "fixtures", "check", "mutants", "expected failures"
    public var stage: String
    public var outcome: Outcome
    /// The last line of that command alone.
    public var summary: String
    public var passed, failed, skipped, expectedFailures: Int
    public var seconds: Double

    public init(
      stage: String, outcome: Outcome, summary: String, passed: Int, failed: Int, skipped: Int, expectedFailures: Int,
      seconds: Double
    ) {
      (self.stage, self.outcome, self.summary) = (stage, outcome, summary)
      (self.passed, self.failed, self.skipped) = (passed, failed, skipped)
      (self.expectedFailures, self.seconds) = (expectedFailures, seconds)
    }
  }

  /// One thing that holds or not, under an id that stays the same from run to run.
  public struct ItemRow: Codable, Sendable {
    /// "check/vectorized-dZ/gradients", "fixtures/mazur-2015", "mutants/bias-forgotten", "check/regime/saturated"
    public var id: String
    public var stage: String
    public var status: Status
    /// What failed, in a few words that stay the same as long as the failure does: "dW[2], BP4, transposed".
    public var kind: String?
    /// One line.
    public var message: String?
    /// Everything that the terminal says of it, line by line.
    public var text: [String]
    /// A command to paste.
    public var replay: String?
    /// Why it is expected to fail, where it is.
    public var reason: String?

    public init(
      id: String, stage: String, status: Status, kind: String? = nil, message: String? = nil, text: [String],
      replay: String? = nil, reason: String? = nil
    ) {
      (self.id, self.stage, self.status) = (id, stage, status)
      (self.kind, self.message, self.text) = (kind, message, text)
      (self.replay, self.reason) = (replay, reason)
    }
  }

  public enum Status: String, Codable, Sendable, CaseIterable {
    case failed
    /// It fails, as a file says it does.
    case expectedFailure = "expected_failure"
    case skipped
    case passed
  }

  /// Errors of difference quotients of one derivative against the step.
  public struct StepSizesRow: Codable, Sendable {
    /// The problem, what `nnverify replay` takes, and the entry: "dW[1][0][0]".
    public var problem, replay, entry: String
    public var derivative: Double
    public var steps: [Double]
    /// "forward", "central", "5-point", "Chebyshev", each with |estimate − derivative| per step.
    public var rules: [RuleRow]

    public struct RuleRow: Codable, Sendable {
      public var name: String
      public var errors: [Double]

      public init(name: String, errors: [Double]) { (self.name, self.errors) = (name, errors) }
    }

    public init(
      problem: String, replay: String, entry: String, derivative: Double, steps: [Double], rules: [RuleRow]
    ) {
      (self.problem, self.replay, self.entry) = (problem, replay, entry)
      (self.derivative, self.steps, self.rules) = (derivative, steps, rules)
    }
  }
}

/// How the suite did against known bugs, as a JSON document.
public struct MutantsDocument: Codable, Sendable {
  public static let format = "nnverify-mutants-1"

  public var format = Self.format
  public var outcome: String
  /// As text: a seed may exceed what other languages read from a JSON number.
  public var seed: String
  public var settle: Int
  public var killed, survived, diagnosed: Int
  public var diagnosisShare: Double
  public var unmutated: UnmutatedRow
  public var mutants: [MutantRow]
  /// Sabotages of the checker itself.
  public var checkerMutants: [CheckerRow]?
  public var failedCanaries: [String]?
  public var seconds: Double

  public struct CheckerRow: Codable, Sendable {
    public var number, name: String
    public var caughtBy: [String]
  }

  public struct UnmutatedRow: Codable, Sendable {
    public var problems, failedProblems: Int
    public var failures: [String]
  }

  public struct MutantRow: Codable, Sendable {
    public var number: Int
    public var name, bug, rarity: String
    /// Within how many problems it must be found, and how many it was asked.
    public var budget, tried: Int
    public var killed: Bool
    public var firstKill: Int?
    /// For each check that found it, how many problems that took.
    public var kills: [String: Int]
    public var expected: ExpectedRow
    public var examined: ExaminedRow?
  }

  public struct ExpectedRow: Codable, Sendable {
    public var equations, patterns: [String]
  }

  public struct ExaminedRow: Codable, Sendable {
    /// What `nnverify replay` takes.
    public var replay: String
    public var check: String
    public var diagnosis: DiagnosisRow?
    public var namesEquation, namesPattern, reproduces: Bool
    /// How many problems come before the shrunk one.
    public var history: Int?
    public var widths: [Int]?
    public var cases: Int?
    /// "1-2-1, m = 1, sigmoid, linear, squared_error, sum"
    public var shrunk: String?
  }

  public struct DiagnosisRow: Codable, Sendable {
    public var equation: String
    public var layer: Int?
    public var pattern: String?
    public var place: String
    public var explanation: String?
  }
}
