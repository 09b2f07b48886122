import Networks
import Testing

@testable import Verification

/// `Problem` and `Network` themselves insist on shapes that fit and on a loss that accepts the output, so that a wrong
/// shape ends the test run; the rest is checked here.
@Suite struct GeneratedProblemValidityTests {
  @Test func twentyThousandProblemsAreValid() throws {
    let generator = ProblemGenerator(seed: 11, options: try GeneratorOptions(regimes: Regime.allCases))
    var invalid: [String] = []
    for index in 0..<20_000 {
      if let fault = fault(in: generator.problem(index).problem) { invalid.append("\(index): \(fault)") }
    }
    #expect(invalid == [])
  }

  private func fault(in problem: Problem<Double>) -> String? {
    let output = problem.network.layers[problem.depth - 1].activation
    guard problem.depth <= 6 else { return "depth \(problem.depth)" }
    guard problem.network.widths.allSatisfy({ (1...64).contains($0) }) else { return "widths" }
    guard (1...16).contains(problem.caseCount) else { return "\(problem.caseCount) cases" }
    guard problem.loss.accepts(output: output) else { return "\(problem.loss) over \(output)" }
    for tensor in problem.tensors {
      guard problem[tensor].elements.allSatisfy(\.isFinite) else { return "\(tensor) is not finite" }
    }
    for layer in problem.network.layers {
      guard layer.activation.alpha?.isFinite ?? true else { return "\(layer.activation)" }
    }
    let targets = problem.targets.elements
    switch problem.loss {
    case .squaredError: return targets.allSatisfy(\.isFinite) ? nil : "targets"
    case .binaryCrossEntropy, .categoricalCrossEntropy:
      return targets.allSatisfy { (0...1).contains($0) } ? nil : "targets beyond [0, 1]"
    }
  }

  /// Without the two features that lift it, targets over a softmax are distributions, to the last bit.
  @Test func categoricalTargetsSumToOneUnlessAllowedOtherwise() {
    let generator = ProblemGenerator(seed: 12)
    var checked = 0
    for index in 0..<2000 {
      let generated = generator.problem(index)
      let problem = generated.problem
      guard problem.loss == .categoricalCrossEntropy else { continue }
      guard !generated.features.isSuperset(of: [.softTargets, .unnormalizedTargets]) else { continue }
      checked += 1
      for column in 0..<problem.caseCount {
        #expect((0..<problem.targets.rows).reduce(0) { $0 + problem.targets[$1, column] } == 1)
      }
    }
    #expect(checked > 200)
  }
}
