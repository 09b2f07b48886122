import Networks

/// The book of one run: every comparison goes through it, so nothing is judged in two ways.
public struct Ledger: Sendable {
  public private(set) var tallies = Array(repeating: Tally(), count: Check.allCases.count)
  /// How near to their allowances the decided numbers of each check were; apart from the tallies, so that counting copies nothing.
  private var ratioCounts = Array(repeating: Ratios(), count: Check.allCases.count)
  /// The findings of the problem at hand, in the order in which the checks ran.
  public private(set) var findings: [Finding] = []

  /// How many problems an implementation did not answer, by its reason.
  public private(set) var skips: [Skip: Int] = [:]
  /// How many answers came back different, within the bounds, when they were asked for again.
  public private(set) var wavering: [String: Int] = [:]

  /// Problems that were not answered.
  public struct Skip: Hashable, Sendable {
    public var implementation: String
    public var reason: String

    public init(implementation: String, reason: String) {
      self.implementation = implementation
      self.reason = reason
    }
  }

  /// A program may give a reason of its own for every problem; so many are told apart.
  private static let mostReasons = 20

  private let rule: Rule

  public init(rule: Rule = .standard) { self.rule = rule }

  /// A book as it was written down.
  public init(
    tallies: [Check: Tally], ratios: [Check: Ratios], skips: [Skip: Int], wavering: [String: Int]
  ) {
    self.init()
    for (check, tally) in tallies { self.tallies[check.ordinal] = tally }
    for (check, counts) in ratios { ratioCounts[check.ordinal] = counts }
    (self.skips, self.wavering) = (skips, wavering)
  }

  public subscript(check: Check) -> Tally { tallies[check.ordinal] }
  public func ratios(_ check: Check) -> Ratios { ratioCounts[check.ordinal] }
  /// How much was not decided, over all checks.
  var undecided: Int { tallies.reduce(0) { $0 + $1.undecided } }
  /// The largest error / allowance of every check, in their order.
  var worst: [Double] { tallies.map(\.worst) }
  /// How much was answered, decided and left to kinks, over all checks.
  var counts: (answered: Int, decided: Int, kinks: Int) {
    tallies.reduce((0, 0, 0)) { ($0.0 + $1.answered, $0.1 + $1.decided, $0.2 + $1.kinks) }
  }
  /// Over all checks.
  public var total: Tally { tallies.reduce(into: Tally()) { $0.merge($1) } }

  /// What is being compared, and with what.
  struct Subject {
    var check: Check
    var implementation: String
    var against: String
    var quantity: Quantity
    /// Where in the quantity the first of the compared numbers lies.
    var row = 0
    var column = 0
    /// Whether a pre-activation of the problem lies at a kink, which then explains an allowance that decides nothing.
    var atKink = false
    /// The size of what was added up, where the expected value itself is zero by cancellation.
    var scale: Double?
    /// How far the expected values may be from the truth, where that is proven.
    var radius: Grid<Double>?
  }

  /// Compares grids of equal shape, entry by entry.
  ///
  /// - Returns: whether no entry failed.
  @discardableResult
  mutating func compare(
    _ subject: Subject, observed: Grid<Double>, expected: Grid<Double>, allowance: Grid<Double>
  ) -> Bool {
    precondition(
      observed.elements.count == expected.elements.count && allowance.elements.count == expected.elements.count,
      "\(subject.quantity): \(observed.shape) against \(expected.shape) with allowances \(allowance.shape)")
    let scale = subject.scale ?? expected.elements.reduce(0) { max($0, $1.magnitude) }
    var worst: (margin: Double, index: Int)?
    var failing = 0
    // Where they lie: a copy of either would copy its counts with the first that is added.
    Self.judge(
      subject, observed.elements, expected.elements, allowance.elements, scale, rule, &tallies[subject.check.ordinal],
      &ratioCounts[subject.check.ordinal]
    ) { margin, index in
      failing += 1
      if worst.map({ margin > $0.margin }) ?? true { worst = (margin, index) }
    }
    guard let worst else { return true }
    let (row, column) = worst.index.quotientAndRemainder(dividingBy: expected.columns)
    findings.append(
      Finding(
        check: subject.check, implementation: subject.implementation, against: subject.against,
        quantity: subject.quantity.description,
        entry: subject.quantity.entry(row: subject.row + row, column: subject.column + column),
        location: Finding.Location(
          quantity: subject.quantity, row: subject.row + row, column: subject.column + column),
        observed: observed.elements[worst.index], expected: expected.elements[worst.index],
        allowance: allowance.elements[worst.index], failing: failing, compared: expected.elements.count))
    return false
  }

