import Networks

// The expected quantities by the names of the equations, each with what is allowed for it. nil where there is no such layer.

extension Symptoms {
  var depth: Int { problem.depth }

  func layer(_ l: Int) -> Layer<Double>? {
    (1...depth).contains(l) ? problem.network.layers[l - 1] : nil
  }

  /// W[l], shape nₗ × nₗ₋₁.
  func weights(_ l: Int) -> Grid<Approximation>? { layer(l)?.weights.exactly }

  /// b[l] as one column.
  func biases(_ l: Int) -> Grid<Approximation>? {
    layer(l).map { Grid(rows: $0.width, columns: 1, elements: $0.biases).exactly }
  }

  func expectation(_ quantity: Quantity) -> Grid<Approximation>? {
    guard expected.has(quantity), allowance.has(quantity), let value = expected[quantity],
      let allowed = allowance[quantity], value.hasShape(of: allowed)
    else { return nil }
    return value.within(allowed)
  }

  /// Z[l], shape nₗ × m.
  func preactivations(_ l: Int) -> Grid<Approximation>? {
    layer(l) == nil ? nil : expectation(.preactivations(layer: l))
  }

  /// A[l], shape nₗ × m; A[0] = X.
  func outputs(_ l: Int) -> Grid<Approximation>? {
    if l == 0 { return problem.inputs.exactly }
    return layer(l) == nil ? nil : expectation(l == depth ? .outputs : .hiddenOutputs(layer: l))
  }

  /// δ[l], shape nₗ × m.
  func deltas(_ l: Int) -> Grid<Approximation>? { layer(l) == nil ? nil : expectation(.deltas(layer: l)) }

  /// g′(Z[l]); for softmax the diagonal of its Jacobian, a(1 − a).
  func slopes(_ l: Int) -> Grid<Approximation>? {
    guard let activation = layer(l)?.activation else { return nil }
    if activation == .softmax {
      return outputs(l)?.map { $0 * (Approximation(1) - $0) }
    }
    return preactivations(l)?.map { slope(activation, $0) }
  }

  /// g′ at a number that is not known exactly. Its printed formulas add and subtract numbers of the size of 1 and z, and lose
  /// what rounding takes from those.
  func slope(_ activation: Activation, _ z: Approximation) -> Approximation {
    let value = functions.slope(activation, z.value)
    let below = functions.slope(activation, z.value - z.error)
    let above = functions.slope(activation, z.value + z.error)
    let spread = max((below - value).magnitude, (above - value).magnitude)
    let rounding = activation.isPiecewiseLinear ? 0 : Tolerances.slopeRounding * (1 + z.value.magnitude)
    return Approximation(value, error: 2 * spread + rounding)
  }

  /// g of a layer at other pre-activations than the expected ones.
  func activate(_ activation: Activation, _ z: Grid<Approximation>) -> Grid<Approximation> {
    if activation == .softmax {
      let columns = (0..<z.columns).map { column in
        let own = z.column(column)
        // |∂aⱼ| ≤ aⱼ (|∂zⱼ| + max |∂z|)
        let error = 2 * own.reduce(0) { max($0, $1.error) } + Tolerances.slopeRounding
        return functions.values(.softmax, own.map(\.value)).map { Approximation($0, error: $0 * error) }
      }
      return Grid(columns: columns)
    }
    return z.map { z in
      let value = functions.values(activation, [z.value]).first ?? .nan
      let slope = [z.value - z.error, z.value, z.value + z.error].reduce(0) {
        max($0, functions.slope(activation, $1).magnitude)
      }
      return Approximation(value, error: 2 * slope * z.error + Tolerances.slopeRounding * value.magnitude)
    }
  }

  /// ∂C/∂A[L], before the output's own derivative comes in.
  var outputErrors: Grid<Approximation>? {
    guard let a = outputs(depth) else { return nil }
    let y = problem.targets.exactly
    let one = Approximation(1)
    let scale = reductionFactor
    return Grid(rows: a.rows, columns: a.columns) { row, column in
      let (a, y) = (a[row, column], y[row, column])
      switch problem.loss {
      case .squaredError: return scale * (a - y)
      case .binaryCrossEntropy: return scale * ((one - y) / (one - a) - y / a)
      case .categoricalCrossEntropy: return -(scale * (y / a))
      }
    }
  }

  /// 1/m under mean reduction, 1 under sum.
  var reductionFactor: Approximation {
    problem.reduction == .sum ? Approximation(1) : Approximation(1) / Approximation(Double(problem.caseCount))
  }

  /// What comes in from above before g′ is applied: W[l+1]ᵀ δ[l+1], or ∂C/∂A[L].
  func incoming(_ l: Int) -> Grid<Approximation>? {
    if l == depth { return outputErrors }
    guard let weights = weights(l + 1), let above = deltas(l + 1) else { return nil }
    return weights.transposed * above
  }
}

extension Activation {
  /// Whether g′ is one of two constants, and exact.
  var isPiecewiseLinear: Bool {
    switch self {
    case .linear, .relu, .leakyReLU: true
    case .sigmoid, .tanh, .elu, .softplus, .silu, .gelu, .softmax: false
    }
  }
}
