import Networks

extension Design {
  /// The numbers of an ordinary problem: inputs, biases and pre-activations of order 1.
  func ordinaryProblem(features: Features, from random: inout RandomSource) -> Problem<Double> {
    let (widths, caseCount) = (shape.widths, shape.caseCount)
    let steepLayer = features.contains(.steepLayers) ? random.integer(in: 1...shape.depth) : 0
    var layers: [Layer<Double>] = []
    layers.reserveCapacity(shape.depth)
    for layer in 1...shape.depth {
      let (width, inputWidth) = (widths[layer], widths[layer - 1])
      // A sum of n terms of variance 1/n has variance 1.
      var factor = (0.5 + random.uniform()) / Double(inputWidth).squareRoot()
      if layer == steepLayer { factor *= 4 }
      layers.append(
        Layer(
          weights: random.weights(rows: width, columns: inputWidth, factor: factor, features: features),
          biases: random.biases(count: width, features: features),
          activation: activations[layer - 1]))
    }
    let inputs = random.grid(rows: widths[0], columns: caseCount) { $0.bell() }
    return Problem(
      network: Network(layers: layers), inputs: inputs,
      targets: random.targets(for: self, features: features), loss: loss, reduction: reduction)
  }
}

extension RandomSource {
  /// Numbers drawn row by row.
  mutating func grid(
    rows: Int, columns: Int, _ draw: (inout RandomSource) -> Double
  ) -> Grid<Double> {
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns)
    for _ in 0..<rows * columns { elements.append(draw(&self)) }
    return Grid(rows: rows, columns: columns, elements: elements)
  }

  mutating func weights(rows: Int, columns: Int, factor: Double, features: Features) -> Grid<Double> {
    if features.contains(.negativeWeights) {
      grid(rows: rows, columns: columns) { factor * $0.bell() }
    } else {
      grid(rows: rows, columns: columns) { factor * abs($0.bell()) }
    }
  }

  mutating func biases(count: Int, features: Features) -> [Double] {
    let zeros = features.contains(.zeroBiases) ? pick([0.3, 1]) : 0
    return (0..<count).map { _ in chance(zeros) ? 0 : bell() }
  }

  /// A number between two powers of two: any exponent of the range, any significand, as likely as any other.
  mutating func magnitude(exponents: ClosedRange<Int>) -> Double {
    powerOfTwo(integer(in: exponents)) * (1 + uniform())
  }
}
