public import Networks

extension ProblemCheck {
  /// Asks a fresh implementation everything again that the checks ask, and diagnoses its first answer that departs from the
  /// textbook's, be it to the problem itself or to one that a law made of it.
  ///
  /// - Returns: nil where no answer departs by itself, as where only numeric derivatives disagree with the textbook.
  public func diagnosis(of sequence: ProblemSequence, by factory: ImplementationFactory) throws -> Diagnosis? {
    let recording = Recording()
    let live = LiveImplementation(
      factory.name, factory.formula, Recorded(implementation: try factory.make(), recording: recording))
    var ledger = Ledger(rule: rule)
    var laws = self
    laws.only = Check.asking
    for problem in sequence.history + [sequence.problem] { try laws.run(problem, [live], &ledger) }

    var previous: Symptoms.Exchange?
    for answer in recording.answers where answer.evaluation.misshapen(for: answer.problem) == nil {
      var symptoms = symptoms(of: answer, by: factory)
      if Diagnosis(symptoms) != nil {
        symptoms.previous = previous
        if previous != nil { symptoms.alone = try alone(answer.problem, factory) }
        return Diagnosis(symptoms)
      }
      previous = Symptoms.Exchange(
        problem: answer.problem, expected: symptoms.expected, observed: answer.evaluation)
    }
    for update in recording.updates {
      let answer = try alone(update.problem, factory)
      guard let answer else { continue }
      var symptoms = symptoms(of: Recording.Answer(problem: update.problem, evaluation: answer), by: factory)
      symptoms.update = Symptoms.Update(
        learningRate: update.learningRate, observed: update.network,
        expected: update.problem.network.descending(symptoms.expected.gradient, by: update.learningRate))
      if let diagnosis = Diagnosis(symptoms) { return diagnosis }
    }
    return nil
  }

  private func symptoms(of answer: Recording.Answer, by factory: ImplementationFactory) -> Symptoms {
    let (own, textbook) = (
      oracles.bounds(answer.problem, factory.formula), oracles.bounds(answer.problem, .textbook)
    )
    return Symptoms(
      problem: answer.problem, observed: answer.evaluation, expected: textbook.value,
      allowance: own.error.adding(textbook.error), functions: oracles.functions)
  }

  /// The answer of a fresh implementation that was asked nothing else; nil where it has none of the right shapes.
  private func alone(_ problem: Problem<Double>, _ factory: ImplementationFactory) throws -> Evaluation<Double>? {
    let answer = try LiveImplementation(factory).evaluate(problem)
    return answer.misshapen(for: problem) == nil ? answer : nil
  }
}

extension Check {
  /// The checks that ask an implementation something.
  fileprivate static let asking: Set<Check> = [
    .shapes, .values, .gradients, .batch, .order, .fit, .softmaxShift, .homogeneity, .oddness, .quadratic, .update,
    .state,
  ]
}

extension Network<Double> {
  /// θ − η∇C
  fileprivate func descending(_ gradient: Gradient<Double>, by η: Double) -> Network {
    var next = self
    for l in layers.indices {
      let (w, dw) = (layers[l].weights, gradient.weights[l])
      next.layers[l].weights = Grid(rows: w.rows, columns: w.columns) { w[$0, $1] - η * dw[$0, $1] }
      next.layers[l].biases = zip(layers[l].biases, gradient.biases[l]).map { $0 - η * $1 }
    }
    return next
  }
}

extension Evaluation<Double> {
  /// Number by number, of evaluations of one problem that keep the same things.
  public func adding(_ other: Evaluation) -> Evaluation {
    func add(_ x: Grid<Double>, _ y: Grid<Double>) -> Grid<Double> {
      Grid(rows: x.rows, columns: x.columns) { x[$0, $1] + y[$0, $1] }
    }
    func add(_ x: [Grid<Double>]?, _ y: [Grid<Double>]?) -> [Grid<Double>]? {
      guard let x, let y else { return nil }
      return zip(x, y).map { add($0, $1) }
    }
    return Evaluation(
      cost: cost + other.cost, preactivations: add(preactivations, other.preactivations),
      hiddenOutputs: add(hiddenOutputs, other.hiddenOutputs), outputs: add(outputs, other.outputs),
      deltas: add(deltas, other.deltas),
      gradient: Gradient(
        weights: zip(gradient.weights, other.gradient.weights).map { add($0, $1) },
        biases: zip(gradient.biases, other.gradient.biases).map { zip($0, $1).map(+) },
        inputs: add(gradient.inputs, other.gradient.inputs)))
  }
}
