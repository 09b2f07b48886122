/// One layer with weights: v = g(W v′ + b).
public struct Layer<Scalar> {
  /// `weights[j, i]`: to neuron j of this layer from neuron i of the one below. Shape nₗ × nₗ₋₁.
  public var weights: Grid<Scalar>
  /// Shape nₗ.
  public var biases: [Scalar]
  public var activation: Activation

  /// - Precondition: one bias per row of `weights`, and no empty side.
  @inlinable
  public init(weights: Grid<Scalar>, biases: [Scalar], activation: Activation) {
    precondition(
      biases.count == weights.rows && weights.rows > 0 && weights.columns > 0,
      "weights of \(weights.rows) × \(weights.columns) do not fit \(biases.count) biases")
    self.weights = weights
    self.biases = biases
    self.activation = activation
  }

  /// The width of the layer, nₗ.
  @inlinable public var width: Int { weights.rows }
  /// The width of the layer below, nₗ₋₁.
  @inlinable public var inputWidth: Int { weights.columns }

  @inlinable
  public func map<Other>(_ transform: (Scalar) -> Other) -> Layer<Other> {
    Layer<Other>(
      weights: weights.map(transform), biases: biases.map(transform), activation: activation)
  }
}

/// A fully connected feed-forward network. Layer 0 is the input; `layers[l − 1]` holds the weights *into* layer l.
public struct Network<Scalar> {
  public var layers: [Layer<Scalar>]

  /// - Precondition: at least one layer, each as wide as the next expects, softmax nowhere but at the output.
  @inlinable
  public init(layers: [Layer<Scalar>]) {
    precondition(!layers.isEmpty, "a network has at least one layer")
    for (below, above) in zip(layers, layers.dropFirst()) {
      precondition(
        below.width == above.inputWidth,
        "a layer of width \(below.width) lies below weights for \(above.inputWidth)")
      precondition(below.activation != .softmax, "softmax in a hidden layer")
    }
    self.layers = layers
  }

  /// L, the number of layers with weights.
  @inlinable public var depth: Int { layers.count }
  /// n₀, n₁ … n_L.
  @inlinable public var widths: [Int] { [layers[0].inputWidth] + layers.map(\.width) }
  /// The number of weights and biases.
  public var parameterCount: Int {
    layers.reduce(0) { $0 + $1.weights.elements.count + $1.biases.count }
  }

  @inlinable
  public func map<Other>(_ transform: (Scalar) -> Other) -> Network<Other> {
    Network<Other>(layers: layers.map { $0.map(transform) })
  }
}

extension Layer: Equatable where Scalar: Equatable {}
extension Layer: Hashable where Scalar: Hashable {}
extension Layer: Sendable where Scalar: Sendable {}
extension Network: Equatable where Scalar: Equatable {}
extension Network: Hashable where Scalar: Hashable {}
extension Network: Sendable where Scalar: Sendable {}
