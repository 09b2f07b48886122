import Networks
import RealModule

// Rows 1 to 8 and 15 to 16: the cost, and what its reduction does to the gradient.

extension Mutant {
  static let cost: [Mutant] = [
    Mutant(
      1, "missing-division-by-m", "The gradient is summed over the cases and never divided by their number.",
      showsWhen: "m > 1, mean", departs: [.bp1], looksLike: [.timesCases]
    ) { $0.batchScale = { _ in 1 } },

    Mutant(
      2, "divided-by-m-twice", "The gradient is divided by m in the output layer and once more at the end.",
      showsWhen: "m > 1, mean", departs: [.bp1], looksLike: [.dividedByCases]
    ) { $0.batchScale = { pass in Correct.batchScale(pass) * Correct.batchScale(pass) } },

    Mutant(
      3, "divided-by-outputs-too", "The mean runs over cases and outputs, as that of a whole matrix does.",
      showsWhen: "n_L > 1, mean", departs: [.bp1], looksLike: [.dividedByOutputs]
    ) {
      $0.batchScale = { pass in
        pass.problem.reduction == .mean ? 1 / Double(pass.m * pass.width(pass.L)) : 1
      }
    },

    // A batch of one case is squeezed to a vector, whose first dimension is then taken for the number of cases.
    Mutant(
      4, "single-case-divided-by-outputs", "A batch of one case is divided by its outputs instead of its cases.",
      showsWhen: "m = 1, n_L > 1, mean", rarity: .rare, departs: [.bp1], looksLike: [.dividedByOutputs]
    ) {
      $0.batchScale = { pass in
        pass.m == 1 && pass.problem.reduction == .mean ? 1 / Double(pass.width(pass.L)) : Correct.batchScale(pass)
      }
    },

    Mutant(
      5, "divided-by-m-less-1", "The gradient is divided by m − 1, as a sample variance would be.",
      showsWhen: "m > 1, mean", departs: [.bp1], looksLike: [.dividedByCasesLessOne]
    ) {
      $0.batchScale = { pass in
        pass.m > 1 && pass.problem.reduction == .mean ? 1 / Double(pass.m - 1) : Correct.batchScale(pass)
      }
    },

    Mutant(
      6, "gradient-negated", "The output error is target minus output, so the whole gradient has the wrong sign.",
      showsWhen: "always", departs: [.bp1], looksLike: [.negated]
    ) { $0.outputDelta = { pass, n in Correct.outputDelta(pass, n).map { -$0 } } },

    Mutant(
      7, "cost-negated", "The cost has the wrong sign; the gradient is that of the right one.",
      showsWhen: "the cost is compared", departs: [.cost], looksLike: [.negated]
    ) { $0.cost = { pass in -Correct.cost(pass) } },

    Mutant(
      8, "half-missing-in-cost", "The squared error is written without its ½, and differentiated as if it had it.",
      showsWhen: "squared error", departs: [.cost], looksLike: [.doubled]
    ) {
      $0.caseCost = { pass, n in
        pass.problem.loss == .squaredError ? 2 * Correct.caseCost(pass, n) : Correct.caseCost(pass, n)
      }
    },

    Mutant(
      15, "log-clamped-in-cost", "The cost clamps outputs to 1e-12 before the logarithm, the gradient does not.",
      showsWhen: "saturated cross-entropy", rarity: .rare, departs: [.cost]
    ) { $0.caseCost = clampedCost },

    Mutant(
      16, "residual-clipped-in-cost", "Residuals are clipped to ±1, so the gradient vanishes where they are larger.",
      showsWhen: "a squared error above 1", departs: [.cost]
    ) { steps in
      steps.caseCost = { pass, n in
        guard pass.problem.loss == .squaredError else { return Correct.caseCost(pass, n) }
        let residuals = Correct.dA(pass, n).map { min(max($0, -1), 1) }
        return 0.5 * Correct.sum(residuals.count) { residuals[$0] * residuals[$0] }
      }
      steps.outputDelta = { pass, n in
        guard pass.problem.loss == .squaredError else { return Correct.outputDelta(pass, n) }
        return Correct.outputDelta(pass, n, dA: Correct.dA(pass, n).map { $0.magnitude > 1 ? 0 : $0 })
      }
    },
  ]

  /// −Σ y log max(a, ε), by the stable forms: where nothing is clamped it is the correct cost.
  @Sendable
  private static func clampedCost(_ pass: Pass, _ n: Int) -> Double {
    let floor = Double.log(1e-12)
    let (z, y) = (pass.Z[pass.L].column(n), pass.problem.targets.column(n))
    switch pass.problem.loss {
    case .squaredError: return Correct.caseCost(pass, n)
    case .binaryCrossEntropy:
      // a at least ε and at most 1 − ε: z within ± log ε.
      return Correct.sum(y.count) { j in
        let clamped = min(max(z[j], floor), -floor)
        return Correct.softplus(clamped) - y[j] * clamped
      }
    case .categoricalCrossEntropy:
      let total = Correct.logSumExp(z)
      guard z.contains(where: { $0 - total < floor }) else { return Correct.caseCost(pass, n) }
      return Correct.sum(y.count) { j in -(y[j] * max(z[j] - total, floor)) }
    }
  }
}
