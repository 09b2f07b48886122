import Networks

/// One way through a network, up and down again, as far as it has come.
struct Pass: Sendable {
  var problem: Problem<Double>
  /// The steps that are being run, so that one step can call another.
  let steps: Steps
  /// Z[1] … Z[L], shapes nₗ × m, each at its own index; Z[0] is empty.
  var Z: [Grid<Double>]
  /// A[0] = X, A[1] … A[L], shapes nₗ × m.
  var A: [Grid<Double>]
  /// dZ[1] … dZ[L] = ∂e/∂Z, shapes nₗ × m, without the 1/m of the mean; dZ[0] is empty.
  var dZ: [Grid<Double>]

  init(_ problem: Problem<Double>, _ steps: Steps) {
    let empty = Grid<Double>(rows: 0, columns: 0, elements: [])
    self.problem = problem
    self.steps = steps
    Z = Array(repeating: empty, count: problem.depth + 1)
    A = Z
    dZ = Z
    A[0] = problem.inputs
  }

  /// The number of layers with weights.
  var L: Int { problem.depth }
  /// The number of cases.
  var m: Int { problem.caseCount }
  /// nₗ, from the inputs (l = 0) up.
  func width(_ l: Int) -> Int { l == 0 ? problem.inputs.rows : problem.network.layers[l - 1].width }
  /// W[l], shape nₗ × nₗ₋₁.
  func W(_ l: Int) -> Grid<Double> { problem.network.layers[l - 1].weights }
  /// b[l], shape nₗ.
  func b(_ l: Int) -> [Double] { problem.network.layers[l - 1].biases }
  /// The name of the nonlinearity of layer l.
  func activation(_ l: Int) -> Activation { problem.network.layers[l - 1].activation }

  /// Carries the inputs up.
  mutating func forward() {
    for l in 1...L {
      Z[l] = Grid(columns: (0..<m).map { steps.preactivation(self, l, $0) })
      A[l] = steps.activation(self, l)
    }
  }

  /// Carries the errors down.
  mutating func backward() {
    dZ[L] = Grid(columns: (0..<m).map { steps.outputDelta(self, $0) })
    for l in (1..<L).reversed() { propagate(to: l) }
  }

  /// From dZ[l + 1] to dZ[l].
  mutating func propagate(to l: Int) {
    dZ[l] = Grid(columns: (0..<m).map { steps.hiddenDelta(self, l, $0) })
  }
}