  /// - Parameter fails: told error / allowance and index of every number that fails.
  private static func judge(
    _ subject: Subject, _ observed: [Double], _ expected: [Double], _ allowance: [Double], _ scale: Double,
    _ rule: Rule, _ tally: inout Tally, _ ratios: inout Ratios, fails: (_ margin: Double, _ index: Int) -> Void
  ) {
    for index in expected.indices {
      let (o, e, a) = (observed[index], expected[index], allowance[index])
      let verdict = rule.judge(
        Comparison(
          observed: o, expected: e, allowance: a, scale: scale, atKink: subject.atKink,
          radius: subject.radius?.elements[index]))
      tally.count(verdict)
      guard verdict == .pass || verdict == .fail else { continue }
      let margin = tally.note(error: (o - e).magnitude, allowance: a)
      ratios.note(margin)
      if verdict == .fail {
        fails(margin, index)
      } else if subject.check == .gradients {
        tally.note(allowance: a, of: e)
      }
    }
  }

  /// Compares one number.
  @discardableResult
  mutating func compare(_ subject: Subject, observed: Double, expected: Double, allowance: Double) -> Bool {
    func single(_ number: Double) -> Grid<Double> { Grid(rows: 1, columns: 1, elements: [number]) }
    return compare(
      subject, observed: single(observed), expected: single(expected), allowance: single(allowance))
  }

  /// The verdict on one number.
  func judge(observed: Double, expected: Double, allowance: Double, scale: Double, atKink: Bool) -> Verdict {
    rule.judge(
      Comparison(observed: observed, expected: expected, allowance: allowance, scale: scale, atKink: atKink))
  }

  /// Books a verdict that was reached elsewhere, with its finding where it is a failure.
  mutating func record(_ verdict: Verdict, _ check: Check, error: Double, allowance: Double) {
    let (verdict, index) = (rule.book(verdict), check.ordinal)
    tallies[index].count(verdict)
    guard verdict == .pass || verdict == .fail else { return }
    ratioCounts[index].note(tallies[index].note(error: error, allowance: allowance))
  }

  /// Books what an implementation does not answer, so that nobody takes it for passed.
  mutating func unsupported(_ check: Check, count: Int = 1) {
    for _ in 0..<count { record(.unsupported, check, error: 0, allowance: 0) }
  }

  /// Books a problem that an implementation does not answer at all.
  mutating func skipped(_ implementation: String, _ reason: String) {
    unsupported(.shapes)
    count(Skip(implementation: implementation, reason: reason), 1)
  }

  private mutating func count(_ skip: Skip, _ problems: Int) {
    let isKnown = skips[skip] != nil || skips.count < Self.mostReasons
    skips[isKnown ? skip : Skip(implementation: skip.implementation, reason: "other reasons"), default: 0] += problems
  }

  /// Books an answer that came back different, and not wrong.
  mutating func recordWavering(_ implementation: String) { wavering[implementation, default: 0] += 1 }

  mutating func record(_ finding: Finding) { findings.append(finding) }

  mutating func recordCleared(_ check: Check) { tallies[check.ordinal].cleared += 1 }

  /// Books that no answer came.
  mutating func unanswered(_ implementation: String, _ reason: String) {
    record(.fail, .answers, error: .infinity, allowance: 0)
    record(
      Finding(
        check: .answers, implementation: implementation, against: reason, quantity: "the answer", entry: "nothing",
        observed: .nan, expected: .nan, allowance: 0, failing: 1, compared: 1))
  }

  /// Books an answer of the wrong shape.
  mutating func misshapen(
    _ check: Check, _ implementation: String, _ quantity: Quantity, found: String, expected: String
  ) {
    tallies[check.ordinal].count(.fail)
    ratioCounts[check.ordinal].note(tallies[check.ordinal].note(error: .infinity, allowance: 0))
    findings.append(
      Finding(
        check: check, implementation: implementation, against: "shape \(expected)",
        quantity: quantity.description, entry: "\(quantity) of \(found)", observed: .nan, expected: .nan, allowance: 0,
        failing: 1, compared: 1))
  }

  /// Runs a check and books its time.
  mutating func timing<Result, Failure: Error>(
    _ check: Check, _ body: (inout Ledger) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = ContinuousClock.now
    defer { tallies[check.ordinal].time += ContinuousClock.now - start }
    return try body(&self)
  }

  /// Takes the findings out, so that the next problem starts with none.
  mutating func takeFindings() -> [Finding] {
    defer { findings = [] }
    return findings
  }

  mutating func merge(_ other: Ledger) {
    for index in tallies.indices {
      tallies[index].merge(other.tallies[index])
      ratioCounts[index].merge(other.ratioCounts[index])
    }
    for (skip, problems) in other.skips.sorted(by: {
      ($0.key.implementation, $0.key.reason) < ($1.key.implementation, $1.key.reason)
    }) {
      count(skip, problems)
    }
    wavering.merge(other.wavering, uniquingKeysWith: +)
  }
}
