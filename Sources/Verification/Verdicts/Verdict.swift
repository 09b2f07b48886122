/// What a comparison of one number came to.
public enum Verdict: Hashable, Sendable {
  case pass
  case fail
  /// The derivative is not determined by the data: a pre-activation lies at a kink, or a step goes across one.
  case kink
  /// The allowance is too large to mean anything.
  case undecidable
}

/// How the comparisons of one check went.
public struct Tally: Hashable, Sendable {
  public var compared = 0
  public var passed = 0
  public var failed = 0
  public var kinks = 0
  public var undecided = 0
  /// Numeric derivatives that disagreed with the program while dual numbers sided with it.
  public var cleared = 0
  /// The largest error / allowance of anything decided, with both.
  public var worst = 0.0
  public var worstError = 0.0
  public var worstAllowance = 0.0
  public var time = Duration.zero

  public init() {}

  public var decided: Int { passed + failed }

  mutating func count(_ verdict: Verdict) {
    compared += 1
    switch verdict {
    case .pass: passed += 1
    case .fail: failed += 1
    case .kink: kinks += 1
    case .undecidable: undecided += 1
    }
  }

  mutating func note(error: Double, allowance: Double) {
    let margin = Self.margin(error: error, allowance: allowance)
    guard !(margin <= worst) else { return }
    (worst, worstError, worstAllowance) = (margin, error, allowance)
  }

  /// error / allowance; 0 for no error, infinite for an error where none is allowed, and for NaN.
  static func margin(error: Double, allowance: Double) -> Double {
    if error == 0 { return 0 }
    let margin = error / allowance
    return margin.isNaN ? .infinity : margin
  }

  mutating func merge(_ other: Tally) {
    compared += other.compared
    passed += other.passed
    failed += other.failed
    kinks += other.kinks
    undecided += other.undecided
    cleared += other.cleared
    time += other.time
    if other.worst > worst {
      (worst, worstError, worstAllowance) = (other.worst, other.worstError, other.worstAllowance)
    }
  }
}

/// A disagreement: the worst entry of one quantity of one implementation under one check. A value, never an error.
public struct Finding: Hashable, Sendable {
  public var check: Check
  /// Whose answer: "vectorized dZ".
  public var implementation: String
  /// What it was compared with: "textbook", "GSL", "dual numbers", "cases in reverse".
  public var against: String
  /// "dW[2]"
  public var quantity: String
  /// "dW[2][0][1]"
  public var entry: String
  public var observed: Double
  public var expected: Double
  public var allowance: Double
  /// How many entries of the quantity fail, of how many compared.
  public var failing: Int
  public var compared: Int

  public init(
    check: Check, implementation: String, against: String, quantity: String, entry: String, observed: Double,
    expected: Double, allowance: Double, failing: Int, compared: Int
  ) {
    self.check = check
    self.implementation = implementation
    self.against = against
    self.quantity = quantity
    self.entry = entry
    self.observed = observed
    self.expected = expected
    self.allowance = allowance
    self.failing = failing
    self.compared = compared
  }

  public var error: Double { (observed - expected).magnitude }
  public var margin: Double { Tally.margin(error: error, allowance: allowance) }
}
