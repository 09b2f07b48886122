import Networks
import Testing

@testable import Reference

private let unit = 0x1p-53

/// e and δ = ∂e/∂u of binary cross-entropy over a sigmoid: log1p(exp u) − tu and σ(u) − t, made with mpmath.
private let binary: [(u: Double, t: Double, e: Double, delta: Double)] = [
  (0, 0.5, 0.6931471805599453, 0), (1, 1, 0.3132616875182228, -0.2689414213699951),
  (-2, 0.25, 0.6269280110429725, -0.13079707797788245), (3, 0, 3.048587351573742, 0.9525741268224333),
  (40, 1, 4.248354255291589e-18, -4.248354255291589e-18), (40, 0, 40, 1), (-40, 0.75, 30, -0.75), (-750, 0, 0, 0),
  (-750, 1, 750, -1), (20.5, 1, 1.2501528656053015e-09, -1.2501528648238605e-09),
]

/// e = −Σ t log v over a softmax and δ = v Σt − t; targets that sum to 1, to more and to less. Made with mpmath.
private let categorical: [(u: [Double], t: [Double], e: Double, delta: [Double])] = [
  ([1, 2, 3], [0, 0, 1], 0.4076059644443803, [0.09003057317038046, 0.24472847105479764, -0.3347590442251781]),
  (
    [1, 2, 3], [0.5, 0.25, 0.75], 1.8614089466665704, [-0.3649541402444293, 0.11709270658219648, 0.24786143366223284]
  ),
  ([-40, 0, 40], [0.25, 0.25, 0.25], 30, [-0.25, -0.25, 0.5]),
  ([700, 710, -700], [0.5, 0.5, 0], 5.000045398899217, [-0.49995460213129755, 0.49995460213129755, 0]),
  ([0.5, 0.5], [0.125, 0.5], 0.4332169878499658, [0.1875, -0.1875]),
]

@Suite struct LossesTests {
  @Test func squaredError() {
    // ½ ((1 − ½)² + (−2 − 1)²) = ½ (¼ + 9)
    #expect(Textbook.caseCost(.squaredError, u: [7.0, 7], v: [0.5, 1], t: [1, -2]) == 4.625)
    #expect(Textbook.costDerivative(.squaredError, v: 0.5, t: 1.0) == -0.5)
    #expect(Textbook.costDerivative(.squaredError, v: 1.0, t: -2.0) == 3)
    #expect(Textbook.matchedDelta(.squaredError, v: Grid(columns: [[0.5]]), t: Grid(columns: [[1.0]])) == nil)
  }

