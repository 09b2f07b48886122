import Networks
import RealModule

// Rows 9 to 14, 17 and 18: softmax, and the error of the output layer.

extension Mutant {
  static let outputLayer: [Mutant] = [
    Mutant(
      9, "derivative-after-fused-delta", "The fused error a − y is multiplied by σ′, which it already contains.",
      showsWhen: "cross-entropy", departs: [.bp1], looksLike: [.derivativeTwice]
    ) {
      $0.outputDelta = { pass, n in
        let delta = Correct.outputDelta(pass, n)
        guard pass.problem.loss != .squaredError else { return delta }
        let a = pass.A[pass.L].column(n)
        return delta.indices.map { delta[$0] * (a[$0] * (1 - a[$0])) }
      }
    },

    Mutant(
      10, "output-derivative-missing", "Squared error uses a − y as if it were fused, without g′ of the output.",
      showsWhen: "squared error, non-linear output", departs: [.bp1], looksLike: [.derivativeDropped]
    ) {
      $0.outputDelta = { pass, n in
        pass.problem.loss == .squaredError ? Correct.dA(pass, n) : Correct.outputDelta(pass, n)
      }
    },

    Mutant(
      11, "softmax-over-cases",
      "Softmax normalises every neuron over the batch instead of every case over the neurons.",
      showsWhen: "softmax", departs: [.activation], looksLike: [.summedOverWrongAxis]
    ) {
      $0.activation = { pass, l in
        guard pass.activation(l) == .softmax else { return Correct.activation(pass, l) }
        let Z = pass.Z[l]
        let rows = (0..<Z.rows).map { j in Correct.softmax((0..<Z.columns).map { Z[j, $0] }) }
        return Grid(rows: Z.rows, columns: Z.columns) { rows[$0][$1] }
      }
    },

    Mutant(
      12, "softmax-twice", "The loss applies softmax to outputs that have already been through it.",
      showsWhen: "softmax", departs: [.activation]
    ) { $0.softmax = { z in Correct.softmax(Correct.softmax(z)) } },

    Mutant(
      13, "softmax-jacobian-diagonal", "The Jacobian of softmax is taken for its diagonal, a(1 − a).",
      showsWhen: "softmax under squared error", rarity: .rare, departs: [.bp1]
    ) {
      $0.outputDelta = { pass, n in
        guard pass.problem.loss == .squaredError, pass.activation(pass.L) == .softmax else {
          return Correct.outputDelta(pass, n)
        }
        let (dA, a) = (Correct.dA(pass, n), pass.A[pass.L].column(n))
        return dA.indices.map { dA[$0] * (a[$0] * (1 - a[$0])) }
      }
    },

    Mutant(
      14, "softmax-overflows", "Softmax takes the powers without subtracting the largest z first.",
      showsWhen: "softmax, z > 709", rarity: .rare, departs: [.activation], looksLike: [.notFinite]
    ) {
      $0.softmax = { z in
        let powers = z.map(Double.exp)
        let total = powers.reduce(0, +)
        return powers.map { $0 / total }
      }
    },

    Mutant(
      17, "soft-targets-not-summed", "Softmax with cross-entropy uses a − y for targets of any sum.",
      showsWhen: "softmax, targets that do not sum to 1", rarity: .rare, departs: [.bp1]
    ) {
      $0.outputDelta = { pass, n in
        guard pass.problem.loss == .categoricalCrossEntropy else { return Correct.outputDelta(pass, n) }
        let (a, y) = (pass.A[pass.L].column(n), pass.problem.targets.column(n))
        return y.indices.map { a[$0] - y[$0] }
      }
    },

    // The dA form, whose dA is summed over all its elements; over a softmax nothing is left of it but rounding.
    Mutant(
      18, "output-derivative-summed",
      "The derivative by the outputs is summed to one number instead of element by element.",
      showsWhen: "more than one output or case", departs: [.bp1], form: .dA
    ) {
      $0.outputDelta = { pass, n in
        let total = (0..<pass.m).reduce(0) { $0 + Correct.dA(pass, $1).reduce(0, +) }
        return Correct.outputDelta(pass, n, dA: Array(repeating: total, count: pass.width(pass.L)))
      }
    },
  ]
}
