import Networks

// Rows 34 to 40: biases, up and down.

extension Mutant {
  static let bias: [Mutant] = [
    Mutant(
      34, "bias-gradient-zero", "db is never computed and stays zero.",
      showsWhen: "always", departs: [.bp3], looksLike: [.zero]
    ) { $0.biasGradient = { pass, l in Array(repeating: 0, count: pass.width(l)) } },

    Mutant(
      35, "bias-gradient-over-neurons", "db sums the errors of every case over its neurons.",
      showsWhen: "a layer as wide as there are cases, m > 1", departs: [.bp3],
      looksLike: [.summedOverWrongAxis]
    ) {
      $0.biasGradient = { pass, l in
        let (dZ, scale) = (pass.dZ[l], Correct.batchScale(pass))
        guard dZ.rows == pass.m else { return Correct.biasGradient(pass, l) }
        return (0..<pass.m).map { n in scale * Correct.sum(dZ.rows) { dZ[$0, n] } }
      }
    },

    Mutant(
      36, "bias-gradient-of-last-case", "db is overwritten by every case, so the last one remains.",
      showsWhen: "m > 1", departs: [.bp3], looksLike: [.lastCaseOnly]
    ) {
      $0.biasGradient = { pass, l in
        let scale = Correct.batchScale(pass)
        return pass.dZ[l].column(pass.m - 1).map { scale * $0 }
      }
    },

    Mutant(
      37, "bias-gradient-not-divided", "db is not divided by m while dW is.",
      showsWhen: "m > 1, mean", departs: [.bp3], looksLike: [.timesCases]
    ) {
      $0.biasGradient = { pass, l in
        let dZ = pass.dZ[l]
        return (0..<dZ.rows).map { j in Correct.sum(pass.m) { dZ[j, $0] } }
      }
    },

    Mutant(
      38, "bias-gradient-times-bias",
      "db is multiplied by b, as if the bias were the weight of an input that equals it.",
      showsWhen: "b ≠ 1", departs: [.bp3]
    ) {
      $0.biasGradient = { pass, l in
        let (db, b) = (Correct.biasGradient(pass, l), pass.b(l))
        return db.indices.map { db[$0] * b[$0] }
      }
    },

    Mutant(
      39, "biases-not-used", "The pre-activations leave out b.",
      showsWhen: "b ≠ 0", departs: [.preactivation], looksLike: [.biasesIgnored]
    ) {
      $0.preactivation = { pass, l, n in
        let (W, a) = (pass.W(l), pass.A[l - 1])
        return (0..<W.rows).map { j in Correct.sum(W.columns) { W[j, $0] * a[$0, n] } }
      }
    },

    Mutant(
      40, "weight-decay-on-biases", "Weight decay is added to db, with a rate of 0.001.",
      showsWhen: "b ≠ 0", departs: [.bp3]
    ) {
      $0.biasGradient = { pass, l in
        let (db, b) = (Correct.biasGradient(pass, l), pass.b(l))
        return db.indices.map { db[$0] + 1e-3 * b[$0] }
      }
    },
  ]
}
