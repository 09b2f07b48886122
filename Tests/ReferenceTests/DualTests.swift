import Networks
import Testing

@testable import Reference

/// f and f′, to the nearest binary64. Made with mpmath at 400 digits from closed forms.
private let elementary: [(function: Function, points: [(x: Double, f: Double, slope: Double)])] = [
  (
    .sqrt,
    [(0.25, 0.5, 1), (2, 1.4142135623730951, 0.3535533905932738), (7e5, 836.6600265340755, 0.0005976143046671969)]
  ),
  (
    .exp,
    [
      (-700, 9.85967654375977e-305, 9.85967654375977e-305), (-0.3, 0.7408182206817179, 0.7408182206817179), (0, 1, 1),
      (5.5, 244.69193226422038, 244.69193226422038),
    ]
  ),
  (
    .expMinusOne,
    [
      (-40, -1, 4.248354255291589e-18), (-1e-10, -9.999999999500001e-11, 0.9999999999),
      (3, 19.085536923187668, 20.085536923187668),
    ]
  ),
  (.log, [(1e-8, -18.420680743952367, 1e8), (1, 0, 1), (30, 3.4011973816621555, 0.03333333333333333)]),
  (
    .logOnePlus,
    [
      (-0.75, -1.3862943611198906, 4), (1e-12, 9.999999999995e-13, 0.999999999999),
      (40, 3.713572066704308, 0.024390243902439025),
    ]
  ),
  (
    .tanh,
    [
      (-2, -0.9640275800758169, 0.07065082485316447), (0, 0, 1), (0.5, 0.46211715726000974, 0.7864477329659274),
      (1.5, 0.9051482536448664, 0.18070663892364852),
    ]
  ),
  (
    .erf,
    [
      (-1.5, -0.9661051464753108, 0.11893028922362937), (0, 0, 1.1283791670955126),
      (2, 0.9953222650189527, 0.020666985354092053),
    ]
  ),
  (
    .erfc,
    [
      (-1, 1.8427007929497148, -0.4151074974205947), (0.5, 0.4795001221869535, -0.8787825789354448),
      (6, 2.1519736712498913e-17, -2.617301239249265e-16),
    ]
  ),
]

@Suite struct DualTests {
  typealias D = Dual<Double>

  static func near(_ a: Double, _ b: Double, units: Double = 8) -> Bool { abs(a - b) <= units * 0x1p-53 * abs(b) }

  /// The argument moves with slope −3, so that a slope left out or applied twice shows.
  @Test(arguments: elementary)
  func elementaryFunctions(_ function: Function, _ points: [(x: Double, f: Double, slope: Double)]) {
    for (x, f, slope) in points {
      let y = function(D(x, slope: -3))
      #expect(Self.near(y.value, f), "\(function)(\(x)) = \(y.value), not \(f)")
      // 1 − tanh² cancels up to a factor of 14 here, e^(−x²) multiplies the rounding of x² by up to 36.
      #expect(Self.near(y.slope, -3 * slope, units: 80), "\(function)′(\(x)) = \(y.slope / -3), not \(slope)")
    }
  }

  /// Dyadic numbers, exact: x = 3 + 2ε, y = −½ + 5ε.
  @Test func arithmetic() {
    let (x, y) = (D(3, slope: 2), D(-0.5, slope: 5))
    func parts(_ z: D) -> [Double] { [z.value, z.slope] }
    #expect(parts(x + y) == [2.5, 7])
    #expect(parts(x - y) == [3.5, -3])
    #expect(parts(-x) == [-3, -2])
    // xy: 2·(−½) + 3·5
    #expect(parts(x * y) == [-1.5, 14])
    // x/y: (2·(−½) − 3·5) / ¼
    #expect(parts(x / y) == [-6, -64])
    #expect(parts(D(7)) == [7, 0])
    #expect(parts(D.pi) == [Double.pi, 0])
  }

  /// f = x eˣ / (1 + x²) at ¾: a product inside a quotient. Figures from mpmath.
  @Test func composition() {
    let x = D(0.75, slope: 1)
    let f = x * D.exp(x) / (D.one + x * x)
    #expect(Self.near(f.value, 1.0161600079740838) && Self.near(f.slope, 1.3955264109510752))
  }

  @Test func signAndHull() {
    #expect(
      D(2, slope: -1).signum == .positive && D(-2, slope: 1).signum == .negative && D(0, slope: 1).signum == .zero)
    let hull = Dual<Bounded>.hull(Dual(Bounded(1), slope: Bounded(0)), Dual(Bounded(3), slope: Bounded(4)))
    #expect(hull.value.value == 2 && hull.value.error >= 1 && hull.slope.value == 2 && hull.slope.error >= 2)
  }

  /// The forward pass alone, against mpmath, by every entry.
  @Test(arguments: ordinaryNetworks)
  func forwardPass(_ network: NetworkCase) {
    let problem = network.recipe.problem
    let truth = network.weights + network.biases + network.inputs
    #expect(entries(problem).count == truth.count)
    for (entry, truth) in zip(entries(problem), truth) {
      let derivative = Self.partial(problem, entry)
      #expect(abs(derivative - truth) <= 1e-13 * max(1, abs(truth)), "\(entry): \(derivative), not \(truth)")
    }
  }

  /// Backpropagation and the forward pass share no line behind the activations: every hidden activation, every output layer.
  @Test func consistentWithBackpropagation() {
    for problem in everyPair {
      let gradients = BackwardForm.allCases.map { flat(Textbook.answer(problem, form: $0).gradient) }
      let scale = gradients[0].reduce(1) { max($0, abs($1)) }
      for (i, entry) in entries(problem).enumerated() {
        let derivative = Self.partial(problem, entry)
        for gradient in gradients {
          #expect(
            abs(gradient[i] - derivative) <= 1e-12 * scale, "\(entry) of \(problem.network.layers.map(\.activation))")
        }
      }
    }
  }

  static func partial(_ problem: Problem<Double>, _ entry: Entry) -> Double {
    var dual = problem.map { Dual<Double>($0) }
    dual[entry].slope = 1
    return Textbook.cost(dual, Textbook.forward(dual.network, dual.inputs)).slope
  }
}
