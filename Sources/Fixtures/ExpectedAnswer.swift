import Networks

/// What a source says about the answer. Every part may be missing, and so may every entry of a grid.
///
/// All derivatives are those of the batch cost, with the 1/m of mean reduction.
public struct ExpectedAnswer: Hashable, Sendable {
  public typealias PrintedGrid = Grid<PrintedNumber?>

  /// C.
  public var cost: PrintedNumber?
  /// A[L], shape n_L × m.
  public var outputs: PrintedGrid?
  /// A[1] … A[L−1], shapes nₗ × m.
  public var hiddenOutputs: [PrintedGrid]?
  /// Z[1] … Z[L], shapes nₗ × m.
  public var preactivations: [PrintedGrid]?
  /// ∂C/∂Z[1] … ∂C/∂Z[L], shapes nₗ × m.
  public var deltas: [PrintedGrid]?
  /// dW[1] … dW[L].
  public var weightGradients: [PrintedGrid]?
  /// db[1] … db[L].
  public var biasGradients: [[PrintedNumber?]]?
  /// dX, shape n₀ × m.
  public var inputGradient: PrintedGrid?
  /// The network after one step of gradient descent.
  public var update: ExpectedUpdate?

  public init(
    cost: PrintedNumber? = nil, outputs: PrintedGrid? = nil, hiddenOutputs: [PrintedGrid]? = nil,
    preactivations: [PrintedGrid]? = nil, deltas: [PrintedGrid]? = nil, weightGradients: [PrintedGrid]? = nil,
    biasGradients: [[PrintedNumber?]]? = nil, inputGradient: PrintedGrid? = nil, update: ExpectedUpdate? = nil
  ) {
    self.cost = cost
    self.outputs = outputs
    self.hiddenOutputs = hiddenOutputs
    self.preactivations = preactivations
    self.deltas = deltas
    self.weightGradients = weightGradients
    self.biasGradients = biasGradients
    self.inputGradient = inputGradient
    self.update = update
  }
}

/// One step of gradient descent over the whole batch, θ − η∇C, as a source prints it.
public struct ExpectedUpdate: Hashable, Sendable {
  /// η.
  public var learningRate: Double
  /// Whether the step moves the biases too; some texts leave them alone.
  public var movesBiases: Bool
  /// W[1] … W[L] after the step.
  public var weights: [ExpectedAnswer.PrintedGrid]?
  /// b[1] … b[L] after the step.
  public var biases: [[PrintedNumber?]]?
  /// C after the step, on the same batch.
  public var cost: PrintedNumber?

  public init(
    learningRate: Double, movesBiases: Bool = true, weights: [ExpectedAnswer.PrintedGrid]? = nil,
    biases: [[PrintedNumber?]]? = nil, cost: PrintedNumber? = nil
  ) {
    self.learningRate = learningRate
    self.movesBiases = movesBiases
    self.weights = weights
    self.biases = biases
    self.cost = cost
  }
}
