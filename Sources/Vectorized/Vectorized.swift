@_exported public import enum Kernels.FreedMemory
@_exported public import enum Kernels.MatrixKernels
public import Networks

/// Feed-forward networks over whole matrices: one product for all cases of a batch.
///
/// Two forms of backpropagation stand side by side. They share the forward pass and the matrix products, and nothing of the
/// textbook implementation. Equal problems have equal answers, bit by bit, on any number of threads.
public enum Vectorized {
  /// Cost, pre-activations, activations, δ and gradient of a problem.
  ///
  /// What leaves is the derivative of the batch cost C: δ, dW, db and dX all include the 1/m of mean reduction.
  ///
  /// - Parameters:
  ///   - problem: widths and a batch of any size.
  ///   - form: which backpropagation.
  /// - Returns: every part of an evaluation, in the shapes that `Evaluation` gives.
  /// - Accuracy: the rounding bounds of the formulas that `BackwardForm`, the activations and the losses name. In the dA form a
  ///   saturated output under a cross-entropy may give values that are not finite.
  public static func evaluate(_ problem: Problem<Double>, form: BackwardForm = .dZ) -> Evaluation<Double> {
    Plans().evaluate(problem, form: form)
  }

  /// The network after one step of gradient descent: W − η dW and b − η db for every layer, all from the same gradient.
  ///
  /// - Parameters:
  ///   - problem: the network and its batch.
  ///   - learningRate: η, parameter² per unit of cost.
  ///   - form: which backpropagation.
  /// - Returns: a network of the same shape and activations.
  /// - Accuracy: two roundings on top of the gradient's.
  public static func update(_ problem: Problem<Double>, learningRate: Double, form: BackwardForm = .dZ) -> Network<
    Double
  > {
    Plans().update(problem, learningRate: learningRate, form: form)
  }
}
