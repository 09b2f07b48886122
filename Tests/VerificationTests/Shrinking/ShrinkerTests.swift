import Networks
import Testing

@testable import Verification

/// Predicates of which the smallest problem is known.
@Suite struct ShrinkerTests {
  let start = ProblemGenerator(seed: 3, options: .standard).problem(1).problem

  func shrink(
    _ sequence: ProblemSequence? = nil, budget: Int = 5000, while fails: (ProblemSequence) -> Bool
  ) -> Shrunk { Shrinker(budget: budget).shrink(sequence ?? ProblemSequence(problem: start), while: fails) }

  @Test(arguments: Regime.allCases)
  func whateverAlwaysFailsEndsAtTheSmallestProblem(_ regime: Regime) throws {
    for index in 0..<3 {
      let problem = try ProblemGenerator.of(regime).problem(index).problem
      let shrunk = shrink(ProblemSequence(history: [problem, start], problem: problem)) { _ in true }
      #expect(shrunk.sequence.all.map(\.summing) == [smallest])
      #expect(shrunk.isMinimal)
      #expect(shrunk.asked < 40)
    }
  }

  @Test func whatNeverFailsStays() {
    let shrunk = shrink(budget: 200) { _ in false }
    #expect(shrunk.sequence.problem == start)
    #expect(shrunk.asked == 200 && !shrunk.isMinimal)
  }

  @Test func depth() throws {
    let deep = try deepProblem()
    for depth in 1...4 {
      let shrunk = shrink(ProblemSequence(problem: deep)) { $0.problem.depth >= depth }
      #expect(shrunk.sequence.problem.network.widths == Array(repeating: 1, count: depth + 1))
      #expect(shrunk.sequence.problem.caseCount == 1)
    }
  }

  @Test func casesAndWidths() throws {
    let deep = try deepProblem()
    let shrunk = shrink(ProblemSequence(problem: deep)) {
      $0.problem.caseCount >= 3 && $0.problem.network.widths[1] >= 5
    }
    #expect(shrunk.sequence.problem.caseCount == 3)
    #expect(shrunk.sequence.problem.network.widths == [1, 5])
  }

  /// Widths that must stay equal get narrower together.
  @Test func squares() throws {
    let deep = try deepProblem()
    let shrunk = shrink(ProblemSequence(problem: deep)) {
      let weights = $0.problem.network.layers[0].weights
      return weights.rows == weights.columns && weights.rows > 3
    }
    #expect(shrunk.sequence.problem.network.widths == [4, 4])
  }

  @Test func activations() throws {
    let deep = try deepProblem()
    let gelu = shrink(ProblemSequence(problem: deep)) { $0.problem.network.layers.contains { $0.activation == .gelu } }
    #expect(gelu.sequence.problem.network.layers.map(\.activation) == [.gelu])
    #expect(gelu.sequence.problem.loss == .squaredError)
    let above = shrink(ProblemSequence(problem: deep)) {
      $0.problem.loss == .categoricalCrossEntropy && $0.problem.depth > 1
    }
    #expect(above.sequence.problem.network.layers.map(\.activation) == [.linear, .softmax])
  }

  @Test func numbers() {
    let shrunk = shrink { sequence in
      let bias = sequence.problem.network.layers[0].biases[0]
      return bias.magnitude > 0.3 && sequence.problem.inputs.elements[0] != 0
    }
    #expect(shrunk.sequence.problem.network.layers[0].biases == [1])
    #expect(shrunk.sequence.problem.inputs.elements == [1])
    #expect(shrunk.sequence.problem.network.layers[0].weights.elements == [0])
  }

  @Test func history() {
    let generator = ProblemGenerator(seed: 3, options: .standard)
    let history = (0..<20).map { generator.problem($0).problem }
    let sequence = ProblemSequence(history: history, problem: start)
    let two = shrink(sequence) { $0.history.count >= 2 }
    #expect(two.sequence.all.map(\.summing) == [smallest, smallest, smallest])
    let alike = shrink(sequence) { sequence in
      sequence.history.contains { $0.network.widths == sequence.problem.network.widths && $0 != sequence.problem }
    }
    #expect(alike.sequence.history.count == 1)
    #expect(alike.sequence.problem.network.widths == [1, 1])
  }

  @Test func budget() {
    for budget in [0, 1, 7, 50] {
      var asked = 0
      let shrunk = shrink(budget: budget) { _ in
        asked += 1
        return asked % 5 == 0
      }
      #expect(asked <= budget && shrunk.asked == asked)
    }
  }

  @Test func errorsPassThrough() {
    struct Broken: Error {}
    #expect(throws: Broken.self) {
      try Shrinker().shrink(ProblemSequence(problem: start)) { _ in throw Broken() }
    }
  }

  /// Deep, with unequal widths, every kind of number, and softmax on top.
  private func deepProblem() throws -> Problem<Double> {
    var random = RandomSource(version: 1, seed: 11, index: 0)
    let widths = [6, 6, 7, 5, 4]
    let activations: [Activation] = [.tanh, .gelu, .elu(alpha: 1.7), .softmax]
    func number() -> Double { Double(random.integer(below: 1 << 20)) / 0x1p20 }
    let layers = zip(zip(widths, widths.dropFirst()), activations).map { sizes, activation in
      Layer(
        weights: Grid(rows: sizes.1, columns: sizes.0) { _, _ in number() - 0.5 },
        biases: (0..<sizes.1).map { _ in number() - 0.5 }, activation: activation)
    }
    return Problem(
      network: Network(layers: layers), inputs: Grid(rows: 6, columns: 5) { _, _ in number() },
      targets: Grid(rows: 4, columns: 5) { _, _ in number() }, loss: .categoricalCrossEntropy, reduction: .mean)
  }
}
