public import Networks

extension Vectorized {
  /// Plans that are kept for problems of shapes that have been seen: at most 64 of them, with at most 256 MB together (but always
  /// the latest). The one that has not been used for longest goes first.
  ///
  /// Answers do not depend on what is kept. It belongs to one thread at a time.
  public final class Plans {
    public static let limit = 64
    static let byteLimit = 256 << 20
    /// The latest last.
    private(set) var plans: [Plan] = []

    public init() {}

    /// Cost, pre-activations, activations, δ and gradient of a problem, as `Vectorized.evaluate` gives them.
    public func evaluate(_ problem: Problem<Double>, form: BackwardForm = .dZ) -> Evaluation<Double> {
      ran(problem, form).evaluation
    }

    /// The network after one step of gradient descent, as `Vectorized.update` gives it.
    public func update(_ problem: Problem<Double>, learningRate: Double, form: BackwardForm = .dZ) -> Network<Double> {
      descended(problem.network, ran(problem, form).gradient, learningRate: learningRate)
    }

    /// A plan that has run the problem.
    private func ran(_ problem: Problem<Double>, _ form: BackwardForm) -> Plan {
      let plan = plan(for: problem, form)
      plan.load(problem)
      plan.run()
      return plan
    }

    private func plan(for problem: Problem<Double>, _ form: BackwardForm) -> Plan {
      if let last = plans.last, last.form == form && last.fits(problem) { return last }
      if let known = plans.lastIndex(where: { $0.form == form && $0.fits(problem) }) {
        plans.append(plans.remove(at: known))
      } else {
        plans.append(Plan(for: problem, form: form))
        while plans.count > Plans.limit || plans.count > 1 && plans.reduce(0, { $0 + $1.byteCount }) > Plans.byteLimit {
          plans.removeFirst()
        }
      }
      return plans[plans.count - 1]
    }
  }
}

/// W − η dW and b − η db for every layer.
func descended(_ network: Network<Double>, _ gradient: Gradient<Double>, learningRate: Double) -> Network<Double> {
  var network = network
  for l in network.layers.indices {
    let (dW, db) = (gradient.weights[l].elements, gradient.biases[l])
    for i in dW.indices { network.layers[l].weights.elements[i] -= learningRate * dW[i] }
    for i in db.indices { network.layers[l].biases[i] -= learningRate * db[i] }
  }
  return network
}
