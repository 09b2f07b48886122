import GradientVerification
import Testing

/// Memory between calls, binary32, single entries, numbers that are none.
@Suite struct DiagnosisMemoryAndNumberTests {
  let problem = Patient.mixed
  /// Another network of the same shape.
  var other: Problem<Double> {
    var other = problem
    for tensor in problem.tensors { other[tensor] = problem[tensor].map { 0.3 - 0.7 * $0 } }
    return other
  }

  func spoiled(_ spoil: (inout Evaluation<Double>) -> Void) -> Evaluation<Double> {
    var answer = textbook(problem)
    spoil(&answer)
    return answer
  }

  func add(_ x: Grid<Double>, _ y: Grid<Double>) -> Grid<Double> {
    Grid(rows: x.rows, columns: x.columns) { x[$0, $1] + y[$0, $1] }
  }

  @Test func memory() throws {
    let (truth, before) = (textbook(problem), textbook(other))
    func diagnosis(
      _ observed: Evaluation<Double>, previous: Evaluation<Double>? = nil, alone: Evaluation<Double>? = nil
    ) -> Diagnosis? {
      Diagnosis(Symptoms(problem, observed: observed, previous: (other, previous ?? before), alone: alone))
    }
    let stale = spoiled { $0.gradient.weights[1] = before.gradient.weights[1] }
    #expect(diagnosis(stale)?.pattern == .previousAnswer)
    #expect(diagnosis(stale, alone: truth)?.pattern == .previousAnswer)
    // It says the same when asked first: no memory.
    #expect(diagnosis(stale, alone: stale)?.pattern == nil)
    let sum = spoiled { $0.gradient.biases[0] = zip($0.gradient.biases[0], before.gradient.biases[0]).map(+) }
    #expect(diagnosis(sum)?.pattern == .accumulated)
    #expect(diagnosis(sum)?.equation == .bp3)
    let odd = spoiled { $0.gradient.weights[1] = noise($0.gradient.weights[1]) }
    #expect(diagnosis(odd, alone: truth)?.pattern == .stateful)
    #expect(diagnosis(odd)?.pattern == nil)
    // A buffer that stays what it was at the first call.
    let first = noise(before.gradient.weights[1])
    let stuck = spoiled { $0.gradient.weights[1] = first }
    var stuckBefore = before
    stuckBefore.gradient.weights[1] = first
    #expect(diagnosis(stuck, previous: stuckBefore, alone: truth)?.pattern == .previousAnswer)
    #expect(diagnosis(stuck, previous: stuckBefore)?.pattern == nil)
    // The same problem twice: a sum that is not cleared is double, and so is a factor; the first answer tells.
    let double = spoiled { $0.gradient.weights[1] = add($0.gradient.weights[1], $0.gradient.weights[1]) }
    let again = Symptoms(problem, observed: double, previous: (problem, truth))
    #expect(Diagnosis(again)?.pattern == .accumulated)
    let twice = Symptoms(problem, observed: double, previous: (problem, double))
    #expect(Diagnosis(twice)?.pattern == .doubled)
    // The previous problem had other shapes.
    let small = Example.problem(widths: [2, 1], activations: [.linear], loss: .squaredError, cases: 1)
    let after = Symptoms(problem, observed: stale, previous: (small, textbook(small)), alone: truth)
    #expect(Diagnosis(after)?.pattern == .stateful)
  }

  @Test func singlePrecision() {
    func rounded(_ grid: Grid<Double>) -> Grid<Double> { grid.map { Double(Float($0)) } }
    // Everything kept in binary32, and sums that are made in it.
    expect(
      .bp2, 2, .binary32,
      of: .with { $0.carry = { l, pass in rounded(pass.weights(l + 1).transpose * pass.delta(l + 1)) } },
      problem, silentToo: false)
    expect(
      .bp4, 3, .binary32, of: .with { $0.bp4 = { l, pass in rounded(pass.delta(l) * pass.a[l - 1].transpose) } },
      problem)
    // As small, but a factor.
    expect(
      .bp4, 3, .constantFactor,
      of: .with { $0.bp4 = { l, pass in (1 + 1e-8) * (pass.delta(l) * pass.a[l - 1].transpose) } },
      problem)
    // Too large.
    expectNot(
      .binary32,
      of: .with {
        $0.bp4 = { l, pass in
          let right = pass.delta(l) * pass.a[l - 1].transpose
          return add(right, 1e-5 * noise(right))
        }
      }, problem)
  }

