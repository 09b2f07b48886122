import Foundation
import Networks

@testable import Verification

extension ProblemGenerator {
  /// A generator of one regime.
  static func of(_ regime: Regime, seed: UInt64 = 1) throws -> ProblemGenerator {
    ProblemGenerator(seed: seed, options: try GeneratorOptions(regimes: [regime]))
  }
}

/// Z[1] … Z[L] by plain loops: good to a few digits, which is all that a question of coverage needs.
func preactivations(of problem: Problem<Double>) -> [Grid<Double>] {
  var values = problem.inputs
  var all: [Grid<Double>] = []
  for layer in problem.network.layers {
    let z = Grid(rows: layer.width, columns: values.columns) { neuron, column in
      (0..<layer.inputWidth).reduce(layer.biases[neuron]) { $0 + layer.weights[neuron, $1] * values[$1, column] }
    }
    all.append(z)
    if layer.activation != .softmax { values = z.map { value(of: layer.activation, at: $0) } }
  }
  return all
}

private func value(of activation: Activation, at z: Double) -> Double {
  switch activation {
  case .linear, .softmax: z
  case .sigmoid: 1 / (1 + exp(-z))
  case .tanh: tanh(z)
  case .relu: max(z, 0)
  case .leakyReLU(let alpha): z > 0 ? z : alpha * z
  case .elu(let alpha): z > 0 ? z : alpha * expm1(z)
  case .softplus: max(z, 0) + log1p(exp(-abs(z)))
  case .silu: z / (1 + exp(-z))
  case .gelu: z * erfc(-z / 2.0.squareRoot()) / 2
  }
}

/// FNV-1a, 64 bits, over everything that a generated problem consists of.
struct Fingerprint {
  private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      hash = (hash ^ (word >> shift & 0xFF)) &* 0x100_0000_01B3
    }
  }

  mutating func add(_ text: String) { for byte in text.utf8 { add(UInt64(byte)) } }

  mutating func add(_ grid: Grid<Double>) {
    add(UInt64(grid.rows))
    add(UInt64(grid.columns))
    for number in grid.elements { add(number.bitPattern) }
  }

  mutating func add(_ generated: GeneratedProblem) {
    add(UInt64(bitPattern: Int64(generated.index)))
    add(generated.regime.rawValue)
    add(UInt64(generated.features.rawValue))
    for layer in generated.problem.network.layers {
      add(layer.weights)
      for bias in layer.biases { add(bias.bitPattern) }
      add(layer.activation.name)
      add((layer.activation.alpha ?? 0).bitPattern)
    }
    add(generated.problem.inputs)
    add(generated.problem.targets)
    add(generated.problem.loss.rawValue)
    add(generated.problem.reduction.rawValue)
  }
}
