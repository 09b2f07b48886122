import Networks
import Verification

// What turns an ordinary problem into one of another regime.

extension RandomSource {
  /// Puts exact zeros into a problem: about every third weight and input, but none where it would silence all.
  mutating func thin(_ problem: inout Problem<Double>) {
    let kept = integer(below: problem.inputs.rows)
    for input in 0..<problem.inputs.rows {
      for column in 0..<problem.caseCount where input != kept || (column > 0 && chance(0.3)) {
        if column == 0 || chance(0.4) { problem.inputs[input, column] = 0 }
      }
    }
    // With one input something must go all the same: a case, or a weight.
    if problem.inputs.rows == 1 {
      if problem.caseCount > 1 {
        problem.inputs[0, problem.caseCount - 1] = 0
      } else {
        problem.network.layers[0].weights[problem.network.layers[0].width - 1, 0] = 0
      }
    }
    for layer in 0..<problem.depth {
      let (width, inputWidth) = (problem.network.layers[layer].width, problem.network.layers[layer].inputWidth)
      for neuron in 0..<width {
        let kept = integer(below: inputWidth)
        for input in 0..<inputWidth where inputWidth > 1 ? input != kept && chance(0.4) : neuron > 0 && chance(0.5) {
          problem.network.layers[layer].weights[neuron, input] = 0
        }
      }
      // A bias of a neuron with a kink stays, so that no pre-activation is 0 by accident.
      if !problem.network.layers[layer].activation.hasKink && chance(0.5) {
        problem.network.layers[layer].biases[integer(below: width)] = 0
      }
    }
  }

  /// Repeats a case, and in some layer a neuron; with one case, in every layer that has room.
  mutating func duplicate(_ problem: inout Problem<Double>) {
    if problem.caseCount > 1 {
      var cases = Array(0..<problem.caseCount)
      cases[problem.caseCount - 1] = integer(below: problem.caseCount - 1)
      problem = problem.selecting(cases: cases)
    }
    for layer in 0..<problem.depth where problem.caseCount == 1 || chance(0.5) {
      let (width, inputWidth) = (problem.network.layers[layer].width, problem.network.layers[layer].inputWidth)
      guard width > 1, problem.network.layers[layer].activation != .softmax else { continue }
      for input in 0..<inputWidth {
        problem.network.layers[layer].weights[width - 1, input] = problem.network.layers[layer].weights[0, input]
      }
      problem.network.layers[layer].biases[width - 1] = problem.network.layers[layer].biases[0]
    }
  }

  /// Makes some tensors small: the inputs, a layer, its weights, the first weights or the inputs at the other's cost.
  mutating func shrink(_ problem: inout Problem<Double>) {
    let factor = Double(sign: .plus, exponent: -integer(in: 20...60), significand: 1)
    let layer = integer(below: problem.depth)
    switch integer(below: 5) {
    case 0: problem.inputs = problem.inputs.map { $0 * factor }
    case 1: problem.scale(layer: layer, by: factor)
    case 2: problem.network.layers[layer].weights = problem.network.layers[layer].weights.map { $0 * factor }
    case 3: problem.shift(by: factor)
    default: problem.shift(by: 1 / factor)
    }
  }

  /// Makes some tensors large: the targets of squared error, or a layer below which and above which nothing saturates, or
  /// the first weights or the inputs at the other's cost, which leaves the pre-activations as they are.
  mutating func enlarge(_ problem: inout Problem<Double>) {
    let factor = Double(sign: .plus, exponent: integer(in: 12...18), significand: 1)
    let open = problem.network.layers.reversed().prefix { Exclusion.isExact($0.activation.name) }.count
    switch integer(below: 4) {
    case 0 where problem.loss == .squaredError: problem.targets = problem.targets.map { $0 * factor }
    case 0...1 where open > 0: problem.scale(layer: problem.depth - 1 - integer(below: open), by: factor)
    case 0...2: problem.shift(by: factor)
    default: problem.shift(by: 1 / factor)
    }
  }

  /// Brings a neuron, or a layer, to pre-activations of about ±60 to ±120, seldom ±600.
  mutating func saturate(_ problem: inout Problem<Double>) {
    let layer = integer(in: 1...problem.depth)
    let z = problem.sketchedPreactivations(of: layer)
    let chosen = integer(below: z.rows)
    let isWhole = z.rows > 1 && chance(0.3)
    let isExtreme = z.rows > 1 && !isWhole && chance(0.25)
    let height = 60 + Double(integer(in: 0...(isExtreme ? 540 : 60)))
    for neuron in 0..<z.rows where isWhole || neuron == chosen {
      let values = (0..<z.columns).map { z[neuron, $0] }
      let highest = values.max { abs($0) < abs($1) } ?? 0
      // A neuron that is alone is sent to where most activations let something through.
      let sign = z.rows == 1 && highest < 0 ? -1.0 : 1
      // An integer keeps the numbers short. The sketch may be off by a factor of 2, a neuron near 0 by more.
      problem.network.layers[layer - 1].scale(neuron, by: sign * (height / max(abs(highest), 0.25)).rounded(.up))
    }
  }

  /// Puts a neuron of a layer at 0 in some case, or within 2⁻¹⁰ to 2⁻²⁰ of it.
  ///
  /// - Parameter layer: counted from 1. In the first the bias undoes the sum, which is exact there; above, the neuron
  ///   loses its weights.
  mutating func approachKink(of layer: Int, in problem: inout Problem<Double>) {
    let width = problem.network.layers[layer - 1].width
    let chosen = integer(below: width)
    for neuron in 0..<width where neuron == chosen || (layer == 1 && chance(0.3)) {
      let offset = chance(0.4) ? 0 : sign() * Double(sign: .plus, exponent: -integer(in: 10...20), significand: 1)
      if layer > 1 {
        for input in 0..<problem.network.layers[layer - 1].inputWidth {
          problem.network.layers[layer - 1].weights[neuron, input] = 0
        }
        problem.network.layers[layer - 1].biases[neuron] = offset
      } else {
        problem.network.layers[0].biases[neuron] = 0
        let sums = problem.sketchedPreactivations(of: 1)
        problem.network.layers[0].biases[neuron] = offset - sums[neuron, integer(below: problem.caseCount)]
      }
    }
  }
}

extension Problem<Double> {
  /// Multiplies the weights and biases of a layer; layers count from 0 here.
  fileprivate mutating func scale(layer: Int, by factor: Double) {
    for neuron in 0..<network.layers[layer].width { network.layers[layer].scale(neuron, by: factor) }
  }

  /// Multiplies the inputs and divides the first weights: the pre-activations stay, dW[1] and dX go apart.
  fileprivate mutating func shift(by factor: Double) {
    inputs = inputs.map { $0 * factor }
    network.layers[0].weights = network.layers[0].weights.map { $0 / factor }
  }

  /// Puts inputs and first weights on multiples of 2⁻⁵, so that their products and sums have few bits.
  mutating func coarsenFirstLayer() {
    func coarse(_ number: Double) -> Double {
      let units = (number * 32).rounded()
      return (units == 0 ? 1 : units) / 32
    }
    inputs = inputs.map(coarse)
    network.layers[0].weights = network.layers[0].weights.map(coarse)
  }
}
