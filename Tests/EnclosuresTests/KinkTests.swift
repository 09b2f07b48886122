#if Arb
  import Networks
  import Testing

  @testable import Enclosures

  /// relu, leaky_relu and elu near 0 and at it.
  @Suite struct KinkTests {
    /// u = 1 + 2⁻¹⁵⁰ − 1: with 64 bits it may be 0 or of either sign, with 128 it is positive.
    @Test func resolvedByPrecision() throws {
      let problem: Problem<Double> = Problem(
        network: Network(layers: [
          Layer(
            weights: Grid(rows: 1, columns: 3, elements: [1, 0x1p-150, -1]), biases: [0.0], activation: .relu)
        ]),
        inputs: Grid(rows: 3, columns: 1, elements: [1, 1, 1]), targets: Grid(rows: 1, columns: 1, elements: [-1]),
        loss: .squaredError, reduction: .sum)
      let coarse = try #require(Enclosures.evaluate(problem, from: 64, upTo: 64) { !$0.atKink })
      #expect(coarse.atKink && !coarse.isSufficient)
      // δ = (v − t) g′(u) may be 0 or 1.
      let (delta, radius) = (coarse.value.gradient.biases[0][0], coarse.radius.gradient.biases[0][0])
      #expect(delta - radius <= 0 && delta + radius >= 1 && radius <= 0.5001)

      let fine = try #require(Enclosures.evaluate(problem, from: 64) { !$0.atKink })
      #expect(!fine.atKink && fine.isSufficient && fine.bits == 128)
      #expect(fine.value.preactivations?[0][0, 0] == 0x1p-150 && fine.radius.preactivations?[0][0, 0] == 0)
      #expect(fine.value.gradient.biases[0][0] == 1 && fine.radius.gradient.biases[0][0] <= 0x1p-53)

      let entry = Entry(.biases(layer: 1), row: 0)
      let coarseSlope = try #require(Enclosures.partialDerivative(problem, by: entry, from: 64, upTo: 64) { _ in true })
      #expect(coarseSlope.atKink && coarseSlope.value - coarseSlope.radius <= 0 && coarseSlope.radius <= 0.5001)
      #expect(coarseSlope.value + coarseSlope.radius >= 1)
      let fineSlope = try #require(Enclosures.partialDerivative(problem, by: entry, from: 64) { !$0.atKink })
      #expect(fineSlope.value == 1 && fineSlope.bits == 128)
    }

    /// u = 0 exactly is no question of precision: the declared conventions hold, 0 for relu and α for the others.
    @Test(arguments: [(Activation.relu, 0.0), (.leakyReLU(alpha: 0.25), 0.25), (.elu(alpha: 0.5), 0.5)])
    func exactZero(_ activation: Activation, _ slope: Double) throws {
      let enclosure = try #require(
        Enclosures.evaluate(chain(activation, weight: 0.1, bias: -0.1, target: -1)) { !$0.atKink })
      #expect(!enclosure.atKink && enclosure.bits == 128)
      #expect(enclosure.value.gradient.biases[0][0] == slope && enclosure.radius.gradient.biases[0][0] == 0)
    }

    /// u = tanh 1 − tanh 1 is 0, but no precision proves it: the hull holds both sides, whatever the precision.
    @Test(arguments: [(Activation.relu, 0.0), (.leakyReLU(alpha: -0.25), -0.25), (.elu(alpha: 0.5), 0.5)])
    func unresolved(_ activation: Activation, _ otherSide: Double) throws {
      let problem: Problem<Double> = Problem(
        network: Network(layers: [
          Layer(weights: Grid(rows: 2, columns: 1, elements: [1, 1]), biases: [0, 0], activation: .tanh),
          Layer(weights: Grid(rows: 1, columns: 2, elements: [1, -1]), biases: [0], activation: activation),
        ]),
        inputs: Grid(rows: 1, columns: 1, elements: [1]), targets: Grid(rows: 1, columns: 1, elements: [-1]),
        loss: .squaredError, reduction: .sum)
      let enclosure = try #require(Enclosures.evaluate(problem, upTo: 1024) { !$0.atKink })
      #expect(enclosure.atKink && !enclosure.isSufficient && enclosure.bits == 1024)
      let (delta, radius) = (enclosure.value.gradient.biases[1][0], enclosure.radius.gradient.biases[1][0])
      for side in [otherSide, 1] { #expect(abs(delta - side) <= radius) }
      #expect(radius <= (1 - otherSide) / 2 * 1.001)
      let slope = try #require(
        Enclosures.partialDerivative(problem, by: Entry(.biases(layer: 2), row: 0), upTo: 256) { !$0.atKink })
      #expect(slope.atKink && slope.bits == 256)
      for side in [otherSide, 1] { #expect(abs(slope.value - side) <= slope.radius) }
      // The forward pass is not concerned: C = ½.
      #expect(enclosure.value.cost == 0.5 && enclosure.radius.cost <= 1e-16)
    }
  }
#endif
