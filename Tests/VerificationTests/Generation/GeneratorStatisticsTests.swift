import Networks
import Testing

@testable import Verification

@Suite struct GeneratorStatisticsTests {
  /// 2-2-2, m = 2, with one zero bias, one zero weight, a dead case and targets 0.5: counted by hand.
  private static let small = GeneratedProblem(
    index: 0, regime: .ordinary, features: [.deep],
    problem: Problem(
      network: Network(layers: [
        Layer(weights: Grid(rows: 2, columns: 2, elements: [1, 0, 2, 3]), biases: [0, 1], activation: .relu),
        Layer(
          weights: Grid(rows: 2, columns: 2, elements: [1, 4, 2, 3]), biases: [1, 1],
          activation: .leakyReLU(alpha: -0.5)),
      ]),
      inputs: Grid(rows: 2, columns: 2, elements: [0, 1, 0, 1]),
      targets: Grid(rows: 2, columns: 2, elements: [0.5, 1, 0, 1]), loss: .squaredError, reduction: .mean))

  @Test func countsBelongToTheirNames() {
    var statistics = GeneratorStatistics()
    statistics.record(Self.small)
    let met = statistics.rows.filter { $0.count > 0 }.map { "\($0.group): \($0.name)" }
    #expect(
      met == [
        "regime: ordinary", "feature: deep", "depth: 2", "width: 2-4", "width: no multiple of 4", "cases: 2",
        "cases: no multiple of 4", "parameters: 10-99", "hidden: relu", "output: leaky_relu",
        "alpha: zero or negative", "loss: squared_error", "output and loss: leaky_relu, squared_error",
        "reduction: mean", "targets: soft", "shape: equal neighbours of 2 or more",
        "shape: three equal widths of 2 or more in a row", "shape: all widths equal",
        "shape: all widths and m equal, 2 or more", "shape: a layer as wide as m",
        "shape: equal neighbours as wide as m, 2 or more", "shape: more than one output", "biases: some zero",
        "zeros: in inputs", "zeros: in weights", "zeros: a case of zeros",
      ])
    #expect(statistics.parameterSum == 12)
    #expect(statistics.workSum == 24)
    #expect(statistics.share("depth", "2") == 1)
    #expect(statistics.share("depth", "seven") == nil)
  }

  @Test func mergingIsAssociativeAndCommutative() {
    let generator = ProblemGenerator(seed: 31)
    func part(_ range: Range<Int>) -> GeneratorStatistics {
      range.reduce(into: GeneratorStatistics()) { $0.record(generator.problem($1)) }
    }
    let (a, b, c) = (part(0..<50), part(50..<70), part(70..<200))
    #expect(a.merging(b).merging(c) == part(0..<200))
    #expect(a.merging(b.merging(c)) == c.merging(a).merging(b))
    #expect(a.merging(GeneratorStatistics()) == a)
    #expect(GeneratorStatistics().rows.allSatisfy { $0.share == 0 })
  }
}
