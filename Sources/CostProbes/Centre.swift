import Kernels
import Networks

/// The network where nothing has moved: what every change is measured from.
///
/// Matrices are features × cases; layer 0 is the input.
struct Centre {
  let activations: [Activation]
  /// Whether it matters to the last bit where a neuron is: one that lies at its kink and is moved by nothing but rounding may
  /// cross it or not. Products are then those of the textbook, operation by operation.
  let hasKinks: Bool
  /// Σ e of the cases is multiplied by this: 1/m under mean reduction.
  let scale: Double
  /// w[l]: nₗ × nₗ₋₁, of the layers from 1.
  private(set) var w: [Matrix] = []
  /// b[l]: 1 × nₗ.
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

  private let arena: Arena

  init(_ problem: Problem<Double>) {
    let (layers, m) = (problem.network.layers, problem.caseCount)
    let outputs = problem.targets.rows
    var shapes = [(problem.inputs.rows, m), (outputs, m), (outputs, m), (1, m), (1, m), (2, m)]
    for layer in layers {
      shapes += [(layer.width, layer.inputWidth), (1, layer.width), (layer.width, m), (layer.width, m)]
    }
    let arena = Arena(shapes)
    func filled(_ rows: Int, _ columns: Int, _ numbers: [Double]) -> Matrix {
      let matrix = arena.matrix(rows: rows, columns: columns)
      matrix.fill(numbers)
      return matrix
    }
    self.arena = arena
    activations = layers.map(\.activation)
    hasKinks = activations.contains(where: \.hasKink)
    loss = problem.loss
    scale = problem.reduction == .mean ? 1 / Double(m) : 1
    v = [filled(problem.inputs.rows, m, problem.inputs.elements)]
    for layer in layers {
      let w = filled(layer.width, layer.inputWidth, layer.weights.elements)
      let b = filled(1, layer.width, layer.biases)
      let u = arena.matrix(rows: layer.width, columns: m)
      let v = arena.matrix(rows: layer.width, columns: m)
      if hasKinks {
        u.multiplyInOrder(0..<u.stride, w, self.v[self.v.count - 1], biases: b)
      } else {
        u.multiply(w, self.v[self.v.count - 1])
        u.addBiases(b)
      }
      self.b.append(b)
      v.activate(layer.activation, u)
      self.w.append(w)
      self.u.append(u)
      self.v.append(v)
    }
    targets = filled(outputs, m, problem.targets.elements)
    (total, costs) = (arena.matrix(rows: 1, columns: m), arena.matrix(rows: 1, columns: m))
    for n in 0..<m {
      for j in 0..<outputs { total[0, n] += targets[j, n] }
    }
    let (L, scratch) = (layers.count, arena.matrix(rows: 2, columns: m))
    add(to: costs, preactivations: u[L - 1], outputs: v[L], targets, total: total, scratch: scratch)
    costs.negate()
    guard activation(L) != .softmax else { return }
    let own = arena.matrix(rows: outputs, columns: m)
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
