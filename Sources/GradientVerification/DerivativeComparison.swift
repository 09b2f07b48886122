import CostProbes
import Networks
import NumericDerivatives
import Reference
public import Fixtures
public import Reports

extension Explanation {
  /// The explanation of a case, with derivatives by every method for the first `most`² parameters or so.
  public init(_ stored: StoredCase, case n: Int, learningRate: Double?, most: Int) throws {
    let update = stored.expected.update
    self.init(
      stored.problem, case: n, learningRate: learningRate ?? update?.learningRate ?? 0.5,
      movesBiases: update?.movesBiases ?? true, most: most,
      derivatives: try Self.derivatives(stored.problem, limit: min(most, 1000) * min(most, 1000)))
  }

  private static func derivatives(_ problem: Problem<Double>, limit: Int) throws -> [Row] {
    let entries = problem.tensors.filter { $0 != .inputs }.flatMap { tensor in
      let grid = problem[tensor]
      return (0..<grid.elements.count).map { index in
        Entry(tensor, row: index / grid.columns, column: index % grid.columns)
      }
    }.prefix(limit)
    let shown = Array(entries)
    let probe = CostProbe(problem)
    let oracle = GSLOracle(problem)
    let gradient = Textbook.answer(problem, form: .dZ).gradient
    let differences = try NumericDerivative.forwardDifferences(
      count: shown.count, step: NumericDerivative.customaryForwardStep
    ) { index, shift in
      // C(w) is the zero of the probe's scale, so that C(w + ε) keeps its digits.
      index.map { probe.change(shown[$0], by: shift).cost } ?? 0
    }
    return try shown.enumerated().map { index, entry in
      Row(
        entry: entry, backpropagation: gradient[entry.tensor][entry.row, entry.column],
        forwardDifference: differences[index],
        gsl: try oracle.estimate(.entry(entry), attempt: 0)?.value ?? .nan,
        dual: Textbook.partialDerivative(problem, by: entry).value)
    }
  }
}
