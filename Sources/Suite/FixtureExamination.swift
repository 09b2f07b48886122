public import Fixtures
import Networks
import Reference
public import Verification

/// Every implementation against every stored case, and GSL against what is stored.
public enum FixtureExamination {
  /// What was compared, and what departs.
  public struct Result: Sendable {
    /// Numbers of implementations, by their names in the order given.
    public var compared: [(implementation: String, numbers: Int)] = []
    /// How many implementations do not do a case, by the cases' ids.
    public var unsupportedBy: [String: Int] = [:]
    /// Whose answers did not come.
    public var unansweredBy: Set<String> = []
    /// How many of the departures are answers that did not come.
    public var unanswered = 0
    /// Stored derivatives that GSL was asked about.
    public var differentiated = 0
    public var departures: [FixtureDeparture] = []

    /// How often a case was not done.
    public var unsupported: Int { unsupportedBy.values.reduce(0, +) }
  }

  /// - Parameters:
  ///   - check: whose numeric oracle the stored derivatives are held against.
  ///   - cases: with a proven answer; others are left out.
  ///   - shouldStop: asked before every case.
  public static func run(
    _ check: ProblemCheck, on cases: [StoredCase], implementations: [ImplementationFactory], shouldStop: () -> Bool
  ) throws -> Result {
    var result = Result()
    let proven = cases.filter { $0.proven != nil }
    for factory in implementations {
      var numbers = 0
      for stored in proven where !shouldStop() {
        do {
          let answer = try answer(to: stored, by: factory)
          numbers += compare(answer, stored, factory, &result.departures)
        } catch is Unsupported {
          result.unsupportedBy[stored.id, default: 0] += 1
        } catch let failure as Unanswered {
          result.unanswered += 1
          result.unansweredBy.insert(factory.name)
          result.departures.append(FixtureDeparture(stored.id, factory.name, "no answer: \(failure.reason)"))
        }
      }
      result.compared.append((factory.name, numbers))
    }
    for stored in proven where !shouldStop() { try differentiate(stored, check, &result) }
    return result
  }

  /// The answer of somebody whom nobody used before, after what the case says has to be asked first. Where it says nothing, a program
  /// that takes long to start may have answered others.
  private static func answer(
    to stored: StoredCase, by factory: ImplementationFactory
  ) throws -> Evaluation<Double> {
    let make = stored.history.isEmpty ? factory.makeReused ?? factory.make : factory.make
    var program = try make()
    for earlier in stored.history { _ = try program.evaluate(earlier) }
    return try program.evaluate(stored.problem)
  }

  /// Every number lies within its limit of what is proven, or of what a choice at a kink allows.
  private static func compare(
    _ answer: Evaluation<Double>, _ stored: StoredCase, _ factory: ImplementationFactory,
    _ departures: inout [FixtureDeparture]
  ) -> Int {
    guard let proven = stored.proven else { return 0 }
    // The limits know nothing of a program that rounds for another convention: it is allowed its own bounds besides.
    let further =
      factory.formula.isRescaled ? Textbook.bounds(stored.problem, factory.formula).error : nil
    if let (quantity, found, expected) = answer.misshapen(for: stored.problem) {
      departures.append(
        FixtureDeparture(stored.id, factory.name, "\(quantity) has the shape \(found) instead of \(expected)"))
      return 0
    }
    var numbers = 0
    for quantity in Evaluation<Double>.quantities(depth: stored.problem.depth) {
      guard let observed = answer[quantity], let value = proven.value[quantity] else { continue }
      for row in 0..<value.rows {
        for column in 0..<value.columns {
          numbers += 1
          var number = observed[row, column]
          if let bound = further?[quantity]?[row, column], quantity == .cost || quantity.isDerivative {
            let distance = number - value[row, column]
            number =
              distance.magnitude <= bound ? value[row, column] : number - Double(signOf: distance, magnitudeOf: bound)
          }
          let excess = proven.excess(of: number, quantity, row: row, column: column, factory.formula.precision)
          guard excess > 1 else { continue }
          departures.append(
            FixtureDeparture(
              stored.id, factory.name,
              "\(quantity.entry(row: row, column: column)) is \(observed[row, column]), proven is "
                + "\(value[row, column]); off by \(excess) times the limit"))
        }
      }
    }
    return numbers
  }

  /// The stored gradient, as if a program had answered it, against GSL's numeric derivatives by their own rule.
  private static func differentiate(_ stored: StoredCase, _ check: ProblemCheck, _ result: inout Result) throws {
    guard let proven = stored.proven, proven.allowed == nil else { return }
    let answer = proven.value
    let factory = ImplementationFactory(name: "stored", formula: Formula(nil, .binary64)) {
      StoredProgram(answer: answer)
    }
    let report = try check.numericReport(on: stored.problem, named: stored.id, implementation: factory)
    result.differentiated += report.ledger[.gsl].compared
    for finding in report.failures.flatMap(\.findings) {
      result.departures.append(
        FixtureDeparture(
          stored.id, "GSL",
          "\(finding.quantity) departs: \(finding.observed) is stored, \(finding.against) is \(finding.expected)"))
    }
  }
}

/// Answers what is stored, whatever it is asked.
private struct StoredProgram: Implementation {
  let answer: Evaluation<Double>
  func evaluate(_ problem: Problem<Double>) -> Evaluation<Double> { answer }
  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
}
