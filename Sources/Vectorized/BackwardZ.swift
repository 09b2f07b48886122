extension Operands {
  /// Backpropagation centred on dZ: it starts from dZ[L] in its simplified form (A − Y, say) and goes down from dZ to dZ.
  ///
  /// - Source: BP1–BP4 (M. Nielsen, Neural Networks and Deep Learning, ch. 2) over all cases at once.
  @Equations
  func backwardZ() -> [Operation] {
    switch loss {
    case .squaredError:
      Operation.outputDZ(loss)  // A[L] − Y: n_L × m
      dZ[L] ← dA[L] ⊙ g[L].derivative(Z[L], A[L])  // dZ[L]: n_L × m
    case .binaryCrossEntropy:
      nil  // dZ[L] = A[L] − Y came with e
    case .categoricalCrossEntropy:
      Operation.outputDZ(loss)  // dZ[L]: n_L × m
    }
    for l in (1...L).reversed() {
      dZᵀ[l] ← dZ[l].ᵀ  // dZᵀ[l]: m × n_l
      dWbᵀ[l] ← A1[l - 1] * dZᵀ[l]  // (dW db)ᵀ[l], times m: (n_(l−1) + 1) × n_l
      if l > 1 {
        dA[l - 1] ← Wᵀ[l] * dZ[l]  // dA[l−1]: n_(l−1) × m
        dZ[l - 1] ← dA[l - 1] ⊙ g[l - 1].derivative(Z[l - 1], A[l - 1])  // dZ[l−1]: n_(l−1) × m
      }
    }
    if wantsInputGradient {
      dA[0] ← Wᵀ[1] * dZ[1]  // dX, times m: n_0 × m
    }
  }
}
