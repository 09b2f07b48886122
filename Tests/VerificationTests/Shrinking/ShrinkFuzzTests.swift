import Networks
import Testing

@testable import Verification

/// Predicates that say anything at all, over problems of every regime.
@Suite struct ShrinkFuzzTests {
  /// An answer that depends on the candidate and on nothing else.
  private func coin(_ sequence: ProblemSequence, _ seed: UInt64, yes: UInt64, of all: UInt64) -> Bool {
    var hash = Fingerprint()
    hash.add(seed)
    for problem in sequence.all {
      for tensor in problem.tensors { hash.add(problem[tensor]) }
      hash.add(problem.targets)
      hash.add("\(problem.loss) \(problem.reduction) \(problem.network.layers.map(\.activation.description))")
    }
    return hash.hash >> 20 % all < yes
  }

  @Test(arguments: Regime.allCases)
  func everyCandidateIsValidAndSmaller(_ regime: Regime) throws {
    let generator = try ProblemGenerator.small(regime)
    for index in 0..<8 {
      let history = index % 2 == 0 ? [] : (0..<3).map { generator.problem(index + 1 + $0).problem }
      let sequence = ProblemSequence(history: history, problem: generator.problem(index).problem)
      #expect(sequence.fault == nil)
      let chances: (UInt64, UInt64) = [(1, 2), (1, 10), (9, 10), (1, 40)][index / 2]
      var measure = Measure(of: sequence)
      var asked: Set<ProblemSequence> = []
      let shrunk = Shrinker(budget: 500).shrink(sequence) { candidate in
        #expect(candidate.fault == nil)
        let smaller = Measure(of: candidate)
        #expect(smaller < measure)
        #expect(asked.insert(candidate).inserted, "asked twice")
        let fails = coin(candidate, UInt64(index), yes: chances.0, of: chances.1)
        if fails { measure = smaller }
        return fails
      }
      #expect(Measure(of: shrunk.sequence) == measure)
      let again = Shrinker(budget: 500).shrink(sequence) { coin($0, UInt64(index), yes: chances.0, of: chances.1) }
      #expect(again == shrunk)
    }
  }

  /// What a problem made by hand or read from a file may hold, and the generator does not.
  @Test func extremeNumbers() {
    let extremes = [
      Double.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude, -.leastNormalMagnitude, -0.0,
      .nan, .infinity, -.infinity, Double.ulpOfOne, 1.nextDown, 0x1.FFFFFFFFFFFFFp-1022,
    ]
    let layer = Layer(
      weights: Grid(rows: 1, columns: extremes.count, elements: extremes), biases: [-0.0],
      activation: .elu(alpha: .greatestFiniteMagnitude))
    let problem = Problem(
      network: Network(layers: [layer]), inputs: Grid(rows: extremes.count, columns: 1, elements: extremes),
      targets: Grid(repeating: 1.5, rows: 1, columns: 1), loss: .squaredError, reduction: .mean)
    for seed in 0..<4 {
      let shrunk = Shrinker(budget: 1500).shrink(ProblemSequence(problem: problem)) {
        $0.problem.network.widths[0] == extremes.count && coin($0, UInt64(seed), yes: 1, of: 3)
      }
      #expect(Measure(of: shrunk.sequence) < Measure(of: ProblemSequence(problem: problem)))
    }
  }
}
