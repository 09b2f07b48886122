import GradientVerification
import Testing

/// Factors, in whatever departs.
@Suite struct DiagnosisFactorTests {
  /// dW of layer 2 times a factor.
  func weights(times factor: Double) -> FaultyProgram {
    .with { $0.bp4 = { l, pass in (l == 2 ? factor : 1) * (pass.delta(l) * pass.a[l - 1].transpose) } }
  }

  /// Every δ times a factor, from BP1 on.
  func errors(times factor: Double) -> FaultyProgram { .with { $0.bp1 = { _, right in factor * right } } }

  @Test(arguments: [
    (7.0, Pattern.timesCases), (1 / 7.0, .dividedByCases), (7 / 6.0, .dividedByCasesLessOne), (-1, .negated),
    (2, .doubled),
    (1.5, .constantFactor), (2.0001, .constantFactor), (-7, .constantFactor), (0, .zero),
  ])
  func ofWeights(_ factor: Double, _ pattern: Pattern) {
    expect(.bp4, 2, pattern, of: weights(times: factor), Patient.mixed)
    expect(.bp1, 3, pattern, of: errors(times: factor), Patient.mixed)
  }

  @Test func namesTheNumbers() throws {
    let found = try #require(weights(times: 7).diagnosis(Patient.mixed))
    #expect(found.place == "layer 2, BP4: dW[2] departs while δ[2] agrees")
    #expect(found.explanation == "yours equals the expected dW[2] times m = 7: is the division by m missing?")
    let everywhere = try #require(errors(times: 7).diagnosis(Patient.mixed))
    #expect(everywhere.place == "layer 3, BP1: δ[3] departs while the outputs agree")
    #expect(everywhere.explanation?.contains("and so does every gradient") == true)
    var silent = weights(times: 7)
    silent.tells = false
    #expect(
      silent.diagnosis(Patient.mixed)?.place
        == "layer 2, BP4: dW[2] departs while db[2] agrees, so δ[2] is right")
  }

  @Test func ofOutputs() {
    // Five outputs and m = 3, so that no count is 2.
    let problem = Example.problem(widths: [2, 4, 5], activations: [.tanh, .sigmoid], loss: .squaredError, cases: 3)
    expect(.bp1, 2, .dividedByOutputs, of: errors(times: 1 / 5.0), problem)
    expect(.bp1, 2, .halved, of: errors(times: 0.5), problem)
    let found = errors(times: 1 / 15.0).diagnosis(problem)
    #expect(found?.pattern == .constantFactor)
    #expect(found?.explanation?.contains("m · n_L = 15") == true)
  }

  @Test func ofTheCost() {
    func cost(_ factor: Double) -> FaultyProgram { .with { $0.finish = { $0.cost *= factor } } }
    expect(.cost, nil, .negated, of: cost(-1), Patient.crossEntropy)
    expect(.cost, nil, .doubled, of: cost(2), Patient.mixed)
    expect(.cost, nil, .timesCases, of: cost(7), Patient.mixed)
    // One number has any factor.
    expect(.cost, nil, nil, of: cost(1.7), Patient.mixed)
    #expect(cost(2).diagnosis(Patient.mixed)?.place == "the cost departs while the outputs agree")
  }

  @Test func ofBiasesAndInputs() {
    expect(
      .bp3, 3, .timesCases, of: .with { $0.bp3 = { l, pass in pass.delta(l).sums.map { (l == 3 ? 7 : 1) * $0 } } },
      Patient.mixed)
    let inputs = FaultyProgram.with { $0.inputs = { 7 * ($0.weights(1).transpose * $0.delta(1)) } }
    expect(.inputGradient, 1, .timesCases, of: inputs, Patient.mixed)
    #expect(inputs.diagnosis(Patient.mixed)?.place == "layer 1, dX: dX departs while δ[1] agrees")
  }

  /// 1/m is missing from dW and db, and δ and dX are right.
  @Test func ofWeightsAndBiases() throws {
    let program = FaultyProgram.with {
      $0.bp3 = { l, pass in pass.delta(l).sums.map { 7 * $0 } }
      $0.bp4 = { l, pass in 7 * (pass.delta(l) * pass.a[l - 1].transpose) }
    }
    expect(.bp4, 3, .timesCases, of: program, Patient.mixed)
    var silent = program
    silent.tells = false
    #expect(silent.diagnosis(Patient.mixed)?.place.contains("while dX agrees, so δ[3] is right") == true)
  }

  /// m = 2, n_L = m, and sums: the same number has two names.
  @Test func ambiguous() {
    func two(_ reduction: Reduction, outputs: Int) -> Problem<Double> {
      Example.problem(
        widths: [3, 4, outputs], activations: [.tanh, .sigmoid], loss: .squaredError, reduction: reduction, cases: 2)
    }
    expect(.bp1, 2, .timesCases, of: errors(times: 2), two(.mean, outputs: 3))
    expect(.bp1, 2, .doubled, of: errors(times: 2), two(.sum, outputs: 3))
    expect(.bp1, 2, .dividedByCases, of: errors(times: 0.5), two(.mean, outputs: 2))
    expect(.bp1, 2, .dividedByCases, of: errors(times: 0.5), two(.sum, outputs: 3))
    let found = errors(times: 2).diagnosis(two(.mean, outputs: 3))
    #expect(found?.explanation?.contains("the same as") == true)
    expect(.cost, nil, .doubled, of: .with { $0.finish = { $0.cost *= 2 } }, two(.mean, outputs: 3))
  }

  @Test func ofTheUpdate() throws {
    let problem = Patient.mixed
    func diagnosis(_ factor: Double, _ spoil: (inout Network<Double>) -> Void = { _ in }) -> Diagnosis? {
      let truth = textbook(problem)
      var symptoms = Symptoms(problem, observed: truth)
      func step(_ rate: Double) -> Network<Double> {
        var next = problem
        for tensor in problem.tensors where tensor != .inputs {
          let (old, slope) = (problem[tensor], truth.gradient[tensor])
          next[tensor] = Grid(rows: old.rows, columns: old.columns) { old[$0, $1] - rate * slope[$0, $1] }
        }
        return next.network
      }
      var observed = step(0.1 * factor)
      spoil(&observed)
      symptoms.update = .init(learningRate: 0.1, observed: observed, expected: step(0.1))
      return Diagnosis(symptoms)
    }
    #expect(diagnosis(1) == nil)
    #expect(diagnosis(-1)?.pattern == .negated)
    #expect(diagnosis(0)?.pattern == .zero)
    #expect(diagnosis(7)?.pattern == .timesCases)
    let found = try #require(diagnosis(1) { $0.layers[0].weights.elements[3] += 0.25 })
    #expect(found.equation == .update)
    #expect(found.layer == 1)
    #expect(found.pattern == nil)
    #expect(found.place == "update: W[1] departs while its gradient agrees")
  }
}
