import Networks

/// The network where nothing has moved: what every change is measured from.
///
/// Matrices are features × cases; layer 0 is the input.
struct Centre {
  let activations: [Activation]
  /// Σ e of the cases is multiplied by this: 1/m under mean reduction.
  let scale: Double
  /// w[l]: nₗ × nₗ₋₁, of the layers from 1.
  private(set) var w: [Matrix] = []
  /// b[l]: nₗ × 1.
  private(set) var b: [Matrix] = []
  /// u[l], nₗ × m, of the layers from 1.
  private(set) var u: [Matrix] = []
  /// v[0] = X, v[l] = g(u[l]), nₗ × m.
  private(set) var v: [Matrix]
  let targets: Matrix
  let loss: Loss
  /// −e of every case, 1 × m; twice that under squared error, so that no halves are taken before the end.
  let costs: Matrix
  /// The same of every output, n_L × m, where it has a cost of its own: where one output moves, only its own cost changes.
  /// nil over softmax.
  private(set) var outputCosts: Matrix?
  /// Σ y of every case, 1 × m.
  let total: Matrix

  init(_ problem: Problem<Double>) {
    let layers = problem.network.layers
    activations = layers.map(\.activation)
    scale = problem.reduction == .mean ? 1 / Double(problem.caseCount) : 1
    v = [Matrix(problem.inputs)]
    for layer in layers {
      let (weights, biases) = (
        Matrix(layer.weights),
        Matrix(Grid(rows: layer.width, columns: 1, elements: layer.biases), isPacked: true)
      )
      let (preactivations, outputs) = (
        Matrix(rows: layer.width, columns: problem.caseCount), Matrix(rows: layer.width, columns: problem.caseCount)
      )
      preactivations.multiply(weights, v[v.count - 1])
      preactivations.addBiases(biases)
      outputs.activate(layer.activation, preactivations)
      w.append(weights)
      b.append(biases)
      u.append(preactivations)
      v.append(outputs)
    }
    targets = Matrix(problem.targets)
    loss = problem.loss
    total = Matrix(rows: 1, columns: problem.caseCount)
    for n in 0..<problem.caseCount {
      for j in 0..<targets.rows { total[0, n] += targets[j, n] }
    }
    costs = Matrix(rows: 1, columns: problem.caseCount)
    let (L, scratch) = (depth, Matrix(rows: 2, columns: problem.caseCount))
    add(to: costs, preactivations: u[L - 1], outputs: v[L], targets, total: total, scratch: scratch)
    costs.negate()
    guard activation(L) != .softmax else { return }
    let own = Matrix(rows: targets.rows, columns: problem.caseCount)
    add(to: own, preactivations: u[L - 1], outputs: v[L], targets, total: total, scratch: scratch)
    own.negate()
    outputCosts = own
  }

  /// Adds e, or 2e under squared error, of every column: of the column, where `costs` is a row; else of every output.
  func add(
    to costs: Matrix, preactivations: Matrix, outputs: Matrix, _ targets: Matrix, total: Matrix, scratch: Matrix
  ) {
    switch loss {
    case .squaredError: costs.addSquares(outputs, targets)
    case .binaryCrossEntropy: costs.addBinaryCrossEntropy(preactivations, targets)
    case .categoricalCrossEntropy:
      costs.addCategoricalCrossEntropy(preactivations, targets, total: total, scratch: scratch)
    }
  }

  /// C from Σ e of the cases, or from 2 Σ e under squared error.
  var costFactor: Double { loss == .squaredError ? scale / 2 : scale }

  var depth: Int { activations.count }
  var caseCount: Int { targets.columns }
  func width(_ layer: Int) -> Int { v[layer].rows }
  func activation(_ layer: Int) -> Activation { activations[layer - 1] }
}
