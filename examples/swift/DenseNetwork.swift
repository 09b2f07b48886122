import Foundation
import GradientVerification

/// A dense network with hand-written backpropagation, vectorised over the batch. Cases are columns: X is n_0 × m, and
/// A[l] = g(W[l] A[l−1] + b[l]) is n_l × m.
struct DenseNetwork: Implementation {
  func evaluate(_ problem: Problem<Double>) -> Evaluation<Double> {
    let layers = problem.network.layers
    let (X, Y, m) = (problem.inputs, problem.targets, Double(problem.caseCount))

    // Forward.
    var (Z, A): ([Grid<Double>], [Grid<Double>]) = ([], [])
    for layer in layers {
      let WA = layer.weights * (A.last ?? X)
      Z.append(Grid(rows: WA.rows, columns: WA.columns) { j, n in WA[j, n] + layer.biases[j] })
      A.append(activate(layer.activation, Z[Z.count - 1]))
    }
    let last = layers.count - 1

    // Backward: dZ[l] = ∂C/∂Z[l], from the output down.
    var dZ = [outputError(problem, Z: Z[last], A: A[last])]
    var dX = layers[last].weights.transposed * dZ[0]
    for l in (0..<last).reversed() {
      let (Z, A) = (Z[l], A[l])
      let error = Grid(rows: Z.rows, columns: Z.columns) { j, n in
        dX[j, n] * slope(layers[l].activation, z: Z[j, n], a: A[j, n])
      }
      dZ.insert(error, at: 0)
      dX = layers[l].weights.transposed * error
    }
    let dW = layers.indices.map { l in dZ[l] * (l == 0 ? X : A[l - 1]).transposed }
    let db = dZ.map { error in (0..<error.rows).map { j in error.row(j).reduce(0, +) } }

    let sum = cost(problem.loss, Z: Z[last], A: A[last], Y: Y)
    return Evaluation(
      cost: problem.reduction == .mean ? sum / m : sum, preactivations: Z, hiddenOutputs: Array(A.dropLast()),
      outputs: A[last], deltas: dZ, gradient: Gradient(weights: dW, biases: db, inputs: dX))
  }

  /// ∂C/∂Z[L], the 1/m of mean reduction included.
  private func outputError(_ problem: Problem<Double>, Z: Grid<Double>, A: Grid<Double>) -> Grid<Double> {
    let (Y, activation) = (problem.targets, problem.network.layers[problem.depth - 1].activation)
    let share = problem.reduction == .mean ? 1 / Double(problem.caseCount) : 1
    return Grid(
      columns: (0..<problem.caseCount).map { n in
        let (z, a, y) = (Z.column(n), A.column(n), Y.column(n))
        let dA = zip(a, y).map { $0 - $1 }
        let error: [Double]
        switch (problem.loss, activation) {
        case (.binaryCrossEntropy, _): error = dA
        case (.categoricalCrossEntropy, _):
          let total = y.reduce(0, +)  // 1 where the targets are a distribution
          error = zip(a, y).map { $0 * total - $1 }
        case (.squaredError, .softmax):
          let mean = zip(a, dA).reduce(0) { $0 + $1.0 * $1.1 }
          error = zip(a, dA).map { $0 * ($1 - mean) }
        case (.squaredError, _): error = dA.indices.map { dA[$0] * slope(activation, z: z[$0], a: a[$0]) }
        }
        return error.map { $0 * share }
      })
  }

  /// The sum over the cases.
  private func cost(_ loss: Loss, Z: Grid<Double>, A: Grid<Double>, Y: Grid<Double>) -> Double {
    let indices = Y.elements.indices
    switch loss {
    case .squaredError: return indices.reduce(0) { $0 + pow(A.elements[$1] - Y.elements[$1], 2) } / 2
    case .binaryCrossEntropy:
      // log a = −softplus(−z), log(1−a) = −softplus(z). Taken from an a that is rounded to 0 or 1 they are infinite.
      return indices.reduce(0) { sum, k in
        let (z, y) = (Z.elements[k], Y.elements[k])
        return sum + y * softplus(-z) + (1 - y) * softplus(z)
      }
    case .categoricalCrossEntropy:
      return (0..<Y.columns).reduce(0) { sum, n in
        let z = Z.column(n)
        let most = z.max() ?? 0
        let logarithm = log(z.reduce(0) { $0 + exp($1 - most) })
        return sum - zip(Y.column(n), z).reduce(0) { $0 + $1.0 * ($1.1 - most - logarithm) }
      }
    }
  }
}

// MARK: Activations. e^−|z| cannot overflow.

private func sigmoid(_ z: Double) -> Double { z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z)) }
private func softplus(_ z: Double) -> Double { max(z, 0) + log1p(exp(-z.magnitude)) }
private func normalDistribution(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }
private func normalDensity(_ z: Double) -> Double { exp(-z * z / 2) / (2 * Double.pi).squareRoot() }

private func activate(_ activation: Activation, _ Z: Grid<Double>) -> Grid<Double> {
  switch activation {
  case .linear: Z
  case .sigmoid: Z.map(sigmoid)
  case .tanh: Z.map { tanh($0) }
  case .relu: Z.map { max($0, 0) }
  case .leakyReLU(let alpha): Z.map { $0 > 0 ? $0 : alpha * $0 }
  case .elu(let alpha): Z.map { $0 > 0 ? $0 : alpha * expm1($0) }
  case .softplus: Z.map(softplus)
  case .silu: Z.map { $0 * sigmoid($0) }
  case .gelu: Z.map { $0 * normalDistribution($0) }
  case .softmax:
    Grid(
      columns: (0..<Z.columns).map { n in
        let z = Z.column(n)
        let powers = z.map { exp($0 - (z.max() ?? 0)) }
        let total = powers.reduce(0, +)
        return powers.map { $0 / total }
      })
  }
}

/// g′(z), where a = g(z). Softmax has a matrix instead, see `outputError`.
private func slope(_ activation: Activation, z: Double, a: Double) -> Double {
  switch activation {
  case .linear: 1
  case .sigmoid: a * (1 - a)
  case .tanh: 1 - a * a
  case .relu: z > 0 ? 1 : 0
  case .leakyReLU(let alpha): z > 0 ? 1 : alpha
  case .elu(let alpha): z > 0 ? 1 : alpha * exp(z)
  case .softplus: sigmoid(z)
  case .silu: sigmoid(z) * (1 + z * (1 - sigmoid(z)))
  case .gelu: normalDistribution(z) + z * normalDensity(z)
  case .softmax: .nan
  }
}

// MARK: Matrices

extension Grid<Double> {
  fileprivate var transposed: Grid { Grid(rows: columns, columns: rows) { self[$1, $0] } }

  fileprivate func row(_ row: Int) -> ArraySlice<Double> { elements[(row * columns)..<((row + 1) * columns)] }

  fileprivate static func * (a: Grid, b: Grid) -> Grid {
    Grid(rows: a.rows, columns: b.columns) { i, j in
      (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] }
    }
  }
}
