#if Arb
  import Networks
  import Testing

  @testable import Enclosures

  /// True answers rounded to the nearest double.
  @Suite struct RoundingTests {
    /// One linear neuron: its output is Σ wᵢ xᵢ, computed from exact terms.
    func output(_ terms: [(Double, Double)]) throws(RoundingFailure) -> RoundedAnswer {
      let count = terms.count
      return try Enclosures.roundedAnswer(
        Problem(
          network: Network(layers: [
            Layer(
              weights: Grid(rows: 1, columns: count, elements: terms.map(\.0)), biases: [0.0], activation: .linear)
          ]),
          inputs: Grid(rows: count, columns: 1, elements: terms.map(\.1)),
          targets: Grid(rows: 1, columns: 1, elements: [0]), loss: .squaredError, reduction: .sum))
    }

    /// Halfway between two doubles the even one; by 2⁻³⁰⁰ beyond, the upper one, which 128 bits cannot tell.
    @Test func ties() throws {
      let tie = try output([(1, 1), (0x1p-53, 1)])
      #expect(tie.value.outputs[0, 0] == 1 && tie.bits == 128 && !tie.isExact.outputs[0, 0])
      #expect(try output([(1, 1), (0x1.8p-52, 1)]).value.outputs[0, 0] == 1 + 0x1p-51)
      let beyond = try output([(1, 1), (0x1p-53, 1), (0x1p-150, 0x1p-150)])
      #expect(beyond.value.outputs[0, 0] == 1 + 0x1p-52 && beyond.bits == 512)
      let below = try output([(1, 1), (0x1p-53, 1), (-0x1p-150, 0x1p-150)])
      #expect(below.value.outputs[0, 0] == 1)
    }

    /// What underflows keeps its sign; what is exactly 0 is +0.
    @Test func zeros() throws {
      let lost = try output([(-0x1p-600, 0x1p-600)]).value.outputs[0, 0]
      #expect(lost == 0 && lost.sign == .minus)
      let half = try output([(0x1p-1074, 0.5)]).value.outputs[0, 0]
      #expect(half == 0)
      #expect(try output([(0x1p-1074, 0.75)]).value.outputs[0, 0] == 0x1p-1074)
      let none = try output([(1, 1), (-1, 1)])
      #expect(none.value.outputs[0, 0] == 0 && none.value.outputs[0, 0].sign == .plus && none.isExact.outputs[0, 0])
    }

    /// tanh 1 − tanh 1 is 0, and no precision proves it; that it is smaller than any double takes 2048 bits.
    @Test func provablyTiny() throws {
      let problem: Problem<Double> = Problem(
        network: Network(layers: [
          Layer(weights: Grid(rows: 2, columns: 1, elements: [1, 1]), biases: [0, 0], activation: .tanh),
          Layer(weights: Grid(rows: 1, columns: 2, elements: [1, -1]), biases: [0], activation: .linear),
        ]),
        inputs: Grid(rows: 1, columns: 1, elements: [1]), targets: Grid(rows: 1, columns: 1, elements: [-1]),
        loss: .squaredError, reduction: .sum)
      let answer = try Enclosures.roundedAnswer(problem)
      #expect(answer.value.outputs[0, 0] == 0 && answer.value.outputs[0, 0].sign == .plus)
      #expect(answer.bits == 2048 && answer.value.cost == 0.5)
      #expect(throws: RoundingFailure.undetermined(.preactivations(layer: 2), row: 0, column: 0)) {
        try Enclosures.roundedAnswer(problem, upTo: 1024)
      }
    }

    @Test func beyondTheDoubles() {
      #expect(throws: RoundingFailure.beyondDoubles(.preactivations(layer: 1), row: 0, column: 0)) {
        try output([(0x1p600, 0x1p600)])
      }
    }

    /// Against figures of 40 digits, of which the nearest double is known.
    @Test func nearest() throws {
      let sigmoid = try Enclosures.roundedAnswer(chain(.sigmoid, weight: 1)).value
      #expect(sigmoid.hiddenOutputs?[0][0, 0] == 0.7310585786300048792511592418218362743651)
      let tanh = try Enclosures.roundedAnswer(chain(.tanh, weight: 1)).value
      #expect(tanh.hiddenOutputs?[0][0, 0] == 0.7615941559557648881194582826047935904128)
      // ½ tanh²1, and tanh 1 (1 − tanh²1)
      #expect(tanh.cost == 0.2900128291929869653027516304791492775414)
      #expect(tanh.gradient.weights[0][0, 0] == 0.3198500042246122500942458846519219766097)
    }

    /// u = 0 exactly: the declared slope in the value, both in the range.
    @Test(arguments: [(Activation.relu, 0.0), (.leakyReLU(alpha: -0.25), -0.25), (.elu(alpha: 2), 2)])
    func kinks(_ activation: Activation, _ slope: Double) throws {
      // δ = (v − t) g′(u) = g′(0)
      let answer = try Enclosures.roundedAnswer(chain(activation, weight: 0.1, bias: -0.1, target: -1))
      #expect(answer.kinks.count == 1)
      #expect(answer.value.gradient.biases[0][0] == slope)
      let range = try #require(answer.range)
      #expect(range.lower.gradient.biases[0][0] == min(slope, 1))
      #expect(range.upper.gradient.biases[0][0] == max(slope, 1))
      // Above the kink nothing is chosen.
      #expect(range.lower.gradient.biases[1][0] == range.upper.gradient.biases[1][0])
      #expect(range.lower.cost == range.upper.cost)
    }

    /// Two kinks, chosen one by one: the sum of their slopes lies between 0 and 2, their difference between −1 and 1.
    @Test func independentChoices() throws {
      func sum(_ sign: Double) throws -> (Double, Double) {
        let problem: Problem<Double> = Problem(
          network: Network(layers: [
            Layer(weights: Grid(rows: 2, columns: 1, elements: [1, sign]), biases: [0, 0], activation: .relu),
            Layer(weights: Grid(rows: 1, columns: 2, elements: [1, 1]), biases: [0], activation: .linear),
          ]),
          inputs: Grid(rows: 1, columns: 1, elements: [0]), targets: Grid(rows: 1, columns: 1, elements: [-1]),
          loss: .squaredError, reduction: .sum)
        let range = try #require(try Enclosures.roundedAnswer(problem).range)
        return (range.lower.gradient.inputs[0, 0], range.upper.gradient.inputs[0, 0])
      }
      #expect(try sum(1) == (0, 2))
      #expect(try sum(-1) == (-1, 1))
    }

    @Test func tooManyKinks() {
      let problem: Problem<Double> = Problem(
        network: Network(layers: [
          Layer(
            weights: Grid(repeating: 0, rows: 11, columns: 1), biases: Array(repeating: 0, count: 11), activation: .relu
          )
        ]),
        inputs: Grid(rows: 1, columns: 1, elements: [1]), targets: Grid(repeating: 1, rows: 11, columns: 1),
        loss: .squaredError, reduction: .sum)
      #expect(throws: RoundingFailure.tooManyKinks(11)) { try Enclosures.roundedAnswer(problem) }
    }

    /// The same by the ordinary enclosures: the rounding lies within their radius, and the nearest to their middle.
    @Test(arguments: Drawn.all) func agreesWithEnclosures(_ drawn: Drawn) throws {
      let rounded = try Enclosures.roundedAnswer(drawn.problem)
      let proven = try #require(Enclosures.evaluate(drawn.problem) { _ in true })
      for (value, (middle, radius)) in zip(flat(rounded.value), zip(flat(proven.value), flat(proven.radius))) {
        #expect((value - middle).magnitude <= radius)
      }
      #expect(flat(rounded.value).count == flat(proven.value).count && rounded.kinks.isEmpty && rounded.range == nil)
    }
  }
#endif
