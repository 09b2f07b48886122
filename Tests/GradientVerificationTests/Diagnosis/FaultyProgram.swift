import GradientVerification

/// Plain backpropagation, each equation of which may be replaced by a wrong one.
struct FaultyProgram {
  typealias Matrix = Grid<Double>

  /// Whether it returns Z, hidden A and δ.
  var tells = true
  var preactivation: (_ l: Int, Network<Double>, _ below: Matrix) -> Matrix = { l, network, below in
    let layer = network.layers[l - 1]
    return add(layer.weights * below, layer.biases)
  }
  var activation: (_ l: Int, Activation, _ z: Matrix) -> Matrix = { _, activation, z in apply(activation, z) }
  /// δ[L]; `right` is the true one.
  var bp1: (_ pass: Pass, _ right: Matrix) -> Matrix = { $1 }
  /// W[l+1]ᵀ δ[l+1]
  var carry: (_ l: Int, Pass) -> Matrix = { l, pass in pass.weights(l + 1).transpose * pass.delta(l + 1) }
  /// g′ of layer l, given what came in from above.
  var slope: (_ l: Int, Pass, _ incoming: Matrix) -> Matrix = { l, pass, _ in
    derivative(pass.activation(l), pass.z[l - 1])
  }
  var bp3: (_ l: Int, Pass) -> [Double] = { l, pass in pass.delta(l).sums }
  var bp4: (_ l: Int, Pass) -> Matrix = { l, pass in pass.delta(l) * pass.a[l - 1].transpose }
  var inputs: (Pass) -> Matrix = { $0.weights(1).transpose * $0.delta(1) }
  var finish: (inout Evaluation<Double>) -> Void = { _ in }

  /// Everything that the forward pass left, and δ as far as it is known.
  struct Pass {
    var problem: Problem<Double>
    var z: [Matrix] = []
    /// A[0] = X, A[1] … A[L].
    var a: [Matrix]
    var deltas: [Int: Matrix] = [:]

    var scale: Double { problem.reduction == .mean ? 1 / Double(problem.caseCount) : 1 }
    func weights(_ l: Int) -> Matrix { problem.network.layers[l - 1].weights }
    func activation(_ l: Int) -> Activation { problem.network.layers[l - 1].activation }
    func delta(_ l: Int) -> Matrix { deltas[l] ?? Matrix(repeating: .nan, rows: 0, columns: 0) }
  }

  func callAsFunction(_ problem: Problem<Double>) -> Evaluation<Double> {
    let depth = problem.depth
    // The true δ[L] and the cost come from the textbook: they are spoiled by hand.
    var answer = textbook(problem)
    var pass = Pass(problem: problem, a: [problem.inputs])
    for l in 1...depth {
      pass.z.append(preactivation(l, problem.network, pass.a[l - 1]))
      pass.a.append(activation(l, pass.activation(l), pass.z[l - 1]))
    }
    pass.deltas[depth] = bp1(pass, answer.deltas?[depth - 1] ?? pass.z[depth - 1])
    for l in (1..<depth).reversed() {
      let incoming = carry(l, pass)
      pass.deltas[l] = incoming.times(slope(l, pass, incoming))
    }
    answer.preactivations = tells ? pass.z : nil
    answer.hiddenOutputs = tells ? Array(pass.a[1..<depth]) : nil
    answer.outputs = pass.a[depth]
    answer.deltas = tells ? (1...depth).map { pass.delta($0) } : nil
    answer.gradient = Gradient(
      weights: (1...depth).map { bp4($0, pass) }, biases: (1...depth).map { bp3($0, pass) }, inputs: inputs(pass))
    finish(&answer)
    return answer
  }

  static func add(_ x: Matrix, _ biases: [Double]) -> Matrix {
    Matrix(rows: x.rows, columns: x.columns) { x[$0, $1] + biases[$0] }
  }

  static func apply(_ activation: Activation, _ z: Matrix) -> Matrix {
    let values = ActivationFunctions.textbook.values
    return Matrix(columns: (0..<z.columns).map { values(activation, z.column($0)) })
  }

  static func derivative(_ activation: Activation, _ z: Matrix) -> Matrix {
    z.map { ActivationFunctions.textbook.slope(activation, $0) }
  }
}

/// The truth, from the suite's own textbook.
func textbook(_ problem: Problem<Double>) -> Evaluation<Double> {
  Symptoms(problem, observed: Oracles.standard.bounds(problem, .textbook).value).expected
}

extension Grid<Double> {
  static func * (x: Grid, y: Grid) -> Grid {
    Grid(rows: x.rows, columns: y.columns) { row, column in
      (0..<x.columns).reduce(0) { $0 + x[row, $1] * y[$1, column] }
    }
  }
  static func * (factor: Double, x: Grid) -> Grid { x.map { factor * $0 } }
  func times(_ other: Grid) -> Grid { Grid(rows: rows, columns: columns) { self[$0, $1] * other[$0, $1] } }
  var transpose: Grid { Grid(rows: columns, columns: rows) { self[$1, $0] } }
  var sums: [Double] { (0..<rows).map { row in (0..<columns).reduce(0) { $0 + self[row, $1] } } }
}
