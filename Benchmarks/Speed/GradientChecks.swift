import GradientVerification

/// The gradient checks that are timed, from the problem to the verdict.
struct GradientChecks {
  let problem: Problem<Double>
  /// One for all calls, as the peers have their network ready.
  private let implementation: ImplementationFactory
  private let oracles = Oracles.standard

  init(problem: Problem<Double>) throws {
    self.problem = problem
    let factory = ImplementationFactory.measured
    // Benchmarks run one after the other.
    nonisolated(unsafe) let kept = try factory.make()
    implementation = ImplementationFactory(name: factory.name, formula: factory.formula) { kept }
  }

  /// Every weight and bias against GSL: the answer, its rounding bounds, and the numeric derivatives.
  ///
  /// - Throws: ``Disagreement``. A check that accuses a correct program, or leaves entries out, is not worth timing.
  func exhaustive() throws -> Tally {
    let report = try ProblemCheck(oracles: oracles, sampling: .parameters)
      .numericReport(on: problem, named: "benchmark", implementation: implementation)
    let tally = report.ledger[.gsl]
    let entries = problem.network.parameterCount
    guard report.failedProblems == 0, tally.compared == entries else {
      throw Disagreement("of \(entries) entries \(tally.compared) were compared, and \(tally.failed) failed")
    }
    return tally
  }

  /// Along which random directions a gradient is checked.
  enum Directions {
    /// One in every tensor by itself, as gradcheck's fast mode has it.
    case oneInEveryTensor
    /// One in all weights and biases together, as JAX's check_grads has it.
    case oneInAll
  }

  /// Random directions against GSL, each with a verdict: the answer, its rounding bounds, and the numeric derivatives.
  ///
  /// - Throws: ``Disagreement`` where the two depart by more than both are allowed.
  func directional(_ directions: Directions) throws {
    var implementation = try implementation.make()
    let gradient = try implementation.evaluate(problem).gradient
    let known = oracles.bounds(problem, ImplementationFactory.measured.formula).error
    let numeric = oracles.numeric(problem, known.cost)
    let parameters = problem.tensors.filter { $0 != .inputs }
    for tensors in directions == .oneInAll ? [parameters] : parameters.map({ [$0] }) {
      let direction = Sampling.direction(of: problem, in: tensors)
      guard let estimate = try numeric.estimate(.direction(direction), attempt: 0) else {
        throw Disagreement("no estimate along a direction")
      }
      var (slope, allowance) = (0.0, estimate.allowance)
      for tensor in tensors {
        let (g, e, d) = (gradient[tensor].elements, known.gradient[tensor].elements, direction[tensor].elements)
        for index in d.indices {
          slope += g[index] * d[index]
          allowance += e[index]
        }
      }
      guard (slope - estimate.value).magnitude <= allowance else {
        throw Disagreement("\(slope) along a direction, and \(estimate.value) by GSL")
      }
    }
  }
}

/// A check that did not come out as it must for a correct implementation.
struct Disagreement: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension ImplementationFactory {
  /// The implementation that is checked and timed.
  static let measured = builtIn.first { $0.name == "vectorized-dZ" } ?? builtIn[0]
}
