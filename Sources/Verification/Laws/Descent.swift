import Networks

// Laws 9 and 12: along a line, the cost is what the gradient says.

extension Trial {
  /// Law 9. In a linear network under squared error C is exactly quadratic along any one weight, so a central difference
  /// has no truncation error whatever its step: C(w+h) − C(w−h) = 2h ∂C/∂w. Here h = 1/2.
  func quadratic(_ ledger: inout Ledger) throws {
    guard problem.loss == .squaredError, problem.network.layers.allSatisfy({ $0.activation == .linear }) else { return }
    for tensor in answeredTensors {
      let grid = problem[tensor]
      // One entry per tensor; over the problems every position is met.
      let entry = Entry(tensor, row: (grid.rows - 1) / 2, column: grid.columns / 2)
      var (cost, error) = ([0.0, 0.0], 0.0)
      for (index, h) in [-0.5, 0.5].enumerated() {
        var moved = problem
        moved[entry] += h
        // w + h must be exact, or it is another h.
        guard moved[entry] - h == problem[entry], moved[entry] - problem[entry] == h else { return }
        cost[index] = try evaluate(moved).cost
        error += derived.bounds(.moved(entry, index), moved, implementation.formula).error.cost
      }
      let g = evaluation.gradient[tensor][entry.row, entry.column]
      let allowance =
        error + bounds.error.gradient[tensor][entry.row, entry.column] + (cost[0] - cost[1]).magnitude * 0x1p-52
      ledger.compare(
        Ledger.Subject(
          check: .quadratic, implementation: implementation.name, against: "C(w+½) − C(w−½), \(entry)",
          quantity: .gradient(tensor), scale: max(g.magnitude, cost[0], cost[1])),
        observed: g, expected: cost[1] - cost[0], allowance: allowance)
    }
  }

  /// Law 12, first half. One update equals θ − η∇C within γ₂ (|θ| + |η∇C|).
  func update(_ ledger: inout Ledger) throws {
    let η = 0.375
    guard implementation.hasUpdate else { return }
    guard let next = try implementation.update(problem, learningRate: η) else {
      ledger.unsupported(.update)
      return
    }
    guard next.depth == problem.depth else {
      ledger.misshapen(
        .update, implementation.name, .gradient(.weights(layer: 1)), found: "\(next.depth) layers",
        expected: "\(problem.depth) layers")
      return
    }
    for l in 1...problem.depth {
      let (old, new, g) = (problem.network.layers[l - 1], next.layers[l - 1], evaluation.gradient)
      updated(.weights(layer: l), old.weights, new.weights, g.weights[l - 1], η, &ledger)
      updated(.biases(layer: l), column(old.biases), column(new.biases), column(g.biases[l - 1]), η, &ledger)
    }
  }

  private func column(_ values: [Double]) -> Grid<Double> { Grid(rows: values.count, columns: 1, elements: values) }

  private func updated(
    _ tensor: Tensor, _ old: Grid<Double>, _ new: Grid<Double>, _ g: Grid<Double>, _ η: Double, _ ledger: inout Ledger
  ) {
    guard (new.rows, new.columns) == (old.rows, old.columns) else {
      ledger.misshapen(
        .update, implementation.name, .gradient(tensor), found: "θ − η∇C of \(new.shape)", expected: old.shape)
      return
    }
    func each(_ value: (Double, Double) -> Double) -> Grid<Double> {
      Grid(rows: old.rows, columns: old.columns) { value(old[$0, $1], g[$0, $1]) }
    }
    // γ₂ = 2u/(1−2u) < 2u (1 + 2⁻²¹); the gradient may come from another pass, so its bound counts too, for both. In
    // binary32 θ and η were rounded before that, by u each.
    let precision = implementation.formula.precision
    let roundoff = (precision == .binary64 ? 2 : 4) * precision.unitRoundoff * 0x1.00002p0
    let lost = precision == .binary64 ? Double.leastNormalMagnitude : Double(Float.leastNormalMagnitude)
    let error = bounds.error.gradient[tensor]
    let allowance = Grid(rows: old.rows, columns: old.columns) { row, column in
      let rounding = roundoff * (old[row, column].magnitude + (η * g[row, column]).magnitude)
      return Tolerances.allowance(
        bound: 2 * η * error[row, column], rounding: rounding + lost)
    }
    ledger.compare(
      subject(.update, .gradient(tensor), against: "θ − η∇C"), observed: new, expected: each { $0 - η * $1 },
      allowance: allowance)
  }

  /// Law 12, second half, and Taylor's theorem: R(η) = |C(θ − ηg) − C(θ) + η‖g‖²| falls like η² if g is the gradient and like η
  /// if it is not. So R(η)/η over eight halvings must fall, down to the rounding of the costs.
  func descent(_ oracle: any NumericOracle, _ ledger: inout Ledger) {
    let g = evaluation.gradient
    let downhill = g.map { -$0 }
    let square = problem.tensors.reduce(0.0) { $0 + g[$1].elements.reduce(0) { $0 + $1 * $1 } }
    guard square > 0, square < .infinity else { return }
    let first = oracle.step(.direction(downhill))
    // A gradient of 1e-109 moves nothing by any step that is a number.
    guard first > 0, first < .infinity else {
      ledger.record(.undecidable(.numeric), .descent, error: 0, allowance: 0)
      return
    }
    var (largest, last, rounding, crossed) = (0.0, 0.0, 0.0, false)
    for halving in 0..<8 {
      let η = first / Double(1 << halving)
      let movement = oracle.movement(along: downhill, by: η)
      crossed = crossed || movement.crossesKink
      last = (movement.cost + η * square).magnitude / η
      rounding = movement.error / η
      largest = last > largest || last.isNaN ? last : largest
    }
    // The gradient's own rounding: Σ|gᵢ|eᵢ, twice, because at a kink the answer may be the slope of one side and the cost may
    // go down the other, and each is within eᵢ of the textbook's hull; and the rounding of the sum of squares.
    let own = problem.tensors.reduce(0.0) { sum, tensor in
      zip(g[tensor].elements, bounds.error.gradient[tensor].elements).reduce(sum) { $0 + $1.0.magnitude * $1.1 }
    }
    let count = Double(problem.network.parameterCount + problem.inputs.elements.count)
    let noise = rounding + 2 * own + count * 0x1p-52 * square
    guard !crossed, noise <= Tolerances.remainderNoise * square else {
      ledger.record(crossed || bounds.atKink ? .kink : .undecidable(.numeric), .descent, error: last, allowance: noise)
      return
    }
    // The scale only says that this comparison decides: the noise was judged above.
    ledger.compare(
      Ledger.Subject(
        check: .descent, implementation: implementation.name, against: "R(η)/η after seven halvings, along −∇C",
        quantity: .cost, scale: .infinity),
      observed: last, expected: 0, allowance: largest / Tolerances.remainderFall + noise)
  }
}
