import Networks
import Verification

// What the oracles say, apart from any program.

extension Canary {
  static let oracles = [knownDerivative, noSuspicion, fixedExpectation]

  /// The derivatives of `CanaryProblems.tiny`, to twenty digits, computed with forty.
  private static let derivatives: [(entry: Entry, value: Double)] = [
    (Entry(.weights(layer: 1), row: 0, column: 0), 0.84550444954221127821),
    (Entry(.biases(layer: 1), row: 0), 0.16252573332075492214),
    (Entry(.weights(layer: 2), row: 0, column: 0), 0.82619956907370098261),
    (Entry(.biases(layer: 2), row: 0), -0.52908668116077248927),
    (Entry(.inputs, row: 0, column: 0), 0.44942640693992354181),
    (Entry(.inputs, row: 0, column: 1), -0.32753210694935735020),
  ]

  /// The derivative along all weights and biases at once, and what the cost gains when each of them grows by 1/4.
  private static let along = 1.3051430707758946937
  private static let gain = 0.53455510616836912450

  private static let knownDerivative = Canary(
    "known-derivative",
    "Numeric derivatives of a network small enough to be differentiated by hand are right, within an error that is small."
  ) { suite in
    let numeric = suite.check.oracles.numeric(CanaryProblems.tiny, nil)
    let ones = Gradient(
      weights: [one(1), one(1)], biases: [[1], [1]], inputs: Grid(repeating: 0, rows: 1, columns: 2))
    var questions = derivatives.map { (what: "d\($0.entry)", axis: Axis.entry($0.entry), value: $0.value) }
    questions.append(("all dW and db", .direction(ones), along))
    var complaints: [String] = []
    for (what, axis, value) in questions {
      var (attempt, sharpest) = (0, Double.infinity)
      while let estimate = try numeric.estimate(axis, attempt: attempt) {
        let error = (estimate.value - value).magnitude
        if !(error <= estimate.allowance) {
          complaints.append("\(what) is off by \(error) in attempt \(attempt), \(estimate.allowance) allowed")
        }
        sharpest = min(sharpest, estimate.allowance)
        attempt += 1
      }
      // The numeric rules must not only be right but sharp, or nothing they say decides anything.
      if !(sharpest <= Tolerances.sharpDerivative) { complaints.append("\(what) may be off by \(sharpest)") }
    }
    let movement = numeric.movement(along: ones, by: 0.25)
    if !((movement.cost - gain).magnitude <= movement.error + 0x1p-52) {
      complaints.append("the cost gains \(movement.cost) instead of \(gain)")
    }
    return complaints
  }

  private static func one(_ number: Double) -> Grid<Double> { Grid(rows: 1, columns: 1, elements: [number]) }

  private static let noSuspicion = Canary(
    "no-suspicion", "Numeric derivatives cast no suspicion on a correct program that other oracles would have to clear."
  ) { suite in
    try [Check.gsl, .directions].compactMap { check in
      let tally = try suite.report(on: CanaryProblems.everyday, Mutant.unmutated, only: [check]).ledger[check]
      if tally.failed + tally.cleared > 0 { return "\(check.rawValue) suspects \(tally.failed + tally.cleared)" }
      return tally.passed < tally.compared ? "\(check.rawValue) leaves something open" : nil
    }
  }

  private static let fixedExpectation = Canary(
    "fixed-expectation", "What is expected of a program does not depend on what it answers."
  ) { suite in
    let expected = try [0.5, 1, -3].map { slip in
      let wrong = changed { $0.weights[0].elements[0] += slip }
      let report = try suite.report(on: CanaryProblems.everyday, wrong, only: [.gradients])
      return report.failures.flatMap(\.findings).map(\.expected)
    }
    guard !expected[0].isEmpty else { return ["nothing departs from what is expected"] }
    return expected.allSatisfy { $0 == expected[0] } ? [] : ["what is expected is \(expected)"]
  }
}
