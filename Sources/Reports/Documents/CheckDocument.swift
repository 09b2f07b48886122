/// A run of checks as a JSON document: what other programs read, what shards are merged from, what a journal holds.
///
/// Everything but `seconds` is the same for equal seeds. The schema is `docs/schemas/report.schema.json`.
public struct CheckDocument: Codable, Sendable {
  public static let format = "nnverify-report-1"

  public var format = Self.format
  /// "check", "replay", "merge"
  public var command: String
  public var outcome: String
  /// As text: a seed may exceed what other languages read from a JSON number.
  public var seed: String?
  public var versions: [String: String]
  public var implementations: [String]
  /// The commands of those implementations that are workers, by their names.
  public var against: [String: String]
  public var minimumDecided: Double
  public var problems: Int
  public var storedCases: Int
  public var failedProblems: Int
  /// Whether the run was stopped before its end.
  public var isInterrupted = false
  /// How many failing problems were to be kept.
  public var keptFailures = 10
  /// Which generated problems these are; nil where none were generated.
  public var generated: GeneratedRow?
  public var remembered: RememberedRow?
  public var checks: [CheckRow]
  public var regimes: [RegimeRow]
  /// The failing problems that were kept, the first ones.
  public var failures: [FailureRow]
  /// Every implementation that failed a check, with how many problems; kept or not.
  public var culprits: [CulpritRow]
  public var skipped: [SkipRow]
  /// Of problems that were answered a little differently when they were asked again, by implementation.
  public var wavering: [String: Int]
  public var statistics: [StatisticsRow]
  public var seconds: SecondsRow

  /// Problems first ..< first + count of all that the options describe.
  public struct GeneratedRow: Codable, Sendable, Hashable {
    public var first: Int
    public var count: Int
    /// How many the whole run was to have; nil where only time told.
    public var total: Int?
    /// The token of problem 0, which holds all options.
    public var options: String
    /// Which entries are differentiated numerically: "6 of each tensor", "every entry".
    public var sampling: String
    /// "2/4"; nil for a whole run.
    public var shard: String?
    /// The sums over the problems of their weights and biases, and of that times their cases.
    public var parameters = 0
    public var work = 0
  }

  /// Failures of earlier runs, counted apart.
  public struct RememberedRow: Codable, Sendable {
    public var asked, failing, forgotten: Int
  }

  /// How the comparisons of one check went.
  public struct CheckRow: Codable, Sendable {
    public var check: String
    public var compared, passed, failed, kinks, undecided, unsupported, cleared: Int
    public var undecidedBy: [String: Int]
    /// The largest error / allowance of anything decided, with both, and what `nnverify replay` takes to see it.
    public var worstRatio, worstError, worstAllowance: Double
    public var worstProblem: String?
    /// Of allowance / |expected| over what passed, to a power of two.
    public var medianSharpness, sharpness99: Double?
    /// How many decided entries had error / allowance = 0, ≤ 2⁻³⁰, ≤ 2⁻²⁹ … ≤ 2⁰, ≤ 2¹ … ≤ 2¹⁰, and more.
    public var ratios: [Int]
    /// How many entries had allowance / |expected| < 2⁻⁶³, < 2⁻⁶² … ; empty where none was noted.
    public var sharpness: [Int]
  }

  /// How much was decided in a regime; the sums over squares tell the spread over its problems.
  public struct RegimeRow: Codable, Sendable {
    public var regime: String
    public var problems, unanswered, compared, decided: Int
    /// Whether that is enough, given how many problems there were.
    public var isEnough = true
    /// Σ c², Σ c d, Σ d² over the problems, as text: they may exceed 2⁶³.
    public var squares: [String]
  }

