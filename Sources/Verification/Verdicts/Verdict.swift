/// What a comparison of one number came to.
public enum Verdict: Hashable, Sendable {
  case pass
  case fail
  /// The derivative is not determined by the data: a pre-activation lies at a kink, or a step goes across one.
  case kink
  /// The allowance is too large to mean anything.
  case undecidable(Undecidable)
  /// The implementation does not answer this.
  case unsupported
}

/// Why nothing was decided.
public enum Undecidable: String, Hashable, Sendable, CaseIterable {
  /// The formula may lose more digits here than a verdict needs.
  case rounding
  /// The formula may give anything here, as a division by a saturated output does.
  case method
  /// No step of a numeric derivative was accurate enough.
  case numeric
  /// The enclosure was still too wide at the highest precision.
  case precision

  /// In a report.
  public var reason: String {
    switch self {
    case .rounding: "the formula may lose more digits there than a verdict needs"
    case .method: "the formula divides by a saturated output there, and may give anything"
    case .numeric: "no step of a numeric derivative was accurate enough"
    case .precision: "the enclosure was still too wide at the highest precision"
    }
  }
}

extension Undecidable {
  var ordinal: Int {
    switch self {
    case .rounding: 0
    case .method: 1
    case .numeric: 2
    case .precision: 3
    }
  }
}

/// How the comparisons of one check went.
public struct Tally: Hashable, Sendable {
  public var compared = 0
  public var passed = 0
  public var failed = 0
  public var kinks = 0
  /// How many were not decided, by reason.
  public private(set) var undecidedBy = Array(repeating: 0, count: Undecidable.allCases.count)
  public var unsupported = 0
  /// Numeric derivatives that disagreed with the program while dual numbers sided with it.
  public var cleared = 0
  /// The largest error / allowance of anything decided, with both.
  public var worst = 0.0
  public var worstError = 0.0
  public var worstAllowance = 0.0
  public var time = Duration.zero
  /// How sharp the verdicts were: the allowances of what passed, relative to the expected numbers.
  public private(set) var sharpness = Sharpness()

  /// More than a run of years counts. Sums of thousands of tallies stay integers.
  public static let mostCounted = 1 << 46

  public init() {}

  /// A tally as it was written down.
  public init(undecidedBy: [Undecidable: Int], sharpness: Sharpness) {
    for (reason, count) in undecidedBy { self.undecidedBy[reason.ordinal] = count }
    self.sharpness = sharpness
  }

  public var decided: Int { passed + failed }
  public var undecided: Int { undecidedBy.reduce(0, +) }
  /// What an implementation answered at all.
  public var answered: Int { compared - unsupported }

  public subscript(reason: Undecidable) -> Int { undecidedBy[reason.ordinal] }

  package mutating func count(_ verdict: Verdict) {
    compared += 1
    switch verdict {
    case .pass: passed += 1
    case .fail: failed += 1
    case .kink: kinks += 1
    case .undecidable(let reason): undecidedBy[reason.ordinal] += 1
    case .unsupported: unsupported += 1
    }
  }

  /// - Returns: error / allowance.
  @discardableResult
  package mutating func note(error: Double, allowance: Double) -> Double {
    let margin = Self.margin(error: error, allowance: allowance)
    if !(margin <= worst) { (worst, worstError, worstAllowance) = (margin, error, allowance) }
    return margin
  }

  mutating func note(allowance: Double, of expected: Double) { sharpness.note(allowance / expected.magnitude) }

  /// error / allowance; 0 for no error, infinite for an error where none is allowed, and for NaN.
  package static func margin(error: Double, allowance: Double) -> Double {
    if error == 0 { return 0 }
    let margin = error / allowance
    return margin.isNaN ? .infinity : margin
  }

  package mutating func merge(_ other: Tally) {
    compared += other.compared
    passed += other.passed
    failed += other.failed
    kinks += other.kinks
    for index in undecidedBy.indices { undecidedBy[index] += other.undecidedBy[index] }
    unsupported += other.unsupported
    cleared += other.cleared
    time += other.time
    sharpness.merge(other.sharpness)
    if other.worst > worst {
      (worst, worstError, worstAllowance) = (other.worst, other.worstError, other.worstAllowance)
    }
  }
}
