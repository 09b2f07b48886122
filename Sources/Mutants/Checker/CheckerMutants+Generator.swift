import Networks
import Verification

// Generators that leave out what bugs hide in.

extension CheckerMutant {
  static let generator = [
    CheckerMutant("C11a", "one-shape-only", "Every generated problem has one neuron in one layer, and one case.") {
      let honest = $0.problem
      $0.problem = { changing(honest($0)) { smallest(of: $0) } }
    },
    CheckerMutant("C11b", "never-one-case", "No generated batch has a single case.") {
      let honest = $0.problem
      $0.problem = { index in
        changing(honest(index)) { $0.caseCount == 1 ? $0.selecting(cases: [0, 0]) : $0 }
      }
    },
    CheckerMutant("C11c", "biases-of-zero", "All generated biases are zero.") {
      let honest = $0.problem
      $0.problem = { index in
        changing(honest(index)) { problem in
          var problem = problem
          for l in problem.network.layers.indices {
            problem.network.layers[l].biases = problem.network.layers[l].biases.map { _ in 0 }
          }
          return problem
        }
      }
    },
  ]

  /// The problem, changed, under the name of what was generated.
  private static func changing(
    _ generated: GeneratedProblem, _ change: (Problem<Double>) -> Problem<Double>
  ) -> GeneratedProblem {
    GeneratedProblem(
      index: generated.index, regime: generated.regime, features: generated.features, problem: change(generated.problem)
    )
  }

  /// One output of the last layer, as a network of its own on one input and one case.
  private static func smallest(of problem: Problem<Double>) -> Problem<Double> {
    let (first, last) = (problem.network.layers[0], problem.network.layers[problem.depth - 1])
    return Problem(
      network: Network(layers: [
        Layer(
          weights: first.weights.selecting(rows: [0]).selecting(columns: [0]), biases: [first.biases[0]],
          activation: last.activation)
      ]),
      inputs: problem.inputs.selecting(rows: [0]).selecting(columns: [0]),
      targets: problem.targets.selecting(rows: [0]).selecting(columns: [0]), loss: problem.loss,
      reduction: problem.reduction)
  }
}
