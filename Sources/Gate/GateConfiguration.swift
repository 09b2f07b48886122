public import Verification

/// What a gate runs, and what it writes. Every property is a key of the configuration file, and most are options.
public struct GateConfiguration: Sendable {
  public var profile = GateProfile.standard
  /// Workers, as one would type them.
  public var against: [String] = []
  /// By name; empty for those that are built in, or for the workers alone where there are any.
  public var implementations: [String] = []
  /// How many cores; nil for all.
  public var jobs: Int?
  /// How many processes of a worker at once; nil for as many as jobs.
  public var workers: Int?
  /// "60s"; nil for the customary ones.
  public var helloTimeout: String?
  public var evaluateTimeout: String?
  /// The path of a file of expected failures.
  public var expectedFailures: String?
  /// Where failures are stored.
  public var failures: String?
  public var fixtures = Fixtures()
  public var check = Check()
  public var mutants = Mutants()
  public var output = Output()

  public init() {}

  public struct Fixtures: Sendable {
    public var runs = true
    public var folder = "fixtures"
  }

  public struct Check: Sendable {
    public var runs = true
    public var seed: UInt64 = 1
    public var problems = 10_000
    public var regimes: [Regime] = []
    public var maxDepth: Int?
    public var maxWidth: Int?
    public var maxCases: Int?
    /// How many entries of each tensor are differentiated numerically in large problems.
    public var entries = Sampling().entriesPerTensor
    public var minimumDecided: Double?
    public var maxFailures = 10
    /// Case files and folders of them, checked besides.
    public var cases: [String] = []
    /// Whether failures are made small and diagnosed.
    public var shrinks = true
  }

  public struct Mutants: Sendable {
    public var runs = true
    public var seed: UInt64 = 1
    public var settle = 20
  }

  public struct Output: Sendable {
    public var json: String?
    public var junit: String?
    public var html: String?
    public var markdown: String?
    /// Whether annotations for GitHub are printed; nil for where it asks for them.
    public var github: Bool?
  }

  /// What is left out, a sentence each.
  public var omissions: [String] {
    var omissions: [String] = []
    if !fixtures.runs { omissions.append("fixtures: the stored cases were not verified") }
    if !check.runs { omissions.append("check: no generated problems were checked") }
    if check.runs && check.problems < Check().problems {
      omissions.append("check: \(check.problems) generated problems instead of \(Check().problems)")
    }
    if check.runs && check.regimes.isEmpty {
      let left = Regime.allCases.filter { !Regime.settled.contains($0) }
      omissions.append(
        "check: the regimes \(left.map(\.rawValue).joined(separator: ", ")), in which correct programs leave much undecided"
      )
    }
    if !mutants.runs { omissions.append("mutants: whether this suite finds its known bugs was not tried") }
    return omissions
  }
}
