import Networks

// Laws 5 and 6: what the output layer alone implies.

extension Trial {
  /// Law 5. Under squared error, targets equal to the outputs make every gradient zero.
  func fit(_ ledger: inout Ledger) throws {
    guard problem.loss == .squaredError else { return }
    var fitted = problem
    fitted.targets = evaluation.outputs
    let answer = try evaluate(fitted)
    let allowed = derived.fresh(fitted, implementation.formula).error
    for tensor in answeredTensors {
      let (observed, allowance) = (answer.gradient[tensor], allowed.gradient[tensor])
      let zero = Grid(repeating: 0.0, rows: observed.rows, columns: observed.columns)
      ledger.compare(
        subject(.fit, .gradient(tensor), against: "zero", scale: scaleOfSummands(tensor)), observed: observed,
        expected: zero, allowance: allowance)
    }
  }

  /// How large the entries of a gradient are before the targets take anything away: their own size, or that of the bound
  /// where they happen to vanish.
  private func scaleOfSummands(_ tensor: Tensor) -> Double {
    max(
      bounds.value.gradient[tensor].largestMagnitude,
      bounds.error.gradient[tensor].largestMagnitude / Tolerances.cancellation)
  }

  /// Law 6. Over a softmax output a constant added to all of b[L] leaves C unchanged, so Σⱼ δⱼ = 0 in every case and
  /// Σⱼ db[L]ⱼ = 0, whatever loss and targets.
  func softmaxShift(_ ledger: inout Ledger) throws {
    let L = problem.depth
    guard problem.network.layers[L - 1].activation == .softmax else { return }
    var shifted = problem
    shifted.network.layers[L - 1].biases = shifted.network.layers[L - 1].biases.map { $0 + 0.5 }
    let answer = try evaluate(shifted)
    let moved = derived.bounds(.shifted, shifted, implementation.formula)
    // Adding the constant rounds every bias, by u of it at most; Σ|db| of that reaches the cost.
    let rounding =
      zip(bounds.value.gradient.biases[L - 1], shifted.network.layers[L - 1].biases)
      .reduce(0) { $0 + ($1.0.magnitude + 1) * $1.1.magnitude * 0x1p-53 } * reductionWeight
    ledger.compare(
      subject(.softmaxShift, .cost, against: "b[\(L)] + 1/2"), observed: evaluation.cost, expected: answer.cost,
      allowance: bounds.error.cost + moved.error.cost + rounding)

    sumToZero(
      .gradient(.biases(layer: L)), [evaluation.gradient.biases[L - 1]], [bounds.error.gradient.biases[L - 1]], &ledger)
    if let deltas = evaluation.deltas, let errors = bounds.error.deltas {
      let cases = 0..<problem.caseCount
      sumToZero(.deltas(layer: L), cases.map(deltas[L - 1].column), cases.map(errors[L - 1].column), &ledger)
    }
  }

  private var reductionWeight: Double { problem.reduction == .sum ? Double(problem.caseCount) : 1 }

  /// |Σⱼ xⱼ| ≤ Σⱼ eⱼ + γₙ Σⱼ|xⱼ| for every column.
  private func sumToZero(_ quantity: Quantity, _ columns: [[Double]], _ errors: [[Double]], _ ledger: inout Ledger) {
    for (column, errors) in zip(columns, errors) {
      let magnitude = column.reduce(0) { $0 + $1.magnitude }
      let allowance = Tolerances.allowance(
        bound: errors.reduce(0, +), rounding: Double(column.count) * 0x1p-52 * magnitude)
      ledger.compare(
        subject(
          .softmaxShift, quantity, against: "a sum of zero", scale: max(magnitude, allowance / Tolerances.cancellation)),
        observed: column.reduce(0, +), expected: 0, allowance: allowance)
    }
  }
}
