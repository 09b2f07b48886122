import Benchmark
import GradientVerification
import Synchronization

/// How much is known about an answer: the textbook's equations over doubles, over numbers that carry their rounding, over balls.
enum Knowledge: String, CaseIterable {
  /// Forward and backward pass in binary64, no bounds.
  case textbook
  /// The same with the rounding bounds of the textbook's own formula.
  case bounds
  /// The same with the bounds of a program of unknown source, the largest over all admissible formulas.
  case unknown
  /// The same over balls of 128 bits, with the radius of every number.
  case enclosure
  /// One derivative over balls of 128 bits, from the forward pass alone.
  case slope

  /// Whether this build can find it out: `enclosure` and `slope` need the package trait Arb.
  var isBuiltIn: Bool {
    let needsBalls = self == .enclosure || self == .slope
    let problem = MeasuredNetwork.checked[0].problem
    return !needsBalls || Oracles.standard.truth(problem, Self.bits) { _ in true } != nil
  }

  private static let bits = 128

  /// Finds it out about every problem.
  func find(of problems: [Problem<Double>]) throws {
    let oracles = Oracles.standard
    switch self {
    case .textbook:
      var textbook = try ImplementationFactory.textbook.make()
      for problem in problems { blackHole(try textbook.evaluate(problem)) }
    case .bounds:
      for problem in problems { blackHole(oracles.bounds(problem, ImplementationFactory.textbook.formula)) }
    case .unknown:
      for problem in problems { blackHole(oracles.bounds(problem, Formula(nil, .binary64))) }
    case .enclosure:
      for problem in problems { blackHole(oracles.truth(problem, Self.bits) { _ in true }) }
    case .slope:
      let axis = Axis.entry(Entry(.weights(layer: 1), row: 0))
      for problem in problems { blackHole(oracles.trueDerivative(problem, axis, Self.bits) { _ in true }) }
    }
  }
}

/// Problems that a price is asked of.
struct PricedProblems {
  let name: String
  let problems: [Problem<Double>]

  /// Two networks, a hundred times each, because a call of a microsecond is too short for the clock.
  static let measured = MeasuredNetwork.checked.prefix(2).map {
    PricedProblems(name: $0.name, problems: Array(repeating: $0.problem, count: 100))
  }

  /// The first 256 of the default generator's seed 1, without the dyadic ones: these are exact, and have no bounds to be found.
  static let generated = {
    let generator = ProblemGenerator(seed: 1)
    let rounding = (0..<count).map(generator.problem).filter { $0.regime != .dyadic }
    return PricedProblems(name: "generated", problems: rounding.map(\.problem))
  }()

  static let count = 256
}

extension Campaign {
  /// The default run, one job, over the problems of ``PricedProblems/generated`` and the dyadic ones among them.
  ///
  /// - Throws: ``Disagreement``.
  static func priced(_ enclosing: Enclosing) async throws {
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 1), implementations: ImplementationFactory.builtIn,
      check: ProblemCheck(oracles: .standard, enclosing: enclosing))
    let report = try await campaign.run(
      count: PricedProblems.count, jobs: 1, shouldStop: { false }, progress: { _, _ in })
    guard report.failedProblems == 0 else { throw Disagreement("\(report.failedProblems) problems fail") }
  }

  /// The processor time of the default run over what is left of it without the time in which rounding bounds are found.
  static func priceOfBounds() async throws -> Double {
    let spent = Mutex(0)
    var oracles = Oracles.standard
    let bounds = oracles.bounds
    oracles.bounds = { problem, formula in
      let start = processorTime()
      defer { spent.withLock { $0 += processorTime() - start } }
      return bounds(problem, formula)
    }
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 1), implementations: ImplementationFactory.builtIn,
      check: ProblemCheck(oracles: oracles))
    let start = processorTime()
    _ = try await campaign.run(
      count: PricedProblems.count, jobs: 1, shouldStop: { false }, progress: { _, _ in })
    let whole = processorTime() - start
    return Double(whole) / Double(whole - spent.withLock { $0 })
  }
}

extension Enclosing {
  /// No problem is small enough.
  static let none = Enclosing(share: 1, mostWork: 0, mostBits: 0)
}

extension ImplementationFactory {
  static let textbook = builtIn.first { $0.name == "textbook-dZ" } ?? builtIn[0]
}
