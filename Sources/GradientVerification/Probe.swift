import Networks
import Reference
import Verification
public import Workers

/// One small problem, put to a worker, with every number of its answer beside the textbook's.
public struct Probe: Sendable {
  public struct Row: Sendable {
    /// "dW[2][0][1]"
    public var entry: String
    public var observed: Double
    public var expected: Double
    /// How far a correct program of any admissible formula may be off.
    public var allowance: Double

    /// Whether the number is as near as it has to be.
    public var agrees: Bool { (observed - expected).magnitude <= allowance || observed == expected }
  }

  /// "3-2, m = 1, …"
  public let problem: Problem<Double>
  public let rows: [Row]
  public var agrees: Bool { rows.allSatisfy(\.agrees) }

  /// - Throws: `Unanswered` or `Unsupported`, from the worker.
  public init(_ worker: Worker) throws {
    let candidates = Doctor.sampleProblems.map(\.problem).filter { worker.declares($0) }
    guard let problem = candidates.first(where: { $0.network.layers[0].activation == .tanh }) ?? candidates.first else {
      throw Unsupported("none of the sample problems is within what the worker declares")
    }
    self.problem = problem
    var implementation = try worker.factory.make()
    let answer = try implementation.evaluate(problem)
    let bounds = Oracles.standard.bounds(problem, worker.factory.formula)
    rows = Evaluation<Double>.quantities(depth: problem.depth).flatMap { quantity -> [Row] in
      guard let observed = answer[quantity], let expected = bounds.value[quantity], let error = bounds.error[quantity]
      else { return [] }
      return expected.elements.indices.map { index in
        let (row, column) = index.quotientAndRemainder(dividingBy: expected.columns)
        return Row(
          entry: quantity.entry(row: row, column: column), observed: observed.elements[index],
          // The textbook is off, too.
          expected: expected.elements[index], allowance: 2 * error.elements[index])
      }
    }
  }
}
