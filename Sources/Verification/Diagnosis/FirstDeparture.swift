import Networks

// The walk: forward from the first layer up, the cost, δ from the last layer down, dW and db, dX, the update.

extension Symptoms {
  /// The first quantity with an entry outside its allowance; nil where all agree.
  var firstDeparture: Departure? {
    forwardDeparture ?? costDeparture ?? (observed.deltas == nil ? hiddenErrorDeparture : errorDeparture)
      ?? gradientDeparture ?? inputDeparture ?? updateDeparture
  }

  /// Z[1], A[1], Z[2] … A[L].
  private var forwardDeparture: Departure? {
    var steps: [ForwardStep] = []
    var agreeing: String? = nil
    for step in (1...depth).flatMap({ [ForwardStep.preactivation($0), .activation($0)] }) {
      steps.append(step)
      guard let evidence = evidence(step.quantity(depth: depth)) else { continue }
      guard !evidence.departures.isEmpty else {
        (steps, agreeing) = ([], evidence.name)
        continue
      }
      let suspect = steps.count == 1 || Set(steps.map(\.layer)).count == 1 ? steps[0] : nil
      let hidden = steps.dropLast().map { $0.quantity(depth: depth).description }
      let subject =
        suspect.map { hidden.isEmpty ? "layer \($0.layer), \(step.equation.rawValue)" : "layer \($0.layer), forward" }
        ?? "forward"
      let context =
        (agreeing.map { " while \($0) agrees" } ?? "")
        + (hidden.isEmpty ? "" : "; \(hidden.joined(separator: ", ")) \(hidden.count == 1 ? "is" : "are") not returned")
      return Departure(
        equation: hidden.isEmpty ? step.equation : .preactivation, layer: suspect?.layer,
        place: "\(subject): \(evidence.name) departs\(context)", evidence: [evidence], steps: steps)
    }
    return nil
  }

  private var costDeparture: Departure? {
    guard let evidence = evidence(.cost), !evidence.departures.isEmpty else { return nil }
    return Departure(
      equation: .cost, layer: nil, place: "the cost departs while \(outputsAgree)", evidence: [evidence])
  }

  /// What is known of A[L] where nothing before it departs.
  private var outputsAgree: String { observed.hasOutputs ? "the outputs agree" : "the outputs are not returned" }

  /// δ[L] down to δ[1], where they are returned.
  private var errorDeparture: Departure? {
    for layer in (1...depth).reversed() {
      guard let evidence = evidence(.deltas(layer: layer)), !evidence.departures.isEmpty else { continue }
      let above = layer == depth ? outputsAgree : "δ[\(layer + 1)] agrees"
      return Departure(
        equation: layer == depth ? .bp1 : .bp2, layer: layer,
        place: "layer \(layer), \(layer == depth ? "BP1" : "BP2"): δ[\(layer)] departs while \(above)",
        evidence: [evidence])
    }
    return nil
  }

  /// Where δ is not returned: the first layer from the top in which both dW and db depart, unless something that is made of
  /// its δ agrees.
  private var hiddenErrorDeparture: Departure? {
    for layer in (1...depth).reversed() {
      guard let weights = evidence(.gradient(.weights(layer: layer))),
        let biases = evidence(.gradient(.biases(layer: layer)))
      else { continue }
      // dW = δ · 0 says nothing about δ.
      let silent = weights.expected.elements.allSatisfy { $0.value == 0 && $0.error == 0 } && weights.departures.isEmpty
      guard !biases.departures.isEmpty, !weights.departures.isEmpty || silent else {
        if weights.departures.isEmpty && biases.departures.isEmpty { continue }
        return nil
      }
      if witness(of: layer) != nil { return nil }
      let above = layer == depth ? outputsAgree : "dW[\(layer + 1)] and db[\(layer + 1)] agree"
      return Departure(
        equation: layer == depth ? .bp1 : .bp2, layer: layer,
        place: "layer \(layer), \(layer == depth ? "BP1" : "BP2"): "
          + (silent ? "db[\(layer)] departs" : "dW[\(layer)] and db[\(layer)] depart") + " while \(above)",
        evidence: onlyCase(biases, layer).map { [$0] } ?? (silent ? [biases] : [biases, weights]))
    }
    return nil
  }

