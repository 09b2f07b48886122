import Networks
import RealModule
import Testing

@testable import Reference

/// Bounds for programs of unknown source: the largest over all admissible formulas.
@Suite struct AdmissibleFormulasTests {
  typealias Unknown = BoundedNumber<AnyFormula<Binary64>>

  @Test(arguments: ordinaryNetworks + saturatedNetworks, Precision.allCases)
  func neverLessThanAnyForm(_ network: NetworkCase, _ precision: Precision) {
    let problem = network.recipe.problem
    let unknown = Textbook.bounds(problem, Formula(nil, precision))
    for form in BackwardForm.allCases {
      let known = Textbook.bounds(problem, Formula(form, precision))
      for (mine, theirs) in zip(flat(unknown.error), flat(known.error)) { #expect(mine >= theirs) }
    }
    for (value, (error, truth)) in zip(flat(unknown.value), zip(flat(unknown.error), network.truth)) {
      #expect(abs(value - truth) <= error || error == .infinity)
    }
  }

  /// Where correct formulas are far apart: saturation, the small tail, the neighbourhood of 0.
  static let hardPoints = [-40, -20, -8, -3, -1e-9, 1e-9, 3, 8, 20, 40.0]

  static func Φ(_ z: Double) -> Double { 0.5 * (1 + .erf(z / (2.0).squareRoot())) }
  static func s(_ z: Double) -> Double { 1 / (1 + .exp(-z)) }
  static func φ(_ z: Double) -> Double { .exp(-0.5 * z * z) / (2 * .pi).squareRoot() }

  static let slopeFormulas: [(Activation, [@Sendable (Double) -> Double])] = [
    (.sigmoid, [{ s($0) * (1 - s($0)) }, { s($0) * s(-$0) }]),
    (
      .tanh,
      [
        { 1 - .tanh($0) * .tanh($0) }, { (1 - .tanh($0)) * (1 + .tanh($0)) },
        { 1 / (.cosh($0) * .cosh($0)) },
      ]
    ),
    (.elu(alpha: 1.5), [{ $0 > 0 ? 1 : 1.5 * .exp($0) }, { $0 > 0 ? 1 : 1.5 * (.exp($0) - 1) + 1.5 }]),
    (.silu, [{ s($0) * (1 + $0 * (1 - s($0))) }, { s($0) + $0 * s($0) * (1 - s($0)) }]),
    (.gelu, [{ Φ($0) + $0 * φ($0) }, { 0.5 * .erfc(-$0 / (2.0).squareRoot()) + $0 * φ($0) }]),
  ]

  @Test(arguments: slopeFormulas) func slopes(_ activation: Activation, _ formulas: [@Sendable (Double) -> Double]) {
    for z in Self.hardPoints {
      let u = Unknown(z)
      let slope = Textbook.gPrime(activation, u: u, v: Textbook.g(activation, u))
      let printed = Textbook.gPrime(activation, u: Bounded(z), v: Textbook.g(activation, Bounded(z)))
      #expect(slope.value == printed.value && slope.error >= printed.error)
      for formula in formulas {
        #expect(abs(formula(z) - slope.value) <= slope.error + printed.error, "\(activation)′(\(z)) = \(formula(z))")
      }
    }
  }

  @Test func values() {
    let α = 1.5
    for z in Self.hardPoints {
      let elu = Textbook.g(.elu(alpha: α), Unknown(z))
      #expect(abs((z > 0 ? z : α * (.exp(z) - 1)) - elu.value) <= elu.error)
      let gelu = Textbook.g(.gelu, Unknown(z))
      #expect(abs(z * Self.Φ(z) - gelu.value) <= gelu.error)
    }
  }

  /// By erf, gelu(−8) is 1.8 % off: that is allowed where nobody knows the formula, and nowhere else.
  @Test func geluByErf() {
    let byErf = -8 * Self.Φ(-8)
    let (unknown, known) = (Textbook.g(.gelu, Unknown(-8)), Textbook.g(.gelu, Bounded(-8)))
    #expect(abs(byErf - known.value) > 0.01 * abs(known.value))
    #expect(abs(byErf - unknown.value) <= unknown.error)
    #expect(known.error < 1e-12 * abs(known.value))
    // By tanh it is another function.
    let byTanh = 0.5 * (1 + Double.tanh((2 / Double.pi).squareRoot() * (1 + 0.044715)))
    #expect(abs(byTanh - Textbook.g(.gelu, Unknown(1)).value) > 1e6 * Textbook.g(.gelu, Unknown(1)).error)
  }

  /// softplus by log(1+e^z) loses its digits for z < 0, and no bound allows that.
  @Test func softplusLiterally() {
    let softplus = Textbook.g(.softplus, Unknown(-30))
    #expect(abs(Double.log(1 + .exp(-30)) - softplus.value) > 100 * softplus.error)
  }

  /// One neuron at 0 exactly: its slope is declared where the formula is known, and either where it is not.
  @Test(arguments: [(Activation.relu, 0.0), (.leakyReLU(alpha: 0.25), 0.25), (.elu(alpha: -0.5), -0.5)])
  func kinks(_ activation: Activation, _ declared: Double) {
    let layers = [
      Layer(weights: Grid(rows: 1, columns: 1, elements: [3.0]), biases: [0], activation: activation),
      Layer(weights: Grid(rows: 1, columns: 1, elements: [2.0]), biases: [0], activation: .linear),
    ]
    let problem = Problem(
      network: Network(layers: layers), inputs: Grid(rows: 1, columns: 1, elements: [0.0]),
      targets: Grid(rows: 1, columns: 1, elements: [-1.0]), loss: .squaredError, reduction: .mean)
    let (known, unknown) = (Textbook.bounds(problem, .textbook), Textbook.bounds(problem, Formula(nil)))
    #expect(!known.atKink && unknown.atKink)
    // δ[2] = 1, w[2] = 2.
    let (δ, e) = (unknown.value.gradient.biases[0][0], unknown.error.gradient.biases[0][0])
    #expect(abs(2 * declared - δ) <= e && abs(2 - δ) <= e)
    // The truth has the one, and the program the other.
    #expect(abs(2 - 2 * declared) <= e)
    #expect(abs(known.value.gradient.biases[0][0] - 2 * declared) <= 1e-14)
    #expect(known.error.gradient.biases[0][0] < 1e-14)
  }

  /// Of a saturated output a logarithm may be anything: infinite, not NaN.
  @Test func saturatedCosts() {
    let (zero, one) = (Unknown(0), Unknown(1))
    for t in [0, 0.5, 1.0] {
      #expect(Textbook.logarithmicCost([Unknown(t)], [zero]).error == .infinity)
      #expect(Textbook.logarithmicCost([one - Unknown(t)], [one - one]).error == .infinity)
    }
    let cost = Textbook.caseCost(.binaryCrossEntropy, u: [Unknown(50)], v: [Textbook.sigmoid(Unknown(50))], t: [one])
    #expect(cost.error == .infinity)
  }

  /// A framework's (1−t) u + softplus(−u) gives 0 at u = −40, where the cost is 4e-18.
  @Test func logisticCost() {
    func cost<T: Number>(_ u: T) -> T {
      Textbook.caseCost(.binaryCrossEntropy, u: [u], v: [Textbook.sigmoid(u)], t: [T(0)])
    }
    let (known, unknown) = (cost(Bounded(-40)), cost(Unknown(-40)))
    #expect(known.error < 1e-12 * known.value && unknown.error >= unknown.value)
  }

  /// A program may add Σv and Σt by themselves: a sum of unknown formula remains a sum of all its terms.
  @Test func sumsRemainSums() {
    func sum<T: Number>(_: T.Type) -> T {
      (0..<8).reduce(T.zero) { sum, n in
        sum + T.admissible(T(Double(n) + 1.1) - T(Double(n) + 1), T(0.1) * T.one)
      }
    }
    #expect(sum(Unknown.self).error >= sum(Bounded.self).error)
  }

  /// δ/m of a small δ underflows where δ does not.
  @Test func averagedEarly() {
    let problem = Recipe(
      seed: 1, widths: [1, 1], activations: [.linear], loss: .squaredError, reduction: .mean, cases: 7, weight: [1]
    ).problem.map { Unknown($0) }
    let δ = Textbook.averagedEarly(Grid(rows: 1, columns: 1, elements: [Unknown(.leastNormalMagnitude)]), problem)[0, 0]
    #expect(δ.error >= 6 * .leastNormalMagnitude)
  }
}
