import Networks
import Reports
import Verification

extension ProblemCheck {
  /// More numbers than anybody looks at.
  private static let mostDrawn = 4096

  /// How an answer departs from the textbook, number by number: of the problem as it was met where that can be looked at, of its
  /// small form where not.
  ///
  /// - Returns: nil where nothing can be drawn: too many numbers, no answer, an answer of another shape.
  func picture(
    of failed: FailedProblem, _ examined: ExaminedFailure, by factory: ImplementationFactory
  ) throws -> CheckDocument.PictureRow? {
    let met = ProblemSequence(history: failed.history(), problem: failed.problem)
    for sequence in [met, examined.shrunk].compactMap(\.self) {
      let problem = sequence.problem
      let numbers = problem.network.parameterCount + problem.caseCount * problem.network.widths.reduce(0, +)
      guard numbers <= Self.mostDrawn else { continue }
      var program = try factory.make()
      for earlier in sequence.history { _ = try? program.evaluate(earlier) }
      let answer = try program.evaluate(problem)
      guard answer.misshapen(for: problem) == nil else { return nil }
      let bounds = oracles.bounds(problem, factory.formula)
      return CheckDocument.PictureRow(
        implementation: factory.name, problem: problem.summary, widths: problem.network.widths,
        activations: problem.network.layers.map(\.activation.description), layer: examined.diagnosis?.layer,
        equation: examined.diagnosis?.equation.rawValue, matrices: Self.ratios(answer, bounds, depth: problem.depth))
    }
    return nil
  }

  /// error / allowance of every number of an answer.
  private static func ratios(
    _ answer: Evaluation<Double>, _ bounds: Bounds, depth: Int
  ) -> [CheckDocument.MatrixRow] {
    Evaluation<Double>.quantities(depth: depth).compactMap { quantity in
      guard let observed = answer[quantity], let expected = bounds.value[quantity], let allowed = bounds.error[quantity]
      else { return nil }
      let ratios = observed.elements.indices.map { index in
        Tally.margin(
          error: (observed.elements[index] - expected.elements[index]).magnitude, allowance: allowed.elements[index])
      }
      return CheckDocument.MatrixRow(
        quantity: quantity.description, rows: observed.rows, columns: observed.columns, ratios: ratios)
    }
  }
}