  /// Of a single case db is δ itself.
  private func onlyCase(_ biases: Evidence, _ layer: Int) -> Evidence? {
    guard problem.caseCount == 1, let expected = deltas(layer), expected.hasShape(of: biases.observed) else {
      return nil
    }
    return Evidence(
      name: "δ[\(layer)]", quantity: .deltas(layer: layer), observed: biases.observed, expected: expected)
  }

  /// A quantity that agrees and is made of δ[l], so that δ[l] is right.
  private func witness(of layer: Int) -> String? {
    let below = (1..<layer).flatMap { [Quantity.gradient(.weights(layer: $0)), .gradient(.biases(layer: $0))] }
    let own = layer == 1 ? [Quantity.gradient(.inputs)] : below + [.gradient(.inputs)]
    return own.compactMap { evidence($0) }.first { $0.agreesMeaningfully }?.name
  }

  /// dW and db from the last layer down; δ is right here.
  private var gradientDeparture: Departure? {
    for layer in (1...depth).reversed() {
      guard let weights = evidence(.gradient(.weights(layer: layer))),
        let biases = evidence(.gradient(.biases(layer: layer)))
      else { continue }
      let error = "δ[\(layer)]"
      let known = observed.deltas != nil
      switch (!weights.departures.isEmpty, !biases.departures.isEmpty) {
      case (false, false): continue
      case (true, true):
        let witness = known ? error : witness(of: layer) ?? error
        return Departure(
          equation: .bp4, layer: layer,
          place: "layer \(layer), BP4 and BP3: \(weights.name) and \(biases.name) depart while \(witness) agrees"
            + (known ? "" : ", so \(error) is right"),
          evidence: [weights])
      case (let inWeights, _):
        let (departing, other) = inWeights ? (weights, biases) : (biases, weights)
        return Departure(
          equation: inWeights ? .bp4 : .bp3, layer: layer,
          place: "layer \(layer), \(inWeights ? "BP4" : "BP3"): \(departing.name) departs while "
            + (known ? "\(error) agrees" : "\(other.name) agrees, so \(error) is right"),
          evidence: [departing])
      }
    }
    return nil
  }

  private var inputDeparture: Departure? {
    guard let evidence = evidence(.gradient(.inputs)), !evidence.departures.isEmpty else { return nil }
    let context = observed.deltas == nil ? "dW[1] and db[1] agree, so δ[1] is right" : "δ[1] agrees"
    return Departure(
      equation: .inputGradient, layer: 1, place: "layer 1, dX: dX departs while \(context)", evidence: [evidence])
  }

  /// The steps θ′ − θ from the last layer down: they say more than the parameters themselves.
  private var updateDeparture: Departure? {
    guard let update, update.observed.widths == problem.network.widths,
      update.expected.widths == problem.network.widths
    else { return nil }
    var (observed, expected) = (problem, problem)
    (observed.network, expected.network) = (update.observed, update.expected)
    for tensor in problem.tensors.reversed() where tensor != .inputs {
      guard let allowed = allowance[.gradient(tensor)] else { continue }
      let (old, new, truth) = (problem[tensor], observed[tensor], expected[tensor])
      let evidence = Evidence(
        name: "the step of \(tensor)", quantity: nil,
        observed: Grid(rows: old.rows, columns: old.columns) { new[$0, $1] - old[$0, $1] },
        expected: Grid(rows: old.rows, columns: old.columns) { row, column in
          let (start, next) = (old[row, column], truth[row, column])
          // The product, the sum, and the difference taken here are rounded, each by the other side too.
          let rounding = 0x1p-50 * (start.magnitude + next.magnitude)
          return Approximation(
            next - start, error: rounding + update.learningRate.magnitude * allowed[row, column])
        })
      guard !evidence.departures.isEmpty else { continue }
      return Departure(
        equation: .update, layer: tensor.layer, place: "update: \(tensor) departs while its gradient agrees",
        evidence: [evidence])
    }
    return nil
  }
}

extension Tensor {
  /// nil for the inputs.
  var layer: Int? {
    switch self {
    case .weights(let layer), .biases(let layer): layer
    case .inputs: nil
    }
  }
}
