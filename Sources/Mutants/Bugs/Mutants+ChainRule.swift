import Networks

// Rows 19 to 25 and 30 to 33: how the error comes down from layer to layer.

extension Mutant {
  static let chainRule: [Mutant] = [
    Mutant(
      19, "derivative-arguments-swapped", "g′ is given a where it wants z, and z where it wants a.",
      showsWhen: "an activation other than linear and relu", departs: [.bp1, .bp2],
      looksLike: [.derivativeAtWrongArgument]
    ) { $0.gPrime = { g, z, a in Correct.gPrime(g, a, z) } },

    // Only between layers of one width: elsewhere the shapes do not fit. A softmax has no g′ of single neurons.
    Mutant(
      20, "derivative-of-layer-above", "The recursion multiplies by g′ of the layer that the error comes from.",
      showsWhen: "neighbouring layers of equal width", departs: [.bp2], looksLike: [.derivativeOfNeighbour]
    ) {
      $0.hiddenDelta = { pass, l, n in
        let above = pass.activation(l + 1)
        guard pass.width(l) == pass.width(l + 1), above != .softmax else { return Correct.hiddenDelta(pass, l, n) }
        let (incoming, z, a) = (Correct.incoming(pass, l, n), pass.Z[l + 1], pass.A[l + 1])
        return incoming.indices.map { incoming[$0] * Correct.gPrime(above, z[$0, n], a[$0, n]) }
      }
    },

    Mutant(
      21, "derivative-dropped", "The recursion leaves out g′.",
      showsWhen: "a hidden layer that is not linear", departs: [.bp2], looksLike: [.derivativeDropped]
    ) { $0.hiddenDelta = { pass, l, n in Correct.incoming(pass, l, n) } },

    Mutant(
      22, "weights-not-transposed", "The error comes down through W instead of its transpose.",
      showsWhen: "a square W above the first layer", departs: [.bp2], looksLike: [.weightsNotTransposed]
    ) {
      $0.incoming = { pass, l, n in
        guard pass.width(l) == pass.width(l + 1) else { return Correct.incoming(pass, l, n) }
        let (W, dZ) = (pass.W(l + 1), pass.dZ[l + 1])
        return (0..<W.rows).map { j in Correct.sum(W.columns) { k in W[j, k] * dZ[k, n] } }
      }
    },

    Mutant(
      23, "weights-of-layer-below", "The error comes down through the weights into its own layer.",
      showsWhen: "three layers of equal width", departs: [.bp2], looksLike: [.weightsOfNeighbour]
    ) {
      $0.incoming = { pass, l, n in
        guard pass.width(l - 1) == pass.width(l), pass.width(l) == pass.width(l + 1) else {
          return Correct.incoming(pass, l, n)
        }
        return Correct.incoming(pass, weights: pass.W(l), dZ: pass.dZ[l + 1], n)
      }
    },

    Mutant(
      24, "weights-updated-too-early", "Each layer is updated before the error is carried down through it.",
      showsWhen: "an update is asked for, a hidden layer", departs: [.update]
    ) {
      $0.update = { pass, _, η in
        var pass = pass
        for l in (1...pass.L).reversed() {
          if l < pass.L { pass.propagate(to: l) }
          let (dW, db) = (Correct.weightGradient(pass, l), Correct.biasGradient(pass, l))
          pass.problem.network.layers[l - 1].descend(dW, db, η)
        }
        return pass.problem.network
      }
    },

    Mutant(
      25, "derivative-after-transpose", "(Wᵀ dA) ⊙ g′ is computed, from left to right, for Wᵀ (dA ⊙ g′).",
      showsWhen: "neighbouring layers of equal width above 1, the upper one not linear", departs: [.bp2]
    ) { $0.incoming = derivativeAfterTranspose },

    // δ[L−2] is computed from δ[L] as if that were δ[L−1]: the shapes must fit.
    Mutant(
      30, "layer-skipped", "The recursion jumps over a layer: δ[L−2] comes from δ[L].",
      showsWhen: "depth ≥ 3, the last two layers of equal width", departs: [.bp2], looksLike: [.neighbouringLayer]
    ) {
      $0.incoming = { pass, l, n in
        guard l == pass.L - 2, pass.width(pass.L) == pass.width(pass.L - 1) else {
          return Correct.incoming(pass, l, n)
        }
        return Correct.incoming(pass, weights: pass.W(l + 1), dZ: pass.dZ[pass.L], n)
      }
    },

    // The last three layers are written out; the loop for those below forgets to look up their activation.
    Mutant(
      31, "stale-activation-when-deep", "From depth 4 on, the lower layers use g′ of the activation of layer L−2.",
      showsWhen: "depth ≥ 4, different activations", rarity: .rare, departs: [.bp2], looksLike: [.derivativeOfNeighbour]
    ) {
      $0.hiddenDelta = { pass, l, n in
        let g = pass.activation(l < pass.L - 2 ? pass.L - 2 : l)
        let (incoming, z, a) = (Correct.incoming(pass, l, n), pass.Z[l], pass.A[l])
        return incoming.indices.map { incoming[$0] * Correct.gPrime(g, z[$0, n], a[$0, n]) }
      }
    },

    Mutant(
      32, "first-neuron-lost", "The sum over the neurons above starts with the second one.",
      showsWhen: "a hidden layer", departs: [.bp2], looksLike: [.firstNeuronLost]
    ) {
      $0.incoming = { pass, l, n in
        let (W, dZ) = (pass.W(l + 1), pass.dZ[l + 1])
        return (0..<W.columns).map { j in Correct.sum(W.rows) { k in k == 0 ? 0 : W[k, j] * dZ[k, n] } }
      }
    },

    // The sum takes neurons in pairs and has no tail.
    Mutant(
      33, "last-neuron-of-odd-lost",
      "The sum over the neurons above goes in pairs and loses the last of an odd number.",
      showsWhen: "an odd width above a hidden layer", departs: [.bp2], looksLike: [.lastNeuronLost]
    ) {
      $0.incoming = { pass, l, n in
        let (W, dZ) = (pass.W(l + 1), pass.dZ[l + 1])
        return (0..<W.columns).map { j in Correct.sum(W.rows / 2 * 2) { k in W[k, j] * dZ[k, n] } }
      }
    },
  ]

  /// What comes down to layer l where the layer above is as wide and dA of it is at hand: everywhere but at the fused deltas.
  @Sendable
  private static func derivativeAfterTranspose(_ pass: Pass, _ l: Int, _ n: Int) -> [Double] {
    let isOutput = l + 1 == pass.L
    guard pass.width(l) == pass.width(l + 1),
      !isOutput || (pass.problem.loss == .squaredError && pass.activation(pass.L) != .softmax)
    else { return Correct.incoming(pass, l, n) }
    let dA = isOutput ? Correct.dA(pass, n) : Correct.incoming(pass, l + 1, n)
    let (W, g, z, a) = (pass.W(l + 1), pass.activation(l + 1), pass.Z[l + 1], pass.A[l + 1])
    return (0..<W.columns).map { j in
      Correct.sum(W.rows) { k in W[k, j] * dA[k] } * Correct.gPrime(g, z[j, n], a[j, n])
    }
  }
}
