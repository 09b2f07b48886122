import GradientVerification
import Mutants
import Testing

/// Where a bug should not show, the mutant is the correct program, digit for digit: it is wrong in one thing only.
@Suite struct HiddenBugsTests {
  /// The mutant answers correctly on all of 300 generated problems that hide the bug, and there are enough of them.
  func expectHidden(
    _ name: String, sourceLocation: SourceLocation = #_sourceLocation, where hides: (Problem<Double>) -> Bool
  )
    throws
  {
    var count = 0
    for index in 0..<300 {
      let problem = Interview.problem(index)
      guard hides(problem) else { continue }
      count += 1
      var (mutant, unmutated) = (try Mutant.named(name).factory.make(), try Mutant.unmutated.make())
      let (answer, expected) = (try mutant.evaluate(problem), try unmutated.evaluate(problem))
      #expect(!answer.differs(from: expected), "\(name) shows on problem \(index)", sourceLocation: sourceLocation)
    }
    #expect(count > 20, "\(name): \(count) problems to hide in", sourceLocation: sourceLocation)
  }

  @Test func reductions() throws {
    for name in ["missing-division-by-m", "divided-by-m-twice", "divided-by-m-less-1", "bias-gradient-not-divided"] {
      try expectHidden(name) { $0.caseCount == 1 || $0.reduction == .sum }
    }
    try expectHidden("single-case-divided-by-outputs") { $0.caseCount > 1 }
    try expectHidden("short-chunk-weighs-full") { $0.caseCount % 4 == 0 || $0.caseCount < 4 }
  }

  @Test func losses() throws {
    try expectHidden("derivative-after-fused-delta") { $0.loss == .squaredError }
    try expectHidden("output-derivative-missing") { $0.loss != .squaredError }
    try expectHidden("slip-cost-without-minus") { $0.loss != .binaryCrossEntropy }
  }

  @Test func shapes() throws {
    try expectHidden("stale-activation-when-deep") { $0.depth <= 3 }
    try expectHidden("layer-skipped") { $0.depth <= 2 }
    try expectHidden("derivative-dropped") { $0.depth == 1 }
    try expectHidden("summand-lost-after-32") { $0.network.widths.allSatisfy { $0 <= 32 } }
    let square = { (problem: Problem<Double>) in problem.network.layers.contains { $0.width == $0.inputWidth } }
    for name in ["weight-gradient-transposed", "outputs-of-own-layer", "weights-not-transposed", "slip-inner-product"] {
      try expectHidden(name) { !square($0) }
    }
  }

  @Test func activations() throws {
    func without(_ name: String) -> (Problem<Double>) -> Bool {
      { $0.network.layers.allSatisfy { $0.activation.name != name } }
    }
    try expectHidden("tanh-derivative-of-z", where: without("tanh"))
    try expectHidden("relu-mask-from-gradient", where: without("relu"))
    try expectHidden("gelu-derivative-by-tanh", where: without("gelu"))
    try expectHidden("softmax-twice", where: without("softmax"))
  }

  /// What is wrong only after other calls, or in the update, answers the first problem correctly.
  @Test(arguments: [
    "gradients-accumulate", "cache-of-previous-batch", "stale-columns-in-buffer", "input-buffer-normalised",
    "every-97th-call", "weights-updated-too-early",
  ])
  func firstAnswers(_ name: String) throws {
    try expectHidden(name) { _ in true }
  }
}
