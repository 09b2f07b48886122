import Networks
import Testing

@testable import Verification

@Suite struct DyadicTests {
  /// No operation rounds, in two opposite orders of summation, by the rounding errors themselves.
  @Test func generatedProblemsAreExactInBinary64() throws {
    let generator = try ProblemGenerator.of(.dyadic)
    for index in 0..<1500 {
      let problem = generator.problem(index).problem
      for isReversed in [false, true] {
        var arithmetic = WatchedArithmetic<Double>(isReversed: isReversed)
        _ = arithmetic.evaluate(problem)
        #expect(arithmetic.roundings == 0, "problem \(index)")
      }
    }
  }

  @Test func smallProblemsAreExactInBinary32() throws {
    let generator = try ProblemGenerator.of(.dyadic)
    var small = 0
    for index in 0..<1500 {
      let generated = generator.problem(index)
      let bits = try #require(ProblemGenerator.dyadicBits(of: generated.problem))
      #expect(bits <= (generated.features.contains(.binary32Exact) ? 24 : 53))
      guard bits <= 24 else { continue }
      small += 1
      var narrow = WatchedArithmetic<Float>(isReversed: index % 2 == 0)
      var wide = WatchedArithmetic<Double>(isReversed: false)
      let numbers = narrow.evaluate(generated.problem.map { Float($0) })
      #expect(numbers.map { Double($0) } == wide.evaluate(generated.problem), "problem \(index)")
      #expect(narrow.roundings == 0, "problem \(index)")
    }
    #expect(small > 500)
  }

  /// Exactness is not bought with emptiness: the problems differ, have depth, and use their bits.
  @Test func generatedProblemsAreNotTrivial() throws {
    let generator = try ProblemGenerator.of(.dyadic)
    let problems = (0..<1000).map { generator.problem($0).problem }
    #expect(problems.filter { $0.depth >= 3 }.count > 300)
    #expect(problems.filter { $0.caseCount >= 4 }.count > 300)
    #expect(problems.filter { (ProblemGenerator.dyadicBits(of: $0) ?? 0) > 24 }.count > 300)
    #expect(problems.filter { $0.inputs.elements.contains { $0 != $0.rounded() } }.count > 200)
    #expect(problems.filter { $0.reduction == .mean && $0.caseCount > 1 }.count > 200)
  }

