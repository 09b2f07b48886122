import Networks
import Verification

// The numbers of a problem of the dense set. All are numbers of binary32: multiples of 2⁻¹² of order 1, or those times a power
// of two.

extension DenseRow {
  /// The problem with its numbers.
  func problem(from random: inout RandomSource) -> Problem<Double> {
    if regime == .dyadic {
      return dyadicProblem(from: &random)
    }
    var problem = ordinaryProblem(from: &random)
    switch regime {
    case .ordinary, .dyadic: break
    case .sparse: random.thin(&problem)
    case .duplicated: random.duplicate(&problem)
    case .tiny: random.shrink(&problem)
    case .huge: random.enlarge(&problem)
    case .saturated: random.saturate(&problem)
    case .nearKink: problem.coarsenFirstLayer()
    }
    problem.revive()
    if regime == .nearKink { random.approachKink(of: random.pick(kinkedLayers), in: &problem) }
    // A factor may have made a number longer than binary32 holds.
    return problem.map { Double(Float($0)) }
  }

  /// Inputs, weights, biases and pre-activations of order 1.
  private func ordinaryProblem(from random: inout RandomSource) -> Problem<Double> {
    let layers = (1...shape.depth).map { layer in
      // A sum of n terms of variance 1/n has variance 1.
      let factor = (0.75 + 0.75 * random.uniform()) / Double(shape.widths[layer - 1]).squareRoot()
      return Layer(
        weights: random.numbers(rows: shape.widths[layer], columns: shape.widths[layer - 1], factor: factor),
        biases: random.numbers(rows: shape.widths[layer], columns: 1, factor: 0.75).elements,
        activation: random.sloped(activations[layer - 1]))
    }
    return Problem(
      network: Network(layers: layers),
      inputs: random.numbers(rows: shape.widths[0], columns: shape.caseCount, factor: 1),
      targets: random.targets(for: self), loss: output.loss, reduction: reduction)
  }

  /// Halves, and biases of an odd number of ever smaller units, so that no pre-activation happens to be 0.
  private func dyadicProblem(from random: inout RandomSource) -> Problem<Double> {
    var unit = 0.5
    func halves(_ rows: Int, _ columns: Int, _ random: inout RandomSource) -> Grid<Double> {
      random.grid(rows, columns) { 0.5 * Double($0.integer(in: 1...3)) * $0.sign() }
    }
    var layers: [Layer<Double>] = []
    for layer in 1...shape.depth {
      unit /= 4
      layers.append(
        Layer(
          weights: halves(shape.widths[layer], shape.widths[layer - 1], &random),
          biases: (0..<shape.widths[layer]).map { _ in unit * Double(2 * random.integer(in: -4...3) + 1) },
          activation: random.dyadicSloped(activations[layer - 1])))
      if activations[layer - 1] == Activation.leakyReLU(alpha: 1).name { unit /= 4 }
    }
    var problem = Problem(
      network: Network(layers: layers), inputs: halves(shape.widths[0], shape.caseCount, &random),
      targets: halves(shape.outputWidth, shape.caseCount, &random), loss: output.loss, reduction: reduction)
    problem.revive()
    return problem
  }
}

extension RandomSource {
  /// Numbers drawn row by row.
  fileprivate mutating func grid(
    _ rows: Int, _ columns: Int, _ draw: (inout RandomSource) -> Double
  ) -> Grid<Double> {
    Grid(rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in draw(&self) })
  }

  /// Multiples of 2⁻¹², none of them 0, bell-shaped of this deviation.
  fileprivate mutating func numbers(rows: Int, columns: Int, factor: Double) -> Grid<Double> {
    grid(rows, columns) { random in
      let units = (factor * random.bell() * 4096).rounded()
      return (units == 0 ? 1 : units) / 4096
    }
  }

  /// The activation of this name, with an α where it has one: customary, steep, flat or falling.
  private mutating func sloped(_ name: String, _ leaky: [Double], _ elu: [Double]) -> Activation {
    switch Activation.all.first(where: { $0.name == name }) {
    case .leakyReLU?: .leakyReLU(alpha: pick(leaky))
    case .elu?: .elu(alpha: pick(elu))
    case let activation?: activation
    case nil: preconditionFailure("no activation is called \(name)")
    }
  }

  fileprivate mutating func sloped(_ name: String) -> Activation {
    sloped(name, [Double(Float(0.01)), 0.25, -0.5, 1.5], [1, 0.5, -0.75, 1.75])
  }

  fileprivate mutating func dyadicSloped(_ name: String) -> Activation { sloped(name, [0.25, 0.5, -0.5, 2], [1]) }

  /// Targets that suit the loss, shape n_L × m.
  fileprivate mutating func targets(for row: DenseRow) -> Grid<Double> {
    let (width, caseCount) = (row.shape.outputWidth, row.shape.caseCount)
    switch (row.output.loss, row.targets) {
    case (.squaredError, _): return numbers(rows: width, columns: caseCount, factor: 0.75)
    case (.binaryCrossEntropy, .soft): return grid(width, caseCount) { Double($0.integer(in: 0...16)) / 16 }
    case (.binaryCrossEntropy, _): return grid(width, caseCount) { Double($0.integer(below: 2)) }
    case (.categoricalCrossEntropy, .soft):
      // Those of the first case sum to 1, so that a program that takes that for granted is seen in the others.
      var targets = grid(width, caseCount) { Double($0.integer(in: 1...16)) / 16 }
      targets[0, 0] = 1 - 0.25 * Double(width - 1)
      for class_ in 1..<width { targets[class_, 0] = 0.25 }
      return targets
    case (.categoricalCrossEntropy, _):
      let classes = (0..<caseCount).map { _ in integer(below: width) }
      return Grid(rows: width, columns: caseCount) { classes[$1] == $0 ? 1 : 0 }
    }
  }
}
