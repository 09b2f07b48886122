public import Networks

/// A failure of one implementation, looked into: made small, and told what it looks like.
public struct ExaminedFailure: Sendable {
  /// The gravest finding: of the first check that failed.
  public var finding: Finding
  /// The problem as it was met, with whatever had to be asked before it.
  public var original: ProblemSequence
  /// Whether it was tried to make it smaller.
  public var isShrinkingTried = true
  /// The smallest that was found to fail the same check; nil where the failure did not show again.
  public var shrunk: ProblemSequence?
  /// The worst finding on the small problem.
  public var shrunkFinding: Finding?
  public var diagnosis: Diagnosis?
  public var arbitration: Arbitration?
  /// Where both are stored; nil where they are not.
  public var storedOriginal: String?
  public var storedShrunk: String?

  public init(
    finding: Finding, original: ProblemSequence, shrunk: ProblemSequence? = nil, shrunkFinding: Finding? = nil,
    diagnosis: Diagnosis? = nil, arbitration: Arbitration? = nil
  ) {
    (self.finding, self.original, self.shrunk) = (finding, original, shrunk)
    (self.shrunkFinding, self.diagnosis, self.arbitration) = (shrunkFinding, diagnosis, arbitration)
  }
}

extension ProblemCheck {
  /// Looks into a failure: shrinks it, and diagnoses it as it was met or, where no answer to that departs by itself, in its
  /// small form.
  ///
  /// - Parameter history: what the implementation was asked before, in its block.
  public func examine(
    _ problem: Problem<Double>, history: [Problem<Double>], finding: Finding, by factory: ImplementationFactory,
    shrinker: Shrinker = Shrinker()
  ) throws -> ExaminedFailure {
    let result = try shrink(
      ProblemSequence(history: history, problem: problem), finding: finding, by: factory, shrinker: shrinker)
    let small = result.reproduces ? result.shrunk : nil
    // A pattern that the problem as it was met refutes is no pattern, however well it fits the two numbers of a small one.
    let chosen =
      finding.check == .answers
      ? nil : try diagnosis(of: result.original, by: factory) ?? small.flatMap { try diagnosis(of: $0, by: factory) }
    let worst = result.findings.filter { $0.check == finding.check }.max { $0.margin < $1.margin }
    return ExaminedFailure(
      finding: finding, original: result.original, shrunk: small, shrunkFinding: small == nil ? nil : worst,
      diagnosis: chosen, arbitration: arbitrate(finding, problem))
  }
}

extension ProblemCheck {
  /// Diagnoses a failure without making it smaller.
  public func diagnose(
    _ problem: Problem<Double>, history: [Problem<Double>], finding: Finding, by factory: ImplementationFactory
  ) throws -> ExaminedFailure {
    let sequence = ProblemSequence(history: history, problem: problem)
    var result = ExaminedFailure(
      finding: finding, original: sequence,
      diagnosis: finding.check == .answers ? nil : try diagnosis(of: sequence, by: factory),
      arbitration: arbitrate(finding, problem))
    result.isShrinkingTried = false
    return result
  }
}

extension FailedProblem {
  /// The gravest finding of every implementation that failed, in the order of the checks.
  public var gravest: [Finding] {
    var seen: Set<String> = []
    return Check.allCases.flatMap { check in findings.filter { $0.check == check } }
      .filter { seen.insert($0.implementation).inserted }
  }
}
