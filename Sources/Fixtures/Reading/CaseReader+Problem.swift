import Networks

extension CaseReader {
  /// What the network is asked.
  ///
  /// - Parameter isExact: whether every number must be there by its bits too, as beside a proof.
  mutating func problem(_ value: JSONValue, at path: JSONPointer, isExact: Bool = false) -> Problem<Double>? {
    guard let members = members(of: value, at: path, isExact ? Keys.exactProblem : Keys.problem) else { return nil }
    let before = faultCount
    let layers = members["layers"].flatMap { self.layers($0, at: path.key("layers"), isExact: isExact) }
    let loss = members["loss"].flatMap {
      word($0, at: path.key("loss"), among: Loss.allCases.map { ($0.rawValue, $0) })
    }
    let reduction = members["reduction"].flatMap {
      word($0, at: path.key("reduction"), among: Reduction.allCases.map { ($0.rawValue, $0) })
    }
    if let loss, let layers, let output = layers.last, !loss.accepts(output: output.activation) {
      note(
        path.key("loss"), found: "\(loss.rawValue) over an output layer of \(output.activation.name)",
        expected: "binary_cross_entropy over sigmoid, categorical_cross_entropy over softmax, squared_error over any",
        advice: "change the loss or the last layer's activation")
    }

    let inputs = members["inputs"].flatMap {
      grid(
        $0, at: path.key("inputs"),
        rows: layers?.first.map { Count($0.inputWidth, "one per column of the first weights") },
        columns: nil, as: Complaint.finiteNumber)
    }
    let targets = members["targets"].flatMap {
      grid(
        $0, at: path.key("targets"), rows: layers?.last.map { Count($0.width, "one per output neuron") },
        columns: inputs.map { Count($0.columns, "one per case, that is per column of the inputs") },
        as: loss.map { $0 == .squaredError } ?? true ? Complaint.finiteNumber : Complaint.probability)
    }
    if let inputs { expectBits(of: inputs, members, "inputs", at: path) }
    if let targets { expectBits(of: targets, members, "targets", at: path) }
    guard faultCount == before, let layers, let inputs, let targets, let loss, let reduction else { return nil }
    return Problem(
      network: Network(layers: layers), inputs: inputs, targets: targets, loss: loss, reduction: reduction)
  }

  /// Where a tensor is there by its bits too, they must be the same numbers.
  private mutating func expectBits(
    of decimals: Grid<Double>, _ members: [String: JSONValue], _ key: String, at path: JSONPointer
  ) {
    guard let value = members[key + Keys.bits] else { return }
    let path = path.key(key + Keys.bits)
    let bits = grid(
      value, at: path, rows: Count(decimals.rows, "as in \"\(key)\""),
      columns: Count(decimals.columns, "as in \"\(key)\""), as: Complaint.hex64)
    if let bits { expectSame(decimals, bits) { row, column in path.index(row).index(column) } }
  }

  /// Layers that fit each other; nil otherwise.
  private mutating func layers(_ value: JSONValue, at path: JSONPointer, isExact: Bool) -> [Layer<Double>]? {
    var below: Int?
    let last = if case .array(let values) = value { values.count - 1 } else { -1 }
    let layers = list(value, at: path, of: "layers") { reader, value, path -> Layer<Double>? in
      let layer = reader.layer(value, at: path, below: below, isExact: isExact)
      below = layer?.width
      return layer
    }
    guard let layers else { return nil }
    if layers.isEmpty {
      note(path, found: "no layers", expected: "at least one layer", advice: "add the output layer")
      return nil
    }
    for (index, layer) in layers.enumerated() where index < last && layer.activation == .softmax {
      note(
        path.index(index).key("activation"), found: "softmax in a hidden layer",
        expected: "softmax in the last layer only",
        advice: "choose another activation, or remove the layers above")
    }
    return layers
  }

  private mutating func layer(
    _ value: JSONValue, at path: JSONPointer, below: Int?, isExact: Bool
  ) -> Layer<Double>? {
    guard let members = members(of: value, at: path, isExact ? Keys.exactLayer : Keys.layer) else { return nil }
    let activation = activation(members, at: path, isExact: isExact)
    let weights = members["weights"].flatMap {
      grid(
        $0, at: path.key("weights"), rows: nil, columns: below.map { Count($0, "one per neuron of the layer below") },
        as: Complaint.finiteNumber)
    }
    let biases = members["biases"].flatMap {
      numbers(
        $0, at: path.key("biases"), count: weights.map { Count($0.rows, "one per row of the weights") },
        as: Complaint.finiteNumber)
    }
    if let weights { expectBits(of: weights, members, "weights", at: path) }
    if let biases, let value = members["biases" + Keys.bits] {
      let path = path.key("biases" + Keys.bits)
      let bits = numbers(value, at: path, count: Count(biases.count, "one per bias"), as: Complaint.hex64)
      if let bits, bits.count == biases.count {
        expectSame(Grid(column: biases), Grid(column: bits)) { row, _ in path.index(row) }
      }
    }
    guard let activation, let weights, let biases else { return nil }
    return Layer(weights: weights, biases: biases, activation: activation)
  }

  /// The activation with its α: of leaky_relu and elu it is required, elsewhere it would be ignored in silence.
  private mutating func activation(
    _ members: [String: JSONValue], at path: JSONPointer, isExact: Bool
  ) -> Activation? {
    guard let name = members["activation"],
      let activation = word(name, at: path.key("activation"), among: Activation.all.map { ($0.name, $0) })
    else { return nil }
    let alpha = members["alpha"].map { number($0, at: path.key("alpha"), as: Complaint.finiteNumber) }
    let bitsPath = path.key("alpha" + Keys.bits)
    if let value = members["alpha" + Keys.bits] {
      let bits = number(value, at: bitsPath, as: Complaint.hex64)
      if let bits, let decimal = alpha.flatMap({ $0 }) {
        expectSame(Grid(column: [decimal]), Grid(column: [bits])) { _, _ in bitsPath }
      }
    } else if isExact, alpha != nil, activation.alpha != nil {
      note(bitsPath, found: "nothing", expected: "the key \"alpha\(Keys.bits)\"", advice: "add it")
    }
    switch (activation, alpha) {
    case (.leakyReLU, let alpha?): return alpha.map { .leakyReLU(alpha: $0) }
    case (.elu, let alpha?): return alpha.map { .elu(alpha: $0) }
    case (.leakyReLU(let customary), nil), (.elu(let customary), nil):
      note(
        path.key("alpha"), found: "nothing", expected: "the α of \(activation.name)",
        advice: "add \"alpha\"; customary is \(customary)")
      return nil
    case (_, nil):
      guard members["alpha" + Keys.bits] != nil else { return activation }
      note(
        path.key("alpha" + Keys.bits), found: "an α for \(activation.name)", expected: "α with leaky_relu and elu only",
        advice: "remove it")
      return nil
    case (_, _?):
      note(
        path.key("alpha"), found: "an α for \(activation.name)", expected: "α with leaky_relu and elu only",
        advice: "remove it")
      return nil
    }
  }
}

extension Grid {
  fileprivate init(column: [Element]) { self.init(rows: column.count, columns: 1, elements: column) }
}
