import Networks
import Testing

@testable import Vectorized

/// A small generator of its own: equal on every platform.
struct SplitMix {
  var state: UInt64

  mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// 0 ..< count
  mutating func below(_ count: Int) -> Int { Int(bits() >> 33) % count }

  /// From −1 to 1.
  mutating func number() -> Double { Double(Int64(bitPattern: bits()) >> 11) / 0x1p52 }

  /// Widths up to `widest`, every activation, loss and reduction; |z| stays at a few units.
  mutating func problem(widest: Int) -> Problem<Double> {
    let widths = (0...1 + below(4)).map { _ in 1 + below(widest) }
    let m = 1 + below(widest)
    let loss = Loss.allCases[below(3)]
    let outputs = Activation.all.filter { loss.accepts(output: $0) }
    var layers: [Layer<Double>] = []
    for l in 1..<widths.count {
      let scale = 2 / Double(widths[l - 1]).squareRoot()
      let last = l == widths.count - 1
      var weights = Grid(repeating: 0.0, rows: widths[l], columns: widths[l - 1])
      for i in weights.elements.indices { weights.elements[i] = scale * number() }
      layers.append(
        Layer(
          weights: weights, biases: (0..<widths[l]).map { _ in number() },
          activation: last ? outputs[below(outputs.count)] : Activation.hidden[below(Activation.hidden.count)]))
    }
    var inputs = Grid(repeating: 0.0, rows: widths[0], columns: m)
    for i in inputs.elements.indices { inputs.elements[i] = number() }
    var targets = Grid(repeating: 0.0, rows: layers[layers.count - 1].width, columns: m)
    for i in targets.elements.indices { targets.elements[i] = loss == .squaredError ? number() : abs(number()) }
    return Problem(
      network: Network(layers: layers), inputs: inputs, targets: targets, loss: loss,
      reduction: Reduction.allCases[below(2)])
  }
}

@Suite struct RandomNetworksTests {
  /// Both forms compute the same derivative; the dA form loses some digits where it divides by a and 1 − a.
  @Test(arguments: 0..<200)
  func formsAgree(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    let problem = random.problem(widest: seed % 10 == 0 ? 70 : 12)
    let a = Vectorized.evaluate(problem, form: .dA)
    let z = Vectorized.evaluate(problem, form: .dZ)
    #expect(a.cost == z.cost && a.outputs == z.outputs && a.preactivations == z.preactivations)
    for quantity in Evaluation<Double>.quantities(depth: problem.depth) where quantity.isDerivative {
      let (left, right) = (try #require(a[quantity]), try #require(z[quantity]))
      #expect(left.shape == right.shape)
      let scale = right.elements.reduce(0) { max($0, abs($1)) }
      for (x, y) in zip(left.elements, right.elements) {
        #expect(abs(x - y) <= 0x1p-36 * (scale + 0x1p-10), "\(quantity): \(x) and \(y)")
      }
    }
  }

  /// Every part has the shape of what it is the derivative by.
  @Test(arguments: BackwardForm.allCases)
  func shapes(_ form: BackwardForm) throws {
    var random = SplitMix(state: 99)
    for _ in 0..<20 {
      let problem = random.problem(widest: 20)
      let found = Vectorized.evaluate(problem, form: form)
      for tensor in problem.tensors { #expect(found.gradient[tensor].shape == problem[tensor].shape) }
      let expected = problem.network.widths.dropFirst().map { "\($0) × \(problem.caseCount)" }
      #expect(try #require(found.preactivations).map(\.shape) == expected)
      #expect(try #require(found.deltas).map(\.shape) == expected)
      #expect(try #require(found.hiddenOutputs).map(\.shape) == expected.dropLast())
      #expect(found.outputs.shape == problem.targets.shape)
    }
  }

  /// The same bits from many threads at once as from one: kernels are first asked for here, in whatever order it happens.
  @Test func threadsAgreeBitByBit() async {
    var random = SplitMix(state: 7)
    let problems = (0..<60).map { _ in random.problem(widest: 66) }
    let rounds = await withTaskGroup(of: (Int, [UInt64]).self) { group in
      for round in 0..<4 {
        for shift in problems.indices {
          let index = (shift * 7 + round * 13) % problems.count
          group.addTask { (index, bits(problems[index])) }
        }
      }
      var found: [(Int, [UInt64])] = []
      for await answer in group { found.append(answer) }
      return found
    }
    let alone = problems.map(bits)
    #expect(rounds.count == 4 * problems.count)
    let different = Set(rounds.filter { $0.1 != alone[$0.0] }.map(\.0)).sorted()
    #expect(different.isEmpty, "problems \(different)")
  }
}

private func bits(_ problem: Problem<Double>) -> [UInt64] {
  BackwardForm.allCases.flatMap { Vectorized.evaluate(problem, form: $0).flat.map(\.bitPattern) }
}
