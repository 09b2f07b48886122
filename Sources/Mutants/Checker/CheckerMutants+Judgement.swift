import Networks
import Synchronization
import Verification

// What is compared, with what, and how that is judged.

extension CheckerMutant {
  /// Changes of the rule.
  static let judgement = [
    lenient("C1", "nan-equals-nan", "NaN compares equal to NaN.") { $0.observed.isNaN && $0.expected.isNaN },
    lenient("C2", "absolute-tolerance", "Whatever is off by less than 1e-5 passes, however small the numbers are.") {
      ($0.observed - $0.expected).magnitude <= 1e-5
    },
    lenient("C3", "zeros-accepted", "A derivative of zero is taken for one that is not there.") { $0.observed == 0 },
    CheckerMutant("C10", "skipped-counts-as-passed", "What was skipped or left undecided is counted as passed.") {
      let honest = $0.check.rule.book
      $0.check.rule.book = { honest($0) == .fail ? .fail : .pass }
    },
  ]

  /// Passes what the sabotage accepts, and judges the rest as before.
  private static func lenient(
    _ number: String, _ name: String, _ statement: String, accepts: @escaping @Sendable (Comparison) -> Bool
  ) -> CheckerMutant {
    CheckerMutant(number, name, statement) {
      let honest = $0.check.rule.judge
      $0.check.rule.judge = { accepts($0) ? .pass : honest($0) }
    }
  }

  /// Changes of what is sampled.
  static let sampling = [
    CheckerMutant("C4", "biases-never-sampled", "No bias is differentiated, alone or along a direction.") {
      $0.check.sampling.omitted.formUnion((1...GeneratorOptions.depthLimit).map { .biases(layer: $0) })
    },
    CheckerMutant("C5", "first-layer-never-sampled", "Nothing of the first layer is differentiated.") {
      $0.check.sampling.omitted.formUnion([.weights(layer: 1), .biases(layer: 1)])
    },
  ]

  /// Changes of what a program is held against.
  static let oracles = [
    CheckerMutant(
      "C9", "tolerance-grows-with-size", "What an entry is allowed is multiplied by the size of its tensor."
    ) {
      let honest = $0.check.oracles.bounds
      $0.check.oracles.bounds = { problem, formula in
        var bounds = honest(problem, formula)
        let error = bounds.error.gradient
        bounds.error.gradient = Gradient(
          weights: error.weights.map { W in W.map { Double(W.elements.count) * $0 } },
          biases: error.biases.map { b in b.map { Double(b.count) * $0 } },
          inputs: error.inputs.map { Double(error.inputs.elements.count) * $0 })
        return bounds
      }
    },
    CheckerMutant(
      "C12", "expects-what-is-answered", "The expected value is what the implementation under test answered."
    ) {
      let answers = Answers()
      let (admitted, honest) = ($0.admitted, $0.check.oracles.bounds)
      $0.admitted = { factory in
        let factory = admitted(factory)
        return ImplementationFactory(name: factory.name, formula: factory.formula) {
          Overheard(implementation: try factory.make(), answers: answers)
        }
      }
      $0.check.oracles.bounds = { problem, formula in
        var bounds = honest(problem, formula)
        if let answer = answers.last.withLock({ $0[problem] }) { bounds.value = answer }
        return bounds
      }
    },
  ]
}

/// What was answered last to each problem.
private final class Answers: Sendable {
  let last = Mutex<[Problem<Double>: Evaluation<Double>]>([:])
}

/// An implementation whose answers are written down.
private struct Overheard: Implementation {
  var implementation: any Implementation
  let answers: Answers

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    let answer = try implementation.evaluate(problem)
    answers.last.withLock { $0[problem] = answer }
    return answer
  }

  mutating func update(_ problem: Problem<Double>, learningRate: Double) throws -> Network<Double>? {
    try implementation.update(problem, learningRate: learningRate)
  }
}