  /// w = 3, b = 1, x = 2, y = 1: |wx| + |b| = 7, + |y| = 8, cost in halves 64, dW 8 · 2, dX 24. 64 = 2⁶.
  @Test func bitsByHand() {
    #expect(ProblemGenerator.dyadicBits(of: single(w: 3, b: 1, x: 2, y: 1)) == 6)
    // Halves: |wx| = 3, + |b| = 4, + |y| = 5, squared 25.
    #expect(ProblemGenerator.dyadicBits(of: single(w: 1.5, b: 0.5, x: 1, y: 0.5)) == 5)
    // Signs do not matter, zero costs nothing.
    #expect(ProblemGenerator.dyadicBits(of: single(w: -3, b: 1, x: -2, y: -1)) == 6)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 0, b: 0, x: 0, y: 0)) == 0)
    // α = 1/4: z ≤ 7 is 28 quarters, y = 1 is 4 more; (32 quarters)² = 2¹⁰; δ in sixteenths 128; dX 3 · 128 = 384.
    #expect(
      ProblemGenerator.dyadicBits(of: single(w: 3, b: 1, x: 2, y: 1, activation: .leakyReLU(alpha: 0.25))) == 10)
    // α = −2 doubles: 14 + 1 = 15, 225; δ 30, dX 90.
    #expect(
      ProblemGenerator.dyadicBits(of: single(w: 3, b: 1, x: 2, y: 1, activation: .leakyReLU(alpha: -2))) == 8)
    // 1000 = 125 · 8, and the zeros lie on every grid: 125² = 15,625 for the cost.
    #expect(ProblemGenerator.dyadicBits(of: single(w: 1000, b: 0, x: 1, y: 0)) == 14)
    // dX decides, 15 · 3 = 45; dW decides, 3 · 15 = 45. The cost is 9 in both.
    #expect(ProblemGenerator.dyadicBits(of: single(w: 15, b: 3, x: 0, y: 0)) == 6)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 0, b: 3, x: 15, y: 0)) == 6)
    // In eighths: |wx| + |y| = 10, cost 100, dX 90; and 15, 225, 225.
    #expect(ProblemGenerator.dyadicBits(of: single(w: 9, b: 0, x: 0.125, y: 0.125)) == 7)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 15, b: 0, x: 0.125, y: 0)) == 8)
  }

  /// Two cases share their grid, and the cost and dW sum over both: (|7| + |1|)² · 2 = 128, dW in units of 2: 8 + 8.
  @Test func casesAdd() {
    #expect(ProblemGenerator.dyadicBits(of: single(w: 3, b: 1, x: 2, y: 1).selecting(cases: [0, 0])) == 7)
  }

  @Test func theLimitIs2To53() {
    // v = 2²⁶ + 2²⁴ + 1 is odd, so v² is odd; it is 1.5625 · 2⁵² and fits.
    #expect(ProblemGenerator.dyadicBits(of: single(w: 0x1p26 + 0x1p24, b: 1, x: 1, y: 0)) == 53)
    // v = 2²⁶ + 2²⁵ + 1: v² is odd and above 1.125 · 2⁵³, so it rounds.
    let above = single(w: 0x1p26 + 0x1p25, b: 1, x: 1, y: 0)
    #expect(ProblemGenerator.dyadicBits(of: above) == nil)
    var arithmetic = WatchedArithmetic<Double>(isReversed: false)
    _ = arithmetic.evaluate(above)
    #expect(arithmetic.roundings > 0)
  }

  @Test func problemsThatRoundAreNotDyadic() {
    let exact = single(w: 3, b: 1, x: 2, y: 1)
    #expect(ProblemGenerator.dyadicBits(of: exact.selecting(cases: [0, 0, 0])) != nil)
    var mean = exact.selecting(cases: [0, 0, 0])
    mean.reduction = .mean
    #expect(ProblemGenerator.dyadicBits(of: mean) == nil)
    #expect(ProblemGenerator.dyadicBits(of: mean.selecting(cases: [0, 0, 0, 0])) != nil)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 3, b: 1, x: 2, y: 1, activation: .sigmoid)) == nil)
    #expect(
      ProblemGenerator.dyadicBits(of: single(w: 3, b: 1, x: 2, y: 1, activation: .leakyReLU(alpha: 0.01))) == nil)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 0.1, b: 0.2, x: 0.3, y: 0)) == nil)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 1, b: 0x1p-60, x: 1, y: 0)) == nil)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 1 + 0x1p-30, b: 0, x: 1 + 0x1p-30, y: 0)) == nil)
    for number in [Double.nan, .infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude] {
      #expect(ProblemGenerator.dyadicBits(of: single(w: 3, b: number, x: 1, y: 1)) == nil)
    }
    #expect(ProblemGenerator.dyadicBits(of: single(w: 1, b: 0, x: 0x1p-600, y: 0x1p-600)) == nil)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 1, b: 0, x: 0x1p600, y: 0x1p600)) == nil)
    for index in 0..<100 {
      #expect(
        ProblemGenerator.dyadicBits(of: ProblemGenerator(seed: 51, options: ordinary).problem(index).problem) == nil)
    }
  }

  /// Few bits, but exponents that binary32 has not: more than 24 is answered.
  @Test func exponentsBeyondBinary32NeedMoreThan24Bits() {
    #expect(ProblemGenerator.dyadicBits(of: single(w: 1, b: 0, x: 0x1p-100, y: 0x1p-100)) == 25)
    #expect(ProblemGenerator.dyadicBits(of: single(w: 1, b: 0, x: 0x1p-60, y: 0x1p-60)) == 2)
  }

  private let ordinary: GeneratorOptions
  init() throws { ordinary = try GeneratorOptions(regimes: [.ordinary]) }

  private func single(
    w: Double, b: Double, x: Double, y: Double, activation: Activation = .linear
  ) -> Problem<Double> {
    Problem(
      network: Network(layers: [
        Layer(weights: Grid(rows: 1, columns: 1, elements: [w]), biases: [b], activation: activation)
      ]),
      inputs: Grid(rows: 1, columns: 1, elements: [x]), targets: Grid(rows: 1, columns: 1, elements: [y]),
      loss: .squaredError, reduction: .sum)
  }
}

