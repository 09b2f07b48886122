import Networks

/// The gradients of all implementations of a problem against derivatives of its cost that were found without
/// backpropagation: by GSL's difference rules, and by dual numbers. An estimate is made once and serves all of them.
struct DerivativeChecks {
  let problem: Problem<Double>
  let trials: [Trial]
  let oracles: Oracles
  let numeric: any NumericOracle
  let enclosing: Enclosing

  /// A component of the gradient, or its product with a direction.
  private struct Component {
    var axis: Axis
    /// Of what; nil for all weights and biases together.
    var tensor: Tensor?

    var quantity: Quantity { .gradient(tensor ?? .weights(layer: 1)) }

    /// "dW[2][0][1]", "dW[2] along random signs"
    var label: String {
      switch axis {
      case .entry(let entry): "d\(entry)"
      case .direction: tensor.map { "d\($0) along random signs" } ?? "all dW and db along random signs"
      }
    }
  }

  /// What an implementation says of a component.
  private struct Claim {
    /// With its rounding bound.
    var estimate: Estimate
    /// The size of what the value is made of.
    var scale: Double
  }

  /// Entries one by one against GSL.
  func entries(_ sampling: Sampling, _ ledger: inout Ledger) throws {
    let entries = sampling.entries(of: problem)
    numeric.prepare(for: entries)
    var estimates: [NumericEstimate] = []
    var answers: [TensorAnswer] = []
    var answered: Tensor?
    for entry in entries {
      if entry.tensor != answered {
        answers = trials.map { TensorAnswer($0, entry.tensor) }
        answered = entry.tensor
      }
      let component = Component(axis: .entry(entry), tensor: entry.tensor)
      try check(.gsl, component, &estimates, &ledger) { answers[$0].claim(entry) }
    }
  }

  /// Random directions against GSL.
  func directions(_ sampling: Sampling, _ ledger: inout Ledger) throws {
    var estimates: [NumericEstimate] = []
    for (tensor, direction) in sampling.directions(of: problem) {
      let component = Component(axis: .direction(direction), tensor: tensor)
      try check(.directions, component, &estimates, &ledger) { projection(trials[$0], tensor, direction) }
    }
  }

  /// Random directions against dual numbers, to the last digit.
  func duals(_ sampling: Sampling, _ ledger: inout Ledger) {
    for (tensor, direction) in sampling.directions(of: problem) {
      let component = Component(axis: .direction(direction), tensor: tensor)
      let exact = oracles.derivative(problem, component.axis)
      for trial in trials where answers(trial, component, .dual, &ledger) {
        let claim = projection(trial, tensor, direction)
        book(.dual, component, trial, claim, exact, against: "dual numbers", &ledger)
      }
    }
  }

  /// Whether the implementation returns what the component is part of; where it does not, that is booked.
  private func answers(_ trial: Trial, _ component: Component, _ check: Check, _ ledger: inout Ledger) -> Bool {
    if component.tensor != .inputs || trial.evaluation.hasInputGradient { return true }
    ledger.unsupported(check)
    return false
  }

  /// What a trial answers for one tensor, looked up once for all of its entries.
  private struct TensorAnswer {
    let gradient: Grid<Double>
    let error: Grid<Double>
    let scale: Double

    init(_ trial: Trial, _ tensor: Tensor) {
      gradient = trial.evaluation.gradient[tensor]
      error = trial.bounds.error.gradient[tensor]
      scale = trial.scale(of: tensor)
    }

    func claim(_ entry: Entry) -> Claim {
      Claim(
        estimate: Estimate(value: gradient[entry.row, entry.column], error: error[entry.row, entry.column]),
        scale: scale)
    }
  }

  /// ⟨g, d⟩ with |d| = 1: Σ eᵢ, and γₙ Σ|gᵢ| for the sum itself; the magnitudes are the textbook's, since those of a wrong
  /// gradient may be infinite and would excuse it.
  private func projection(_ trial: Trial, _ tensor: Tensor?, _ direction: Gradient<Double>) -> Claim {
    let tensors = tensor.map { [$0] } ?? problem.tensors.filter { $0 != .inputs }
    var (value, error, magnitude, count) = (0.0, 0.0, 0.0, 0.0)
    for tensor in tensors {
      let (g, e, d) = (trial.evaluation.gradient[tensor], trial.bounds.error.gradient[tensor], direction[tensor])
      let textbook = trial.bounds.value.gradient[tensor]
      for index in g.elements.indices {
        value += g.elements[index] * d.elements[index]
        error += e.elements[index]
        magnitude += textbook.elements[index].magnitude
        count += 1
      }
    }
    let allowance = Tolerances.allowance(bound: error, rounding: count * 0x1p-52 * magnitude)
    return Claim(
      estimate: Estimate(value: value, error: allowance), scale: magnitude == 0 ? trial.largestGradient : magnitude)
  }

