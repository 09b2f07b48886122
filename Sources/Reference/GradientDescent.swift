public import Networks

/// What one step of gradient descent may change.
public enum Trainable: Hashable, Sendable {
  case weightsAndBiases
  /// Some published examples leave the biases alone.
  case weights
}

extension Textbook {
  /// One step down the gradient, for the whole batch at once.
  ///
  ///     w(n+1) = w(n) + Δw(n),   Δw = −η ∂C/∂w
  ///
  /// - Parameter η: learning rate, in units of parameter² per cost.
  @inlinable
  public static func update<T: Number>(
    _ network: Network<T>, _ gradient: Gradient<T>, learningRate η: T, training: Trainable = .weightsAndBiases
  ) -> Network<T> {
    var next = network
    for l in 1...network.depth {
      let (w, b) = (network.layers[l - 1].weights, network.layers[l - 1].biases)
      next.layers[l - 1].weights = Grid(rows: w.rows, columns: w.columns) { j, i in
        w[j, i] - η * gradient.weights[l - 1][j, i]
      }
      guard training == .weightsAndBiases else { continue }
      next.layers[l - 1].biases = zip(b, gradient.biases[l - 1]).map { b, db in b - η * db }
    }
    return next
  }

  /// One step per batch.
  public static func update(_ problem: Problem<Double>, learningRate η: Double, form: BackwardForm) -> Network<Double> {
    update(problem.network, answer(problem, form: form).gradient, learningRate: η)
  }

  /// One step per case, in order: every case sees the weights that the case before it left (online, or stochastic,
  /// gradient descent).
  public static func updateOnline(_ problem: Problem<Double>, learningRate η: Double, form: BackwardForm) -> Network<
    Double
  > {
    (0..<problem.caseCount).reduce(problem.network) { network, n in
      var single = problem.selecting(cases: [n])
      single.network = network
      return update(single, learningRate: η, form: form)
    }
  }
}