/// Forward and backward for linear, relu and leaky_relu under squared error, counting the operations that round.
struct WatchedArithmetic<Scalar: BinaryFloatingPoint & Sendable> {
  let isReversed: Bool
  private(set) var roundings = 0

  init(isReversed: Bool) { self.isReversed = isReversed }

  /// Knuth's two-sum: the rounding error of a sum is itself a number.
  private mutating func add(_ a: Scalar, _ b: Scalar) -> Scalar {
    let sum = a + b
    let other = sum - a
    if (a - (sum - other)) + (b - other) != 0 { roundings += 1 }
    return sum
  }

  /// The error of a product, by a fused multiply-add.
  private mutating func multiply(_ a: Scalar, _ b: Scalar) -> Scalar {
    let product = a * b
    if (-product).addingProduct(a, b) != 0 { roundings += 1 }
    return product
  }

  private mutating func dot(_ count: Int, _ a: (Int) -> Scalar, _ b: (Int) -> Scalar, from start: Scalar) -> Scalar {
    var sum = start
    for step in 0..<count {
      let index = isReversed ? count - 1 - step : step
      sum = add(sum, multiply(a(index), b(index)))
    }
    return sum
  }

  private func slope(_ activation: Activation, _ z: Scalar) -> Scalar {
    switch activation {
    case .relu: z > 0 ? 1 : 0
    case .leakyReLU(let alpha): z > 0 ? 1 : Scalar(alpha)
    default: 1
    }
  }

  /// Cost, then dW, db, layer by layer from the last, then dX; 1/m folded into the output's δ.
  mutating func evaluate(_ problem: Problem<Scalar>) -> [Scalar] {
    let m = problem.caseCount
    let scale: Scalar = problem.reduction == .mean ? 1 / Scalar(m) : 1
    var values = [problem.inputs]
    var sums: [Grid<Scalar>] = []
    for layer in problem.network.layers {
      let below = values[values.count - 1]
      let z = Grid(rows: layer.width, columns: m) { j, e in
        dot(layer.inputWidth, { layer.weights[j, $0] }, { below[$0, e] }, from: layer.biases[j])
      }
      sums.append(z)
      values.append(z.map { multiply(slope(layer.activation, $0), $0) })
    }
    let (output, targets) = (values[values.count - 1], problem.targets)
    let residuals = Grid(rows: output.rows, columns: m) { add(output[$0, $1], -targets[$0, $1]) }
    let squares = dot(
      residuals.elements.count, { residuals.elements[$0] }, { residuals.elements[$0] }, from: 0)
    var results = [multiply(multiply(squares, 0.5), scale)]

    var upstream = residuals.map { multiply($0, scale) }
    for index in problem.network.layers.indices.reversed() {
      let layer = problem.network.layers[index]
      let delta = Grid(rows: layer.width, columns: m) {
        multiply(upstream[$0, $1], slope(layer.activation, sums[index][$0, $1]))
      }
      for j in 0..<layer.width {
        results.append(dot(m, { delta[j, $0] }, { _ in 1 }, from: 0))
        for i in 0..<layer.inputWidth {
          results.append(dot(m, { delta[j, $0] }, { values[index][i, $0] }, from: 0))
        }
      }
      upstream = Grid(rows: layer.inputWidth, columns: m) { i, e in
        dot(layer.width, { layer.weights[$0, i] }, { delta[$0, e] }, from: 0)
      }
    }
    return results + upstream.elements
  }
}
