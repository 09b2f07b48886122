import Networks
import Verification

// What a checker says of programs of which it is known whether they are right.

extension Canary {
  /// Checks that look at a gradient, each able to find it wrong without the others.
  private static let judges: [Check] = [.gradients, .gsl, .directions, .dual]

  static let correctProgram = Canary(
    "correct-program", "A correct program passes every check, and every check decides something of it."
  ) { suite in
    var report = CampaignReport()
    for problem in [CanaryProblems.everyday, CanaryProblems.exact, CanaryProblems.threeLayers] {
      report.add(try suite.report(on: problem, Mutant.unmutated, only: nil))
    }
    // Without ball arithmetic nothing is enclosed; stored answers are another matter.
    let encloses = suite.check.oracles.truth(CanaryProblems.exact, 512) { _ in true } != nil
    // An answer that came is not counted by itself.
    let deciding = Check.allCases.filter { $0 != .stored && $0 != .answers && ($0 != .enclosure || encloses) }
    return deciding.compactMap { check in
      let tally = report.ledger[check]
      if tally.failed > 0 { return "\(check.rawValue) fails a correct program" }
      return tally.passed == 0 ? "\(check.rawValue) decides nothing" : nil
    }
  }

  static let wrongPrograms = [
    killing(
      "nan-gradient", "One entry that is not a number fails each check by itself.",
      judges + [.batch, .order, .state, .update], [("dW[1][0][0]", { $0.weights[0].elements[0] = .nan })]),
    killing(
      "zero-gradient", "A gradient that is zero throughout fails each check by itself.", judges,
      [("all", { $0 = $0.map { _ in 0 } })]),
    killing(
      "zero-biases", "A db that is zero fails each check by itself, in whatever layer it is.", judges,
      (0..<3).map { l in ("db[\(l + 1)]", { $0.biases[l] = $0.biases[l].map { _ in 0 } }) }),
    killing(
      "zero-first-layer", "A dW[1] that is zero fails each check by itself.", judges,
      [("dW[1]", { $0.weights[0] = $0.weights[0].map { _ in 0 } })]),
    killing(
      "small-entry-off", "An entry of 1e-7 that is off by a relative 1e-6 fails each check by itself.", judges,
      on: CanaryProblems.faint, [("dW[2][0][0]", { $0.weights[1].elements[0] *= 1 + 1e-6 })]),
    // 2⁻⁴² of the entry is about five times what it was allowed when this was written, and less than what 384 entries would be.
    killing(
      "entry-off-in-large-tensor", "An entry that is off by a few times its bound fails, however large its tensor.",
      [.gradients], on: CanaryProblems.wide,
      [("dW[1][5][7]", { $0.weights[0][5, 7] *= 1 + 0x1p-42 })]),
  ]

  private typealias Change = @Sendable (inout Gradient<Double>) -> Void

  /// Every check must kill a correct program whose gradient was changed, in each of some ways.
  private static func killing(
    _ name: String, _ statement: String, _ checks: [Check], on problem: Problem<Double> = CanaryProblems.everyday,
    _ changes: [(what: String, change: Change)]
  ) -> Canary {
    Canary(name, statement) { suite in
      try changes.flatMap { what, change in
        try checks.compactMap { check in
          let report = try suite.report(on: problem, changed(change), only: [check])
          return report.ledger[check].failed > 0 ? nil : "\(check.rawValue) misses \(what)"
        }
      }
    }
  }

  /// The correct program, but for what is done to its gradient.
  static func changed(_ change: @escaping @Sendable (inout Gradient<Double>) -> Void) -> ImplementationFactory {
    ImplementationFactory(name: "changed", form: .dZ) {
      var steps = Steps()
      steps.finish = { _, _, answer in change(&answer.gradient) }
      return Plain(steps)
    }
  }

  static let unsupported = Canary(
    "unsupported-is-not-passed", "What an implementation does not answer is counted as that, and never as passed."
  ) { suite in
    let problem = CanaryProblems.everyday
    let neurons = problem.network.layers.reduce(0) { $0 + $1.width }
    let questions: [(what: String, silence: Silent.Silence, check: Check, count: Int)] = [
      ("an answer", .everything, .shapes, 1), ("δ", .deltas, .gradients, neurons * problem.caseCount),
      ("an update", .update, .update, 1),
    ]
    return try questions.compactMap { what, silence, check, count in
      let factory = ImplementationFactory(name: "silent", form: .dZ) { Silent(silence: silence) }
      let tally = try suite.report(on: problem, factory, only: [check]).ledger[check]
      guard tally.unsupported == count else {
        return "\(what) that is missing is unsupported \(tally.unsupported) times"
      }
      return tally.passed > tally.compared - count ? "\(what) that is missing passes" : nil
    }
  }
}

/// The correct program, but it does not answer everything.
private struct Silent: Implementation {
  enum Silence { case everything, deltas, update }

  let silence: Silence
  private var program = Plain()

  init(silence: Silence) { self.silence = silence }

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    if silence == .everything { throw Unsupported("nothing is answered") }
    var answer = program.evaluate(problem)
    if silence == .deltas { answer.deltas = nil }
    return answer
  }

  mutating func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? {
    silence == .update ? nil : program.update(problem, learningRate: learningRate)
  }
}
