import Networks
import Testing

@testable import Vectorized

/// A plan that has been used answers with the same bits as a fresh one, whatever it was used for.
@Suite struct PlanTests {
  static func fresh(_ problem: Problem<Double>, _ form: BackwardForm) -> [UInt64] {
    bits(Vectorized.evaluate(problem, form: form))
  }

  static func bits(_ evaluation: Evaluation<Double>) -> [UInt64] {
    let everything = Evaluation<Double>.quantities(depth: evaluation.gradient.weights.count)
    return everything.flatMap { evaluation[$0]?.elements ?? [] }.map { $0.isNaN ? 0 : $0.bitPattern }
  }

  /// The same shape with other numbers.
  static func renumbered(_ problem: Problem<Double>, _ random: inout SplitMix) -> Problem<Double> {
    var copy = problem
    for tensor in problem.tensors {
      var grid = problem[tensor]
      for i in grid.elements.indices { grid.elements[i] = random.number() }
      copy[tensor] = grid
    }
    return copy
  }

  @Test(arguments: 0..<60, BackwardForm.allCases)
  func reuseLeavesNoTrace(_ seed: Int, _ form: BackwardForm) {
    var random = SplitMix(state: UInt64(seed))
    let problem = random.problem(widest: seed % 10 == 0 ? 150 : 12)
    let plan = Vectorized.Plan(for: problem, form: form)
    func answer(_ problem: Problem<Double>) -> [UInt64] {
      plan.load(problem)
      plan.run()
      return Self.bits(plan.evaluation)
    }
    let expected = Self.fresh(problem, form)
    #expect(answer(problem) == expected)
    plan.run()
    #expect(Self.bits(plan.evaluation) == expected)

    // Another problem, then numbers that go wherever they can, then the first again.
    let other = Self.renumbered(problem, &random)
    #expect(answer(other) == Self.fresh(other, form))
    for bad in [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude, 5e-324] {
      for tensor in problem.tensors {
        var spoilt = problem
        var grid = spoilt[tensor]
        for i in grid.elements.indices { grid.elements[i] = bad }
        spoilt[tensor] = grid
        #expect(answer(spoilt) == Self.fresh(spoilt, form))
      }
      var spoilt = problem
      for i in spoilt.targets.elements.indices { spoilt.targets.elements[i] = bad }
      _ = answer(spoilt)
      #expect(answer(problem) == expected, "after \(bad)")
    }
  }

  /// dX and what it needs are left out, and nothing else changes.
  @Test(arguments: 0..<40, BackwardForm.allCases)
  func withoutTheInputGradient(_ seed: Int, _ form: BackwardForm) {
    var random = SplitMix(state: UInt64(seed))
    let problem = random.problem(widest: 20)
    let plan = Vectorized.Plan(for: problem, form: form, wantsInputGradient: false)
    plan.load(problem)
    plan.run()
    var expected = Vectorized.evaluate(problem, form: form)
    expected.gradient.inputs = Grid(repeating: 0, rows: problem.inputs.rows, columns: problem.caseCount)
    expected.hasInputGradient = false
    #expect(Self.bits(plan.evaluation) == Self.bits(expected) && !plan.evaluation.hasInputGradient)
    #expect(plan.gradient.inputs == expected.gradient.inputs && plan.cost == expected.cost)
  }

  @Test func fitsItsShapeOnly() {
    var random = SplitMix(state: 5)
    var problem = random.problem(widest: 6)
    while problem.loss != .squaredError || problem.depth < 2 || problem.caseCount < 2 {
      problem = random.problem(widest: 6)
    }
    let plan = Vectorized.Plan(for: problem)
    #expect(plan.fits(problem) && plan.fits(Self.renumbered(problem, &random)))
    var others = Array(repeating: problem, count: 4)
    others[0] = problem.selecting(cases: [0])
    others[1].reduction = problem.reduction == .mean ? .sum : .mean
    others[2].network.layers[0].activation = .elu(alpha: 0.123)
    others[3].network.layers.removeLast()
    for other in others { #expect(!plan.fits(other)) }
  }

  /// Kept plans, more shapes than are kept, shapes that come again: answers as without.
  @Test func keptPlansChangeNothing() {
    var random = SplitMix(state: 3)
    let problems = (0..<90).map { _ in random.problem(widest: 9) }
    let plans = Vectorized.Plans()
    for round in 0..<3 {
      for index in problems.indices {
        let problem = problems[round == 1 ? problems.count - 1 - index : index]
        for form in BackwardForm.allCases {
          #expect(Self.bits(plans.evaluate(problem, form: form)) == Self.fresh(problem, form))
          #expect(
            plans.update(problem, learningRate: 0.25, form: form)
              == Vectorized.update(problem, learningRate: 0.25, form: form))
          #expect(plans.plans.count <= Vectorized.Plans.limit)
        }
      }
    }
    #expect(plans.plans.count == Vectorized.Plans.limit)
  }

  /// The least recently used goes first.
  @Test func theLatestAreKept() {
    var random = SplitMix(state: 8)
    let problems = (1...66).map { m in
      var problem = random.problem(widest: 3)
      problem = problem.selecting(cases: Array(repeating: 0, count: m))
      return problem
    }
    let plans = Vectorized.Plans()
    for problem in problems[..<64] { _ = plans.evaluate(problem) }
    _ = plans.evaluate(problems[0])
    for problem in problems[64...] { _ = plans.evaluate(problem) }
    func keeps(_ index: Int) -> Bool { plans.plans.contains { $0.fits(problems[index]) } }
    #expect(keeps(0) && !keeps(1) && !keeps(2) && keeps(3) && keeps(65))
  }
}
