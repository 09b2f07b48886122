public import Networks

/// What is known of the answer to a stored case.
public struct StoredAnswer: Sendable {
  /// One number of it.
  public struct Number<Subject: Sendable>: Sendable {
    public var subject: Subject
    public var row: Int
    public var column: Int
    public var value: Double
    /// What its printed digits leave open.
    public var uncertainty: Double

    public init(_ subject: Subject, row: Int, column: Int, value: Double, uncertainty: Double) {
      self.subject = subject
      self.row = row
      self.column = column
      self.value = value
      self.uncertainty = uncertainty
    }
  }

  /// What one step of gradient descent leaves behind.
  public struct Update: Sendable {
    public var learningRate: Double
    /// Some sources leave the biases alone.
    public var movesBiases: Bool
    public var parameters: [Number<Tensor>]
    /// The cost after the step.
    public var cost: Estimate?

    public init(learningRate: Double, movesBiases: Bool, parameters: [Number<Tensor>], cost: Estimate?) {
      self.learningRate = learningRate
      self.movesBiases = movesBiases
      self.parameters = parameters
      self.cost = cost
    }
  }

  public var numbers: [Number<Quantity>]
  public var update: Update?

  public init(numbers: [Number<Quantity>], update: Update? = nil) {
    self.numbers = numbers
    self.update = update
  }
}

extension ProblemCheck {
  /// Checks one problem that was not generated, by every check and against what is stored of its answer.
  ///
  /// - Parameter history: problems that the implementations are asked before it, and not judged by.
  /// - Returns: a report on this problem alone.
  public func report(
    on problem: Problem<Double>, after history: [Problem<Double>] = [], named name: String, stored: StoredAnswer? = nil,
    implementations: [ImplementationFactory]
  ) throws -> CampaignReport {
    var report = CampaignReport(rule: rule)
    let live = try implementations.map { try LiveImplementation($0) }
    var before = Ledger(rule: rule)
    for earlier in history { try run(earlier, live, &before) }
    try run(problem, live, &report.ledger)
    if let stored {
      try report.ledger.timing(.stored) { ledger in
        for implementation in live {
          // Whoever cannot answer was told of already.
          do { try self.compare(stored, problem, implementation, &ledger) } catch is Unanswered {} catch is Unsupported
          {}
        }
      }
    }
    report.close(name, origin: "stored", problem, history: history)
    return report
  }

  /// |answer − stored| ≤ half a unit of the last printed digit + the rounding bound of the answer's formula.
  private func compare(
    _ stored: StoredAnswer, _ problem: Problem<Double>, _ implementation: LiveImplementation, _ ledger: inout Ledger
  ) throws {
    let answer = try implementation.evaluate(problem)
    guard answer.misshapen(for: problem) == nil else { return }
    let bounds = oracles.bounds(problem, implementation.formula)
    func subject(_ quantity: Quantity, _ what: String, row: Int = 0, column: Int = 0) -> Ledger.Subject {
      // A printed figure decides what its digits say, however few they are.
      Ledger.Subject(
        check: .stored, implementation: implementation.name, against: "the stored \(what)", quantity: quantity,
        row: row, column: column, atKink: bounds.atKink, scale: .infinity)
    }
    for number in stored.numbers {
      guard let observed = answer[number.subject], let error = bounds.error[number.subject] else { continue }
      let entry = number.subject.entry(row: number.row, column: number.column)
      ledger.compare(
        subject(number.subject, entry, row: number.row, column: number.column),
        observed: observed[number.row, number.column], expected: number.value,
        allowance: number.uncertainty + error[number.row, number.column])
    }

    guard let update = stored.update,
      let next = try implementation.update(problem, learningRate: update.learningRate)
    else { return }
    var updated = problem
    for tensor in problem.tensors {
      switch tensor {
      case .weights(let layer): updated[tensor] = next.layers[layer - 1].weights
      case .biases(let layer):
        if update.movesBiases { updated.network.layers[layer - 1].biases = next.layers[layer - 1].biases }
      case .inputs: break
      }
    }
    // θ − η∇C is off by the gradient's error and by two roundings of its own.
    for number in update.parameters {
      let (θ, g) = (updated[number.subject][number.row, number.column], bounds.error.gradient[number.subject])
      let allowance = update.learningRate * g[number.row, number.column] + θ.magnitude * 0x1p-51
      let entry = Entry(number.subject, row: number.row, column: number.column)
      ledger.compare(
        subject(.gradient(number.subject), "\(entry) after the update", row: number.row, column: number.column),
        observed: θ, expected: number.value,
        allowance: number.uncertainty + allowance)
    }
    if let cost = update.cost {
      let error = oracles.bounds(updated, implementation.formula).error.cost
      ledger.compare(
        subject(.cost, "cost after the update"), observed: try implementation.evaluate(updated).cost,
        expected: cost.value, allowance: cost.error + error + Self.drift(update, bounds))
    }
  }

  /// How far the errors of the updated parameters can move the cost: Σ |∂C/∂θ| η e, to first order, and twice that for the rest.
  private static func drift(_ update: StoredAnswer.Update, _ bounds: Bounds) -> Double {
    let gradient = bounds.value.gradient
    let tensors = gradient.weights.indices.flatMap { [Tensor.weights(layer: $0 + 1), .biases(layer: $0 + 1)] }
    let first = tensors.reduce(0.0) { sum, tensor in
      zip(gradient[tensor].elements, bounds.error.gradient[tensor].elements)
        .reduce(sum) { $0 + $1.0.magnitude * ($1.1 + $1.0.magnitude * 0x1p-51) }
    }
    return 3 * update.learningRate * first
  }
}
