import Fixtures
import Networks

extension Inspection {
  /// What a source prints and what is proven must be one, but for known misprints.
  mutating func inspectPrintedFigures() {
    for (_, stored) in cases.sorted(by: { $0.key < $1.key }) {
      guard let proven = stored.proven else { continue }
      for entry in stored.expected.entries(depth: stored.problem.depth) {
        guard let value = proven.value[entry.subject]?[entry.row, entry.column] else { continue }
        compare(entry, with: Figure(value: value, error: value.ulp), stored)
      }
      guard let update = stored.expected.update else { continue }
      let step = DescentStep(stored.problem, proven.value.gradient, update)
      for entry in update.entries(depth: stored.problem.depth) {
        switch entry.subject {
        case .parameters(let tensor): compare(entry, with: step[tensor, row: entry.row, column: entry.column], stored)
        case .cost: if let cost = step.cost { compare(entry, with: cost, stored) }
        }
      }
    }
  }

  private mutating func compare<Subject>(_ entry: ExpectedEntry<Subject>, with proven: Figure, _ stored: StoredCase) {
    let figure = stored.misprint(at: entry.place)?.recomputed ?? entry.printed
    guard !figure.agrees(with: proven.value, allowance: proven.error) else { return }
    let message = "\(entry.place) prints \(figure.text), proven is \(proven.value)"
    add([FixtureDeparture(stored.id, "printed figures", message)])
  }
}

/// A number and how far it may be from the truth.
private struct Figure {
  var value: Double
  var error: Double
}

/// θ − η∇C over the whole batch, from a proven gradient.
private struct DescentStep {
  private let problem: Problem<Double>
  private let gradient: Gradient<Double>
  private let update: ExpectedUpdate

  init(_ problem: Problem<Double>, _ gradient: Gradient<Double>, _ update: ExpectedUpdate) {
    (self.problem, self.gradient, self.update) = (problem, gradient, update)
  }

  /// An entry of the weights or biases after the step: the gradient is off by half a unit in the last place, product and
  /// difference by as much each.
  subscript(tensor: Tensor, row row: Int, column column: Int) -> Figure {
    let before = problem[tensor][row, column]
    guard isMoved(tensor) else { return Figure(value: before, error: 0) }
    let derivative = gradient[tensor][row, column]
    let change = update.learningRate * derivative
    let after = before - change
    return Figure(value: after, error: update.learningRate.magnitude * derivative.ulp + change.ulp + after.ulp)
  }

  /// The proven cost of the network after the step; nil where none can be proven.
  ///
  /// The errors of the parameters move it by Σ |∂C/∂θ| e to first order, and by no more than twice that beyond.
  var cost: Figure? {
    var next = problem
    var drift = 0.0
    for tensor in problem.tensors where isMoved(tensor) {
      let grid = gradient[tensor]
      next[tensor] = Grid(rows: grid.rows, columns: grid.columns) { row, column in
        self[tensor, row: row, column: column].value
      }
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          drift += grid[row, column].magnitude * self[tensor, row: row, column: column].error
        }
      }
    }
    guard let cost = try? ProvenAnswer.proving(next).answer.value.cost else { return nil }
    return Figure(value: cost, error: 3 * drift + cost.ulp)
  }

  private func isMoved(_ tensor: Tensor) -> Bool {
    switch tensor {
    case .weights: true
    case .biases: update.movesBiases
    case .inputs: false
    }
  }
}
