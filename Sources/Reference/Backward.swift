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
    δ[L] = averagedEarly(outputDelta(problem, u: pass.u[L], v: pass.v[L], form: form), problem)
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

  /// The error of the output layer: simplified where loss and activation match and the form wants it so, else by BP1.
  ///
  /// - Returns: δᴸ, shape n_L × m.
  @inlinable
  static func outputDelta<T: Number>(_ problem: Problem<T>, u: Grid<T>, v: Grid<T>, form: BackwardForm) -> Grid<T> {
    let (activation, loss, t) = (problem.network.layers[problem.depth - 1].activation, problem.loss, problem.targets)
    guard form == .dZ, let matched = matchedDelta(loss, v: v, t: t) else {
      return generalDelta(activation, loss, u: u, v: v, t: t)
    }
    guard T.admitsEveryFormula else { return matched }
    let general = generalDelta(activation, loss, u: u, v: v, t: t)
    return Grid(rows: v.rows, columns: v.columns) { j, n in T.admissible(matched[j, n], general[j, n]) }
  }

  /// The error of the output layer, whatever the loss and the activation.
  ///
  ///     δᴸⱼ = ∂e/∂vⱼ g′(uᴸⱼ)                    (BP1)
  ///     δᴸⱼ = Σₖ ∂e/∂vₖ ∂vₖ/∂uⱼ                 (BP1 for softmax, whose neurons depend on each other)
  ///
  /// - Returns: δᴸ, shape n_L × m.
  @inlinable
  static func generalDelta<T: Number>(
    _ activation: Activation, _ loss: Loss, u: Grid<T>, v: Grid<T>, t: Grid<T>
  ) -> Grid<T> {
    guard activation == .softmax else {
      let slopes = Grid(rows: u.rows, columns: u.columns) { j, n in costDerivative(loss, v: v[j, n], t: t[j, n]) }
      return T.Grids.errors(slopes, activation, u: u, v: v)
    }
    return Grid(
      columns: (0..<u.columns).map { n in
        let (v, t) = (v[column: n], t[column: n])
        return v.indices.map { j in
          var δ = T.zero
          for k in v.indices { δ += costDerivative(loss, v: v[k], t: t[k]) * softmaxJacobian(v, k: k, j: j) }
          return T.admissible(δ, contractedDelta(loss, v: v, t: t)[j])
        }
      })
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
    T.Grids.errors(T.Grids.sums(transposed: w, δ), activation, u: u, v: v)
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
      return scale * T.Grids.sums(δ, transposed: v)
    }
    let (w, δ1) = (problem.network.layers[0].weights, δ[1])
    // Row i is Σₖ wₖᵢ δₖ, for all cases at once.
    let inputs = scale * T.Grids.sums(transposed: w, δ1)
    return Gradient(weights: weights, biases: biases, inputs: inputs)
  }
}
