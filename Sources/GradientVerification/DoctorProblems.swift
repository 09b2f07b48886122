public import Networks
public import Workers

extension Doctor {
  /// One small problem for every activation and loss, with shapes that differ in all directions, so that a transposed matrix shows
  /// in its shape.
  public static let sampleProblems: [(name: String, problem: Problem<Double>)] =
    Activation.hidden.map { activation in
      ("\(activation.name), squared_error, mean", sample(activation, .linear, .squaredError, .mean))
    } + [
      ("softmax, squared_error, sum", sample(.tanh, .softmax, .squaredError, .sum)),
      ("sigmoid, binary_cross_entropy, mean", sample(.tanh, .sigmoid, .binaryCrossEntropy, .mean)),
      ("softmax, categorical_cross_entropy, sum", sample(.tanh, .softmax, .categoricalCrossEntropy, .sum)),
      ("one layer, one case", sample(nil, .linear, .squaredError, .mean, cases: 1)),
    ]

  private static func sample(
    _ hidden: Activation?, _ output: Activation, _ loss: Loss, _ reduction: Reduction, cases: Int = 4
  ) -> Problem<Double> {
    /// Eighths that repeat late: exact in both precisions.
    func number(_ k: Int) -> Double { Double((k * 7 + 3) % 17 - 8) / 8 }
    func layer(_ rows: Int, _ columns: Int, _ activation: Activation) -> Layer<Double> {
      Layer(
        weights: Grid(rows: rows, columns: columns) { number($0 * columns + $1) },
        biases: (0..<rows).map { number($0 + 5) }, activation: activation)
    }
    let layers = (hidden.map { [layer(3, 2, $0)] } ?? []) + [layer(5, hidden == nil ? 2 : 3, output)]
    return Problem(
      network: Network(layers: layers), inputs: Grid(rows: 2, columns: cases) { number($0 * cases + $1 + 2) },
      targets: Grid(rows: 5, columns: cases) { ($0 + $1) % 5 == 0 ? 1 : 0 }, loss: loss, reduction: reduction)
  }
}
