public import Networks

/// What ties a problem to its partner: a law, and the equations that it makes between the entries of the two answers.
public struct LawTie: Hashable, Sendable {
  public var law: Law
  /// The law in one sentence, about these two problems.
  public var statement: String
  /// The slug of the other problem.
  public var partner: String
  /// What holds between the true answers of the two.
  public var equations: [LawEquation]

  public init(law: Law, statement: String, partner: String, equations: [LawEquation]) {
    self.law = law
    self.statement = statement
    self.partner = partner
    self.equations = equations
  }

  /// Where two answers do not obey the law, in words; empty if they do.
  ///
  /// - Parameters:
  ///   - own: the answer to the problem that has this tie.
  ///   - partner: the answer to the other one.
  ///   - precision: what each number may be off by, relative to it: that of correctly rounded truths unless something else
  ///     is said. Sums are allowed that of all their terms.
  public func departures(
    _ own: Evaluation<Double>, _ partner: Evaluation<Double>, precision: Double = 0x1p-53
  ) -> [String] {
    equations.compactMap { $0.departure(own, partner, precision: precision) }
  }
}
