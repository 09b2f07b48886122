import Networks

// Rows 60 to 63: digits and single entries.

extension Mutant {
  static let precision: [Mutant] = [
    Mutant(
      60, "summed-in-binary32", "dW is accumulated over the cases in binary32.",
      showsWhen: "always, by a relative 1e-7", departs: [.bp4], looksLike: [.binary32]
    ) {
      $0.weightGradient = { pass, l in
        let (dZ, A, scale) = (pass.dZ[l], pass.A[l - 1], Correct.batchScale(pass))
        return Grid(rows: dZ.rows, columns: A.rows) { j, i in
          var sum: Float = 0
          for n in 0..<pass.m { sum += Float(dZ[j, n] * A[i, n]) }
          return scale * Double(sum)
        }
      }
    },

    entryOff(by: 1e-6, "entry-off-1e-6"),
    entryOff(by: 1e-9, "entry-off-1e-9"),
    entryOff(by: 1e-11, "entry-off-1e-11"),

    Mutant(
      62, "weights-in-binary32", "Weights are rounded to binary32 on the way in.",
      showsWhen: "a weight that is no binary32", departs: [.preactivation], looksLike: [.binary32]
    ) {
      $0.prepare = { _, problem in
        for l in problem.network.layers.indices {
          problem.network.layers[l].weights = problem.network.layers[l].weights.map { Double(Float($0)) }
        }
      }
    },

    // The blocks of 32 are right; the first element after them is neither in a block nor in the tail. All sums share the
    // routine, and the first to show it depends on which is longer than 32.
    Mutant(
      63, "summand-lost-after-32", "Sums of more than 32 terms lose the 33rd.",
      showsWhen: "a width above 32", rarity: .rare, departs: [.preactivation, .bp2, .inputGradient]
    ) {
      $0.sum = { count, term in Correct.sum(count) { k in count > 32 && k == 32 ? 0 : term(k) } }
    },
  ]

  /// The entry in the middle of dW[1].
  private static func entryOff(by share: Double, _ name: String) -> Mutant {
    Mutant(
      61, name, "One entry of dW[1] is off by a relative \(share).",
      showsWhen: "the entry is decided", departs: [.bp4], looksLike: [.singleEntry]
    ) {
      $0.finish = { _, _, answer in
        let middle = answer.gradient.weights[0].elements.count / 2
        answer.gradient.weights[0].elements[middle] *= 1 + share
      }
    }
  }
}
