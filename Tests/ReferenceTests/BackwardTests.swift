import Networks
import Reference
import Testing

/// Whole networks against mpmath, whose derivatives are difference quotients of the cost at 400 digits.
@Suite struct BackwardTests {
  /// Ordinary networks: a hundred roundings or so of numbers of order 1 and up.
  static func agrees(_ computed: [Double], _ truth: [Double]) -> Bool {
    computed.count == truth.count && zip(computed, truth).allSatisfy { abs($0 - $1) <= 1e-13 * max(1, abs($1)) }
  }

  @Test(arguments: ordinaryNetworks, BackwardForm.allCases)
  func ordinary(_ network: NetworkCase, _ form: BackwardForm) {
    #expect(Self.agrees(flat(Textbook.answer(network.recipe.problem, form: form)), network.truth))
  }

  /// In dZ form saturation costs nothing on the scale of 1. (The dA form divides by 1 − v: its own bound judges it.)
  @Test(arguments: saturatedNetworks)
  func saturated(_ network: NetworkCase) {
    #expect(Self.agrees(flat(Textbook.answer(network.recipe.problem, form: .dZ)), network.truth))
  }

  /// Under the other reduction the cost and every derivative, δ included, are m times as large, or m times smaller.
  @Test(arguments: ordinaryNetworks, BackwardForm.allCases)
  func otherReduction(_ network: NetworkCase, _ form: BackwardForm) {
    var recipe = network.recipe
    let m = Double(recipe.cases)
    let factor = recipe.reduction == .mean ? m : 1 / m
    recipe.reduction = recipe.reduction == .mean ? .sum : .mean
    let e = Textbook.answer(recipe.problem, form: form)
    #expect(Self.agrees([e.cost], [factor * network.cost]))
    #expect(Self.agrees((e.preactivations ?? []).flatMap(\.elements), network.preactivations))
    #expect(Self.agrees((e.deltas ?? []).flatMap(\.elements), network.deltas.map { factor * $0 }))
    #expect(
      Self.agrees(flat(e.gradient), (network.weights + network.biases + network.inputs).map { factor * $0 }))
  }

  /// One case repeated: 1/m is there once, whatever m is. 49 · (1/49) is not 1, hence the tolerance.
  @Test(arguments: [1, 2, 3, 7, 49])
  func repeatedCase(_ m: Int) {
    let problem = ordinaryNetworks[0].recipe.problem
    let once = Textbook.answer(problem.selecting(cases: [1]), form: .dZ)
    let often = Textbook.answer(problem.selecting(cases: Array(repeating: 1, count: m)), form: .dZ)
    #expect(Self.agrees([often.cost], [once.cost]))
    #expect(Self.agrees(often.gradient.weights.flatMap(\.elements), once.gradient.weights.flatMap(\.elements)))
    #expect(Self.agrees(often.gradient.biases.flatMap { $0 }, once.gradient.biases.flatMap { $0 }))
    // Each copy of the case has its own share of dX.
    for n in 0..<m {
      #expect(
        Self.agrees(often.gradient.inputs.column(n).map { Double(m) * $0 }, once.gradient.inputs.column(0)))
    }
  }
}
