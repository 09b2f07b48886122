import Networks

// What a batch is to its cases.

extension Suite {
  static let batchLaws: [LawPair] = [
    meanAndSum("tanh", base([2, 3, 2], cases: 3, [.tanh], .linear, seed: 1)),
    meanAndSum("relu-softmax", base([2, 2, 3], cases: 5, [.relu], .softmax, .categoricalCrossEntropy, seed: 2)),
    casesPermuted("silu", [2, 0, 1], base([2, 3, 1], cases: 3, [.silu], .sigmoid, .binaryCrossEntropy, seed: 3)),
    casesPermuted("elu", [3, 1, 0, 2], base([3, 2], cases: 4, [], .elu(alpha: 1), .squaredError, .sum, seed: 4)),
    casesRepeated("gelu-mean", base([2, 2, 2], cases: 2, [.gelu], .softmax, .categoricalCrossEntropy, seed: 5)),
    casesRepeated("softplus-sum", base([2, 2, 1], cases: 3, [.softplus], .linear, .squaredError, .sum, seed: 6)),
    fittedCase,
    caseWithoutTarget(base([2, 2, 3], cases: 3, [.tanh], .softmax, .categoricalCrossEntropy, seed: 7)),
  ]

  private static func meanAndSum(_ name: String, _ mean: Problem<Double>) -> LawPair {
    var sum = mean
    sum.reduction = .sum
    let m = Double(mean.caseCount)
    return LawPair(
      law: .meanAndSum, name: name,
      statement: "The sum and its derivatives are m = \(mean.caseCount) times the mean and its.",
      flags: [.missingMeanDivisor, .meanDivisorUnderSum], own: sum, partner: mean,
      equations: sum.equations { quantity, row, column in
        .entry(quantity, row, column, times: quantity == .cost || quantity.isDerivative ? m : 1)
      })
  }

  private static func casesPermuted(_ name: String, _ order: [Int], _ partner: Problem<Double>) -> LawPair {
    let own = partner.selecting(cases: order)
    return LawPair(
      law: .casesPermuted, name: name,
      statement: "Cases in another order: what belongs to a case moves along, sums stay.",
      flags: [.casesOutOfOrder], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        .entry(quantity, row, quantity.hasCases ? order[column] : column)
      })
  }

  private static func casesRepeated(_ name: String, _ partner: Problem<Double>) -> LawPair {
    let m = partner.caseCount
    let own = partner.selecting(cases: (0..<2 * m).map { $0 % m })
    let isMean = partner.reduction == .mean
    return LawPair(
      law: .casesRepeated, name: name,
      statement: isMean
        ? "Every case twice: the mean and its derivatives by weights and biases stay, and each copy has half the share."
        : "Every case twice: the sum and its derivatives by weights and biases double.",
      flags: [.casesMerged, isMean ? .missingMeanDivisor : .meanDivisorUnderSum], own: own, partner: partner,
      equations: own.equations { quantity, row, column in
        let factor = isMean ? (quantity.isPerCase ? 0.5 : 1) : (quantity.isSumOverCases ? 2 : 1)
        return .entry(quantity, row, quantity.hasCases ? column % m : column, times: factor)
      })
  }

  /// Few bits, so that the residual of the third case is exactly 0.
  private static let fittedCase: LawPair = {
    let own = Problem(
      network: Network(layers: [
        Layer(.leakyReLU(alpha: 0.25), [[0.5, 1], [-1.5, 0.5]], [0.25, -0.125]), Layer(.linear, [[1.5, -2]], [0.5]),
      ]), inputs: Grid([[1, -0.75, 2], [0.5, 1.25, -1]]), targets: Grid([[0.5, -1, 2.6875]]), loss: .squaredError,
      reduction: .mean)
    return withoutEffect(
      "fitted", "The last case has no residual: it adds nothing but to the number of cases.", [.residualOfZero], own)
  }()

  private static func caseWithoutTarget(_ partner: Problem<Double>) -> LawPair {
    var own = partner.selecting(cases: [0, 1, 2, 0])
    for feature in 0..<own.inputs.rows { own.inputs[feature, 3] = 0.5 - own.inputs[feature, 0] }
    for output in 0..<own.targets.rows { own.targets[output, 3] = 0 }
    return withoutEffect(
      "no-target", "The last case belongs to no class: it adds nothing but to the number of cases.",
      [.zeroTargets, .unnormalizedTargets], own)
  }

  /// A batch, and the same without its last case, which has no cost and no δ.
  private static func withoutEffect(
    _ name: String, _ statement: String, _ flags: [BugFlag], _ own: Problem<Double>
  ) -> LawPair {
    let last = own.caseCount - 1
    let (m, less) = (Double(own.caseCount), Double(last))
    let partner = own.selecting(cases: Array(0..<last))
    return LawPair(
      law: .caseWithoutEffect, name: name, statement: statement, flags: flags + [.missingMeanDivisor], own: own,
      partner: partner,
      equations: own.equations { quantity, row, column in
        if quantity.hasCases && column == last { return quantity.isDerivative ? .zero : nil }
        guard quantity == .cost || quantity.isDerivative else { return .entry(quantity, row, column) }
        // m C = (m − 1) C′
        var image = LawImage.entry(quantity, row, column, times: less)
        image.ownFactor = m
        return image
      })
  }
}
