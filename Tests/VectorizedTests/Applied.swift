import Kernels
import Networks

@testable import Vectorized

extension Activation {
  /// g(Z).
  func values(_ Z: Grid<Double>) -> Grid<Double> { applied(Z, dA: Z).values }

  /// dA ⊙ g′(Z).
  func derivatives(_ Z: Grid<Double>, dA: Grid<Double>) -> Grid<Double> { applied(Z, dA: dA).derivatives }

  private func applied(_ Z: Grid<Double>, dA: Grid<Double>) -> (values: Grid<Double>, derivatives: Grid<Double>) {
    var layout = Layout()
    let (z, a) = (layout.block(rows: Z.rows, columns: Z.columns), layout.block(rows: Z.rows, columns: Z.columns))
    let (da, dz) = (layout.block(rows: Z.rows, columns: Z.columns), layout.block(rows: Z.rows, columns: Z.columns))
    let memory = Memory(layout)
    memory.load(Z.elements, columns: Z.columns, into: z)
    memory.load(dA.elements, columns: Z.columns, into: da)
    let output = Output(Z: z, A: a, Y: z, dZ: dz, e: z, weights: z, logarithms: z)
    (a ← self(z))?.run(in: memory, output)
    (dz ← da ⊙ derivative(z, a))?.run(in: memory, output)
    func grid(_ block: Block) -> Grid<Double> {
      Grid(rows: Z.rows, columns: Z.columns, elements: memory.read(block, times: 1))
    }
    return (grid(a), grid(dz))
  }
}

/// Jᵀ dA, with the Jacobian of softmax at the outputs A.
func softmaxDerivatives(at A: Grid<Double>, dA: Grid<Double>) -> Grid<Double> {
  var layout = Layout()
  let (a, da) = (layout.block(rows: A.rows, columns: A.columns), layout.block(rows: A.rows, columns: A.columns))
  let memory = Memory(layout)
  memory.load(A.elements, columns: A.columns, into: a)
  memory.load(dA.elements, columns: A.columns, into: da)
  let output = Output(Z: a, A: a, Y: a, dZ: da, e: a, weights: a, logarithms: a)
  (da ← da ⊙ Activation.softmax.derivative(a, a))?.run(in: memory, output)
  return Grid(rows: A.rows, columns: A.columns, elements: memory.read(da, times: 1))
}
