/// The derivative of the batch cost by everything it depends on; each part has the shape of what it is the derivative by.
public struct Gradient<Scalar> {
  /// dW[1] … dW[L].
  public var weights: [Grid<Scalar>]
  /// db[1] … db[L].
  public var biases: [[Scalar]]
  /// dX, shape n₀ × m.
  public var inputs: Grid<Scalar>

  @inlinable
  public init(weights: [Grid<Scalar>], biases: [[Scalar]], inputs: Grid<Scalar>) {
    self.weights = weights
    self.biases = biases
    self.inputs = inputs
  }

  /// The same gradient over other numbers.
  @inlinable
  public func map<Other>(_ transform: (Scalar) -> Other) -> Gradient<Other> {
    Gradient<Other>(
      weights: weights.map { $0.map(transform) }, biases: biases.map { $0.map(transform) },
      inputs: inputs.map(transform))
  }

  /// The part that belongs to a tensor; db as one column.
  @inlinable
  public subscript(tensor: Tensor) -> Grid<Scalar> {
    switch tensor {
    case .weights(let layer): weights[layer - 1]
    case .biases(let layer):
      Grid(rows: biases[layer - 1].count, columns: 1, elements: biases[layer - 1])
    case .inputs: inputs
    }
  }
}

/// What an implementation answers: the true derivative of the batch cost. dW, db, dX and δ = ∂C/∂u all include the 1/m of
/// mean reduction.
public struct Evaluation<Scalar> {
  /// C, the cost of the batch.
  public var cost: Scalar
  /// Z[1] … Z[L], shapes nₗ × m; nil from an implementation that keeps them to itself.
  public var preactivations: [Grid<Scalar>]?
  /// A[1] … A[L−1], shapes nₗ × m; nil from an implementation that keeps them to itself.
  public var hiddenOutputs: [Grid<Scalar>]?
  /// A[L], shape n_L × m.
  public var outputs: Grid<Scalar>
  /// δ[1] … δ[L] = ∂C/∂Z[l], shapes nₗ × m; nil from an implementation that keeps them to itself.
  public var deltas: [Grid<Scalar>]?
  public var gradient: Gradient<Scalar>
  /// Whether dX was returned; where it was not, `gradient.inputs` holds zeros that mean nothing.
  public var hasInputGradient = true
  /// Whether C was returned; where it was not, `cost` is a number that means nothing.
  public var hasCost = true
  /// Whether A[L] was returned; where it was not, `outputs` holds numbers that mean nothing.
  public var hasOutputs = true

  @inlinable
  public init(
    cost: Scalar, preactivations: [Grid<Scalar>]?, hiddenOutputs: [Grid<Scalar>]? = nil, outputs: Grid<Scalar>,
    deltas: [Grid<Scalar>]?, gradient: Gradient<Scalar>
  ) {
    self.cost = cost
    self.preactivations = preactivations
    self.hiddenOutputs = hiddenOutputs
    self.outputs = outputs
    self.deltas = deltas
    self.gradient = gradient
  }
}

extension Evaluation {
  /// The same evaluation over other numbers.
  @inlinable
  public func map<Other>(_ transform: (Scalar) -> Other) -> Evaluation<Other> {
    var other = Evaluation<Other>(
      cost: transform(cost), preactivations: preactivations?.map { $0.map(transform) },
      hiddenOutputs: hiddenOutputs?.map { $0.map(transform) }, outputs: outputs.map(transform),
      deltas: deltas?.map { $0.map(transform) },
      gradient: gradient.map(transform))
    (other.hasInputGradient, other.hasCost, other.hasOutputs) = (hasInputGradient, hasCost, hasOutputs)
    return other
  }
}

/// The part of an evaluation that a comparison looks at.
public enum Quantity: Hashable, Sendable {
  case cost
  case preactivations(layer: Int)
  /// A[l] of a hidden layer, l < L.
  case hiddenOutputs(layer: Int)
  case outputs
  case deltas(layer: Int)
  case gradient(Tensor)
}

extension Quantity: CustomStringConvertible {
  /// "C", "Z[1]", "A[L]", "δ[2]", "dW[2]"
  public var description: String {
    switch self {
    case .cost: "C"
    case .preactivations(let layer): "Z[\(layer)]"
    case .hiddenOutputs(let layer): "A[\(layer)]"
    case .outputs: "A[L]"
    case .deltas(let layer): "δ[\(layer)]"
    case .gradient(let tensor): "d\(tensor)"
    }
  }

  /// One entry of it: "C", "dW[2][0][1]", "db[1][3]", "δ[2][0][4]".
  public func entry(row: Int, column: Int) -> String {
    switch self {
    case .cost: "C"
    case .gradient(let tensor): "d\(Entry(tensor, row: row, column: column))"
    case .preactivations, .hiddenOutputs, .outputs, .deltas: "\(self)[\(row)][\(column)]"
    }
  }

  /// Whether backpropagation made it.
  public var isDerivative: Bool {
    switch self {
    case .cost, .preactivations, .hiddenOutputs, .outputs: false
    case .deltas, .gradient: true
    }
  }
}

extension Evaluation {
  /// Every quantity that a problem of this depth has: forward from the first layer up, then δ from the last layer down,
  /// then the gradient. The order in which a departure is looked for.
  public static func quantities(depth: Int) -> [Quantity] {
    let layers = 1...depth
    return layers.flatMap { [.preactivations(layer: $0), $0 < depth ? .hiddenOutputs(layer: $0) : .outputs] } + [.cost]
      + layers.reversed().map { .deltas(layer: $0) }
      + layers.reversed().flatMap {
        [.gradient(.weights(layer: $0)), .gradient(.biases(layer: $0))]
      } + [.gradient(.inputs)]
  }

  /// The quantity as a grid, or nil where the implementation does not return it. The cost is 1 × 1, db one column.
  @inlinable
  public subscript(quantity: Quantity) -> Grid<Scalar>? {
    switch quantity {
    case .cost: hasCost ? Grid(rows: 1, columns: 1, elements: [cost]) : nil
    case .preactivations(let layer): preactivations?[layer - 1]
    case .hiddenOutputs(let layer): hiddenOutputs?[layer - 1]
    case .outputs: hasOutputs ? outputs : nil
    case .deltas(let layer): deltas?[layer - 1]
    case .gradient(.inputs): hasInputGradient ? gradient.inputs : nil
    case .gradient(let tensor): gradient[tensor]
    }
  }
}

extension Gradient: Equatable where Scalar: Equatable {}
extension Gradient: Hashable where Scalar: Hashable {}
extension Gradient: Sendable where Scalar: Sendable {}
extension Evaluation: Equatable where Scalar: Equatable {}
extension Evaluation: Hashable where Scalar: Hashable {}
extension Evaluation: Sendable where Scalar: Sendable {}
