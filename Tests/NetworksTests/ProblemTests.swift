import Networks
import Testing

@Suite struct ProblemTests {
  /// 2-3-1 on two cases. Every number is another one, so that no index can hide.
  static let problem = Problem(
    network: Network(layers: [
      Layer(weights: Grid(rows: 3, columns: 2) { 10 + 2 * $0 + $1 }, biases: [20, 21, 22], activation: .tanh),
      Layer(weights: Grid(rows: 1, columns: 3) { 30 + $0 + $1 }, biases: [40], activation: .linear),
    ]),
    inputs: Grid(rows: 2, columns: 2) { 50 + 2 * $0 + $1 }, targets: Grid(rows: 1, columns: 2) { 60 + $0 + $1 },
    loss: .squaredError, reduction: .mean)

  @Test func sizes() {
    let problem = Self.problem
    #expect(problem.depth == 2 && problem.caseCount == 2)
    #expect(problem.network.widths == [2, 3, 1] && problem.network.depth == 2)
    #expect(problem.network.parameterCount == 6 + 3 + 3 + 1)
    #expect(problem.network.layers[0].width == 3 && problem.network.layers[0].inputWidth == 2)
  }

  @Test func tensors() {
    let problem = Self.problem
    #expect(
      problem.tensors == [.weights(layer: 1), .biases(layer: 1), .weights(layer: 2), .biases(layer: 2), .inputs])
    #expect(problem[.weights(layer: 1)].elements == [10, 11, 12, 13, 14, 15])
    #expect(problem[.biases(layer: 1)] == Grid(rows: 3, columns: 1, elements: [20, 21, 22]))
    #expect(problem[.weights(layer: 2)].elements == [30, 31, 32])
    #expect(problem[.biases(layer: 2)].elements == [40])
    #expect(problem[.inputs].elements == [50, 51, 52, 53])
  }

  @Test func entries() {
    let problem = Self.problem
    #expect(problem[Entry(.weights(layer: 1), row: 2, column: 1)] == 15)
    #expect(problem[Entry(.biases(layer: 1), row: 1)] == 21)
    #expect(problem[Entry(.weights(layer: 2), row: 0, column: 2)] == 32)
    #expect(problem[Entry(.biases(layer: 2), row: 0)] == 40)
    #expect(problem[Entry(.inputs, row: 1, column: 0)] == 52)
  }

  /// Writing through an entry or a tensor changes that place and no other.
  @Test func writing() {
    for tensor in Self.problem.tensors {
      let grid = Self.problem[tensor]
      for row in 0..<grid.rows {
        for column in 0..<grid.columns {
          var byEntry = Self.problem
          byEntry[Entry(tensor, row: row, column: column)] = -1
          var expected = grid
          expected[row, column] = -1
          for other in byEntry.tensors {
            #expect(byEntry[other] == (other == tensor ? expected : Self.problem[other]))
          }
          var byTensor = Self.problem
          byTensor[tensor] = expected
          #expect(byTensor == byEntry && byTensor != Self.problem)
        }
      }
    }
  }

  @Test func selectingCases() {
    let chosen = Self.problem.selecting(cases: [1, 1, 0])
    #expect(chosen.inputs.elements == [51, 51, 50, 53, 53, 52])
    #expect(chosen.targets.elements == [61, 61, 60])
    #expect(chosen.network == Self.problem.network && chosen.caseCount == 3)
    #expect(chosen.loss == .squaredError && chosen.reduction == .mean)
  }

  @Test func map() {
    let doubled = Self.problem.map { 2.0 * Double($0) }
    #expect(
      doubled.tensors.flatMap { doubled[$0].elements }
        == Self.problem.tensors.flatMap { Self.problem[$0].elements }
        .map { 2.0 * Double($0) })
    #expect(doubled.targets.elements == [120, 122])
    #expect(doubled.network.layers.map(\.activation) == [.tanh, .linear])
  }
}
