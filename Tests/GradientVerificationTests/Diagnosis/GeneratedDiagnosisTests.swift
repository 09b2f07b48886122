import GradientVerification
import Testing

/// Diagnoses on generated problems, of every regime.
@Suite struct DiagnosisOnGeneratedProblemsTests {
  func problems(_ count: Int, _ regimes: [Regime] = Regime.allCases) throws -> [Problem<Double>] {
    let options = try GeneratorOptions(regimes: regimes, maxWidth: 8, maxCases: 7)
    let generator = ProblemGenerator(seed: 7, options: options)
    return (0..<count).map { generator.problem($0).problem }
  }

  /// How often each pattern is named where an answer departs.
  func names(of program: FaultyProgram, _ problems: [Problem<Double>], tells: Bool) -> [Pattern?: Int] {
    var program = program
    program.tells = tells
    return problems.reduce(into: [:]) { names, problem in
      if let found = program.diagnosis(problem) { names[found.pattern, default: 0] += 1 }
    }
  }

  /// Correct programs of both forms and of both sides have no diagnosis.
  @Test(arguments: ImplementationFactory.builtIn.indices) func correctAnswers(_ index: Int) throws {
    let factory = ImplementationFactory.builtIn[index]
    for problem in try problems(40) {
      var implementation = try factory.make()
      let symptoms = Symptoms(problem, observed: try implementation.evaluate(problem), formula: factory.formula)
      #expect(Diagnosis(symptoms) == nil)
    }
  }

  /// A bug has its name in nearly all problems that show it, and a few coincidences have others: g′ = ½ everywhere, say.
  @Test(arguments: [true, false]) func bugs(tells: Bool) throws {
    func slope(_ pass: FaultyProgram.Pass, _ l: Int) -> Grid<Double> {
      FaultyProgram.derivative(pass.activation(l), pass.z[l - 1])
    }
    let bugs: [(Pattern, FaultyProgram)] = [
      (.derivativeDropped, .with { $0.slope = { l, pass, _ in pass.z[l - 1].map { _ in 1 } } }),
      (.derivativeTwice, .with { $0.slope = { l, pass, _ in slope(pass, l).times(slope(pass, l)) } }),
      (
        .derivativeAtWrongArgument,
        .with { $0.slope = { l, pass, _ in FaultyProgram.derivative(pass.activation(l), pass.a[l]) } }
      ),
      (.biasesIgnored, .with { $0.preactivation = { l, network, below in network.layers[l - 1].weights * below } }),
      (.lastCaseOnly, .with { $0.bp3 = { l, pass in pass.delta(l).column(pass.problem.caseCount - 1) } }),
    ]
    let problems = try problems(60, [.ordinary, .real])
    for (pattern, program) in bugs {
      let names = names(of: program, problems, tells: tells)
      let all = names.values.reduce(0, +)
      #expect(all > 20 && names[pattern, default: 0] * 10 >= all * 8, "\(pattern): \(names)")
    }
  }

  /// Random numbers have no name.
  @Test(arguments: [true, false]) func noiseIsUnknown(tells: Bool) throws {
    let programs: [FaultyProgram] = [
      .with { $0.bp1 = { _, right in noise(right) } },
      .with { $0.bp1 = { _, right in right.times(noise(right.map { _ in 1 })) } },
      .with { $0.slope = { l, pass, _ in noise(pass.z[l - 1].map { _ in 1 }) } },
      .with { $0.bp3 = { l, pass in noise(Grid(columns: [pass.delta(l).sums])).elements } },
      .with { $0.bp4 = { l, pass in noise(pass.delta(l) * pass.a[l - 1].transpose) } },
      .with { $0.inputs = { noise($0.weights(1).transpose * $0.delta(1)) } },
      .with { $0.activation = { _, activation, z in noise(FaultyProgram.apply(activation, z)) } },
      .with { $0.preactivation = { l, network, below in noise(network.layers[l - 1].weights * below) } },
    ]
    let problems = try problems(60, [.ordinary, .sparse, .duplicated, .real])
    for (index, program) in programs.enumerated() {
      var names = names(of: program, problems, tells: tells)
      let all = names.values.reduce(0, +)
      // Where only one entry is not zero, one entry departs.
      names[.singleEntry] = nil
      let unknown = names.removeValue(forKey: nil) ?? 0
      #expect(all > 20 && unknown > 20 && names.values.reduce(0, +) <= 1, "program \(index): \(names)")
    }
  }
}
