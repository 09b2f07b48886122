import Networks
import Testing

@testable import Verification

/// Each condition under which some known bug shows must be met often enough by the problems of a plain run.
@Suite struct GeneratorCoverageTests {
  private static let problems: [GeneratedProblem] = (0..<4000).map { ProblemGenerator(seed: 21).problem($0) }
  private static let statistics = problems.reduce(into: GeneratorStatistics()) { $0.record($1) }

  @Test(arguments: [
    ("depth", "1"), ("depth", "2"), ("depth", "3"), ("depth", "4"),
    ("width", "1"), ("width", "2-4"), ("width", "5-8"), ("width", "9-16"), ("width", "17-32"), ("width", "33-64"),
    ("width", "no multiple of 4"),
    ("cases", "1"), ("cases", "2"), ("cases", "3"), ("cases", "4-8"), ("cases", "9-16"), ("cases", "no multiple of 4"),
    ("loss", "squared_error"), ("loss", "binary_cross_entropy"), ("loss", "categorical_cross_entropy"),
    ("output and loss", "softmax, squared_error"), ("reduction", "mean"), ("reduction", "sum"),
    ("targets", "hard"), ("targets", "soft"), ("targets", "softmax targets that do not sum to 1"),
    ("shape", "equal neighbours of 2 or more"), ("shape", "three equal widths of 2 or more in a row"),
    ("shape", "unequal neighbours"), ("shape", "a layer as wide as m"),
    ("shape", "equal neighbours as wide as m, 2 or more"), ("shape", "more than one output"),
    ("biases", "some zero"), ("biases", "none zero"), ("zeros", "in inputs"), ("zeros", "in weights"),
    ("regime", "ordinary"), ("regime", "sparse"), ("regime", "duplicated"), ("regime", "dyadic"), ("regime", "real"),
  ])
  func ordinaryConditionsAreMetOften(group: String, name: String) throws {
    #expect(try #require(Self.statistics.share(group, name)) >= 0.05)
  }

  @Test(arguments: Activation.hidden.map(\.name)) func everyActivationIsMetInHiddenLayers(name: String) throws {
    #expect(try #require(Self.statistics.share("hidden", name)) >= 0.05)
  }

  @Test(arguments: [
    ("depth", "5"), ("depth", "6"), ("shape", "all widths and m equal, 2 or more"),
    ("shape", "a sum over more than 32 neurons"), ("alpha", "above 1"), ("alpha", "zero or negative"),
    ("alpha", "other up to 1"), ("biases", "all zero"), ("zeros", "a row of weights and its bias"),
    ("zeros", "a case of zeros"), ("parameters", "1-9"), ("parameters", "1000-9999"),
  ])
  func rareConditionsAreMet(group: String, name: String) throws {
    #expect(try #require(Self.statistics.share(group, name)) >= 0.005)
  }

  @Test(arguments: Activation.all.map(\.name)) func everyOutputIsMetUnderSquaredError(name: String) throws {
    #expect(try #require(Self.statistics.share("output and loss", "\(name), squared_error")) >= 0.01)
  }

  @Test func conditionsOnPreactivations() {
    var (belowMinus3, beyond20, leakyBelow0, negativeSlope, eluAbove0, twoRelus, exactZero, both) =
      (0, 0, 0, 0, 0, 0, 0, 0)
    for generated in Self.problems {
      let layers = generated.problem.network.layers
      let z = preactivations(of: generated.problem)
      let all = z.flatMap(\.elements)
      if all.contains(where: { $0 < -3 }) { belowMinus3 += 1 }
      if all.contains(where: { abs($0) > 20 }) { beyond20 += 1 }
      if all.contains(0) { exactZero += 1 }
      let slopes = zip(layers, z).filter { $0.0.activation.alpha != nil && $0.1.elements.contains { $0 < 0 } }
      if slopes.contains(where: { $0.0.activation.name == "leaky_relu" }) { leakyBelow0 += 1 }
      if slopes.contains(where: { $0.0.activation.alpha ?? 0 < 0 }) { negativeSlope += 1 }
      if zip(layers, z).contains(where: { $0.0.activation.name == "elu" && $0.1.elements.contains { $0 > 0 } }) {
        eluAbove0 += 1
      }
      if layers.filter({ $0.activation == .relu }).count >= 2 { twoRelus += 1 }
      if Set(layers.map(\.activation.name)).count >= 2 && layers.count >= 3 { both += 1 }
    }
    let count = Self.problems.count
    for often in [belowMinus3, leakyBelow0, eluAbove0, twoRelus, both] { #expect(often * 20 >= count) }
    for rarely in [beyond20, negativeSlope, exactZero] { #expect(rarely * 200 >= count) }
  }

  @Test func workIsModest() {
    let count = Double(Self.statistics.problemCount)
    #expect((150...300).contains(Double(Self.statistics.parameterSum) / count))
    #expect((1300...3000).contains(Double(Self.statistics.workSum) / count))
  }

  /// Features are drawn independently, so any two are met on and off together.
  @Test func featuresMeetInAllCombinations() {
    for (position, first) in Features.all.enumerated() {
      for second in Features.all[..<position] {
        let met = Set(
          Self.problems.map {
            [$0.features.contains(first.feature), $0.features.contains(second.feature)]
          })
        #expect(met.count == 4, "\(first.name), \(second.name)")
      }
    }
  }
}
