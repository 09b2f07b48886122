import Networks

extension Suite {
  static let edgeProblems =
    edgeSaturation + edgeOutputs + edgeKinks + edgeZeros + edgeShapes + edgeTargets + edgeRange
}

extension SuiteProblem {
  /// A problem made by hand.
  ///
  /// - Parameters:
  ///   - name: the slug without "edge-".
  ///   - x: the inputs, one row per feature.
  ///   - y: the targets, one row per output.
  static func edge(
    _ name: String, _ comment: String, _ flags: [BugFlag], _ layers: [Layer<Double>], x: [[Double]], y: [[Double]],
    _ loss: Loss = .squaredError, _ reduction: Reduction = .mean
  ) -> SuiteProblem {
    SuiteProblem(
      group: .edge, slug: "edge-\(name)", comment: comment, flags: flags,
      problem: Problem(
        network: Network(layers: layers), inputs: Grid(x), targets: Grid(y), loss: loss, reduction: reduction))
  }
}

extension Layer<Double> {
  /// A layer by its rows.
  init(_ activation: Activation, _ weights: [[Double]], _ biases: [Double]) {
    self.init(weights: Grid(weights), biases: biases, activation: activation)
  }
}

extension Grid<Double> {
  /// - Precondition: at least one row, all of one length.
  init(_ rows: [[Double]]) { self.init(rows: rows.count, columns: rows[0].count) { rows[$0][$1] } }
}
