extension Forward {
  /// Backpropagation centred on dZ: it starts from dZ[L] in its simplified form (A − Y, say) and goes down from dZ to dZ.
  ///
  /// - Source: BP1–BP4 (M. Nielsen, Neural Networks and Deep Learning, ch. 2) over all cases at once.
  func backwardZ() -> Backward {
    var dZ = Array(repeating: Matrix.none, count: L + 1)
    var dW = dZ
    var db = Array(repeating: [Double](), count: L + 1)

    dZ[L] = outputDZ(loss, g: g[L], Z: Z[L], A: A[L], Y: Y)  // dZ[L]: n_L × m
    for l in (1..<L).reversed() {
      dZ[l] = (W[l + 1].ᵀ * dZ[l + 1]) ⊙ g[l].derivative(Z[l], A[l])  // dZ[l]: n_l × m
    }
    for l in 1...L {
      dW[l] = dZ[l] * A[l - 1].ᵀ / m  // dW[l]: n_l × n_(l−1)
      db[l] = dZ[l].rowSums / m  // db[l]: n_l
    }
    let dX = W[1].ᵀ * dZ[1] / m  // dX: n_0 × m
    return Backward(dZ: dZ, dW: dW, db: db, dX: dX)
  }
}
