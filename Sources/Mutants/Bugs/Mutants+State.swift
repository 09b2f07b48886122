import Networks

// Rows 53 to 59: memory. What they remember lives in the implementation, which is made afresh for every block of problems.

extension Mutant {
  static let state: [Mutant] = [
    Mutant(
      53, "gradients-accumulate", "dW and db are added to those of the calls before and never set to zero.",
      showsWhen: "two calls for networks of one shape", departs: [.bp4], looksLike: [.accumulated]
    ) {
      $0.finish = { memory, _, answer in
        if let past = memory.gradient { answer.gradient.addParameters(of: past) }
        memory.gradient = answer.gradient
      }
    },

    // The way down sees A[0] … A[L−1] of the batch before, where the shapes fit. g′ takes some of its values from there, too.
    Mutant(
      54, "cache-of-previous-batch", "The backward pass uses the hidden outputs and inputs of the previous batch.",
      showsWhen: "two different problems of one shape", departs: [.bp2, .bp4], looksLike: [.stateful]
    ) {
      $0.turn = { memory, pass in
        let own = pass.A
        if memory.buffers.map(\.shape) == own.map(\.shape) { pass.A = memory.buffers.dropLast() + [own[pass.L]] }
        memory.buffers = own
      }
    },

    Mutant(
      55, "stale-columns-in-buffer", "db sums a buffer that still holds cases of a larger batch before.",
      showsWhen: "a batch after a larger one of the same network shape", departs: [.bp3], looksLike: [.stateful]
    ) {
      $0.finish = { memory, pass, answer in
        let past = memory.buffers
        memory.buffers = pass.dZ
        guard past.map(\.rows) == pass.dZ.map(\.rows) else { return }
        let scale = Correct.batchScale(pass)
        for l in 1...pass.L where past[l].columns > pass.m {
          for j in answer.gradient.biases[l - 1].indices {
            let stale = (pass.m..<past[l].columns).reduce(0) { $0 + past[l][j, $1] }
            answer.gradient.biases[l - 1][j] += scale * stale
          }
          memory.buffers[l] = Grid(rows: past[l].rows, columns: past[l].columns) {
            $1 < pass.m ? pass.dZ[l][$0, $1] : past[l][$0, $1]
          }
        }
      }
    },

    // g′ from z finds a in its place; those from a do not notice.
    Mutant(
      56, "activation-in-place", "The outputs overwrite the pre-activations, from which g′ is taken afterwards.",
      showsWhen: "softplus, silu, gelu, elu; leaky relu with α < 0", departs: [.bp1, .bp2],
      looksLike: [.derivativeAtWrongArgument]
    ) { $0.gPrime = { g, _, a in Correct.gPrime(g, a, a) } },

    Mutant(
      57, "short-chunk-weighs-full",
      "The batch is worked on in chunks of 4 whose means are averaged, whatever their size.",
      showsWhen: "m > 4, m mod 4 ≠ 0, mean", departs: [.bp4]
    ) { steps in
      steps.weightGradient = { pass, l in
        guard let weights = chunkWeights(pass) else { return Correct.weightGradient(pass, l) }
        let (dZ, A) = (pass.dZ[l], pass.A[l - 1])
        return Grid(rows: dZ.rows, columns: A.rows) { j, i in
          Correct.sum(pass.m) { weights[$0] * dZ[j, $0] * A[i, $0] }
        }
      }
      steps.biasGradient = { pass, l in
        guard let weights = chunkWeights(pass) else { return Correct.biasGradient(pass, l) }
        let dZ = pass.dZ[l]
        return (0..<dZ.rows).map { j in Correct.sum(pass.m) { weights[$0] * dZ[j, $0] } }
      }
    },

    // Equal inputs are taken to be in the buffer already, where they were scaled to at most 1.
    Mutant(
      58, "input-buffer-normalised", "Inputs are kept between calls and normalised in place.",
      showsWhen: "the same inputs twice", departs: [.preactivation], looksLike: [.stateful]
    ) {
      $0.prepare = { memory, problem in
        let given = problem.inputs
        let largest = given.elements.reduce(0) { max($0, $1.magnitude) }
        if memory.inputs == given, largest > 0 { problem.inputs = given.map { $0 / largest } }
        memory.inputs = given
      }
    },

    Mutant(
      59, "every-97th-call", "Two threads write dW[1]; every 97th call the last case's share of an entry is lost.",
      showsWhen: "97 calls", rarity: .rare, departs: [.bp4], looksLike: [.stateful, .singleEntry]
    ) {
      $0.finish = { memory, pass, answer in
        guard memory.calls % 97 == 0 else { return }
        let lost = pass.dZ[1][0, pass.m - 1] * pass.A[0][0, pass.m - 1]
        answer.gradient.weights[0][0, 0] -= Correct.batchScale(pass) * lost
      }
    },
  ]

  /// What each case weighs in the mean of the means of chunks of 4; nil where that is the mean.
  private static func chunkWeights(_ pass: Pass) -> [Double]? {
    let m = pass.m
    guard pass.problem.reduction == .mean, m > 4, m % 4 != 0 else { return nil }
    let chunks = Double((m + 3) / 4)
    return (0..<m).map { n in 1 / (chunks * Double(n / 4 == m / 4 ? m % 4 : 4)) }
  }
}

extension Gradient<Double> {
  /// Adds dW and db of another gradient, where it is that of a network of the same shape.
  fileprivate mutating func addParameters(of other: Gradient) {
    guard weights.map(\.shape) == other.weights.map(\.shape) else { return }
    for l in weights.indices {
      for index in weights[l].elements.indices { weights[l].elements[index] += other.weights[l].elements[index] }
      for index in biases[l].indices { biases[l][index] += other.biases[l][index] }
    }
  }
}
