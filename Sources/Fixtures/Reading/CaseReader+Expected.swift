import Networks

extension CaseReader {
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
      grid(
        $0, at: path.key("outputs"), rows: sizes.outputs, columns: sizes.cases,
        as: Complaint.printedNumberOrNull)
    }
    expected.hiddenOutputs = casewise(
      members, "hidden_outputs", at: path, count: sizes.hiddenLayers, sizes, as: Complaint.printedNumberOrNull)
    expected.preactivations = casewise(
      members, "preactivations", at: path, count: sizes.depth, sizes, as: Complaint.printedNumberOrNull)
    expected.deltas = casewise(
      members, "deltas", at: path, count: sizes.depth, sizes, as: Complaint.printedNumberOrNull)
    expected.weightGradients = weights(members, "weight_gradients", at: path, sizes, as: Complaint.printedNumberOrNull)
    expected.biasGradients = biases(members, "bias_gradients", at: path, sizes, as: Complaint.printedNumberOrNull)
    expected.inputGradient = members["input_gradient"].flatMap {
      grid(
        $0, at: path.key("input_gradient"), rows: sizes.width(0), columns: sizes.cases,
        as: Complaint.printedNumberOrNull)
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
    update.weights = weights(members, "weights", at: path, sizes, as: Complaint.printedNumberOrNull)
    update.biases = biases(members, "biases_after", at: path, sizes, as: Complaint.printedNumberOrNull)
    update.cost = figure(members, "cost", at: path)
    return rate == nil ? nil : update
  }

  private mutating func figure(_ members: [String: JSONValue], _ key: String, at path: JSONPointer) -> PrintedNumber? {
    members[key].flatMap { number($0, at: path.key(key), as: Complaint.printedNumber) }
  }
}