  /// Compares with one numeric estimate after the other until one agrees. Where none does, the enclosure decides: a
  /// disagreement with GSL alone is a suspicion.
  ///
  /// - Parameters:
  ///   - estimates: room for them, so that it need not be found for every component.
  ///   - claim: what the trial of this index says.
  private func check(
    _ check: Check, _ component: Component, _ estimates: inout [NumericEstimate], _ ledger: inout Ledger,
    _ claim: (Int) -> Claim
  ) throws {
    estimates.removeAll(keepingCapacity: true)
    for (index, trial) in trials.enumerated() where answers(trial, component, check, &ledger) {
      let claim = claim(index)
      let value = claim.estimate
      var (crossed, suspicious, attempt) = (trial.bounds.atKink, false, 0)
      var agreed: (error: Double, allowance: Double)?
      while agreed == nil {
        if attempt == estimates.count {
          guard let next = try numeric.estimate(component.axis, attempt: attempt) else { break }
          estimates.append(next)
        }
        let estimate = estimates[attempt]
        attempt += 1
        if estimate.crossesKink {
          crossed = true
          continue
        }
        let allowance = value.error + estimate.allowance
        let error = (value.value - estimate.value).magnitude
        let decides = Tolerances.decides(allowance, magnitude: estimate.value.magnitude, scale: claim.scale)
        if decides && error <= allowance { agreed = (error, allowance) }
        // Outside its allowance is suspicious however large the allowance is; so is NaN.
        if !(error <= allowance) { suspicious = true }
      }
      if let agreed {
        ledger.record(.pass, check, error: agreed.error, allowance: agreed.allowance)
      } else if suspicious {
        decide(check, component, trial, claim, &ledger)
      } else {
        ledger.record(crossed ? .kink : .undecidable(.numeric), check, error: 0, allowance: 0)
      }
    }
  }

  /// The judgement on a suspicion: dual numbers where they clear the program, else the proven derivative of the forward pass.
  private func decide(
    _ check: Check, _ component: Component, _ trial: Trial, _ claim: Claim, _ ledger: inout Ledger
  ) {
    let value = claim.estimate
    let dual = oracles.derivative(problem, component.axis)
    let verdict = ledger.judge(
      observed: value.value, expected: dual.value, allowance: value.error + dual.error, scale: claim.scale,
      atKink: trial.bounds.atKink || dual.atKink)
    let proven =
      verdict != .pass && enclosing.affords(problem)
      ? oracles.trueDerivative(problem, component.axis, enclosing.mostBits) { estimate in
        estimate.error
          <= max(value.error * Tolerances.enclosureShare, Tolerances.enclosureDigits * estimate.value.magnitude)
      } : nil
    let agrees = book(
      check, component, trial, claim, proven ?? dual,
      against: proven == nil
        ? "GSL, and dual numbers agree with GSL" : "GSL, and the proven derivative agrees with GSL",
      &ledger)
    if agrees { ledger.recordCleared(check) }
  }

  /// - Returns: whether it passed. Where nothing is decided, dual numbers took nobody's side.
  @discardableResult
  private func book(
    _ check: Check, _ component: Component, _ trial: Trial, _ claim: Claim, _ exact: Estimate, against: String,
    _ ledger: inout Ledger
  ) -> Bool {
    let value = claim.estimate
    let allowance = value.error + exact.error
    var verdict = ledger.judge(
      observed: value.value, expected: exact.value, allowance: allowance, scale: claim.scale,
      atKink: trial.bounds.atKink)
    // An allowance that spans a kink may be small beside the sum it is part of, and still decides nothing.
    if verdict != .fail && exact.atKink { verdict = .kink }
    ledger.record(verdict, check, error: (value.value - exact.value).magnitude, allowance: allowance)
    guard verdict == .fail else { return verdict == .pass }
    ledger.record(
      Finding(
        check: check, implementation: trial.implementation.name, against: against,
        quantity: component.quantity.description, entry: component.label, observed: value.value,
        expected: exact.value, allowance: allowance, failing: 1, compared: 1))
    return false
  }
}
