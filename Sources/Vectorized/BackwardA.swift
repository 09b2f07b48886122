extension Forward {
  /// Backpropagation centred on dA: it starts from dA[L] = ∂e/∂A[L] and goes down from dA through dZ to the next dA.
  ///
  /// - Accuracy: over a saturated output of a cross-entropy it divides by almost 0, or by 0: digits are lost, or a result is
  ///   not finite. That belongs to the method; `backwardZ` has no such place.
  /// - Source: A. Ng, Neural Networks and Deep Learning (Coursera), week 4: a forward and a backward block for each layer.
  func backwardA() -> Backward {
    var dZ = Array(repeating: Matrix.none, count: L + 1)
    var dW = dZ
    var db = Array(repeating: [Double](), count: L + 1)

    var dA = outputDA(loss, A: A[L], Y: Y)  // dA[L]: n_L × m
    for l in (1...L).reversed() {
      dZ[l] = dA ⊙ g[l].derivative(Z[l], A[l])  // dZ[l]: n_l × m
      dW[l] = dZ[l] * A[l - 1].ᵀ / m  // dW[l]: n_l × n_(l−1)
      db[l] = dZ[l].rowSums / m  // db[l]: n_l
      dA = W[l].ᵀ * dZ[l]  // dA[l−1]: n_(l−1) × m
    }
    let dX = dA / m  // dX: n_0 × m
    return Backward(dZ: dZ, dW: dW, db: db, dX: dX)
  }
}
