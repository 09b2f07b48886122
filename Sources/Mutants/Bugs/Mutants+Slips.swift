import Networks

// Slips in printed notes on backpropagation that the list does not have in another form: numbers 64 and up.

extension Mutant {
  static let slips: [Mutant] = [
    // L = Y log Ŷ + (1−Y) log(1−Ŷ)
    Mutant(
      64, "slip-cost-without-minus", "The binary cross-entropy is printed without its minus sign.",
      showsWhen: "binary cross-entropy", departs: [.cost], looksLike: [.negated]
    ) {
      $0.caseCost = { pass, n in
        pass.problem.loss == .binaryCrossEntropy ? -Correct.caseCost(pass, n) : Correct.caseCost(pass, n)
      }
    },

    Mutant(
      65, "slip-cost-without-mean", "The cost is printed without 1/m; the gradient has it.",
      showsWhen: "m > 1, mean", departs: [.cost], looksLike: [.timesCases]
    ) { $0.cost = { pass in Correct.sum(pass.m) { Correct.caseCost(pass, $0) } } },

    // −(Y/A + (1−Y)/(1−A))
    Mutant(
      66, "slip-plus-in-output-derivative", "The two terms of dA of binary cross-entropy are added.",
      showsWhen: "binary cross-entropy, a target below 1", departs: [.bp1], form: .dA
    ) {
      $0.outputDelta = { pass, n in
        guard pass.problem.loss == .binaryCrossEntropy else {
          return Correct.outputDelta(pass, n, dA: Correct.dA(pass, n))
        }
        let (a, y) = (pass.A[pass.L].column(n), pass.problem.targets.column(n))
        return Correct.outputDelta(pass, n, dA: y.indices.map { -(y[$0] / a[$0] + (1 - y[$0]) / (1 - a[$0])) })
      }
    },

    // Σₖ wˡⱼₖ δˡ⁺¹ₖ
    Mutant(
      67, "slip-own-weights-by-rows", "BP2 is printed with the weights into its own layer, row by row.",
      showsWhen: "layers l − 1 and l + 1 of equal width", departs: [.bp2],
      looksLike: [.weightsOfNeighbour, .weightsNotTransposed]
    ) {
      $0.incoming = { pass, l, n in
        guard pass.width(l - 1) == pass.width(l + 1) else { return Correct.incoming(pass, l, n) }
        let (W, dZ) = (pass.W(l), pass.dZ[l + 1])
        return (0..<W.rows).map { j in Correct.sum(W.columns) { k in W[j, k] * dZ[k, n] } }
      }
    },

    // Σₖ wˡ⁺¹ₖⱼ δˡ⁺¹ⱼ
    Mutant(
      68, "slip-error-of-same-index", "The sum of BP2 multiplies every weight by the error of neuron j instead of k.",
      showsWhen: "neighbouring layers of equal width above 1", departs: [.bp2]
    ) {
      $0.incoming = { pass, l, n in
        guard pass.width(l) == pass.width(l + 1) else { return Correct.incoming(pass, l, n) }
        let (W, dZ) = (pass.W(l + 1), pass.dZ[l + 1])
        return (0..<W.columns).map { j in Correct.sum(W.rows) { k in W[k, j] * dZ[j, n] } }
      }
    },

    Mutant(
      69, "slip-scalar-product", "⊙ is read as a scalar product: every neuron of a layer gets the sum.",
      showsWhen: "a hidden layer wider than 1", departs: [.bp2]
    ) {
      $0.hiddenDelta = { pass, l, n in
        let delta = Correct.hiddenDelta(pass, l, n)
        return Array(repeating: delta.reduce(0, +), count: delta.count)
      }
    },

    // v δ of two vectors of one length is read as their inner product.
    Mutant(
      70, "slip-inner-product", "v δ is read as an inner product, and the number fills dW.",
      showsWhen: "a square W wider than 1", departs: [.bp4]
    ) {
      $0.weightGradient = { pass, l in
        let dW = Correct.weightGradient(pass, l)
        guard dW.rows == dW.columns else { return dW }
        let trace = Correct.sum(dW.rows) { dW[$0, $0] }
        return dW.map { _ in trace }
      }
    },

    // Y = A[L] is printed for Ŷ = A[L].
    Mutant(
      71, "slip-target-overwritten", "The outputs are stored where the targets were.",
      showsWhen: "outputs other than the targets", departs: [.cost], looksLike: [.zero]
    ) { $0.turn = { _, pass in pass.problem.targets = pass.A[pass.L] } },
  ]
}
