public import Networks

extension Textbook {
  /// The errors of every layer, case by case (without the 1/m of mean reduction).
  ///
  /// - Returns: δ[1] … δ[L], shapes nₗ × m, with δˡⱼ = ∂e/∂uˡⱼ.
  @inlinable
  public static func backward<T: Number>(
    _ problem: Problem<T>, _ pass: ForwardPass<T>, form: BackwardForm
  ) -> ByLayer<Grid<T>> {
    let L = problem.depth
    var δ = ByLayer(pass.u.elements)
    let output = Grid(
      columns: (0..<problem.caseCount).map { n in
        let (u, v, t) = (pass.u[L][column: n], pass.v[L][column: n], problem.targets[column: n])
        lazy var general = outputDelta(problem.network.layers[L - 1].activation, problem.loss, u: u, v: v, t: t)
        guard form == .dZ, let matched = matchedDelta(problem.loss, v: v, t: t) else { return general }
        return matched.indices.map { j in T.admissible(matched[j], general[j]) }
      }
    )
    δ[L] = averagedEarly(output, problem)
    for l in (1..<L).reversed() {
      let (below, above) = (problem.network.layers[l - 1], problem.network.layers[l])
      let hidden = delta(below.activation, u: pass.u[l], v: pass.v[l], w: above.weights, δ: δ[l + 1])
      δ[l] = averagedEarly(hidden, problem)
    }
    return δ
  }

  /// The errors of a layer, where programs may have multiplied by 1/m already: then a small one may have underflowed.
  @inlinable
  static func averagedEarly<T: Number>(_ δ: Grid<T>, _ problem: Problem<T>) -> Grid<T> {
    guard T.admitsEveryFormula && problem.reduction == .mean else { return δ }
    let scale = reductionFactor(problem)
    return δ.map { T.admissible($0, scale * $0 / scale) }
  }

  /// The error of the output layer, for one case.
  ///
  ///     δᴸⱼ = ∂e/∂vⱼ g′(uᴸⱼ)                    (BP1)
  ///     δᴸⱼ = Σₖ ∂e/∂vₖ ∂vₖ/∂uⱼ                 (BP1 for softmax, whose neurons depend on each other)
  ///
  /// - Returns: δᴸ, shape n_L.
  @inlinable
  static func outputDelta<T: Number>(
    _ activation: Activation, _ loss: Loss, u: some Column<T>, v: some Column<T>, t: some Column<T>
  ) -> [T] {
    u.indices.map { j in
      guard activation == .softmax else {
        return costDerivative(loss, v: v[j], t: t[j]) * gPrime(activation, u: u[j], v: v[j])
      }
      var δ = T.zero
      for k in u.indices { δ += costDerivative(loss, v: v[k], t: t[k]) * softmaxJacobian(v, k: k, j: j) }
      return T.admissible(δ, contractedDelta(loss, v: v, t: t)[j])
    }
  }

  /// The same product Jᵀ ∇e with the Jacobian multiplied out: δⱼ = vⱼ (∂e/∂vⱼ − Σₖ vₖ ∂e/∂vₖ).
  @inlinable
  static func contractedDelta<T: Number>(_ loss: Loss, v: some Column<T>, t: some Column<T>) -> [T] {
    let slopes = v.indices.map { j in costDerivative(loss, v: v[j], t: t[j]) }
    var inner = T.zero
    for k in v.indices { inner += v[k] * slopes[k] }
    return v.indices.map { j in v[j] * (slopes[j] - inner) }
  }

  /// Propagates the error one layer down.
  ///
  ///     δˡⱼ = (Σₖ wˡ⁺¹ₖⱼ δˡ⁺¹ₖ) g′(uˡⱼ)            (BP2)
  ///
  /// - Parameters:
  ///   - w: wˡ⁺¹, shape nₗ₊₁ × nₗ.
  ///   - δ: δˡ⁺¹, shape nₗ₊₁ × m.
  /// - Returns: δˡ, shape nₗ × m.
  @inlinable
  static func delta<T: Number>(_ activation: Activation, u: Grid<T>, v: Grid<T>, w: Grid<T>, δ: Grid<T>) -> Grid<T> {
    // Row j is Σₖ wₖⱼ δₖ, for all cases at once.
    let sums = T.NumberRows(δ).sums(u.rows, from: { _ in T.zero }) { j, k in w[k, j] }
    return Grid(rows: u.rows, columns: u.columns) { j, n in sums[j, n] * gPrime(activation, u: u[j, n], v: v[j, n]) }
  }

  /// From the errors to the gradient, averaged or summed over the cases.
  ///
  ///     ∂C/∂bˡⱼ  = (1/m) Σₙ δˡⱼ                  (BP3)
  ///     ∂C/∂wˡⱼᵢ = (1/m) Σₙ δˡⱼ vˡ⁻¹ᵢ             (BP4)
  ///     ∂C/∂xᵢ   = (1/m) Σₖ w¹ₖᵢ δ¹ₖ
  ///
  /// - Parameter δ: δ[1] … δ[L], without 1/m.
  @inlinable
  public static func gradient<T: Number>(
    _ problem: Problem<T>, _ pass: ForwardPass<T>, _ δ: ByLayer<Grid<T>>
  ) -> Gradient<T> {
    let m = problem.caseCount
    let scale = reductionFactor(problem)
    let biases = δ.elements.map { δ in
      (0..<δ.rows).map { j in
        var sum = T.zero
        for n in 0..<m { sum += δ[j, n] }
        return scale * sum
      }
    }
    let weights = (1...problem.depth).map { l in
      let (δ, v) = (δ[l], pass.v[l - 1])
      // Row j is Σₙ δⱼₙ (v of case n), for all neurons i at once.
      return scale * T.NumberRows(v.transposed).sums(δ.rows, from: { _ in T.zero }) { j, n in δ[j, n] }
    }
    let (w, δ1) = (problem.network.layers[0].weights, δ[1])
    // Row i is Σₖ wₖᵢ δₖ, for all cases at once.
    let inputs = scale * T.NumberRows(δ1).sums(w.columns, from: { _ in T.zero }) { i, k in w[k, i] }
    return Gradient(weights: weights, biases: biases, inputs: inputs)
  }
}
