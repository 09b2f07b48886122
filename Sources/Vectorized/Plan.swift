import Kernels
public import Networks

extension Vectorized {
  /// Everything that evaluating problems of one shape needs, prepared: the memory of all matrices and the list of operations.
  ///
  /// `load` copies a problem in, `run` computes forward and backward and allocates nothing; then cost and gradient can be
  /// read. A plan that has been used answers with the same bits as a fresh one.
  ///
  ///     let plan = Vectorized.Plan(for: problem)
  ///     plan.load(problem)
  ///     plan.run()
  ///     use(plan.cost, plan.gradient)
  public final class Plan {
    public let form: BackwardForm
    public let wantsInputGradient: Bool
    private let operands: Operands
    private let operations: [Operation]
    private let memory: Memory
    private let caseCount: Int
    private let reduction: Reduction
    /// The memory of all matrices.
    let byteCount: Int

    /// A plan for problems like this one. It holds none yet.
    ///
    /// - Parameters:
    ///   - problem: widths, number of cases, activations, loss and reduction count; its numbers do not.
    ///   - form: which backpropagation.
    ///   - wantsInputGradient: whether dX is computed.
    public init(for problem: Problem<Double>, form: BackwardForm = .dZ, wantsInputGradient: Bool = true) {
      self.form = form
      self.wantsInputGradient = wantsInputGradient
      caseCount = problem.caseCount
      reduction = problem.reduction
      var layout = Layout()
      operands = Operands(problem, wantsInputGradient: wantsInputGradient, in: &layout)
      memory = Memory(layout)
      byteCount = layout.count * 8
      operations =
        switch form {
        case .dZ: operands.forward() + operands.backwardZ()
        case .dA: operands.forward() + operands.backwardA()
        }
      operands.loadConstants(into: memory)
    }

    /// Whether the problem has the shape that the plan was made for.
    public func fits(_ problem: Problem<Double>) -> Bool {
      let layers = problem.network.layers
      guard
        layers.count == operands.L && problem.caseCount == caseCount && problem.loss == operands.loss
          && problem.reduction == reduction && problem.inputs.rows == operands.A[0].rows
      else { return false }
      for l in 1...operands.L {
        let layer = layers[l - 1]
        guard layer.width == operands.A[l].rows && layer.activation == operands.g[l] else { return false }
      }
      return true
    }

    /// Copies W, b, X and Y of a problem.
    ///
    /// - Precondition: the plan fits.
    public func load(_ problem: Problem<Double>) {
      precondition(fits(problem), "a problem of another shape than the plan's")
      operands.load(problem, into: memory)
    }

    /// Forward and backward on the loaded problem.
    public func run() {
      for i in operations.indices { operations[i].run(in: memory) }
    }

    /// 1/m under mean reduction, 1 under sum.
    private var scale: Double { reduction == .mean ? 1 / Double(caseCount) : 1 }

    /// C = (1/m) Σ e of the last run.
    public var cost: Double {
      var total = 0.0
      for c in 0..<caseCount { total += memory[operands.output.e, 0, c] }
      return reduction == .mean ? total / Double(caseCount) : total
    }

    /// dW, db and dX of the last run, with the 1/m of mean reduction. Where dX was not wanted there are zeros in its place.
    public var gradient: Gradient<Double> {
      let layers = 1...operands.L
      return Gradient(
        weights: layers.map { l in
          let dWᵀ = operands.dWbᵀ[l].first(operands.A[l - 1].rows)  // n_(l−1) × n_l
          return Grid(rows: dWᵀ.columns, columns: dWᵀ.rows, elements: memory.read(transposing: dWᵀ, times: scale))
        },
        biases: layers.map { l in memory.read(operands.dWbᵀ[l].row(operands.A[l - 1].rows), times: scale) },
        inputs: wantsInputGradient
          ? grid(operands.dA[0], times: scale)
          : Grid(repeating: 0, rows: operands.A[0].rows, columns: caseCount))
    }

    /// Everything that the last run has found, with the 1/m of mean reduction in δ, dW, db and dX.
    public var evaluation: Evaluation<Double> {
      let layers = 1...operands.L
      var evaluation = Evaluation(
        cost: cost,
        preactivations: layers.map { grid(operands.Z[$0]) },
        hiddenOutputs: layers.dropLast().map { grid(operands.A[$0]) },
        outputs: grid(operands.A[operands.L]),
        deltas: layers.map { grid(operands.dZ[$0], times: scale) },
        gradient: gradient)
      evaluation.hasInputGradient = wantsInputGradient
      return evaluation
    }

    private func grid(_ block: Block, times factor: Double = 1) -> Grid<Double> {
      Grid(rows: block.rows, columns: block.columns, elements: memory.read(block, times: factor))
    }
  }
}
