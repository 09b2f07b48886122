import Networks
import Reference

/// Numbers that are the same on every platform: Knuth's linear congruential generator, high 53 bits.
struct LCG {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func bits() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 11
  }

  /// In [−1, 1), a multiple of 2⁻⁵².
  mutating func next() -> Double { Double(bits()) * 0x1p-52 - 1 }

  mutating func below(_ count: Int) -> Int { Int((bits() >> 20) % UInt64(count)) }

  mutating func shuffled<T>(_ items: [T]) -> [T] {
    var items = items
    for i in items.indices.dropFirst().reversed() { items.swapAt(i, below(i + 1)) }
    return items
  }
}

/// A problem from a seed, so that a table need only hold what is expected. Numbers are drawn in this order: per layer
/// weights row by row, then biases; inputs row by row; targets row by row.
struct Recipe {
  var seed: UInt64
  var widths: [Int]
  var activations: [Activation]
  var loss: Loss
  var reduction: Reduction
  var cases: Int
  /// The largest weight, per layer.
  var weight: [Double]
  var bias = 1.0
  var input = 1.0

  var problem: Problem<Double> {
    var random = LCG(seed)
    let layers = activations.indices.map { l in
      let weights = Grid(rows: widths[l + 1], columns: widths[l]) { _, _ in weight[l] * random.next() }
      let biases = (0..<widths[l + 1]).map { _ in bias * random.next() }
      return Layer(weights: weights, biases: biases, activation: activations[l])
    }
    let inputs = Grid(rows: widths[0], columns: cases) { _, _ in input * random.next() }
    // Any target for squared error; a soft one, in [0, 1], for the cross-entropies.
    let targets = Grid(rows: widths[widths.count - 1], columns: cases) { _, _ in
      loss == .squaredError ? random.next() : (random.next() + 1) / 2
    }
    return Problem(
      network: Network(layers: layers), inputs: inputs, targets: targets, loss: loss, reduction: reduction)
  }
}

/// A gradient as one list: dW, db, dX.
func flat<T>(_ g: Gradient<T>) -> [T] {
  g.weights.flatMap(\.elements) + g.biases.flatMap { $0 } + g.inputs.elements
}

/// Every entry of a problem, in the order of `flat`.
func entries<T>(_ problem: Problem<T>) -> [Entry] {
  let weights = (1...problem.depth).map { Tensor.weights(layer: $0) }
  let biases = (1...problem.depth).map { Tensor.biases(layer: $0) }
  return (weights + biases + [.inputs]).flatMap { tensor in
    let grid = problem[tensor]
    return (0..<grid.rows).flatMap { row in
      (0..<grid.columns).map { Entry(tensor, row: row, column: $0) }
    }
  }
}

/// Activations that a hidden layer may have, with α that are negative, above 1 and customary.
let hiddenActivations: [Activation] =
  Activation.hidden + [.leakyReLU(alpha: -0.5), .leakyReLU(alpha: 1.5), .elu(alpha: -0.75), .elu(alpha: 2)]

/// Every loss over every output it accepts.
let outputLayers: [(loss: Loss, activation: Activation)] =
  (hiddenActivations + [.softmax]).map { (.squaredError, $0) }
  + [(.binaryCrossEntropy, .sigmoid), (.categoricalCrossEntropy, .softmax)]

/// A small random problem for every pair of a hidden activation and an output layer.
let everyPair: [Problem<Double>] = hiddenActivations.enumerated().flatMap { h, hidden in
  outputLayers.enumerated().map { o, output in
    Recipe(
      seed: UInt64(1000 * h + o), widths: [2, 3, 2, 3], activations: [hidden, .tanh, output.activation],
      loss: output.loss, reduction: (h + o).isMultiple(of: 2) ? .mean : .sum, cases: 2, weight: [2, 2, 2]
    ).problem
  }
}

/// Two inputs, two leaky_relu neurons (α = ¼), two linear outputs, two cases. All numbers are dyadic, so nothing is
/// rounded and every entry can be derived by hand:
///
///     u¹ = (½, ½), (−5/2, 0)          the 0 lies on the kink, where g′ = α
///     v¹ = (½, ½), (−5/8, 0)
///     v² = (7/4, 1), (−1, 1/8)
///     e  = ½(9/16 + 1) = 25/32, ½(1/4 + 1/64) = 17/128
///     δ² = (3/4, −1), (1/2, 1/8)
///     δ¹ = (2·¾ + 1, ¾ − 4) = (5/2, −13/4), ¼(1 − 1/8, ½ + ½) = (7/32, 1/4)
let dyadic = Problem(
  network: Network(layers: [
    Layer(
      weights: Grid(rows: 2, columns: 2, elements: [1, -2, 0.5, 1]), biases: [0.5, -0.5],
      activation: .leakyReLU(alpha: 0.25)),
    Layer(weights: Grid(rows: 2, columns: 2, elements: [2, 1, -1, 4]), biases: [0.25, -0.5], activation: .linear),
  ]),
  inputs: Grid(rows: 2, columns: 2, elements: [1, -1, 0.5, 1]),
  targets: Grid(rows: 2, columns: 2, elements: [1, -1.5, 2, 0]), loss: .squaredError, reduction: .sum)
