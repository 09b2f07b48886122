public import Networks

/// What the forward pass leaves behind for the backward pass.
public struct ForwardPass<T> {
  /// u[1] … u[L], shapes nₗ × m.
  public var u: ByLayer<Grid<T>>
  /// v[0] = X, v[1] … v[L], shapes nₗ × m.
  public var v: [Grid<T>]

  @inlinable
  public init(u: ByLayer<Grid<T>>, v: [Grid<T>]) {
    self.u = u
    self.v = v
  }
}

extension ForwardPass: Sendable where T: Sendable {}

extension Textbook {
  /// Carries the inputs up, layer by layer.
  ///
  /// - Parameter inputs: X, shape n₀ × m.
  /// - Returns: u and v of every layer.
  @inlinable
  public static func forward<T: Number>(_ network: Network<T>, _ inputs: Grid<T>) -> ForwardPass<T> {
    var (u, v): ([Grid<T>], [Grid<T>]) = ([], [])
    u.reserveCapacity(network.depth)
    v.reserveCapacity(network.depth + 1)
    v.append(inputs)
    for l in 1...network.depth {
      u.append(preactivations(network.layers[l - 1], v[l - 1]))
      v.append(activations(network.layers[l - 1].activation, u[l - 1]))
    }
    return ForwardPass(u: ByLayer(u), v: v)
  }

  /// What goes into the neurons of a layer.
  ///
  ///     uˡⱼ = Σᵢ wˡⱼᵢ vˡ⁻¹ᵢ + bˡⱼ
  ///
  /// - Parameter v: vˡ⁻¹, shape nₗ₋₁ × m.
  /// - Returns: uˡ, shape nₗ × m.
  @inlinable
  public static func preactivations<T: Number>(_ layer: Layer<T>, _ v: Grid<T>) -> Grid<T> {
    let (w, b) = (layer.weights, layer.biases)
    // Row j is bⱼ + Σᵢ wⱼᵢ vᵢ, for all cases at once.
    return T.Grids.sums(w, v, from: b)
  }

  /// vˡ = g(uˡ) for every case, shape nₗ × m.
  @inlinable
  static func activations<T: Number>(_ activation: Activation, _ u: Grid<T>) -> Grid<T> {
    guard activation == .softmax else { return T.Grids.activations(activation, u) }
    return Grid(columns: (0..<u.columns).map { n in softmax(u[column: n]) })
  }
}
