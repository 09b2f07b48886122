import Networks
import Reference
import Testing

/// What a formula cannot decide has an infinite bound, in that formula alone.
@Suite struct BoundedSaturationTests {
  /// One sigmoid neuron that sees u, with binary cross-entropy; a hidden relu neuron that is off lies below, beside one
  /// that is on.
  static func problem(_ u: Double, target: Double) -> Problem<Double> {
    Problem(
      network: Network(layers: [
        Layer(weights: Grid(rows: 2, columns: 1, elements: [1, 1]), biases: [0, -5], activation: .relu),
        Layer(weights: Grid(rows: 1, columns: 2, elements: [u, 1]), biases: [0], activation: .sigmoid),
      ]),
      inputs: Grid(rows: 1, columns: 1, elements: [1]), targets: Grid(rows: 1, columns: 1, elements: [target]),
      loss: .binaryCrossEntropy, reduction: .sum)
  }

  /// 1 − v is 0 to the last bit at u = 40, v itself at u = −800, so the dA form divides by what may be 0.
  @Test(arguments: [(40.0, 1.0), (40, 0), (40, 0.5), (800, 1), (-800, 1), (-800, 0.5)])
  func dAForm(_ u: Double, _ target: Double) {
    let bounds = Textbook.bounds(Self.problem(u, target: target), form: .dA)
    #expect(bounds.deltas?[1][0, 0].error == .infinity)
    #expect(bounds.gradient.weights[1][0, 0].error == .infinity)
    #expect(bounds.gradient.biases[1][0].error == .infinity)
    // An infinite error is not cancelled by the 0 of a neuron that is off: 0·∞.
    #expect(bounds.gradient.weights[1][0, 1].error == .infinity)
    #expect(bounds.gradient.inputs[0, 0].error == .infinity)
    // The forward pass is not concerned.
    #expect(bounds.cost.error <= 1e-11 && bounds.outputs[0, 0].error <= 1e-14)
  }

  /// The dZ form decides all of it: δ = v − t, with v = 1 − 4.2e-18 or e⁻⁸⁰⁰ = 3.7e-348, which is 0 in binary64.
  @Test(arguments: [(40.0, 1.0, 0.0), (40, 0, 1), (40, 0.5, 0.5), (-800, 1, -1), (-800, 0, 0)])
  func dZForm(_ u: Double, _ target: Double, _ delta: Double) throws {
    let bounds = Textbook.bounds(Self.problem(u, target: target), form: .dZ)
    let bound = try #require(bounds.deltas)[1][0, 0]
    #expect(abs(bound.value - delta) <= bound.error && bound.error <= 1e-14)
    #expect(flat(bounds).allSatisfy { $0.error < .infinity })
    // The weight of the neuron that is off: exactly nothing.
    #expect(bounds.gradient.weights[1][0, 1].value == 0 && bounds.gradient.weights[1][0, 1].error == 0)
  }

  /// In the middle both forms decide.
  @Test(arguments: [-20.0, -3, 0.5, 10])
  func bothForms(_ u: Double) {
    for form in BackwardForm.allCases {
      let bounds = Textbook.bounds(Self.problem(u, target: 0.25), form: form)
      #expect(flat(bounds).allSatisfy { $0.error <= 1e-5 })
    }
  }

  /// A softmax output that has vanished, under categorical cross-entropy: t/v is t/0 in dA form, but for a target that is 0
  /// the numerator is an exact 0 over something that may be 0, and that decides nothing either.
  @Test(arguments: BackwardForm.allCases)
  func softmax(_ form: BackwardForm) throws {
    let layer = Layer(weights: Grid(rows: 2, columns: 1, elements: [1000, 0]), biases: [0, 0.0], activation: .softmax)
    let problem = Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: 1, columns: 1, elements: [1]),
      targets: Grid(rows: 2, columns: 1, elements: [0.25, 0.5]), loss: .categoricalCrossEntropy, reduction: .sum)
    let bound = try #require(Textbook.bounds(problem, form: form).deltas)[0]
    switch form {
    // v = (1, 0): δ = (¾ − ¼, −½). The shift by 1000 has a rounding error in the bound.
    case .dZ: #expect(abs(bound[0, 0].value - 0.5) <= bound[0, 0].error && bound[0, 0].error <= 1e-11)
    case .dA: #expect(bound[0, 0].error == .infinity && bound[1, 0].error == .infinity)
    }
  }

  /// Bounds at a kink cover what either side would give, and the way from one to the other: u = 0.1·3 − 0.3, g′ is 0 or 1, δ = (v − t) g′ with t = −1.
  @Test func kink() throws {
    let layer = Layer(weights: Grid(rows: 1, columns: 1, elements: [0.1]), biases: [-0.3], activation: .relu)
    let problem = Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: 1, columns: 1, elements: [3.0]),
      targets: Grid(rows: 1, columns: 1, elements: [-1.0]), loss: .squaredError, reduction: .sum)
    let bound = try #require(Textbook.bounds(problem, form: .dZ).deltas)[0][0, 0]
    #expect(bound.covers(0) && bound.covers(1) && bound.error >= 1 && bound.error <= 1.01)
  }
}
