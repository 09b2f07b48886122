import GradientVerification

/// One of the networks that everything is measured on, here and in `peers/networks.py`: sigmoid in every layer, binary
/// cross-entropy, mean over the cases.
struct MeasuredNetwork {
  /// n₀, n₁ … n_L.
  let widths: [Int]
  /// m
  let cases: Int

  /// Small enough to differentiate by every parameter: 26, 307 and 4522 of them.
  static let checked = [
    MeasuredNetwork(widths: [3, 4, 2], cases: 4),
    MeasuredNetwork(widths: [8, 16, 8, 3], cases: 8),
    MeasuredNetwork(widths: [32, 64, 32, 10], cases: 16),
  ]

  /// For single steps, from where overhead is everything to where the matrix products are.
  static let stepped =
    checked + [
      MeasuredNetwork(widths: [64, 64, 64, 64], cases: 64),
      MeasuredNetwork(widths: [256, 256, 256, 256], cases: 256),
      MeasuredNetwork(widths: [1024, 1024, 1024, 1024], cases: 512),
    ]

  /// "8-16-8-3 m8": what the results are joined by.
  var name: String { widths.map(String.init).joined(separator: "-") + " m\(cases)" }

  /// W ~ 1/√fan-in, b and X ~ 1, targets 0 or 1; the same in every run.
  var problem: Problem<Double> {
    var random = RandomSource(version: 1, seed: 1, index: 0)
    let layers = zip(widths, widths.dropFirst()).map { below, width in
      Layer(
        weights: Grid(rows: width, columns: below) { _, _ in random.bell() / Double(below).squareRoot() },
        biases: (0..<width).map { _ in random.bell() }, activation: .sigmoid)
    }
    return Problem(
      network: Network(layers: layers),
      inputs: Grid(rows: widths[0], columns: cases) { _, _ in random.bell() },
      targets: Grid(rows: widths[widths.count - 1], columns: cases) { _, _ in random.chance(0.5) ? 1 : 0 },
      loss: .binaryCrossEntropy, reduction: .mean)
  }
}
