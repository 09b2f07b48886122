import Networks

// A rough forward pass, to choose numbers by: which neurons are dead, how far a layer is from saturation. Made of + − × ÷ √
// only, for the library's exponentials differ from machine to machine.

extension Activation {
  /// Roughly g(z): the right sign, side and limits.
  fileprivate func sketch(_ z: Double) -> Double {
    let bend = z / (1 + abs(z))
    return switch self {
    case .linear, .softmax: z
    case .sigmoid: 0.5 + 0.5 * bend
    case .tanh: bend
    case .relu: max(z, 0)
    case .leakyReLU(let alpha): z > 0 ? z : alpha * z
    case .elu(let alpha): z > 0 ? z : alpha * bend
    case .softplus: 0.5 * (z + (z * z + 2).squareRoot())
    case .silu, .gelu: z * (0.5 + 0.5 * bend)
    }
  }
}

extension Problem<Double> {
  /// Z[layer], roughly above the first layer; layers count from 1.
  func sketchedPreactivations(of layer: Int) -> Grid<Double> {
    var outputs = inputs
    for below in network.layers.prefix(layer - 1) { outputs = below.sums(outputs).map(below.activation.sketch) }
    return network.layers[layer - 1].sums(outputs)
  }

  /// Flips the signs around relu neurons that let nothing through in any case: a dead neuron shows no bug.
  mutating func revive() {
    for layer in 1...depth where network.layers[layer - 1].activation == .relu {
      let z = sketchedPreactivations(of: layer)
      for neuron in 0..<z.rows where (0..<z.columns).allSatisfy({ z[neuron, $0] < 0 }) {
        network.layers[layer - 1].scale(neuron, by: -1)
      }
    }
  }
}

extension Layer<Double> {
  /// W A + b, summed from the first input on, the bias last.
  fileprivate func sums(_ outputs: Grid<Double>) -> Grid<Double> {
    Grid(rows: width, columns: outputs.columns) { neuron, column in
      (0..<inputWidth).reduce(0) { $0 + weights[neuron, $1] * outputs[$1, column] } + biases[neuron]
    }
  }

  /// Multiplies the weights and the bias of a neuron. Zeros stay as they are, and none becomes −0.
  mutating func scale(_ neuron: Int, by factor: Double) {
    func scaled(_ number: Double) -> Double { number == 0 ? 0 : number * factor }
    for input in 0..<inputWidth { weights[neuron, input] = scaled(weights[neuron, input]) }
    biases[neuron] = scaled(biases[neuron])
  }
}
