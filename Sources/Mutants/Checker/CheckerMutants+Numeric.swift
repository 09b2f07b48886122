import Networks
import Verification

// Mistakes of other gradient checkers in the one thing that they do.

extension CheckerMutant {
  static let numeric = [
    differentiating("C6", "derivative-of-an-output", "The numeric derivative is that of an output instead of the cost.")
    {
      problem, make in OutputDerivative(problem, make(problem))
    },
    differentiating("C7", "one-sided-as-central", "A one-sided difference is reported with the error of a central one.")
    {
      problem, make in OneSided(problem, make(problem))
    },
    differentiating("C8", "parameter-not-restored", "A parameter stays where the last evaluation moved it.") {
      problem, make in Drifting(problem, make)
    },
  ]

  private typealias Make = @Sendable (Problem<Double>) -> any NumericOracle

  private static func differentiating(
    _ number: String, _ name: String, _ statement: String,
    _ oracle: @escaping @Sendable (Problem<Double>, @escaping Make) -> any NumericOracle
  ) -> CheckerMutant {
    CheckerMutant(number, name, statement) {
      let honest = $0.check.oracles.numeric
      $0.check.oracles.numeric = { problem, _ in oracle(problem) { honest($0, nil) } }
    }
  }
}

/// The first output of the first case is differentiated, by a central difference.
private final class OutputDerivative: NumericOracle {
  private let problem: Problem<Double>
  private let honest: any NumericOracle

  init(_ problem: Problem<Double>, _ honest: any NumericOracle) { (self.problem, self.honest) = (problem, honest) }

  func estimate(_ axis: Axis, attempt: Int) throws -> NumericEstimate? {
    guard var estimate = try honest.estimate(axis, attempt: attempt) else { return nil }
    let h = finite(honest.step(axis)) * 0x1p-8
    func output(_ t: Double) -> Double {
      var program = Plain()
      return program.evaluate(problem.moved(along: axis, by: t)).outputs[0, 0]
    }
    estimate.value = (output(h) - output(-h)) / (2 * h)
    return estimate
  }

  func step(_ axis: Axis) -> Double { honest.step(axis) }
  func movement(along direction: Gradient<Double>, by t: Double) -> Movement {
    honest.movement(along: direction, by: t)
  }
}

/// (C(θ + h) − C(θ)) / h
private final class OneSided: NumericOracle {
  private let problem: Problem<Double>
  private let honest: any NumericOracle

  init(_ problem: Problem<Double>, _ honest: any NumericOracle) { (self.problem, self.honest) = (problem, honest) }

  func estimate(_ axis: Axis, attempt: Int) throws -> NumericEstimate? {
    guard var estimate = try honest.estimate(axis, attempt: attempt) else { return nil }
    let h = finite(honest.step(axis)) * 0x1p-8
    estimate.value = honest.movement(along: problem.direction(of: axis), by: h).cost / h
    return estimate
  }

  func step(_ axis: Axis) -> Double { honest.step(axis) }
  func movement(along direction: Gradient<Double>, by t: Double) -> Movement {
    honest.movement(along: direction, by: t)
  }
}

/// After every estimate the problem stays at the last point of the difference.
private final class Drifting: NumericOracle {
  private var problem: Problem<Double>
  private let make: (Problem<Double>) -> any NumericOracle
  private var current: any NumericOracle

  init(_ problem: Problem<Double>, _ make: @escaping (Problem<Double>) -> any NumericOracle) {
    (self.problem, self.make, current) = (problem, make, make(problem))
  }

  func estimate(_ axis: Axis, attempt: Int) throws -> NumericEstimate? {
    // A new axis begins where the last one ended; a further attempt along the same one stays.
    if attempt == 0 { current = make(problem) }
    let estimate = try current.estimate(axis, attempt: attempt)
    if attempt == 0 { problem = problem.moved(along: axis, by: -finite(current.step(axis)) * 0x1p-8) }
    return estimate
  }

  func step(_ axis: Axis) -> Double { current.step(axis) }
  func movement(along direction: Gradient<Double>, by t: Double) -> Movement {
    current.movement(along: direction, by: t)
  }
}

/// The step; 1 along an axis that reaches nothing or has none.
private func finite(_ step: Double) -> Double { step > 0 && step < .infinity ? step : 1 }

extension Problem<Double> {
  /// θ + t d
  fileprivate func moved(along axis: Axis, by t: Double) -> Problem {
    var moved = self
    let direction = direction(of: axis)
    for tensor in tensors {
      let d = direction[tensor]
      let old = self[tensor]
      moved[tensor] = Grid(rows: old.rows, columns: old.columns) { old[$0, $1] + t * d[$0, $1] }
    }
    return moved
  }

  /// An entry is the direction that is 1 in it and 0 elsewhere.
  fileprivate func direction(of axis: Axis) -> Gradient<Double> {
    switch axis {
    case .direction(let direction): return direction
    case .entry(let entry):
      var unit = map { _ in 0.0 }
      unit[entry] = 1
      let layers = unit.network.layers
      return Gradient(weights: layers.map(\.weights), biases: layers.map(\.biases), inputs: unit.inputs)
    }
  }
}
