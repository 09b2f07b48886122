import Networks

// Smaller problems made of a problem. Every one is made by `Problem.init`, which refuses what does not fit.

extension Problem<Double> {
  /// What becomes of the loss where the output layer is another one than before.
  enum NewOutput: CaseIterable {
    /// The layer keeps its activation and the problem its loss, where they go together.
    case asItIs
    /// The layer takes the activation of the old output.
    case oldActivation
    /// The loss becomes the squared error, which goes with everything.
    case squaredError
  }

  /// What becomes of two layers that were not neighbours and are not of one width.
  enum Joint: CaseIterable {
    /// Neurons of the wider one are left out.
    case cut
    /// Neurons of the narrower one are repeated.
    case padded

    fileprivate func width(_ below: Int, _ above: Int) -> Int {
      switch self {
      case .cut: min(below, above)
      case .padded: max(below, above)
      }
    }
  }

  /// The problem with some of its layers.
  ///
  /// - Parameters:
  ///   - layers: which, counted from 0, ascending, at least one.
  ///   - joint: how widths are made to fit.
  ///   - output: what to do about a new output layer.
  func keeping(layers kept: [Int], joint: Joint, output: NewOutput) -> Problem? {
    var layers = kept.map { network.layers[$0] }
    let last = layers.count - 1
    var loss = loss
    if kept[last] == depth - 1 {
      guard output == .asItIs else { return nil }
    } else {
      switch output {
      case .asItIs: guard loss.accepts(output: layers[last].activation) else { return nil }
      case .oldActivation: layers[last].activation = network.layers[depth - 1].activation
      case .squaredError: loss = .squaredError
      }
    }
    let below = [inputs.rows] + layers.map(\.width)
    let above = layers.map(\.inputWidth) + [targets.rows]
    let neurons = zip(below, above).map { ($0, $1, joint.width($0, $1)) }
    func cycle(_ count: Int, of available: Int) -> [Int] { (0..<count).map { $0 % available } }
    for index in layers.indices {
      let rows = cycle(neurons[index + 1].2, of: neurons[index + 1].0)
      let columns = cycle(neurons[index].2, of: neurons[index].1)
      layers[index] = layers[index].selecting(rows: rows, columns: columns)
    }
    return Problem(
      network: Network(layers: layers), inputs: inputs.selecting(rows: cycle(neurons[0].2, of: neurons[0].0)),
      targets: targets.selecting(rows: cycle(neurons[last + 1].2, of: neurons[last + 1].1)), loss: loss,
      reduction: reduction)
  }

  /// The problem with some of its neurons.
  ///
  /// - Parameter neurons: for the input and every layer which ones, or nil for all.
  func keeping(neurons: (_ layer: Int, _ width: Int) -> [Int]?) -> Problem {
    let kept = network.widths.enumerated().map { neurons($0, $1) ?? Array(0..<$1) }
    let layers = network.layers.enumerated().map { $1.selecting(rows: kept[$0 + 1], columns: kept[$0]) }
    return Problem(
      network: Network(layers: layers), inputs: inputs.selecting(rows: kept[0]),
      targets: targets.selecting(rows: kept[depth]), loss: loss, reduction: reduction)
  }

  /// The problem without a chunk of the neurons of some layers, where others remain.
  func dropping(_ chunk: Range<Int>, ofLayers layers: ClosedRange<Int>) -> Problem? {
    let smaller = keeping { layer, width in layers.contains(layer) ? kept(of: width, without: chunk) : nil }
    return smaller.network.widths == network.widths ? nil : smaller
  }

  /// The problem with at most so many neurons in every layer, and at most so many cases.
  func limited(width: Int, cases: Int) -> Problem {
    keeping { _, own in Array(0..<min(own, width)) }.selecting(cases: Array(0..<min(caseCount, cases)))
  }
}

extension Layer<Double> {
  fileprivate func selecting(rows: [Int], columns: [Int]) -> Layer {
    Layer(
      weights: weights.selecting(rows: rows).selecting(columns: columns), biases: rows.map { biases[$0] },
      activation: activation)
  }
}
