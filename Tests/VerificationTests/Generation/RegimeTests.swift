import Networks
import Testing

@testable import Verification

/// Each regime is what it says.
@Suite struct RegimeTests {
  /// The layer on the kink has only linear layers below, so its z is a plain sum.
  @Test func nearKinkIsNear() throws {
    let generator = try ProblemGenerator.of(.nearKink)
    var (exact, close, deep, output) = (0, 0, 0, 0)
    for index in 0..<2000 {
      let problem = generator.problem(index).problem
      let nearest = nearestToKink(in: problem)
      #expect(nearest.distance <= 1e-3, "problem \(index)")
      if nearest.distance == 0 { exact += 1 }
      if nearest.distance > 0 && nearest.distance <= 1e-9 { close += 1 }
      if nearest.layer > 1 { deep += 1 }
      if nearest.layer == problem.depth { output += 1 }
    }
    #expect(exact >= 400)
    #expect(close >= 400)
    #expect(deep >= 200)
    #expect(output >= 100)
  }

  /// The least |z| / (Σ|W||a| + |b|) of a kinked layer above linear ones, 0 where both are 0.
  private func nearestToKink(in problem: Problem<Double>) -> (distance: Double, layer: Int) {
    var values = problem.inputs
    for (index, layer) in problem.network.layers.enumerated() {
      let z = Grid(rows: layer.width, columns: values.columns) { neuron, column in
        (0..<layer.inputWidth).reduce(0) { $0 + layer.weights[neuron, $1] * values[$1, column] } + layer.biases[neuron]
      }
      if layer.activation.hasKink {
        let scale = Grid(rows: layer.width, columns: values.columns) { neuron, column in
          (0..<layer.inputWidth).reduce(abs(layer.biases[neuron])) {
            $0 + abs(layer.weights[neuron, $1] * values[$1, column])
          }
        }
        let distances = zip(z.elements, scale.elements).map { $0 == 0 ? 0 : abs($0) / $1 }
        return (distances.min() ?? 1, index + 1)
      }
      guard layer.activation == .linear else { break }
      values = z
    }
    return (1, 0)
  }

  @Test func saturatedReaches40To800() throws {
    let generator = try ProblemGenerator.of(.saturated)
    var (high, overflowing) = (0, 0)
    for index in 0..<1000 {
      let largest = preactivations(of: generator.problem(index).problem).flatMap(\.elements).map(abs).max() ?? 0
      if largest >= 36 { high += 1 }
      // e^z overflows beyond 709.8.
      if largest > 710 { overflowing += 1 }
    }
    // The rest of z may take a little away from what the bias gives.
    #expect(high >= 980)
    #expect(overflowing >= 50)
  }

  @Test func tinyIsTinyAndHugeIsHuge() throws {
    let (tiny, huge) = (try ProblemGenerator.of(.tiny), try ProblemGenerator.of(.huge))
    var tiniest = 1.0
    var largest = 0.0
    for index in 0..<1000 {
      let small = tiny.problem(index).problem
      // Some whole tensor is small, not merely one number of it.
      let leastTensor = small.tensors.map { small[$0].elements.map(abs).max() ?? 1 }.filter { $0 > 0 }.min() ?? 1
      #expect(leastTensor <= 1e-6)
      tiniest = min(tiniest, leastTensor)
      let large = huge.problem(index).problem
      let numbers = large.tensors.flatMap { large[$0].elements }.map(abs)
      #expect(numbers.max() ?? 0 <= 1e8)
      largest = max(largest, numbers.max() ?? 0)
      #expect(preactivations(of: large).allSatisfy { $0.elements.allSatisfy { abs($0) <= 1e100 } })
    }
    #expect(tiniest <= 1e-150 && tiniest >= 1e-165)
    #expect(largest >= 1e6)
  }

  @Test func sparseHasZerosAndSilentNeurons() throws {
    var statistics = GeneratorStatistics()
    let generator = try ProblemGenerator.of(.sparse)
    for index in 0..<1000 { statistics.record(generator.problem(index)) }
    for (name, least) in [
      ("in inputs", 0.5), ("in weights", 0.7), ("a case of zeros", 0.2), ("a row of weights and its bias", 0.3),
    ] {
      #expect(try #require(statistics.share("zeros", name)) >= least, "\(name)")
    }
  }

  @Test func duplicatedRepeatsCasesAndNeurons() throws {
    let generator = try ProblemGenerator.of(.duplicated)
    var (cases, neurons, twins) = (0, 0, 0)
    for index in 0..<1000 {
      let problem = generator.problem(index).problem
      let columns = (0..<problem.caseCount).map { column in
        (0..<problem.inputs.rows).map { problem.inputs[$0, column] }
          + (0..<problem.targets.rows).map { problem.targets[$0, column] }
      }
      if Set(columns).count < columns.count { cases += 1 }
      let rows = problem.network.layers.map { layer in
        (0..<layer.width).map { neuron in (0..<layer.inputWidth).map { layer.weights[neuron, $0] } }
      }
      if rows.contains(where: { Set($0).count < $0.count }) { neurons += 1 }
      let whole = zip(rows, problem.network.layers).map { zip($0, $1.biases).map { $0 + [$1] } }
      if whole.contains(where: { Set($0).count < $0.count }) { twins += 1 }
    }
    #expect(cases >= 500)
    #expect(neurons >= 300)
    #expect(twins >= 150 && twins < neurons)
  }

  @Test func everyRegimeSaysWhatItIsFor() {
    #expect(Set(Regime.allCases.map(\.summary)).count == 9)
    #expect(Regime(rawValue: "near_kink") == .nearKink)
    #expect(Regime.settled == [.ordinary, .sparse, .duplicated, .dyadic, .real])
  }
}
