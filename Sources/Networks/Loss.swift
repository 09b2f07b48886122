/// The cost of one case as a function of output and target.
public enum Loss: String, Hashable, Sendable, CaseIterable {
  /// ½ Σ (t − v)², with every output activation.
  case squaredError = "squared_error"
  /// −Σ [y log a + (1−y) log(1−a)], with a sigmoid output.
  case binaryCrossEntropy = "binary_cross_entropy"
  /// −Σ y log a, with a softmax output.
  case categoricalCrossEntropy = "categorical_cross_entropy"

  /// Whether the loss may stand over an output layer of this activation.
  public func accepts(output activation: Activation) -> Bool {
    switch self {
    case .squaredError: true
    case .binaryCrossEntropy: activation == .sigmoid
    case .categoricalCrossEntropy: activation == .softmax
    }
  }
}

/// How the costs of the cases become the cost of the batch.
public enum Reduction: String, Hashable, Sendable, CaseIterable {
  /// (1/m) Σ e
  case mean
  /// Σ e
  case sum
}
