import GradientVerification
import Mutants

/// What two implementations are asked to see whether they differ: a problem twice, parts of it, relatives of it, an update.
struct Interview {
  static let options = {
    do { return try GeneratorOptions(regimes: Regime.allCases) } catch { preconditionFailure("\(error)") }
  }()

  static func problem(_ index: Int) -> Problem<Double> {
    ProblemGenerator(seed: 1, options: options).problem(index).problem
  }

  private var one: any Implementation
  private var other: any Implementation

  /// Both fresh from their factories.
  init(_ one: ImplementationFactory, _ other: ImplementationFactory) throws {
    (self.one, self.other) = (try one.make(), try other.make())
  }

  /// Whether any answer differs by more than a relative 1e-12, or in being a number.
  mutating func tellApart(_ problem: Problem<Double>) throws -> Bool {
    let m = problem.caseCount
    // The questions that laws ask: all of it, the first case alone, the cases in reverse, all of it again.
    let questions = [problem, problem.selecting(cases: [0]), problem.selecting(cases: (0..<m).reversed()), problem]
    for question in questions where try one.evaluate(question).differs(from: other.evaluate(question)) { return true }
    let (next, otherNext) = (
      try one.update(problem, learningRate: 0.125), try other.update(problem, learningRate: 0.125)
    )
    guard let next, let otherNext else { return (next == nil) != (otherNext == nil) }
    return zip(next.layers, otherNext.layers).contains { layer, otherLayer in
      differ(layer.weights.elements, otherLayer.weights.elements) || differ(layer.biases, otherLayer.biases)
    }
  }
}

extension Evaluation<Double> {
  func differs(from other: Evaluation) -> Bool {
    Self.quantities(depth: gradient.weights.count).contains { quantity in
      differ(self[quantity]?.elements ?? [], other[quantity]?.elements ?? [])
    }
  }
}

private func differ(_ numbers: [Double], _ others: [Double]) -> Bool {
  numbers.count != others.count
    || zip(numbers, others).contains { a, b in
      a != b && !(a.isNaN && b.isNaN) && !((a - b).magnitude <= 1e-12 * max(a.magnitude, b.magnitude))
    }
}

extension Mutant {
  static func named(_ name: String) -> Mutant {
    guard let mutant = all.first(where: { $0.name == name }) else { preconditionFailure("no \(name)") }
    return mutant
  }

  /// The first problem of seed 1 that shows the bug, among those that its rarity allows.
  func firstShown() throws -> Int? {
    var interview: Interview?
    for index in 0..<rarity.budget {
      // A fresh pair for every block, as in a run.
      if index % Campaign.blockSize == 0 { interview = try Interview(factory, Mutant.unmutated) }
      if try interview?.tellApart(Interview.problem(index)) ?? false { return index }
    }
    return nil
  }
}
