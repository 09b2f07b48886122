import Networks

// One factor for all entries: a count that is missing or there twice, a sign, a ½.

extension Examination {
  /// A factor with a name.
  private struct Factor {
    var pattern: Pattern
    var value: Double
    /// "times m = 5"
    var words: String
    var question: String
  }

  func factors() -> [Hypothesis] {
    let zero = each(
      .zero, "yours is zero everywhere: is \(subject) never filled in?",
      { $0.expected.map { _ in Approximation(0) } })
    let named = namedFactors
    return zero
      + named.flatMap { factor in
        let twins = named.filter { $0.value == factor.value && $0.pattern != factor.pattern }.map(\.words)
        let ambiguity = twins.isEmpty ? "" : " (the same as \(twins.joined(separator: " and ")))"
        return times(
          factor.pattern, Approximation(factor.value),
          "yours equals the expected \(subject) \(factor.words)\(ambiguity)", factor.question)
      }
  }

  /// The likelier first where two are the same number: a count before 2, except in a sum, which no count divides, and in the
  /// cost under squared error, which has a ½.
  private var namedFactors: [Factor] {
    let (m, outputs) = (Double(m), Double(outputCount))
    let twos = [
      Factor(pattern: .doubled, value: 2, words: "doubled", question: "is a ½ missing?"),
      Factor(pattern: .halved, value: 0.5, words: "halved", question: "is a ½ there twice?"),
    ]
    var counts = [
      Factor(
        pattern: .timesCases, value: m, words: "times m = \(self.m)",
        question: isMean ? "is the division by m missing?" : "is it multiplied by m, though the cost is a sum?"),
      Factor(
        pattern: .dividedByCases, value: 1 / m, words: "divided by m = \(self.m)",
        question: isMean ? "is it divided by m twice?" : "is it the mean, though the cost is a sum?"),
    ]
    if isMean && m > 1 {
      counts.append(
        Factor(
          pattern: .dividedByCasesLessOne, value: m / (m - 1), words: "times m/(m − 1) = \(self.m)/\(self.m - 1)",
          question: "is it divided by m − 1?"))
    }
    counts.append(
      Factor(
        pattern: .dividedByOutputs, value: 1 / outputs, words: "divided by the number of outputs, \(outputCount)",
        question: "is the mean taken over the outputs as well?"))
    let twosFirst = departure.equation == .cost && symptoms.problem.loss == .squaredError
    let doubledFirst = !isMean
    let negated = Factor(
      pattern: .negated, value: -1, words: "with the sign flipped", question: "is a minus missing, or one too many?")
    let rest = twosFirst ? twos + counts : doubledFirst ? [twos[0]] + counts + [twos[1]] : counts + twos
    return ([negated] + rest).filter { $0.value != 1 }
  }

  /// A factor found from the data.
  func constantFactors() -> [Hypothesis] {
    guard let factor = observedFactor else { return [] }
    let count = Double(m * outputCount)
    let isCount = (factor.value * count - 1).magnitude <= Tolerances.hypothesis * factor.error * count
    let words = isCount ? "divided by m · n_L = \(m * outputCount)" : "times \(inWords(factor.value))"
    return times(
      .constantFactor, factor, "yours equals the expected \(subject) \(words)",
      isCount ? "is the mean taken over cases and outputs?" : "is a constant wrong?", needed: Tolerances.entriesOfFactor
    )
  }

  /// observed / expected of the entry that is known best.
  private var observedFactor: Approximation? {
    var best: Approximation? = nil
    for item in evidence {
      for index in item.departures {
        let (observed, expected) = (item.observed.elements[index], item.expected.elements[index])
        guard observed.isFinite, observed != 0, expected.value != 0 else { continue }
        let factor = Approximation(observed) / expected
        if factor.error / factor.value.magnitude < best.map({ $0.error / $0.value.magnitude }) ?? .infinity {
          best = factor
        }
      }
    }
    return best
  }

  private func times(
    _ pattern: Pattern, _ factor: Approximation, _ statement: String, _ question: String, needed: Int = 1
  ) -> [Hypothesis] {
    each(pattern, "\(statement)\(extent(of: factor)): \(question)", needed: needed) { factor * $0.expected }
  }

  /// In which other gradients the factor holds.
  private func extent(of factor: Approximation) -> String {
    let own = Set(evidence.compactMap(\.quantity))
    guard departure.equation != .update, own.allSatisfy(\.isDerivative) else { return "" }
    let others = symptoms.problem.tensors.map { Quantity.gradient($0) }.filter { !own.contains($0) }
    let holding = others.filter { quantity in
      guard let item = symptoms.evidence(quantity) else { return false }
      let hypothesis = Hypothesis(
        pattern: .constantFactor, predictions: [factor * item.expected], explanation: "")
      return hypothesis.fits([item])
    }
    if holding.isEmpty { return "" }
    if holding.count == others.count { return ", and so does every gradient" }
    return ", and so \(holding.count == 1 ? "does" : "do") \(holding.map(\.description).joined(separator: ", "))"
  }
}
