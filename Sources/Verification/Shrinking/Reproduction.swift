public import Networks

/// Sees a failure again: the same check, the same implementation, and an error as far beyond what is allowed.
public struct Reproduction: Sendable {
  public let check: ProblemCheck
  public let factory: ImplementationFactory
  /// Which check has to fail. What it fails in may change: layers vanish.
  public let target: Check
  /// How many times the allowance the error has to be, at least.
  public let floor: Double
  /// Whether implementations may have been used before: most candidates are refused, and starting a program is slow.
  private let isReusing: Bool

  /// - Parameter finding: the failure as it was met.
  public init(of finding: Finding, _ check: ProblemCheck, by factory: ImplementationFactory) {
    self.check = check
    self.factory = factory
    target = finding.check
    isReusing = false
    floor = min(finding.margin, Tolerances.shrunkMargin)
  }

  /// The same, running nothing but the target and what it depends on. Faster, but other questions are asked in between, which
  /// matters to an implementation that remembers.
  var restricted: Reproduction {
    var faster = check
    // Any check may come across a wrong shape.
    if target != .shapes && target != .answers { faster.only = [target] }
    return Reproduction(check: faster, factory: factory, target: target, floor: floor, isReusing: true)
  }

  private init(check: ProblemCheck, factory: ImplementationFactory, target: Check, floor: Double, isReusing: Bool) {
    self.isReusing = isReusing
    self.check = check
    self.factory = factory
    self.target = target
    self.floor = floor
  }

  /// What a fresh implementation is found to do wrong in the last problem, after all checks of those before it, as in a
  /// block of a campaign.
  public func findings(on sequence: ProblemSequence) throws -> [Finding] {
    let implementation = try LiveImplementation(factory, isReusable: isReusing && sequence.history.isEmpty)
    var ledger = Ledger()
    for earlier in sequence.history { try check.run(earlier, [implementation], &ledger) }
    _ = ledger.takeFindings()
    try check.run(sequence.problem, [implementation], &ledger)
    return ledger.takeFindings()
  }

  /// The largest error of the target in the last problem, in allowances; nil where it does not fail.
  public func margin(of sequence: ProblemSequence) throws -> Double? { margin(try findings(on: sequence)) }

  /// Whether the failure shows.
  public func shows(in sequence: ProblemSequence) throws -> Bool { shows(try findings(on: sequence)) }

  func shows(_ findings: [Finding]) -> Bool { margin(findings).map { $0 >= floor } ?? false }

  private func margin(_ findings: [Finding]) -> Double? {
    findings.filter { $0.check == target && $0.implementation == factory.name }.map(\.margin).max()
  }
}
