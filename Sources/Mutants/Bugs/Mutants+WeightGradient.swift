import Networks

// Rows 26 to 29: from the errors to dW.

extension Mutant {
  static let weightGradient: [Mutant] = [
    Mutant(
      26, "outputs-of-own-layer", "dW is made with the outputs of the layer itself instead of those below it.",
      showsWhen: "neighbouring layers of equal width", departs: [.bp4], looksLike: [.neighbouringLayer]
    ) {
      $0.weightGradient = { pass, l in
        Correct.weightGradient(pass, l, A: pass.A[pass.width(l) == pass.width(l - 1) ? l : l - 1])
      }
    },

    Mutant(
      27, "weight-gradient-transposed", "dW is the outer product the wrong way round: A dZᵀ.",
      showsWhen: "a square W", departs: [.bp4], looksLike: [.transposed]
    ) {
      $0.weightGradient = { pass, l in
        let dW = Correct.weightGradient(pass, l)
        guard dW.rows == dW.columns else { return dW }
        return Grid(rows: dW.rows, columns: dW.columns) { dW[$1, $0] }
      }
    },

    Mutant(
      28, "elementwise-weight-gradient", "dZ and A are multiplied element by element where the matrix product belongs.",
      showsWhen: "a square W with as many cases, m > 1", rarity: .rare, departs: [.bp4]
    ) {
      $0.weightGradient = { pass, l in
        let (dZ, A, scale) = (pass.dZ[l], pass.A[l - 1], Correct.batchScale(pass))
        guard dZ.rows == A.rows, dZ.rows == pass.m else { return Correct.weightGradient(pass, l) }
        return Grid(rows: dZ.rows, columns: pass.m) { scale * (dZ[$0, $1] * A[$0, $1]) }
      }
    },

    Mutant(
      29, "first-layer-not-trained", "The loop over the layers stops before the first, whose dW and db stay zero.",
      showsWhen: "always", departs: [.bp4], looksLike: [.zero]
    ) { steps in
      steps.weightGradient = { pass, l in
        let dW = Correct.weightGradient(pass, l)
        return l == 1 ? dW.map { _ in 0 } : dW
      }
      steps.biasGradient = { pass, l in
        let db = Correct.biasGradient(pass, l)
        return l == 1 ? db.map { _ in 0 } : db
      }
    },
  ]
}
