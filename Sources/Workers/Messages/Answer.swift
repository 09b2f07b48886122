import Networks
import Verification

extension AnswerReader {
  /// The evaluation in our conventions; nil with misfits noted. Whatever was not asked for is not looked at.
  mutating func evaluation(
    _ members: [String: WireValue], of problem: Problem<Double>, want: Set<WireQuantity>, _ conventions: Conventions
  ) -> Evaluation<Double>? {
    let (layers, m) = (problem.network.layers, problem.caseCount)
    let isTransposed = conventions.cases == .rows
    let factor = conventions.factor(for: problem)

    func each(
      _ quantity: WireQuantity, _ count: Int, _ reader: inout AnswerReader,
      _ read: (inout AnswerReader, WireValue, String, Int) -> Grid<Double>?
    ) -> [Grid<Double>]? {
      let path = "/\(quantity.rawValue)"
      guard let values = reader.list(members[quantity.rawValue], at: path, count: count, what: "layers") else {
        return nil
      }
      var grids: [Grid<Double>] = []
      for (index, value) in values.enumerated() {
        guard let grid = read(&reader, value, "\(path)/\(index)", index) else { return nil }
        grids.append(grid)
      }
      return grids
    }
    func perCase(_ quantity: WireQuantity, _ count: Int, _ reader: inout AnswerReader) -> [Grid<Double>]? {
      guard want.contains(quantity) else { return nil }
      return each(quantity, count, &reader) { reader, value, path, index in
        reader.grid(value, at: path, rows: layers[index].width, columns: m, transposed: isTransposed)
      }
    }
    func scaled(_ grid: Grid<Double>) -> Grid<Double> { factor == 1 ? grid : grid.map { $0 * factor } }

    let cost = want.contains(.cost) ? number(members["cost"], at: "/cost") : .nan
    let outputs =
      want.contains(.outputs)
      ? grid(members["outputs"], at: "/outputs", rows: problem.targets.rows, columns: m, transposed: isTransposed)
      : Grid(repeating: .nan, rows: problem.targets.rows, columns: m)
    let weights = each(.dW, layers.count, &self) { reader, value, path, index in
      reader.grid(
        value, at: path, rows: layers[index].width, columns: layers[index].inputWidth,
        transposed: conventions.weights == .inOut)
    }
    let biases = each(.db, layers.count, &self) { reader, value, path, index in
      reader.row(value, at: path, count: layers[index].width).map { Grid(rows: $0.count, columns: 1, elements: $0) }
    }
    let inputs =
      want.contains(.dX)
      ? grid(members["dX"], at: "/dX", rows: problem.inputs.rows, columns: m, transposed: isTransposed)
      : Grid(repeating: 0, rows: problem.inputs.rows, columns: m)
    let preactivations = perCase(.Z, layers.count, &self)
    let hidden = perCase(.A, layers.count - 1, &self)
    let deltas = perCase(.delta, layers.count, &self)
    guard misfits.isEmpty, let cost, let outputs, let weights, let biases, let inputs else { return nil }
    var evaluation = Evaluation(
      cost: cost * factor, preactivations: preactivations, hiddenOutputs: hidden, outputs: outputs,
      deltas: deltas?.map(scaled),
      gradient: Gradient(
        weights: weights.map(scaled), biases: biases.map { scaled($0).elements }, inputs: scaled(inputs)))
    evaluation.hasInputGradient = want.contains(.dX)
    (evaluation.hasCost, evaluation.hasOutputs) = (want.contains(.cost), want.contains(.outputs))
    return evaluation
  }
}
