import Networks
import Verification

/// A third implementation, plain and slow, beside the textbook and the vectorised network: it runs steps, right or wrong.
struct Plain: Implementation {
  let steps: Steps
  private var memory = Memory()

  init(_ steps: Steps = Steps()) { self.steps = steps }

  mutating func evaluate(_ problem: Problem<Double>) -> Evaluation<Double> { answer(problem).evaluation }

  mutating func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? {
    let (pass, evaluation) = answer(problem)
    return steps.update(pass, evaluation.gradient, learningRate)
  }

  private mutating func answer(_ problem: Problem<Double>) -> (pass: Pass, evaluation: Evaluation<Double>) {
    var problem = problem
    memory.calls += 1
    steps.prepare(&memory, &problem)
    var pass = Pass(problem, steps)
    pass.forward()
    let up = pass
    steps.turn(&memory, &pass)
    pass.backward()
    let layers = 1...pass.L
    let scale = steps.batchScale(pass)
    var evaluation = Evaluation(
      cost: steps.cost(pass), preactivations: Array(up.Z[1...]), hiddenOutputs: Array(up.A[1..<pass.L]),
      outputs: up.A[pass.L], deltas: pass.dZ[1...].map { $0.map { scale * $0 } },
      gradient: Gradient(
        weights: layers.map { steps.weightGradient(pass, $0) }, biases: layers.map { steps.biasGradient(pass, $0) },
        inputs: steps.inputGradient(pass)))
    steps.finish(&memory, pass, &evaluation)
    return (pass, evaluation)
  }
}