  /// The error is a few roundings of the terms softplus(u) and tu, which cancel for large u.
  @Test(arguments: binary)
  func binaryCrossEntropy(_ u: Double, _ t: Double, _ e: Double, _ delta: Double) throws {
    let v = Textbook.sigmoid(u)
    let computed = Textbook.caseCost(.binaryCrossEntropy, u: [u], v: [v], t: [t])
    #expect(abs(computed - e) <= 4 * unit * (e + 2 * abs(t * u)) + .leastNormalMagnitude, "\(computed), not \(e)")
    let matched = try #require(
      Textbook.matchedDelta(.binaryCrossEntropy, v: Grid(columns: [[v]]), t: Grid(columns: [[t]])))
    #expect(abs(matched[0, 0] - delta) <= 4 * unit * (v + t) + .leastNormalMagnitude)
  }

  @Test(arguments: categorical)
  func categoricalCrossEntropy(_ u: [Double], _ t: [Double], _ e: Double, _ delta: [Double]) throws {
    let v = Textbook.softmax(u)
    let terms = zip(u, t).reduce(e) { $0 + 2 * abs($1.0 * $1.1) }
    let computed = Textbook.caseCost(.categoricalCrossEntropy, u: u, v: v, t: t)
    #expect(abs(computed - e) <= 8 * unit * terms, "\(computed), not \(e)")
    let matched = try #require(
      Textbook.matchedDelta(.categoricalCrossEntropy, v: Grid(columns: [v]), t: Grid(columns: [t])))
    for (computed, truth) in zip(matched.elements, delta) {
      #expect(abs(computed - truth) <= 8 * unit * 2, "\(computed), not \(truth)")
    }
  }

  /// ∂e/∂v, by hand: t = ½, v = ¼ gives −(2 − (½)/(¾)) = −4/3; t = 1 gives −1/v; t = 0 gives 1/(1−v).
  @Test func derivativesByOutputs() {
    #expect(abs(Textbook.costDerivative(.binaryCrossEntropy, v: 0.25, t: 0.5) + 4.0 / 3) <= 4 * unit)
    #expect(Textbook.costDerivative(.binaryCrossEntropy, v: 0.25, t: 1.0) == -4)
    #expect(Textbook.costDerivative(.binaryCrossEntropy, v: 0.75, t: 0.0) == 4)
    #expect(Textbook.costDerivative(.categoricalCrossEntropy, v: 0.25, t: 0.5) == -2)
    #expect(Textbook.costDerivative(.categoricalCrossEntropy, v: 0.25, t: 0.0) == 0)
  }

  /// v Σt − t, not v − t: v = (¼, ½, ¼), Σt = 3/2.
  @Test func targetsThatDoNotSumToOne() {
    let v = [0.25, 0.5, 0.25]
    // Two cases with totals of their own.
    let two = Textbook.matchedDelta(
      .categoricalCrossEntropy, v: Grid(columns: [v, v]), t: Grid(columns: [[0.5, 0.75, 0.25], [0, 0, 0]]))
    #expect(two == Grid(columns: [[-0.125, 0, 0.125], [0, 0, 0]]))
    let logistic = Textbook.matchedDelta(
      .binaryCrossEntropy, v: Grid(columns: [v]), t: Grid(columns: [[0.5, 0.75, 0.25]]))
    #expect(logistic == Grid(columns: [[-0.25, -0.25, 0]]))
  }

  /// Where v is 0 or 1 to the last bit the cost is still that of u: |u| for the wrong target, 0 for the right one.
  @Test(arguments: [750, 1e4, 1e300])
  func saturated(_ u: Double) {
    func binary(_ u: Double, _ t: Double) -> Double {
      Textbook.caseCost(.binaryCrossEntropy, u: [u], v: [Textbook.sigmoid(u)], t: [t])
    }
    #expect(binary(u, 0) == u && binary(-u, 1) == u && binary(u, 1) == 0 && binary(-u, 0) == 0)
    #expect(binary(u, 0.25) == 0.75 * u)
    // (Σt) u − Σ t u: 5/4 u − (½ u − ½ u)
    let logits = [u, 0, -u]
    let e = Textbook.caseCost(
      .categoricalCrossEntropy, u: logits, v: Textbook.softmax(logits), t: [0.5, 0.25, 0.5])
    #expect(e == 1.25 * u)
  }

  /// log Σ e^u: ln 2 + 1000, ln 3 − 1000, 1000 + 5e-435.
  @Test func logSumExp() {
    #expect(abs(Textbook.logSumExp([1000.0, 1000]) - 1000.6931471805599) <= 2 * unit * 1001)
    #expect(abs(Textbook.logSumExp([-1000.0, -1000, -1000]) + 998.9013877113319) <= 2 * unit * 1001)
    #expect(Textbook.logSumExp([0.0, 1000]) == 1000 && Textbook.logSumExp([2.5]) == 2.5)
  }

  /// ½ (1 − 0)² + ½ (3 − 0)² = 5 over two cases, mean 5/2.
  @Test(arguments: [(Reduction.sum, 5.0), (.mean, 2.5)])
  func reduction(_ reduction: Reduction, _ expected: Double) {
    let layer = Layer(weights: Grid(rows: 1, columns: 1, elements: [1.0]), biases: [0], activation: .linear)
    let problem = Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: 1, columns: 2, elements: [1.0, 3]),
      targets: Grid(rows: 1, columns: 2, elements: [0, 0]), loss: .squaredError, reduction: reduction)
    #expect(Textbook.cost(problem, Textbook.forward(problem.network, problem.inputs)) == expected)
  }
}
