import Networks

extension RandomSource {
  /// A small random network on rows of a real table.
  mutating func realProblem(features: Features, options: GeneratorOptions) -> Problem<Double> {
    switch pick(weighted: [(weight: 5, item: 0), (3, 1), (2, 2)]) {
    case 0: problem(on: .iris, divisor: 1, customary: (.softmax, .categoricalCrossEntropy), features, options)
    case 1: problem(on: .breastCancer, divisor: 1, customary: (.sigmoid, .binaryCrossEntropy), features, options)
    default: problem(on: .digits, divisor: 16, customary: (.softmax, .categoricalCrossEntropy), features, options)
    }
  }

  /// - Parameter divisor: what makes raw numbers of order 1 where they all have one unit; 1 for "none".
  private mutating func problem(
    on table: RealData, divisor: Double, customary: (output: Activation, loss: Loss), _ features: Features,
    _ options: GeneratorOptions
  ) -> Problem<Double> {
    let columns = self.columns(of: table, options: options)
    let (output, loss) = realOutput(customary: customary, features: features, options: options)
    // Two classes need one sigmoid; every other output has a neuron per class, as far as the width allows.
    let isSingle = table.classCount == 2 && output == .sigmoid
    let outputWidth = isSingle ? 1 : min(table.classCount, options.maxWidth)
    var design = Design.drawn(features: features.subtracting([.wideLayer, .tiedCases]), options: options, from: &self)
    // Wide input, narrow layers above: as wide as the input would be costly and show nothing more.
    design.shape.widths = design.shape.widths.map { min($0, 10) }
    design.shape.widths[0] = columns.count
    design.shape.widths[design.shape.depth] = outputWidth
    design.activations[design.shape.depth - 1] = output
    design.loss = loss
    design.shape = design.shape.fitting(work: options.maxWork)
    let width = design.shape.widths[design.shape.depth]

    var problem = design.ordinaryProblem(features: features, from: &self)
    let rows = (0..<design.shape.caseCount).map { _ in integer(below: table.classes.count) }
    let isRaw = features.contains(.rawData)
    let source = isRaw ? table.raw : table.standardized
    let inDivisor = isRaw && chance(0.5) ? divisor : 1
    problem.inputs = Grid(rows: design.shape.widths[0], columns: rows.count) {
      source[rows[$1], columns[$0]] / inDivisor
    }
    if isRaw && !features.contains(.unscaledWeights) {
      for input in 0..<design.shape.widths[0] {
        let scale = table.scales[columns[input]] / inDivisor
        for neuron in 0..<design.shape.widths[1] { problem.network.layers[0].weights[neuron, input] /= scale }
      }
    }
    problem.targets = Grid(rows: width, columns: rows.count) {
      // Where fewer neurons than classes are allowed, classes share one.
      (isSingle ? table.classes[rows[$1]] : table.classes[rows[$1]] % width) == $0 ? 1 : 0
    }
    return problem
  }

  /// All measurements, or some of them in their order; never more than a layer may have neurons.
  private mutating func columns(of table: RealData, options: GeneratorOptions) -> [Int] {
    let all = Array(0..<table.raw.columns)
    if all.count <= options.maxWidth && chance(0.6) { return all }
    let wanted = integer(in: 1...min(all.count, options.maxWidth))
    // Selection sampling: each column with the chance that leaves just enough for the rest.
    var chosen: [Int] = []
    for column in all where integer(below: all.count - column) < wanted - chosen.count { chosen.append(column) }
    return chosen
  }

  /// The customary pair where the options allow it, else any that they allow.
  private mutating func realOutput(
    customary: (output: Activation, loss: Loss), features: Features, options: GeneratorOptions
  ) -> (Activation, Loss) {
    if options.losses.contains(customary.loss) && options.activations.contains(customary.output) { return customary }
    return output(in: options.scope, features: features)
  }
}
