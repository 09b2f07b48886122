import CostProbes
import Networks
import Reference
import Testing

@Suite struct CostProbeTests {
  /// C by a full forward pass.
  static func cost(_ problem: Problem<Double>) -> Double {
    Textbook.cost(problem, Textbook.forward(problem.network, problem.inputs))
  }

  /// The full computation, without the probe's shortcuts: C(θ + te) − C(θ).
  static func difference(_ problem: Problem<Double>, _ entry: Entry, _ t: Double) -> Double {
    var moved = problem
    moved[entry] += t
    return cost(moved) - cost(problem)
  }

  /// Every tensor, every hidden activation, every output layer, one case and several. The costs are of order 10 at
  /// most; the probe may differ from the full difference by their rounding.
  @Test(arguments: [1, 0.125, -0.5, 1e-3])
  func everyEntryOfEveryPair(_ t: Double) {
    for problem in everyPair {
      let probe = CostProbe(problem)
      for entry in entries(problem) {
        let (change, expected) = (probe.change(entry, by: t), Self.difference(problem, entry, t))
        #expect(
          abs(change.cost - expected) <= 1e-12,
          "\(entry) of \(problem.network.layers.map(\.activation)), \(problem.loss): \(change.cost), not \(expected)")
      }
    }
  }

  /// One layer (the changed layer is the output) and five (everything above is computed anew).
  @Test(arguments: [
    (widths: [3, 2], activations: [Activation.softmax], loss: Loss.categoricalCrossEntropy),
    ([3, 2], [.softmax], .squaredError), ([3, 1], [.sigmoid], .binaryCrossEntropy), ([1, 1], [.gelu], .squaredError),
    ([2, 3, 4, 3, 2, 3], [.tanh, .relu, .elu(alpha: 1), .silu, .softmax], .squaredError),
    ([2, 3, 1, 3, 2, 3], [.sigmoid, .tanh, .leakyReLU(alpha: 0.5), .softplus, .sigmoid], .binaryCrossEntropy),
  ])
  func everyDepth(_ widths: [Int], _ activations: [Activation], _ loss: Loss) {
    for reduction in Reduction.allCases {
      let problem = Recipe(
        seed: 5, widths: widths, activations: activations, loss: loss, reduction: reduction, cases: 3,
        weight: activations.map { _ in 1.5 }
      ).problem
      let probe = CostProbe(problem)
      for entry in entries(problem) {
        #expect(abs(probe.change(entry, by: 0.25).cost - Self.difference(problem, entry, 0.25)) <= 1e-13, "\(entry)")
      }
    }
  }

  /// Against the textbook's backpropagation: over a small step, C(θ+te) − C(θ−te) = 2t ∂C/∂θ + O(t³).
  @Test func slope() {
    let t = 0x1p-16
    for problem in everyPair {
      let probe = CostProbe(problem)
      for (entry, truth) in zip(entries(problem), flat(Textbook.answer(problem, form: .dZ).gradient)) {
        let slope = (probe.change(entry, by: t).cost - probe.change(entry, by: -t).cost) / (2 * t)
        #expect(abs(slope - truth) <= 1e-7 * max(1, abs(truth)), "\(entry): \(slope), not \(truth)")
      }
    }
  }

  /// What is computed together is what is computed alone, to the last bit: several points of several entries of a layer, and several
  /// points along a line.
  @Test func together() {
    let t = [0.5, -0.5, 0.25, 1e-3]
    for problem in everyPair {
      let (probe, alone) = (CostProbe(problem), CostProbe(problem))
      var rest = entries(problem).sorted { layer($0) < layer($1) }[...]
      while !rest.isEmpty {
        let batch = probe.batch(of: rest, points: t.count)
        rest = rest[batch.endIndex...]
        var changes: [CostProbe.Change] = []
        probe.change(batch, by: batch.flatMap { _ in t }, .both, into: &changes)
        for (index, entry) in batch.enumerated() {
          for (point, t) in t.enumerated() {
            let (change, expected) = (changes[index * 4 + point], alone.change(entry, by: t))
            #expect(change.cost == expected.cost && change.largestShift == expected.largestShift, "\(entry) by \(t)")
            #expect(change.crossesKink == expected.crossesKink, "\(entry) by \(t)")
          }
        }
      }
      let direction = Textbook.answer(problem, form: .dZ).gradient
      var changes: [CostProbe.Change] = []
      probe.change(along: direction, by: t, .both, into: &changes)
      for (t, change) in zip(t, changes) { #expect(change.cost == alone.change(along: direction, by: t).cost) }
    }
  }

  /// More points than are computed at a time: those of an interpolation, of cases as many as fill the room of one point and of less.
  @Test(arguments: [3, 16, 70])
  func manyPoints(_ cases: Int) {
    let problem = Recipe(
      seed: 3, widths: [4, 6, 5, 3], activations: [.sigmoid, .tanh, .sigmoid], loss: .binaryCrossEntropy,
      reduction: .mean, cases: cases, weight: [1, 1, 1]
    ).problem
    let (probe, alone) = (CostProbe(problem), CostProbe(problem))
    let t = (0..<17).map { Double($0 - 8) / 16 }
    let direction = Textbook.answer(problem, form: .dZ).gradient
    for tensor in problem.tensors {
      let entry = Entry(tensor, row: 1, column: 0)
      var changes: [CostProbe.Change] = []
      probe.change([entry], by: t, .both, into: &changes)
      #expect(changes.map(\.cost) == t.map { alone.change(entry, by: $0).cost }, "\(entry)")
      #expect(changes.map(\.largestShift) == t.map { alone.change(entry, by: $0).largestShift }, "\(entry)")
    }
    var changes: [CostProbe.Change] = []
    probe.change(along: direction, by: t, .both, into: &changes)
    #expect(changes.map(\.cost) == t.map { alone.change(along: direction, by: $0).cost })
  }

  private func layer(_ entry: Entry) -> Int {
    switch entry.tensor {
    case .weights(let layer), .biases(let layer): layer
    case .inputs: 0
    }
  }

  /// By hand, exact:
  /// W²₀₀ + ½ moves u² of neuron 0 by ½v¹₀ = (¼, −5/16): e = (1, 13/512), from (25/32, 17/128).
  /// W¹₀₀ + ½ moves u¹ of neuron 0 by (½, −½), v¹ by (½, −1/8), u² by (1, −½) and (−¼, 1/8).
  @Test(arguments: [(Reduction.sum, 1.0), (.mean, 0.5)])
  func exact(_ reduction: Reduction, _ scale: Double) {
    var problem = dyadic
    problem.reduction = reduction
    let probe = CostProbe(problem)
    let second = probe.change(Entry(.weights(layer: 2), row: 0, column: 0), by: 0.5)
    #expect(second.cost == scale * 0.111328125 && second.largestShift == 0.3125 && !second.crossesKink)
    let first = probe.change(Entry(.weights(layer: 1), row: 0, column: 0), by: 0.5)
    #expect(first.cost == scale * 1.8046875 && first.largestShift == 1 && !first.crossesKink)
    // The probe remembers nothing of what it was asked before.
    #expect(probe.change(Entry(.weights(layer: 2), row: 0, column: 0), by: 0.5).cost == scale * 0.111328125)
    #expect(probe.change(Entry(.weights(layer: 1), row: 0, column: 0), by: 0).cost == 0)
  }

  /// v = wx, t = (1e12, 1), w = 1, x = (0, 2): the first case costs 5e23 and does not move. ½(3 − 1)² − ½(2 − 1)² = 3/2
  /// for x₁ + 1 would be lost in the difference of two whole costs.
  @Test func largeConstant() {
    let layer = Layer(weights: Grid(rows: 1, columns: 1, elements: [1.0]), biases: [0], activation: .linear)
    let problem = Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: 1, columns: 2, elements: [0, 2]),
      targets: Grid(rows: 1, columns: 2, elements: [1e12, 1]), loss: .squaredError, reduction: .sum)
    let probe = CostProbe(problem)
    let input = Entry(.inputs, row: 0, column: 1)
    #expect(Self.difference(problem, input, 1) == 0)
    #expect(probe.change(input, by: 1).cost == 1.5)
    // ½(2·3/2 − 1)² − ½: a weight of an input that is 0 in the costly case.
    #expect(probe.change(Entry(.weights(layer: 1), row: 0, column: 0), by: 0.5).cost == 1.5)
  }

  /// Behind a relu that is off in every case, and on an input that is 0, nothing changes: exactly nothing.
  @Test func deadParameters() {
    let problem = Problem(
      network: Network(layers: [
        Layer(weights: Grid(rows: 2, columns: 2, elements: [1, 1, 1, 1]), biases: [-9, 0.1], activation: .relu),
        Layer(weights: Grid(rows: 1, columns: 2, elements: [0.3, 0.7]), biases: [0.2], activation: .gelu),
      ]),
      inputs: Grid(rows: 2, columns: 2, elements: [1, 0.3, 0, 0]),
      targets: Grid(rows: 1, columns: 2, elements: [1, 2]),
      loss: .squaredError, reduction: .mean)
    let probe = CostProbe(problem)
    let off = probe.change(Entry(.weights(layer: 1), row: 0, column: 0), by: 2)
    #expect(off.cost == 0 && off.largestShift == 2 && !off.crossesKink)
    #expect(probe.change(Entry(.biases(layer: 1), row: 0), by: 5).cost == 0)
    let fed = probe.change(Entry(.weights(layer: 1), row: 1, column: 1), by: 2)
    #expect(fed.cost == 0 && fed.largestShift == 0)
    #expect(probe.change(Entry(.weights(layer: 2), row: 0, column: 0), by: 3).cost == 0)
    #expect(probe.change(Entry(.weights(layer: 1), row: 1, column: 0), by: 2).cost != 0)
  }

  /// One neuron with u = ½ above another with u = 2: a step that carries u to 0 or below crosses, in the neuron's own
  /// layer and in the layers above, for every activation with a kink and no other.
  @Test(arguments: hiddenActivations)
  func crossesKink(_ activation: Activation) {
    let layers = [(2.0, Activation.linear), (0.5, activation), (0, .tanh)].map { bias, activation in
      Layer(weights: Grid(rows: 1, columns: 1, elements: [1.0]), biases: [bias - 2], activation: activation)
    }
    let problem = Problem(
      network: Network(layers: layers), inputs: Grid(rows: 1, columns: 1, elements: [2.0]),
      targets: Grid(rows: 1, columns: 1, elements: [0]), loss: .squaredError, reduction: .sum)
    let probe = CostProbe(problem)
    for entry in [Entry(.inputs, row: 0), Entry(.biases(layer: 1), row: 0), Entry(.biases(layer: 2), row: 0)] {
      for (t, crosses) in [(-0.25, false), (-0.5, true), (-0.75, true), (0.75, false)] {
        #expect(probe.change(entry, by: t).crossesKink == (crosses && activation.hasKink), "\(entry) by \(t)")
        var direction = Textbook.answer(problem, form: .dZ).gradient.map { _ in 0.0 }
        switch entry.tensor {
        case .inputs: direction.inputs[0, 0] = 1
        case .biases(let layer): direction.biases[layer - 1][0] = 1
        case .weights: break
        }
        #expect(probe.change(along: direction, by: t).crossesKink == (crosses && activation.hasKink))
      }
    }
    #expect(!probe.change(Entry(.biases(layer: 3), row: 0), by: -9).crossesKink)
  }

  /// Everything moves at once.
  @Test func alongADirection() {
    for problem in everyPair {
      var random = LCG(17)
      let direction = Textbook.answer(problem, form: .dZ).gradient.map { _ in random.next() }
      var moved = problem
      for (entry, slope) in zip(entries(problem), flat(direction)) { moved[entry] += 0.5 * slope }
      let change = CostProbe(problem).change(along: direction, by: 0.5)
      #expect(abs(change.cost - (Self.cost(moved) - Self.cost(problem))) <= 1e-12)
      let shifts = zip(
        Textbook.forward(moved.network, moved.inputs).u.elements,
        Textbook.forward(problem.network, problem.inputs).u.elements
      ).flatMap { zip($0.elements, $1.elements).map { abs($0 - $1) } }
      #expect(abs(change.largestShift - (shifts.max() ?? 0)) <= 1e-14)
    }
  }

  /// A direction along one axis is a change of that entry.
  @Test func alongAnAxis() {
    let probe = CostProbe(dyadic)
    var direction = Textbook.answer(dyadic, form: .dZ).gradient.map { _ in 0.0 }
    direction.weights[0][0, 0] = 2
    let (axis, entry) = (
      probe.change(along: direction, by: 0.25), probe.change(Entry(.weights(layer: 1), row: 0, column: 0), by: 0.5)
    )
    #expect(axis.cost == entry.cost && axis.cost == 1.8046875)
    #expect(axis.largestShift == entry.largestShift && axis.crossesKink == entry.crossesKink)
  }
}
