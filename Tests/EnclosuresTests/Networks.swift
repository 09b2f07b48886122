import Networks

/// Small problems whose numbers are drawn by Knuth's linear congruential generator, the same on every platform.
struct Drawn: CustomStringConvertible {
  var activations: [Activation]
  var loss: Loss
  var reduction = Reduction.mean

  var description: String { "\(activations), \(loss), \(reduction)" }

  /// 3-4-2 or, with one activation more, 3-4-4-2; three cases; numbers in [−1, 1), targets of cross-entropies in [0, 1).
  var problem: Problem<Double> {
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-52 - 1
    }
    var width = 3
    let layers = activations.indices.map { l in
      let (rows, columns) = (l == activations.count - 1 ? 2 : 4, width)
      width = rows
      return Layer(
        weights: Grid(rows: rows, columns: columns) { _, _ in next() }, biases: (0..<rows).map { _ in next() },
        activation: activations[l])
    }
    return Problem(
      network: Network(layers: layers), inputs: Grid(rows: 3, columns: 3) { _, _ in next() },
      targets: Grid(rows: 2, columns: 3) { _, _ in loss == .squaredError ? next() : (next() + 1) / 2 }, loss: loss,
      reduction: reduction)
  }

  /// Every hidden activation, and every loss over every output.
  static let all: [Drawn] =
    Activation.hidden.map { Drawn(activations: [$0, .sigmoid], loss: .binaryCrossEntropy) }
    + Activation.all.map { Drawn(activations: [.tanh, .gelu, $0], loss: .squaredError, reduction: .sum) }
    + [Drawn(activations: [.gelu, .silu, .softmax], loss: .categoricalCrossEntropy)]
}

/// One input neuron of 1 and one neuron per layer: v = g₂(w₂ g₁(w₁ + b₁)), target t.
func chain(
  _ first: Activation, weight: Double, bias: Double = 0, then second: Activation = .linear, target: Double = 0
) -> Problem<Double> {
  func single(_ x: Double) -> Grid<Double> { Grid(rows: 1, columns: 1, elements: [x]) }
  return Problem(
    network: Network(layers: [
      Layer(weights: single(weight), biases: [bias], activation: first),
      Layer(weights: single(1), biases: [0], activation: second),
    ]), inputs: single(1), targets: single(target), loss: .squaredError, reduction: .sum)
}

/// An evaluation as one list: cost, u, v, δ, dW, db, dX.
func flat(_ e: Evaluation<Double>) -> [Double] { flat(e) { $0 } }

func flat<T>(_ e: Evaluation<T>, _ number: (T) -> Double) -> [Double] {
  let e = e.map(number)
  let grids = (e.preactivations ?? []) + (e.hiddenOutputs ?? []) + [e.outputs] + (e.deltas ?? []) + e.gradient.weights
  return [e.cost] + grids.flatMap(\.elements) + e.gradient.biases.flatMap { $0 } + e.gradient.inputs.elements
}

/// Every entry that the cost can be differentiated by.
func entries(_ problem: Problem<Double>) -> [Entry] {
  problem.tensors.flatMap { tensor in
    let grid = problem[tensor]
    return (0..<grid.rows).flatMap { row in (0..<grid.columns).map { Entry(tensor, row: row, column: $0) } }
  }
}
