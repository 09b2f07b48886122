import GradientVerification

/// The gradient checks that are timed, from the problem to the verdict.
struct GradientChecks {
  let problem: Problem<Double>
  private let oracles = Oracles.standard

  /// Every weight and bias against GSL: the answer, its rounding bounds, and the numeric derivatives.
  ///
  /// - Throws: ``Disagreement``. A check that accuses a correct program, or leaves entries out, is not worth timing.
  func exhaustive() throws -> Tally {
    let report = try ProblemCheck(oracles: oracles, sampling: .parameters)
      .numericReport(on: problem, named: "benchmark", implementation: .measured)
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
    var implementation = try ImplementationFactory.measured.make()
    let gradient = try implementation.evaluate(problem).gradient
    let known = oracles.bounds(problem, ImplementationFactory.measured.formula).error
    let (bounds, numeric) = (known.gradient, oracles.numeric(problem, known.cost))
    var sampling = Sampling()
    sampling.omitted = [.inputs]
    for (tensor, direction) in sampling.directions(of: problem) {
      guard (tensor == nil) == (directions == .oneInAll) else { continue }
      guard let estimate = try numeric.estimate(.direction(direction), attempt: 0) else {
        throw Disagreement("no estimate along a direction")
      }
      let slope = product(gradient, direction)
      let allowance = estimate.allowance + product(bounds, direction.map(\.magnitude))
      guard (slope - estimate.value).magnitude <= allowance else {
        throw Disagreement("\(slope) along a direction, and \(estimate.value) by GSL")
      }
    }
  }

  /// ⟨a, b⟩ over all tensors.
  private func product(_ a: Gradient<Double>, _ b: Gradient<Double>) -> Double {
    problem.tensors.reduce(0) { sum, tensor in
      zip(a[tensor].elements, b[tensor].elements).reduce(sum) { $0 + $1.0 * $1.1 }
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
