import Networks

/// A problem after its forward pass: all that backpropagation reads.
///
/// Arrays are indexed by layer as in the equations; index 0 of W, b, g and Z stands for nothing.
struct Forward {
  /// The number of layers with weights.
  let L: Int
  /// 1/m is a division by this: m under mean reduction, 1 under sum.
  let m: Double
  let loss: Loss
  /// W[l]: n_l × n_(l−1)
  let W: [Matrix]
  /// g[l]
  let g: [Activation]
  /// Z[l]: n_l × m
  let Z: [Matrix]
  /// A[l]: n_l × m; A[0] = X
  let A: [Matrix]
  /// Y: n_L × m
  let Y: Matrix

  /// Z[l] = W[l] A[l−1] + b[l], A[l] = g[l](Z[l]), A[0] = X.
  init(_ problem: Problem<Double>) {
    let layers = problem.network.layers
    L = layers.count
    m = problem.reduction == .mean ? Double(problem.caseCount) : 1
    loss = problem.loss
    W = (0...L).map { $0 == 0 ? .none : Matrix(layers[$0 - 1].weights) }
    g = (0...L).map { $0 == 0 ? .linear : layers[$0 - 1].activation }
    Y = Matrix(problem.targets)

    var (Z, A): ([Matrix], [Matrix]) = ([], [])
    Z.reserveCapacity(L + 1)
    A.reserveCapacity(L + 1)
    Z.append(.none)
    A.append(Matrix(problem.inputs))
    for l in 1...L {
      let b = layers[l - 1].biases
      Z.append(W[l] * A[l - 1] + b)  // Z[l]: n_l × m, b[l] added to every column
      A.append(g[l](Z[l]))  // A[l]: n_l × m
    }
    (self.Z, self.A) = (Z, A)
  }

  /// C = (1/m) Σ e
  var cost: Double { totalCost(loss, Z: Z[L], A: A[L], Y: Y) / m }
}

/// What backpropagation finds. dZ is ∂e/∂Z case by case; dW, db and dX are derivatives of the batch cost C.
///
/// Index 0 of each array stands for nothing.
struct Backward {
  /// dZ[l]: n_l × m
  let dZ: [Matrix]
  /// dW[l]: n_l × n_(l−1)
  let dW: [Matrix]
  /// db[l]: n_l
  let db: [[Double]]
  /// dX: n_0 × m
  let dX: Matrix
}
