import Networks

/// Small multiples of a power of two.
private struct DyadicScale {
  /// Numbers are multiples of 2^−`shift` …
  var shift: Int
  /// … from −`units` to `units` of them.
  var units: Int
}

extension Design {
  /// The design with activations, α, loss and reduction that are exact on dyadic numbers.
  func dyadic(options: GeneratorOptions, features: Features, from random: inout RandomSource) -> Design {
    let choices = options.scope.dyadic
    var design = self
    design.loss = .squaredError
    design.activations = (0..<shape.depth).map { _ in
      switch random.pick(choices) {
      case .leakyReLU: .leakyReLU(alpha: random.dyadicSlope(features: features))
      case let activation: activation
      }
    }
    if design.reduction == .mean {
      let power = Int.bitWidth - 1 - shape.caseCount.leadingZeroBitCount
      design.shape.caseCount = 1 << power
    }
    return design
  }

  /// Dyadic numbers, and as much of the shape as stays exact with them.
  ///
  /// Finer and larger numbers are tried first, then coarser ones, then fewer layers, narrower layers, fewer cases.
  /// One neuron, one input and one case of −1, 0 and 1 always fit: |wx + b| + |y| ≤ 3.
  func dyadicProblem(features: Features, from random: inout RandomSource) -> Problem<Double> {
    let limit = features.contains(.binary32Exact) ? 24 : 53
    var design = self
    // Deep networks leave few bits for each number; a start that can hardly fit would be time lost.
    let shift = max(0, random.integer(in: 0...(limit == 24 ? 4 : 8)) - shape.depth)
    var scale = DyadicScale(shift: shift, units: (1 << shift) * random.integer(in: 1...3))
    while true {
      let problem = design.problem(scale: scale, features: features, from: &random)
      if ProblemGenerator.dyadicBits(of: problem, upTo: limit) != nil { return problem }
      design.reduce(&scale)
    }
  }

  private mutating func reduce(_ scale: inout DyadicScale) {
    let widest = shape.widths.max() ?? 1
    if scale.shift > 0 {
      scale.shift -= 1
      scale.units = max(1, scale.units / 2)
    } else if scale.units > 1 {
      scale.units -= 1
    } else if shape.depth > 2 {
      shape.widths.remove(at: 1)
      activations.remove(at: 0)
    } else if widest > 4 || (widest > 1 && shape.caseCount == 1) {
      shape.widths = shape.widths.map { $0 == widest ? (widest + 1) / 2 : $0 }
    } else if shape.caseCount > 1 {
      // Of a power of two, a power of two.
      shape.caseCount /= 2
    } else if shape.depth > 1 {
      shape.widths.remove(at: 1)
      activations.remove(at: 0)
    } else {
      // A slope may still cost bits.
      activations = activations.map { activation in
        if case .leakyReLU = activation { .leakyReLU(alpha: 1) } else { activation }
      }
    }
  }

  private func problem(
    scale: DyadicScale, features: Features, from random: inout RandomSource
  ) -> Problem<Double> {
    func draw(_ random: inout RandomSource) -> Double { random.dyadic(units: scale.units, shift: scale.shift) }
    let layers = (1...shape.depth).map { layer in
      var weights = random.grid(rows: shape.widths[layer], columns: shape.widths[layer - 1], draw)
      if !features.contains(.negativeWeights) { weights = weights.map(abs) }
      let biases = (0..<shape.widths[layer]).map { _ in draw(&random) }
      return Layer(weights: weights, biases: biases, activation: activations[layer - 1])
    }
    return Problem(
      network: Network(layers: layers),
      inputs: random.grid(rows: shape.widths[0], columns: shape.caseCount, draw),
      targets: random.grid(rows: shape.widths[shape.depth], columns: shape.caseCount, draw),
      loss: loss, reduction: reduction)
  }
}

extension RandomSource {
  /// An α with few bits.
  fileprivate mutating func dyadicSlope(features: Features) -> Double {
    features.contains(.unusualSlopes) ? pick([0.25, 0.75, 1.5, 2, -0.5, -1, -2]) : pick([0.125, 0.25, 0.5])
  }
}
