extension Operands {
  /// Backpropagation centred on dA: it starts from dA[L] = ∂e/∂A[L] and goes down from dA through dZ to the next dA.
  ///
  /// - Accuracy: over a saturated output of a cross-entropy it divides by almost 0, or by 0: digits are lost, or a result is
  ///   not finite. That belongs to the method; `backwardZ` has no such place.
  /// - Source: A. Ng, Neural Networks and Deep Learning (Coursera), week 4: a forward and a backward block for each layer.
  @Equations
  func backwardA() -> [Operation] {
    Operation.outputDA(loss, output)  // dA[L]: n_L × m
    for l in (1...L).reversed() {
      dZ[l] ← dA[l] ⊙ g[l].derivative(Z[l], A[l])  // dZ[l]: n_l × m
      dZᵀ[l] ← dZ[l].ᵀ  // dZᵀ[l]: m × n_l
      dWbᵀ[l] ← A1[l - 1] * dZᵀ[l]  // (dW db)ᵀ[l], times m: (n_(l−1) + 1) × n_l
      if l > 1 || wantsInputGradient {
        dA[l - 1] ← Wᵀ[l] * dZ[l]  // dA[l−1]: n_(l−1) × m; dA[0] is dX, times m
      }
    }
  }
}
