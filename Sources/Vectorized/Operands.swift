import Kernels
import Networks

/// The matrices of a network and its batch: all that the equations are written in.
///
/// Arrays are indexed by layer as in the equations. W stands together with b, A with a row of ones, so that
///
///     Z[l] = W[l] A[l−1] + b[l] = [W b][l] · (A[l−1]; 1)
///     (dW db)ᵀ[l] = (A[l−1]; 1) · dZᵀ[l]
///
/// are one product each. The transposed W and dZ are there because the product knows no transposed operand.
struct Operands {
  /// The number of layers with weights.
  let L: Int
  /// g[l]; index 0 stands for nothing.
  let g: [Activation]
  let loss: Loss
  /// Whether dX is computed.
  let wantsInputGradient: Bool

  /// [W b][l]: n_l × (n_(l−1) + 1)
  let Wb: [Block]
  /// Wᵀ[l]: n_(l−1) × n_l
  let Wᵀ: [Block]
  /// Z[l]: n_l × m
  let Z: [Block]
  /// A[l]: n_l × m; A[0] = X. Where g[l] is the identity it is Z[l].
  let A: [Block]
  /// (A[l]; 1): (n_l + 1) × m
  let A1: [Block]
  /// dZ[l]: n_l × m
  let dZ: [Block]
  /// dA[l]: n_l × m, in the place of dZ[l], which replaces it. dA[0] is dX, but for 1/m.
  var dA: [Block] { dZ }
  /// dZᵀ[l]: m × n_l
  let dZᵀ: [Block]
  /// (dW db)ᵀ[l]: (n_(l−1) + 1) × n_l, but for 1/m
  let dWbᵀ: [Block]
  let output: Output
  /// 1 × n_L
  let ones: Block
  /// Y: n_L × m
  var Y: Block { output.Y }

  /// Places for all matrices of the problem.
  init(_ problem: Problem<Double>, wantsInputGradient: Bool, in layout: inout Layout) {
    let n = problem.network.widths
    let m = problem.caseCount
    let layers = problem.network.layers
    L = layers.count
    g = [.linear] + layers.map(\.activation)
    loss = problem.loss
    self.wantsInputGradient = wantsInputGradient

    let none = layout.block(rows: 0, columns: 1)
    var (Wb, Wᵀ, Z, dZᵀ, dWbᵀ) = ([none], [none], [none], [none], [none])
    var (A1, dZ): ([Block], [Block]) = ([layout.block(rows: n[0] + 1, columns: m)], [])
    dZ.append(wantsInputGradient ? layout.block(rows: n[0], columns: m) : none)
    for l in 1..<n.count {
      Wb.append(layout.block(rows: n[l], columns: n[l - 1] + 1))
      Wᵀ.append(l > 1 || wantsInputGradient ? layout.block(rows: n[l - 1], columns: n[l]) : none)
      A1.append(layout.block(rows: n[l] + 1, columns: m))
      Z.append(g[l] == .linear ? A1[l].first(n[l]) : layout.block(rows: n[l], columns: m))
      dZ.append(layout.block(rows: n[l], columns: m))
      dZᵀ.append(layout.block(rows: m, columns: n[l]))
      dWbᵀ.append(layout.block(rows: n[l - 1] + 1, columns: n[l]))
    }
    (self.Wb, self.Wᵀ, self.Z, self.A1, self.dZ, self.dZᵀ, self.dWbᵀ) = (Wb, Wᵀ, Z, A1, dZ, dZᵀ, dWbᵀ)
    A = zip(A1, n).map { $0.first($1) }
    output = Output(
      Z: Z[L], A: A[L], Y: layout.block(rows: n[L], columns: m), dZ: dZ[L], e: layout.block(rows: 1, columns: m),
      weights: layout.block(rows: 1, columns: m), logarithms: layout.block(rows: 1, columns: m))
    ones = layout.block(rows: 1, columns: n[L])
  }

  /// What is the same in every problem.
  func loadConstants(into memory: borrowing Memory) {
    for l in 0..<L { memory.fill(A1[l].row(A[l].rows), with: 1) }
    memory.fill(ones, with: 1)
  }

  /// W and b, X and Y of a problem.
  func load(_ problem: Problem<Double>, into memory: borrowing Memory) {
    for l in 1...L {
      let layer = problem.network.layers[l - 1]
      let n = layer.inputWidth
      memory.load(layer.weights.elements, columns: n, into: Wb[l])
      memory.load(layer.biases, intoColumn: n, of: Wb[l])
      if l > 1 || wantsInputGradient { memory.load(transposing: layer.weights.elements, into: Wᵀ[l]) }
    }
    memory.load(problem.inputs.elements, columns: problem.caseCount, into: A[0])
    memory.load(problem.targets.elements, columns: problem.caseCount, into: Y)
  }
}
