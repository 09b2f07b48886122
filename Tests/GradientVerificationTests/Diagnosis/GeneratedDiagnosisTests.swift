import GradientVerification
import Testing

/// Diagnoses on generated problems, of every regime.
@Suite struct DiagnosisOnGeneratedProblemsTests {
  func problems(_ count: Int, _ regimes: [Regime] = Regime.allCases) throws -> [Problem<Double>] {
    let options = try GeneratorOptions(regimes: regimes, maxWidth: 8, maxCases: 7)
    let generator = ProblemGenerator(seed: 7, options: options)
    return (0..<count).map { generator.problem($0).problem }
  }

  @Test func probe() throws {
    var table: [String: [String: Int]] = [:]
    func g(_ p: FaultyProgram.Pass, _ l: Int) -> Grid<Double> {
      p.activation(l) == .softmax ? p.z[l-1].map { _ in 1 } : FaultyProgram.derivative(p.activation(l), p.z[l-1]) }
    let programs: [(String, FaultyProgram)] = [
      ("times m", .with { $0.bp1 = { p, r in Double(p.problem.caseCount) * r } }),
      ("noise dW", .with { $0.bp4 = { l, p in noise(p.delta(l) * p.a[l-1].transpose) } }),
      ("noise dW rel", .with { $0.bp4 = { l, p in let r = p.delta(l) * p.a[l-1].transpose; return r.times(noise(r.map { _ in 1 })) } }),
      ("noise delta", .with { $0.bp1 = { l, p in noise(p) } }),
      ("noise delta rel", .with { $0.bp1 = { l, p in p.times(noise(p.map { _ in 1 })) } }),
      ("noise slope", .with { $0.slope = { l, p, _ in noise(p.z[l-1].map { _ in 1 }) } }),
      ("noise A", .with { $0.activation = { l, a, z in noise(FaultyProgram.apply(a, z)) } }),
      ("noise Z", .with { $0.preactivation = { l, n, b in noise(FaultyProgram.add(n.layers[l-1].weights * b, n.layers[l-1].biases)) } }),
      ("dropped", .with { $0.slope = { l, p, _ in p.z[l-1].map { _ in 1 } } }),
      ("twice", .with { $0.slope = { l, p, _ in g(p, l).times(g(p, l)) } }),
      ("at a", .with { $0.slope = { l, p, _ in FaultyProgram.derivative(p.activation(l), p.a[l]) } }),
      ("no b", .with { $0.preactivation = { l, n, b in n.layers[l-1].weights * b } }),
      ("db last", .with { $0.bp3 = { l, p in p.delta(l).column(p.problem.caseCount - 1) } }),
      ("first lost", .with { $0.carry = { l, p in let k = Array(1..<p.weights(l+1).rows); return p.weights(l + 1).selecting(rows: k).transpose * p.delta(l + 1).selecting(rows: k) } }),
    ]
    for problem in try problems(200, [.ordinary, .sparse, .duplicated, .saturated, .real, .tiny]) {
      for tells in [true, false] {
        for (name, program) in programs {
          var program = program
          program.tells = tells
          let found = program.diagnosis(problem)
          if (name == "dropped" && found?.pattern == .rangeOfPreactivation) || (name == "at a" && found?.pattern == nil && found != nil) || (name.hasPrefix("noise") && found?.pattern != nil) { print("ODD", name, tells, found!, problem.network.widths, problem.network.layers.map(\.activation), problem.caseCount, problem.loss) }
          table[name + (tells ? "" : " silent"), default: [:]][found.map { "\($0.equation.rawValue)/" + ($0.pattern?.rawValue ?? "unknown") } ?? "nothing", default: 0] += 1
        }
      }
    }
    for (name, row) in table.sorted(by: { $0.key < $1.key }) { print("TABLE", name, row.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")) }
  }

  /// Correct programs of both forms and of both sides have no diagnosis.
  @Test(arguments: ImplementationFactory.builtIn.indices) func correctAnswers(_ index: Int) throws {
    let factory = ImplementationFactory.builtIn[index]
    for problem in try problems(100) {
      var implementation = try factory.make()
      let symptoms = Symptoms(problem, observed: try implementation.evaluate(problem), formula: factory.formula)
      #expect(Diagnosis(symptoms) == nil)
    }
  }
}
