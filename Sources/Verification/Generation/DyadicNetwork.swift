import Networks

extension ProblemGenerator {
  /// The bits of significand with which every operation on a problem is exact, whatever the order: forward, cost,
  /// backward, dW, db and dX.
  ///
  /// Sums and products may be formed in any order, 1/m and ½ folded in anywhere. A binary64 is exact up to 53, a
  /// binary32 up to 24; the exponents are within range then, too. The answer is an upper bound, by the network of
  /// absolute values on one grid per tensor.
  ///
  /// - Returns: nil where some operation may round: an activation other than linear, relu and leaky_relu, a loss other
  ///   than squared error, a mean over a number of cases that is no power of two, a number that is not finite, more
  ///   than 53 bits.
  public static func dyadicBits(of problem: Problem<Double>) -> Int? { dyadicBits(of: problem, upTo: 53) }

  /// The same, and nil as soon as more than `limit` bits are needed.
  static func dyadicBits(of problem: Problem<Double>, upTo limit: Int) -> Int? {
    let cases = problem.caseCount
    guard problem.loss == .squaredError else { return nil }
    // 1/m moves the grid, and nothing else, when m is a power of two.
    guard problem.reduction == .sum || cases & (cases - 1) == 0 else { return nil }
    let meanShift = problem.reduction == .sum ? 0 : cases.trailingZeroBitCount

    var demand = DyadicDemand(upTo: limit)
    guard let inputs = DyadicMagnitudes(of: problem.inputs.elements).flatMap({ demand.note($0) }),
      let targets = DyadicMagnitudes(of: problem.targets.elements).flatMap({ demand.note($0) })
    else { return nil }

    // Forward: |A[0]| … |A[L]|, and |W[1]| … |W[L]|.
    var outputs = [inputs]
    var weights: [DyadicMagnitudes] = []
    for layer in problem.network.layers {
      guard let w = DyadicMagnitudes(of: layer.weights.elements).flatMap({ demand.note($0) }),
        let biases = DyadicMagnitudes(of: layer.biases).flatMap({ demand.note($0) }),
        let product = DyadicMagnitudes.product(
          w, strides: (layer.inputWidth, 1), outputs[outputs.count - 1], strides: (cases, 1),
          rows: layer.width, inner: layer.inputWidth, columns: cases),
        let sum = DyadicMagnitudes.sum(product, biases.repeated(cases)).flatMap({ demand.note($0) }),
        let output = sum.through(layer.activation, demand: &demand)
      else { return nil }
      weights.append(w)
      outputs.append(output)
    }

    // |A[L]| + |Y|, and the cost: its halved squares, summed.
    guard let residual = DyadicMagnitudes.sum(outputs[outputs.count - 1], targets).flatMap({ demand.note($0) }),
      let cost = DyadicMagnitudes.product(
        residual, strides: (0, 1), residual, strides: (1, 0), rows: 1, inner: residual.units.count, columns: 1
      ).flatMap({ demand.note($0) }),
      var delta = residual.through(problem.network.layers[problem.depth - 1].activation, demand: &demand)
    else { return nil }
    demand.note(exponent: cost.exponent - 1 - meanShift)

    // Backward: |δ[L]| … |δ[1]|; db and dW of each layer, |Wᵀδ| below it, dX at last.
    for index in problem.network.layers.indices.reversed() {
      let layer = problem.network.layers[index]
      let ones = DyadicMagnitudes(exponent: 0, units: Array(repeating: 1, count: cases))
      guard
        let biasGradient = DyadicMagnitudes.product(
          delta, strides: (cases, 1), ones, strides: (1, 0), rows: layer.width, inner: cases, columns: 1
        ).flatMap({ demand.note($0) }),
        let weightGradient = DyadicMagnitudes.product(
          delta, strides: (cases, 1), outputs[index], strides: (1, cases),
          rows: layer.width, inner: cases, columns: layer.inputWidth
        ).flatMap({ demand.note($0) }),
        let below = DyadicMagnitudes.product(
          weights[index], strides: (1, layer.inputWidth), delta, strides: (cases, 1),
          rows: layer.inputWidth, inner: layer.width, columns: cases
        ).flatMap({ demand.note($0) })
      else { return nil }
      demand.note(exponent: min(biasGradient.exponent, weightGradient.exponent, below.exponent) - meanShift)
      guard index > 0 else { break }
      guard let next = below.through(problem.network.layers[index - 1].activation, demand: &demand) else { return nil }
      delta = next
    }
    return demand.answer
  }
}

extension DyadicMagnitudes {
  /// A column as `count` equal columns, row-major.
  fileprivate func repeated(_ count: Int) -> DyadicMagnitudes {
    DyadicMagnitudes(
      exponent: exponent, units: units.flatMap { Array(repeating: $0, count: count) })
  }

  /// What g, or a multiplication by g′, makes of a magnitude: itself, or |α| times as much, whichever is larger, on a
  /// grid that holds both.
  fileprivate func through(_ activation: Activation, demand: inout DyadicDemand) -> DyadicMagnitudes? {
    switch activation {
    case .linear, .relu: return self
    case .leakyReLU(let alpha):
      guard let slope = DyadicMagnitudes(of: [alpha]).flatMap({ demand.note($0) }) else { return nil }
      let scaled = DyadicMagnitudes.product(
        self, strides: (1, 0), slope, strides: (0, 0), rows: units.count, inner: 1, columns: 1)
      let finer = min(exponent, exponent + slope.exponent)
      guard let straight = on(exponent: finer), let bent = scaled?.on(exponent: finer) else { return nil }
      return demand.note(
        DyadicMagnitudes(exponent: finer, units: zip(straight.units, bent.units).map { max($0, $1) }))
    case .sigmoid, .tanh, .elu, .softplus, .silu, .gelu, .softmax: return nil
    }
  }
}
