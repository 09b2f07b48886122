public import Networks

/// Everything that is checked of one problem.
public struct ProblemCheck: Sendable {
  public var oracles: Oracles
  public var sampling: Sampling
  /// Which problems of a run are held against proven enclosures.
  public var enclosing: Enclosing
  /// Which checks run; nil for all. Shapes and values are checked in any case, because everything else depends on them.
  public var only: Set<Check>?
  /// How comparisons become verdicts.
  public var rule: Rule

  public init(
    oracles: Oracles, sampling: Sampling = Sampling(), enclosing: Enclosing = .some, only: Set<Check>? = nil,
    rule: Rule = .standard
  ) {
    self.oracles = oracles
    self.sampling = sampling
    self.enclosing = enclosing
    self.only = only
    self.rule = rule
  }

  /// Asks every implementation and holds the answers against the textbook, the laws and the derivatives.
  ///
  /// Values are checked before gradients: where the values depart, the gradient is that of another function, and only the
  /// departure of the values is reported.
  ///
  /// - Parameter index: of the problem in its run; nil for a problem that stands alone.
  func run(
    _ problem: Problem<Double>, _ implementations: [LiveImplementation], index: Int? = nil, _ ledger: inout Ledger
  ) throws {
    let derived = DerivedBounds(oracles.bounds)
    let undecided = ledger.undecided
    var trials: [Trial] = []
    for implementation in implementations {
      if let trial = try sound(problem, implementation, derived, &ledger) { trials.append(trial) }
    }
    let special = oracles.threeLayer(problem)
    let numeric = numericOracle(problem, trials)
    for trial in trials {
      try when(.gradients, &ledger) { trial.gradients(&$0) }
      try when(.dyadic, &ledger) { trial.dyadic(&$0) }
      if let special { try when(.threeLayer, &ledger) { trial.threeLayer(special, &$0) } }
    }
    if enclosing.includes(problem, index: index, isUndecided: ledger.undecided > undecided) {
      try when(.enclosure, &ledger) { enclose(problem, trials, &$0) }
    }
    for trial in trials {
      do {
        try when(.batch, &ledger) { try trial.batch(&$0) }
        try when(.order, &ledger) { try trial.order(&$0) }
        try when(.fit, &ledger) { try trial.fit(&$0) }
        try when(.softmaxShift, &ledger) { try trial.softmaxShift(&$0) }
        try when(.homogeneity, &ledger) { try trial.homogeneity(&$0) }
        try when(.oddness, &ledger) { try trial.oddness(&$0) }
        try when(.quadratic, &ledger) { try trial.quadratic(&$0) }
        try when(.update, &ledger) { try trial.update(&$0) }
        try when(.state, &ledger) { try trial.state(&$0) }
      } catch is MisshapenAnswer {
        ledger.misshapen(
          .shapes, trial.implementation.name, .gradient(.inputs), found: "other shapes",
          expected: "as before, for a problem derived from this one")
      } catch let failure as Unanswered {
        ledger.unanswered(trial.implementation.name, failure.reason)
      }
      try when(.descent, &ledger) { trial.descent(numeric, &$0) }
    }
    let derivatives = DerivativeChecks(
      problem: problem, trials: trials, oracles: oracles, numeric: numeric, enclosing: enclosing)
    try when(.dual, &ledger) { derivatives.duals(sampling, &$0) }
    try when(.directions, &ledger) { try derivatives.directions(sampling, &$0) }
    try when(.gsl, &ledger) { try derivatives.entries(sampling, &$0) }
  }

  /// Runs a check and books its time, unless it is not asked for. A check for which an implementation would have to answer what
  /// it cannot is unsupported.
  private func when(_ check: Check, _ ledger: inout Ledger, _ body: (inout Ledger) throws -> Void) throws {
    guard only?.contains(check) ?? true else { return }
    do { try ledger.timing(check, body) } catch is Unsupported { ledger.unsupported(check) }
  }

  /// The first answer of an implementation, if its shapes and values are right.
  private func sound(
    _ problem: Problem<Double>, _ implementation: LiveImplementation, _ derived: DerivedBounds, _ ledger: inout Ledger
  ) throws -> Trial? {
    let evaluation: Evaluation<Double>
    do { evaluation = try implementation.evaluate(problem) } catch let skip as Unsupported {
      ledger.skipped(implementation.name, skip.reason)
      return nil
    } catch let failure as Unanswered {
      ledger.unanswered(implementation.name, failure.reason)
      return nil
    }
    if let (quantity, found, expected) = evaluation.misshapen(for: problem) {
      ledger.misshapen(.shapes, implementation.name, quantity, found: found, expected: expected)
      return nil
    }
    ledger.record(.pass, .shapes, error: 0, allowance: 0)
    return ledger.timing(.values) { ledger in
      let trial = Trial(problem: problem, implementation: implementation, evaluation: evaluation, derived: derived)
      return trial.values(&ledger) ? trial : nil
    }
  }

  /// The numeric derivatives of a problem, with what is known of its cost.
  private func numericOracle(_ problem: Problem<Double>, _ trials: [Trial]) -> any NumericOracle {
    let known = trials.first { $0.implementation.formula.hasTextbookCost }?.bounds.error.cost
    // Where nothing rounds the bounds are 0, which numeric derivatives are not.
    return oracles.numeric(problem, known.flatMap { $0 > 0 ? $0 : nil })
  }

  /// Every answer against the true values, at a precision at which these are as good as known.
  private func enclose(_ problem: Problem<Double>, _ trials: [Trial], _ ledger: inout Ledger) {
    guard !trials.isEmpty else { return }
    let bounds = trials.map(\.bounds)
    guard let truth = oracles.truth(problem, enclosing.mostBits, { $0.suffices(for: bounds) }) else { return }
    for trial in trials { trial.enclosed(truth, &ledger) }
  }
}

extension ProblemCheck {
  /// Checks the gradient of one implementation against numeric derivatives, entry by entry of what `sampling` names, and
  /// nothing else: what other programs call a gradient check.
  ///
  /// - Returns: a report on this problem alone.
  public func numericReport(
    on problem: Problem<Double>, named name: String, implementation: ImplementationFactory
  ) throws -> CampaignReport {
    var report = CampaignReport(rule: rule)
    let live = try LiveImplementation(implementation)
    let derived = DerivedBounds(oracles.bounds)
    if let trial = try sound(problem, live, derived, &report.ledger) {
      let checks = DerivativeChecks(
        problem: problem, trials: [trial], oracles: oracles, numeric: numericOracle(problem, [trial]),
        enclosing: enclosing)
      try report.ledger.timing(.gsl) { try checks.entries(sampling, &$0) }
    }
    report.close(name, origin: "given", problem)
    return report
  }
}

extension Formula {
  /// Whether its rounding bound of the cost is the textbook's: the form of the backward pass does not enter into that.
  fileprivate var hasTextbookCost: Bool { form != nil && precision == .binary64 && !isRescaled }
}
