import Networks

/// The sizes that the parts of an expected answer must have. All unknown while the problem itself is faulty: then the
/// numbers are still checked, and the shapes once the problem is mended.
private struct Sizes {
  let depth: Count?
  let cases: Count?
  private let problem: Problem<Double>?

  init(_ problem: Problem<Double>?) {
    self.problem = problem
    depth = problem.map { Count($0.depth, "one per layer") }
    cases = problem.map { Count($0.caseCount, "one per case") }
  }

  var hiddenLayers: Count? { problem.map { Count($0.depth - 1, "one per hidden layer") } }

  /// nₗ, where layer 0 is the input. Nil for a layer that is one too many, which the list's own count has noted.
  func width(_ layer: Int) -> Count? {
    guard let widths = problem?.network.widths, widths.indices.contains(layer) else { return nil }
    return Count(widths[layer], layer == 0 ? "one per input" : "one per neuron of layer \(layer)")
  }

  func inputWidth(_ layer: Int) -> Count? {
    guard let width = width(layer - 1) else { return nil }
    return layer == 1 ? width : Count(width.number, "one per neuron of the layer below")
  }
}

extension CaseReader {
  private typealias PrintedGrid = ExpectedAnswer.PrintedGrid

  /// - Parameter problem: nil when it has faults of its own.
  mutating func expectedAnswer(
    _ value: JSONValue, at path: JSONPointer, of problem: Problem<Double>?
  ) -> ExpectedAnswer? {
    guard let members = members(of: value, at: path, Keys.expected) else { return nil }
    let before = faultCount
    let sizes = Sizes(problem)
    var expected = ExpectedAnswer()
    expected.cost = figure(members, "cost", at: path)
    expected.outputs = members["outputs"].flatMap {
      printedGrid($0, at: path.key("outputs"), rows: sizes.width(problem?.depth ?? 0), columns: sizes.cases)
    }
    expected.hiddenOutputs = casewise(members, "hidden_outputs", at: path, count: sizes.hiddenLayers, sizes)
    expected.preactivations = casewise(members, "preactivations", at: path, count: sizes.depth, sizes)
    expected.deltas = casewise(members, "deltas", at: path, count: sizes.depth, sizes)
    expected.weightGradients = weights(members, "weight_gradients", at: path, sizes)
    expected.biasGradients = biases(members, "bias_gradients", at: path, sizes)
    expected.inputGradient = members["input_gradient"].flatMap {
      printedGrid($0, at: path.key("input_gradient"), rows: sizes.width(0), columns: sizes.cases)
    }
    expected.update = members["update"].flatMap { update($0, at: path.key("update"), sizes) }
    return faultCount == before ? expected : nil
  }

  private mutating func update(_ value: JSONValue, at path: JSONPointer, _ sizes: Sizes) -> ExpectedUpdate? {
    guard let members = members(of: value, at: path, Keys.update) else { return nil }
    let rate = members["learning_rate"].flatMap {
      number($0, at: path.key("learning_rate"), as: Complaint.finiteNumber)
    }
    var update = ExpectedUpdate(learningRate: rate ?? 0)
    if let flag = members["biases"] {
      if case .bool(let moves) = flag {
        update.movesBiases = moves
      } else {
        note(
          path.key("biases"), found: flag.finding, expected: "true or false",
          advice: "say whether the step moves the biases; their values go to \"biases_after\"")
      }
    }
    update.weights = weights(members, "weights", at: path, sizes)
    update.biases = biases(members, "biases_after", at: path, sizes)
    update.cost = figure(members, "cost", at: path)
    return rate == nil ? nil : update
  }

  private mutating func figure(_ members: [String: JSONValue], _ key: String, at path: JSONPointer) -> PrintedNumber? {
    members[key].flatMap { number($0, at: path.key(key), as: Complaint.printedNumber) }
  }

  private mutating func printedGrid(
    _ value: JSONValue, at path: JSONPointer, rows: Count?, columns: Count?
  ) -> PrintedGrid? {
    grid(value, at: path, rows: rows, columns: columns, as: Complaint.printedNumberOrNull)
  }

  /// One grid per layer, neurons × cases.
  private mutating func casewise(
    _ members: [String: JSONValue], _ key: String, at path: JSONPointer, count: Count?, _ sizes: Sizes
  ) -> [PrintedGrid]? {
    guard let value = members[key] else { return nil }
    var layer = 0
    return list(value, at: path.key(key), of: "grids", count: count) { reader, value, path in
      layer += 1
      return reader.printedGrid(value, at: path, rows: sizes.width(layer), columns: sizes.cases)
    }
  }

  /// One grid per layer, of the weights' shape.
  private mutating func weights(
    _ members: [String: JSONValue], _ key: String, at path: JSONPointer, _ sizes: Sizes
  ) -> [PrintedGrid]? {
    guard let value = members[key] else { return nil }
    var layer = 0
    return list(value, at: path.key(key), of: "grids", count: sizes.depth) { reader, value, path in
      layer += 1
      return reader.printedGrid(value, at: path, rows: sizes.width(layer), columns: sizes.inputWidth(layer))
    }
  }

  /// One row of numbers per layer, of the biases' shape.
  private mutating func biases(
    _ members: [String: JSONValue], _ key: String, at path: JSONPointer, _ sizes: Sizes
  ) -> [[PrintedNumber?]]? {
    guard let value = members[key] else { return nil }
    var layer = 0
    return list(value, at: path.key(key), of: "rows", count: sizes.depth) { reader, value, path in
      layer += 1
      return reader.numbers(value, at: path, count: sizes.width(layer), as: Complaint.printedNumberOrNull)
    }
  }
}
