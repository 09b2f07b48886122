import Foundation
import GradientVerification

/// A dense network of tanh and linear layers under ½ Σ (a − y)², the mean over the cases; one case after the other.
struct MyNetwork: Implementation {
  let capabilities = Capabilities(activations: [.tanh, .linear], losses: [.squaredError], reductions: [.mean])

  func evaluate(_ problem: Problem<Double>) -> Evaluation<Double> {
    let (layers, m) = (problem.network.layers, Double(problem.caseCount))
    var (cost, outputs, dX): (Double, [[Double]], [[Double]]) = (0, [], [])
    var (dW, db) = (layers.map { $0.weights.map { _ in 0.0 } }, layers.map { $0.biases.map { _ in 0.0 } })
    for n in 0..<problem.caseCount {
      var a = [problem.inputs.column(n)]  // a[0] … a[L]
      for layer in layers {
        let below = a[a.count - 1]
        let z = (0..<layer.width).map { j in
          layer.biases[j] + below.indices.reduce(0) { $0 + layer.weights[j, $1] * below[$1] }
        }
        a.append(layer.activation == .tanh ? z.map { tanh($0) } : z)
      }
      var da = zip(a[layers.count], problem.targets.column(n)).map { $0 - $1 }
      cost += da.reduce(0) { $0 + $1 * $1 } / 2 / m
      da = da.map { $0 / m }  // ∂C/∂a[L]
      for l in layers.indices.reversed() {
        let dz = layers[l].activation == .tanh ? zip(da, a[l + 1]).map { $0 * (1 - $1 * $1) } : da
        for j in dz.indices {
          db[l][j] += dz[j]
          for i in a[l].indices { dW[l][j, i] += dz[j] * a[l][i] }
        }
        da = a[l].indices.map { i in dz.indices.reduce(0) { $0 + layers[l].weights[$1, i] * dz[$1] } }
      }
      outputs.append(a[layers.count])
      dX.append(da)
    }
    return Evaluation(
      cost: cost, preactivations: nil, outputs: Grid(columns: outputs), deltas: nil,
      gradient: Gradient(weights: dW, biases: db, inputs: Grid(columns: dX)))
  }
}
