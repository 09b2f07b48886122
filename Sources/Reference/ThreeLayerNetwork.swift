public import Networks

/// The classical special case, worked out by the chain rule alone: input M, hidden layer I of sigmoid neurons, output layer J of
/// linear neurons, squared error, one case at a time.
///
/// It shares no line with the general form; that both give the same numbers is a check of either.
public struct ThreeLayerNetwork<T: Number>: Sendable {
  /// wᵢₘ, to hidden neuron i from input m. Shape I × M.
  public var w_im: Grid<T>
  /// Shape I.
  public var b_i: [T]
  /// wⱼᵢ, to output neuron j from hidden neuron i. Shape J × I.
  public var w_ji: Grid<T>
  /// Shape J.
  public var b_j: [T]

  /// What a case teaches: ∂e/∂w and ∂e/∂b of both layers.
  public struct CaseGradient: Sendable {
    public var w_im: Grid<T>
    public var b_i: [T]
    public var w_ji: Grid<T>
    public var b_j: [T]
    /// e, the cost of the case.
    public var e: T
  }

  /// The special case of a problem, or nil where the problem is not one: two layers, sigmoid then linear, squared error.
  public init?(_ problem: Problem<T>) {
    let layers = problem.network.layers
    guard
      layers.count == 2, layers[0].activation == .sigmoid, layers[1].activation == .linear,
      problem.loss == .squaredError
    else { return nil }
    w_im = layers[0].weights
    b_i = layers[0].biases
    w_ji = layers[1].weights
    b_j = layers[1].biases
  }

  /// The derivatives of e = ½ Σⱼ eⱼ², eⱼ = tⱼ − vⱼ, for one case.
  ///
  /// - Parameters:
  ///   - v_m: the inputs of the case, M of them.
  ///   - t_j: its targets, J of them.
  public func gradient(_ v_m: [T], _ t_j: [T]) -> CaseGradient {
    let (I, J) = (w_ji.columns, w_ji.rows)
    // Forward, layer I then layer J.
    let u_i = (0..<I).map { i in v_m.indices.reduce(b_i[i]) { $0 + w_im[i, $1] * v_m[$1] } }
    let v_i = u_i.map { u in T.one / (T.one + T.exp(-u)) }
    let u_j = (0..<J).map { j in (0..<I).reduce(b_j[j]) { $0 + w_ji[j, $1] * v_i[$1] } }
    let v_j = u_j

    // Layer J: ∂e/∂wⱼᵢ = ∂e/∂eⱼ · ∂eⱼ/∂vⱼ · ∂vⱼ/∂uⱼ · ∂uⱼ/∂wⱼᵢ = eⱼ · (−1) · 1 · vᵢ, so δⱼ = −eⱼ.
    let e_j = (0..<J).map { j in t_j[j] - v_j[j] }
    let δ_j = e_j.map { -$0 }
    // Layer I: ∂e/∂vᵢ = Σⱼ δⱼ wⱼᵢ and ∂vᵢ/∂uᵢ = vᵢ(1 − vᵢ), so δᵢ = (Σⱼ δⱼ wⱼᵢ) vᵢ(1 − vᵢ).
    let δ_i = (0..<I).map { i in
      (0..<J).reduce(T.zero) { $0 + δ_j[$1] * w_ji[$1, i] } * (v_i[i] * (T.one - v_i[i]))
    }
    return CaseGradient(
      w_im: Grid(rows: I, columns: v_m.count) { i, m in δ_i[i] * v_m[m] }, b_i: δ_i,
      w_ji: Grid(rows: J, columns: I) { j, i in δ_j[j] * v_i[i] }, b_j: δ_j,
      e: T(0.5) * e_j.reduce(T.zero) { $0 + $1 * $1 })
  }

  /// Learns one case: w(n+1) = w(n) − η ∂e/∂w, all derivatives taken before any weight moves.
  public mutating func learn(_ v_m: [T], _ t_j: [T], learningRate η: T) {
    let d = gradient(v_m, t_j)
    w_im = descend(w_im, d.w_im, η)
    w_ji = descend(w_ji, d.w_ji, η)
    b_i = zip(b_i, d.b_i).map { $0 - η * $1 }
    b_j = zip(b_j, d.b_j).map { $0 - η * $1 }
  }

  private func descend(_ w: Grid<T>, _ dw: Grid<T>, _ η: T) -> Grid<T> {
    Grid(rows: w.rows, columns: w.columns) { w[$0, $1] - η * dw[$0, $1] }
  }
}
