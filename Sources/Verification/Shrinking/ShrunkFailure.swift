/// A failure, and the smallest one that was found to be like it.
public struct ShrunkFailure: Hashable, Sendable {
  /// The failing problem with as much of its history as is needed to see the failure.
  public var original: ProblemSequence
  /// What it was reduced to; the original where the failure could not be seen again.
  public var shrunk: ProblemSequence
  /// Everything that is found in the shrunk problem, by all checks.
  public var findings: [Finding]
  /// How often a candidate was asked.
  public var asked: Int
  /// Whether nothing that was tried makes it smaller.
  public var isMinimal: Bool
  /// Whether the failure could be seen again at all.
  public var reproduces: Bool
}

extension ProblemCheck {
  /// Reduces a failing problem to one that a person can compute by hand and that fails by the same check.
  ///
  /// - Parameters:
  ///   - failing: the problem, with the problems of its block before it.
  ///   - finding: what was found in it.
  ///   - factory: makes the implementation that it was found in.
  public func shrink(
    _ failing: ProblemSequence, finding: Finding, by factory: ImplementationFactory, shrinker: Shrinker = Shrinker()
  ) throws -> ShrunkFailure {
    let full = Reproduction(of: finding, self, by: factory)
    guard let original = try full.shortest(failing) else {
      return ShrunkFailure(
        original: failing, shrunk: failing, findings: [], asked: 0, isMinimal: false, reproduces: false)
    }
    // Most candidates are refused, and the restricted check does that quickly; what it accepts, all checks confirm.
    let restricted = full.restricted
    let quick = try restricted.shows(in: original)
    let shrunk = try shrinker.shrink(original) { candidate in
      if quick, try !restricted.shows(in: candidate) { return false }
      return try full.shows(in: candidate)
    }
    return ShrunkFailure(
      original: original, shrunk: shrunk.sequence, findings: try full.findings(on: shrunk.sequence),
      asked: shrunk.asked, isMinimal: shrunk.isMinimal, reproduces: true)
  }
}

extension Reproduction {
  /// The failing problem alone, or after the last 1, 2, 4 … problems before it: the first that shows the failure, or nil.
  fileprivate func shortest(_ failing: ProblemSequence) throws -> ProblemSequence? {
    let available = failing.history.count
    var length = 0
    while true {
      let sequence = ProblemSequence(history: failing.history.suffix(length), problem: failing.problem)
      if try shows(in: sequence) { return sequence }
      if length == available { return nil }
      length = min(max(2 * length, 1), available)
    }
  }
}
