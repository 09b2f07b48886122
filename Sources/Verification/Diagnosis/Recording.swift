import Networks

/// What an implementation was asked and what it answered, in order.
final class Recording {
  struct Answer {
    var problem: Problem<Double>
    var evaluation: Evaluation<Double>
  }

  struct Update {
    var problem: Problem<Double>
    var learningRate: Double
    var network: Network<Double>
  }

  private(set) var answers: [Answer] = []
  private(set) var updates: [Update] = []

  func keep(_ answer: Answer) { answers.append(answer) }
  func keep(_ update: Update) { updates.append(update) }
}

/// An implementation that is listened to.
struct Recorded: Implementation {
  var implementation: any Implementation
  let recording: Recording

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    let evaluation = try implementation.evaluate(problem)
    recording.keep(Recording.Answer(problem: problem, evaluation: evaluation))
    return evaluation
  }

  mutating func update(_ problem: Problem<Double>, learningRate: Double) throws -> Network<Double>? {
    let network = try implementation.update(problem, learningRate: learningRate)
    if let network {
      recording.keep(Recording.Update(problem: problem, learningRate: learningRate, network: network))
    }
    return network
  }
}