  public struct FailureRow: Codable, Sendable {
    /// What `nnverify replay` takes.
    public var replay: String
    /// The regime, or "stored".
    public var origin: String
    /// Whether it is a failure of an earlier run, which was asked again.
    public var isRemembered = false
    /// "3-4-2, m = 4, sigmoid, softmax, categorical_cross_entropy, mean"
    public var problem: String
    public var findings: [FindingRow]
    public var examined: [ExaminedRow]
    /// What the terminal shows of it, line by line.
    public var text: [String]
    /// The command to paste.
    public var replayCommand: String
    /// The numbers of a problem that no token makes again.
    public var stored: ProblemRow?
    /// How the answer departs, for pictures; nil where nobody looked.
    public var picture: PictureRow?
  }

  /// A failure that was looked into.
  public struct ExaminedRow: Codable, Sendable {
    public var implementation: String
    public var finding: FindingRow
    public var equation, pattern, place, explanation: String?
    public var layer: Int?
    public var provenValue, provenRadius: Double?
    public var isImplementationRight, isTextbookRight: Bool?
    public var storedOriginal, storedShrunk: String?
    public var isShrinkingTried: Bool
    public var shrunkProblem: String?
    public var shrunkHistory: Int?
    public var shrunk: ProblemRow?
    /// What has to be asked before it.
    public var shrunkAfter: [ProblemRow]?
    public var shrunkFinding: FindingRow?
  }

  public struct FindingRow: Codable, Sendable {
    public var check, implementation, against, quantity, entry: String
    public var observed, expected, error, allowance, margin: Double
    public var failing, compared: Int
    /// Of the entry, from 0; nil where what departs is no single entry of an answer.
    public var row, column: Int?
  }

  public struct CulpritRow: Codable, Sendable {
    public var implementation, check: String
    /// How many problems of it failed this check.
    public var problems: Int
    /// The first of them: what `nnverify replay` takes, and what departed there.
    public var replay, quantity, entry: String
  }

  public struct SkipRow: Codable, Sendable {
    public var implementation, reason: String
    public var problems: Int
  }

  /// How often the generator met what it is meant to meet.
  public struct StatisticsRow: Codable, Sendable {
    /// "regime", "depth", "output and loss" …, then "near_kink", "3", "sigmoid, binary_cross_entropy" …
    public var group, name: String
    /// In how many problems.
    public var count: Int
  }

  public struct SecondsRow: Codable, Sendable {
    public var total: Double
    public var checks: [String: Double]
  }

  /// A problem, with the keys of case files.
  public struct ProblemRow: Codable, Sendable {
    public struct LayerRow: Codable, Sendable {
      public var activation: String
      public var alpha: Double?
      public var weights: [[Double]]
      public var biases: [Double]
    }
    public var layers: [LayerRow]
    public var loss, reduction: String
    public var inputs, targets: [[Double]]
  }

  /// How one answer departs: error / allowance of every number, as a matrix per quantity.
  public struct PictureRow: Codable, Sendable {
    public var implementation: String
    /// The problem that is shown: as it was met, or made small.
    public var problem: String
    public var widths: [Int]
    /// g of layers 1 … L: "sigmoid", "leaky_relu(0.1)".
    public var activations: [String]
    /// The layer and the equation where the answer first departs; nil where no diagnosis says.
    public var layer: Int?
    public var equation: String?
    /// In the order in which an answer comes about: "Z[1]", "A[1]", …, "C", "δ[2]", "dW[2]", "db[2]", …, "dX".
    public var matrices: [MatrixRow]

    public init(
      implementation: String, problem: String, widths: [Int], activations: [String], layer: Int?, equation: String?,
      matrices: [MatrixRow]
    ) {
      (self.implementation, self.problem) = (implementation, problem)
      (self.widths, self.activations, self.matrices) = (widths, activations, matrices)
      (self.layer, self.equation) = (layer, equation)
    }
  }

  public struct MatrixRow: Codable, Sendable {
    public var quantity: String
    public var rows, columns: Int
    /// error / allowance, row after row: at most 1 is agreement; NaN and infinite where the answer is no number.
    public var ratios: [Double]

    public init(quantity: String, rows: Int, columns: Int, ratios: [Double]) {
      (self.quantity, self.rows, self.columns, self.ratios) = (quantity, rows, columns, ratios)
    }
  }
}
