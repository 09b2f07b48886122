import Networks

/// The gradients of all implementations of a problem against derivatives of its cost that were found without
/// backpropagation: by GSL's difference rules, and by dual numbers. An estimate is made once and serves all of them.
struct DerivativeChecks {
  let problem: Problem<Double>
  let trials: [Trial]
  let oracles: Oracles
  let numeric: any NumericOracle
  let enclosing: Enclosing

  /// A component of the gradient, or its product with a direction, with its rounding bound.
  private struct Component {
    var axis: Axis
    /// Of what; nil for all weights and biases together.
    var tensor: Tensor?
    var quantity: Quantity
    /// "dW[2][0][1]", "dW[2] along random signs"
    var label: String
    var value: (Trial) -> Estimate
    /// The size of what the value is made of.
    var scale: (Trial) -> Double
  }

  /// Entries one by one against GSL.
  func entries(_ sampling: Sampling, _ ledger: inout Ledger) throws {
    for entry in sampling.entries(of: problem) { try check(.gsl, component(entry), &ledger) }
  }

  /// Random directions against GSL.
  func directions(_ sampling: Sampling, _ ledger: inout Ledger) throws {
    for (tensor, direction) in sampling.directions(of: problem) {
      try check(.directions, component(tensor, direction), &ledger)
    }
  }

  /// Random directions against dual numbers, to the last digit.
  func duals(_ sampling: Sampling, _ ledger: inout Ledger) {
    for (tensor, direction) in sampling.directions(of: problem) {
      let component = component(tensor, direction)
      let exact = oracles.derivative(problem, component.axis)
      for trial in trials where answers(trial, component, .dual, &ledger) {
        book(.dual, component, trial, component.value(trial), exact, against: "dual numbers", &ledger)
      }
    }
  }

  /// Whether the implementation returns what the component is part of; where it does not, that is booked.
  private func answers(_ trial: Trial, _ component: Component, _ check: Check, _ ledger: inout Ledger) -> Bool {
    if component.tensor != .inputs || trial.evaluation.hasInputGradient { return true }
    ledger.unsupported(check)
    return false
  }

  private func component(_ entry: Entry) -> Component {
    Component(
      axis: .entry(entry), tensor: entry.tensor, quantity: .gradient(entry.tensor), label: "d\(entry)",
      value: { trial in
        Estimate(
          value: trial.evaluation.gradient[entry.tensor][entry.row, entry.column],
          error: trial.bounds.error.gradient[entry.tensor][entry.row, entry.column])
      },
      scale: { trial in trial.scale(of: entry.tensor) })
  }

  private func component(_ tensor: Tensor?, _ direction: Gradient<Double>) -> Component {
    let tensors = tensor.map { [$0] } ?? problem.tensors.filter { $0 != .inputs }
    // ⟨g, d⟩ with |d| = 1: Σ eᵢ, and γₙ Σ|gᵢ| for the sum itself; the magnitudes are the textbook's, since those of a wrong
    // gradient may be infinite and would excuse it.
    func project(_ trial: Trial) -> (value: Double, error: Double, magnitude: Double) {
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
      return (value, Tolerances.allowance(bound: error, rounding: count * 0x1p-52 * magnitude), magnitude)
    }
    return Component(
      axis: .direction(direction), tensor: tensor, quantity: .gradient(tensors[0]),
      label: tensor.map { "d\($0) along random signs" } ?? "all dW and db along random signs",
      value: { trial in
        let (value, error, _) = project(trial)
        return Estimate(value: value, error: error)
      },
      scale: { trial in
        let magnitude = project(trial).magnitude
        return magnitude == 0 ? trial.largestGradient : magnitude
      })
  }

  /// Compares with one numeric estimate after the other until one agrees. Where none does, the enclosure decides: a
  /// disagreement with GSL alone is a suspicion.
  private func check(_ check: Check, _ component: Component, _ ledger: inout Ledger) throws {
    var estimates: [NumericEstimate] = []
    for trial in trials where answers(trial, component, check, &ledger) {
      let value = component.value(trial)
      let scale = component.scale(trial)
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
        let decides = Tolerances.decides(allowance, magnitude: estimate.value.magnitude, scale: scale)
        if decides && error <= allowance { agreed = (error, allowance) }
        // Outside its allowance is suspicious however large the allowance is; so is NaN.
        if !(error <= allowance) { suspicious = true }
      }
      if let agreed {
        ledger.record(.pass, check, error: agreed.error, allowance: agreed.allowance)
      } else if suspicious {
        decide(check, component, trial, value, &ledger)
      } else {
        ledger.record(crossed ? .kink : .undecidable(.numeric), check, error: 0, allowance: 0)
      }
    }
  }

  /// The judgement on a suspicion: dual numbers where they clear the program, else the proven derivative of the forward pass.
  private func decide(
    _ check: Check, _ component: Component, _ trial: Trial, _ value: Estimate, _ ledger: inout Ledger
  ) {
    let dual = oracles.derivative(problem, component.axis)
    let verdict = ledger.judge(
      observed: value.value, expected: dual.value, allowance: value.error + dual.error, scale: component.scale(trial),
      atKink: trial.bounds.atKink || dual.atKink)
    let proven =
      verdict != .pass && enclosing.affords(problem)
      ? oracles.trueDerivative(problem, component.axis, enclosing.mostBits) { estimate in
        estimate.error
          <= max(value.error * Tolerances.enclosureShare, Tolerances.enclosureDigits * estimate.value.magnitude)
      } : nil
    let agrees = book(
      check, component, trial, value, proven ?? dual,
      against: proven == nil
        ? "GSL, and dual numbers agree with GSL" : "GSL, and the proven derivative agrees with GSL",
      &ledger)
    if agrees { ledger.recordCleared(check) }
  }

  /// - Returns: whether it passed. Where nothing is decided, dual numbers took nobody's side.
  @discardableResult
  private func book(
    _ check: Check, _ component: Component, _ trial: Trial, _ value: Estimate, _ exact: Estimate, against: String,
    _ ledger: inout Ledger
  ) -> Bool {
    let allowance = value.error + exact.error
    var verdict = ledger.judge(
      observed: value.value, expected: exact.value, allowance: allowance, scale: component.scale(trial),
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
