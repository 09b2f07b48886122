import Networks
import Reference
import Testing
import Verification

@testable import Suite

/// What the dense set covers, as seen in the finished problems: the rows that they were made from are not asked.
struct CoverageTests {
  private static let found = Suite.dense.map { Array(Facet.found(in: $0.problem)) }

  @Test func everyPairMeets() {
    var met: Set<Set<Facet>> = []
    for facets in Self.found {
      for one in facets { for other in facets where one.factor != other.factor { met.insert([one, other]) } }
    }
    let all = Facet.all
    let wanted = all.flatMap { one in
      all.filter { one.factor < $0.factor && Exclusion.allow(one, $0) }.map { Set([one, $0]) }
    }
    #expect(wanted.count > 600)
    for pair in wanted where !met.contains(pair) { Issue.record("\(pair) never meet") }
  }

  /// Hidden activation, output and loss, with shape and with regime.
  @Test(arguments: [(3, 9 * 12 * 9), (4, 9 * 12 * 7 + 3 * 3)])
  func theseTriplesMeet(_ factor: Int, _ count: Int) {
    var met: Set<Set<Facet>> = []
    for facets in Self.found {
      for hidden in facets where hidden.factor == 0 {
        for output in facets where output.factor == 1 {
          for third in facets where third.factor == factor { met.insert([hidden, output, third]) }
        }
      }
    }
    let all = Facet.all
    let wanted = all.filter { $0.factor == 0 }.flatMap { hidden in
      all.filter { $0.factor == 1 }.flatMap { output in
        all.filter { $0.factor == factor && Exclusion.allow(hidden, $0) && Exclusion.allow(output, $0) }
          .map { Set([hidden, output, $0]) }
      }
    }
    #expect(wanted.count == count)
    for triple in wanted where !met.contains(triple) { Issue.record("\(triple) never meet") }
  }

  /// The table of exclusions says nothing that is not so.
  @Test func excludedPairsDoNotMeet() {
    for (one, facets) in zip(Suite.dense, Self.found) {
      for facet in facets {
        for other in facets { #expect(Exclusion.allow(facet, other), "\(one.slug): \(facet), \(other)") }
      }
    }
    #expect(Exclusion.table.allSatisfy { !$0.reason.isEmpty && !$0.facets.isEmpty && !$0.others.isEmpty })
  }
}

extension Facet {
  /// What a problem has, by its shapes, names and numbers alone.
  static func found(in problem: Problem<Double>) -> Set<Facet> {
    let layers = problem.network.layers
    let output = OutputLoss(activation: layers[problem.depth - 1].activation.name, loss: problem.loss)
    return Set(layers.dropLast().map { .hidden($0.activation.name) })
      .union([.output(output), .reduction(problem.reduction)])
      .union(
        ShapeTrait.traits(widths: problem.network.widths, caseCount: problem.caseCount).map { .shape($0) }
      )
      .union(regimes(of: problem).map { .regime($0) }).union([.targets(targets(of: problem))])
  }

  private static func targets(of problem: Problem<Double>) -> TargetKind {
    if problem.loss == .squaredError { return .real }
    let areHard = problem.targets.elements.allSatisfy { $0 == 0 || $0 == 1 }
    let areSingle =
      problem.loss == .binaryCrossEntropy
      || (0..<problem.caseCount).allSatisfy { problem.targets.column($0).reduce(0, +) == 1 }
    return areHard && areSingle ? .hard : .soft
  }

  /// Those whose mark the numbers bear; `ordinary` where they bear none.
  private static func regimes(of problem: Problem<Double>) -> [DenseRegime] {
    let tensors = problem.tensors.map { problem[$0].elements } + [problem.targets.elements]
    let answer = Textbook.answer(problem, form: .dZ)
    let z = zip(problem.network.layers, answer.preactivations ?? [])
    let isDyadic = problem.isDyadic
    let isNearKink =
      !isDyadic && z.contains { $0.activation.hasKink && $1.elements.contains { abs($0) <= 0x1p-9 } }
    // A neuron that lost all its weights above the first layer was put at its kink.
    let isSparse = (problem.inputs.elements + problem.network.layers[0].weights.elements).contains(0)
    let marks: [DenseRegime: Bool] = [
      .dyadic: isDyadic, .nearKink: isNearKink, .sparse: isSparse,
      .duplicated: problem.hasEqualCases || problem.hasEqualNeurons,
      .tiny: tensors.contains { numbers in numbers.allSatisfy { abs($0) < 0x1p-16 } },
      .huge: tensors.contains { $0.contains { abs($0) >= 0x1p9 } },
      .saturated: z.contains { $1.elements.contains { abs($0) >= 40 } },
    ]
    let found = DenseRegime.allCases.filter { marks[$0] == true }
    return found.isEmpty ? [.ordinary] : found
  }
}

extension Problem<Double> {
  /// Whether nothing is rounded, and inputs and weights are halves.
  fileprivate var isDyadic: Bool {
    let numbers = inputs.elements + network.layers.flatMap(\.weights.elements)
    return numbers.allSatisfy { ($0 * 2).rounded() == $0 * 2 } && ProblemGenerator.dyadicBits(of: self) != nil
  }

  fileprivate var hasEqualCases: Bool {
    Set((0..<caseCount).map { inputs.column($0) + targets.column($0) }).count < caseCount
  }

  fileprivate var hasEqualNeurons: Bool {
    network.layers.contains { layer in
      let rows = (0..<layer.width).map { row in
        (0..<layer.inputWidth).map { layer.weights[row, $0] } + [layer.biases[row]]
      }
      return Set(rows).count < rows.count
    }
  }
}
