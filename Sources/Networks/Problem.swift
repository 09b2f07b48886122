/// What an implementation is asked: the cost of a network on a batch, and its gradient.
public struct Problem<Scalar> {
  public var network: Network<Scalar>
  /// X = A[0], one column per case. Shape n₀ × m.
  public var inputs: Grid<Scalar>
  /// Y, one column per case. Shape n_L × m.
  public var targets: Grid<Scalar>
  public var loss: Loss
  public var reduction: Reduction

  /// - Precondition: shapes that fit, at least one case, a loss that accepts the output activation.
  @inlinable
  public init(
    network: Network<Scalar>, inputs: Grid<Scalar>, targets: Grid<Scalar>, loss: Loss,
    reduction: Reduction
  ) {
    let (first, last) = (network.layers[0], network.layers[network.depth - 1])
    precondition(
      inputs.rows == first.inputWidth && targets.rows == last.width
        && inputs.columns == targets.columns && inputs.columns > 0,
      """
      inputs of \(inputs.rows) × \(inputs.columns) and targets of \(targets.rows) × \
      \(targets.columns) do not fit a network from \(first.inputWidth) to \(last.width)
      """)
    precondition(loss.accepts(output: last.activation), "\(loss) over \(last.activation)")
    self.network = network
    self.inputs = inputs
    self.targets = targets
    self.loss = loss
    self.reduction = reduction
  }

  /// m, the number of cases in the batch.
  @inlinable public var caseCount: Int { inputs.columns }
  /// L, the number of layers with weights.
  @inlinable public var depth: Int { network.depth }

  /// The same problem over other numbers.
  @inlinable
  public func map<Other>(_ transform: (Scalar) -> Other) -> Problem<Other> {
    Problem<Other>(
      network: network.map(transform), inputs: inputs.map(transform),
      targets: targets.map(transform), loss: loss, reduction: reduction)
  }

  /// The same network and loss on the named cases, in that order; a case may be named more than once.
  public func selecting(cases: [Int]) -> Problem {
    var copy = self
    copy.inputs = inputs.selecting(columns: cases)
    copy.targets = targets.selecting(columns: cases)
    return copy
  }
}

extension Problem: Equatable where Scalar: Equatable {}
extension Problem: Hashable where Scalar: Hashable {}
extension Problem: Sendable where Scalar: Sendable {}
