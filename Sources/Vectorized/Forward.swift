import Networks

extension Operands {
  /// The forward pass.
  ///
  ///     A[0] = X,  Z[l] = W[l] A[l−1] + b[l],  A[l] = g[l](Z[l])
  ///     e = loss(A[L], Y), case by case
  @Equations
  func forward() -> [Operation] {
    for l in 1..<L {
      Z[l] ← Wb[l] * A1[l - 1]  // Z[l]: n_l × m
      A[l] ← g[l](Z[l])  // A[l]: n_l × m
    }
    Z[L] ← Wb[L] * A1[L - 1]  // Z[L]: n_L × m
    switch loss {
    case .squaredError:
      A[L] ← g[L](Z[L])  // A[L]: n_L × m
    case .binaryCrossEntropy:
      nil  // A[L] comes with e, and dZ[L]
    case .categoricalCrossEntropy:
      A[L] ← g[L](Z[L])  // A[L]: n_L × m
      output.weights ← ones * Y  // Σ_j Y_j: 1 × m
    }
    Operation.costs(loss)  // e: 1 × m
  }
}