  @Test func singleEntries() throws {
    for factor in [1 + 1e-6, 1 + 1e-9, 2, -1] {
      let observed = spoiled { $0.gradient.weights[1][3, 2] *= factor }
      let found = try #require(Diagnosis(Symptoms(problem, observed: observed)))
      #expect(found.pattern == .singleEntry)
      #expect(found.explanation?.hasPrefix("dW[2][3][2] alone departs") == true)
    }
    let two = spoiled { answer in
      answer.gradient.weights[1][3, 2] *= 1.3
      answer.gradient.weights[0][0, 0] *= 1.1
    }
    #expect(Diagnosis(Symptoms(problem, observed: two))?.pattern == nil)
  }

  @Test func notFinite() throws {
    let infinite = spoiled { $0.gradient.weights[1][3, 2] = .nan }
    let found = try #require(Diagnosis(Symptoms(problem, observed: infinite)))
    #expect(found.pattern == .notFinite)
    #expect(found.explanation?.hasPrefix("1 of 20 entries is NaN or infinite") == true)
    #expect(Diagnosis(Symptoms(problem, observed: spoiled { $0.cost = .infinity }))?.pattern == .notFinite)
  }

  /// What decides nothing never departs.
  @Test func infiniteAllowances() {
    var symptoms = Symptoms(problem, observed: textbook(problem).map { _ in .nan })
    symptoms.allowance = symptoms.allowance.map { _ in .infinity }
    #expect(Diagnosis(symptoms) == nil)
    symptoms.allowance = symptoms.allowance.map { _ in .nan }
    #expect(Diagnosis(symptoms) == nil)
    symptoms.allowance = symptoms.allowance.map { _ in 0 }
    #expect(Diagnosis(symptoms)?.equation == .preactivation)
  }

  /// Any number anywhere, in networks of every size: a diagnosis, no trap.
  @Test func hostileNumbers() {
    let numbers = [Double.nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, Double.leastNonzeroMagnitude, 1, -1]
    let one = Example.problem(widths: [1, 1], activations: [.sigmoid], loss: .binaryCrossEntropy, cases: 1)
    let thin = Example.problem(
      widths: [1, 1, 1, 1], activations: [.relu, .elu(alpha: 1), .softmax], loss: .categoricalCrossEntropy, cases: 1)
    let row = Example.problem(widths: [2, 1, 2], activations: [.gelu, .linear], loss: .squaredError, cases: 2)
    var state = 0
    for problem in [one, thin, row] + Patient.all {
      let truth = textbook(problem)
      for share in [1, 2, 7, 40] {
        for tells in [true, false] {
          func hostile(_ number: Double) -> Double {
            state += 1
            return state % share == 0 ? numbers[(state / share) % numbers.count] : number
          }
          var observed = truth.map(hostile)
          if !tells { (observed.preactivations, observed.hiddenOutputs, observed.deltas) = (nil, nil, nil) }
          let previous = (problem: problem, observed: truth.map(hostile))
          var symptoms = Symptoms(problem, observed: observed, previous: previous, alone: truth)
          _ = Diagnosis(symptoms)
          symptoms.alone = nil
          symptoms.expected = truth.map(hostile)
          symptoms.allowance = symptoms.allowance.map(hostile)
          _ = Diagnosis(symptoms)
          symptoms.observed = truth
          symptoms.update = .init(
            learningRate: hostile(0.1), observed: problem.network.map(hostile), expected: problem.network)
          _ = Diagnosis(symptoms)
        }
      }
    }
  }
}
