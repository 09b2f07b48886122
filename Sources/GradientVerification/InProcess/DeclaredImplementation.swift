import Networks
import Verification

/// An implementation within what it declares. What is beyond that is unsupported, and an error of its own is an answer that did not
/// come.
struct DeclaredImplementation: Implementation {
  private var own: any Implementation
  let capabilities: Capabilities

  init(_ own: any Implementation) { (self.own, capabilities) = (own, own.capabilities) }

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    try declared(problem) { try $0.evaluate(problem) }
  }

  mutating func update(_ problem: Problem<Double>, learningRate: Double) throws -> Network<Double>? {
    try declared(problem) { try $0.update(problem, learningRate: learningRate) }
  }

  private mutating func declared<Answer>(
    _ problem: Problem<Double>, _ ask: (inout any Implementation) throws -> Answer
  ) throws -> Answer {
    if let reason = capabilities.whyUnasked(problem) { throw Unsupported(reason) }
    do { return try ask(&own) } catch let refusal as Unsupported { throw refusal } catch let failure as Unanswered {
      throw failure
    } catch { throw Unanswered("\(type(of: error)): \(error)") }
  }
}
