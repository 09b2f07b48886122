public import Networks
import Reference
public import Verification

extension ActivationFunctions {
  /// The textbook's g and g′.
  public static let textbook = ActivationFunctions(
    values: { activation, z in Textbook.activations(activation, z) },
    slope: { activation, z in
      activation == .softmax ? .nan : Textbook.gPrime(activation, u: z, v: Textbook.g(activation, z))
    })
}

extension Symptoms {
  /// The symptoms of an answer held against the textbook, allowed what any correct program of this formula is.
  ///
  /// - Parameters:
  ///   - previous: what the same implementation was asked and answered just before.
  ///   - alone: its answer to the problem when asked first of a fresh implementation.
  public init(
    _ problem: Problem<Double>, observed: Evaluation<Double>, formula: Formula = .textbook,
    previous: (problem: Problem<Double>, observed: Evaluation<Double>)? = nil, alone: Evaluation<Double>? = nil
  ) {
    let oracles = Oracles.standard
    let (own, textbook) = (oracles.bounds(problem, formula), oracles.bounds(problem, .textbook))
    self.init(
      problem: problem, observed: observed, expected: textbook.value, allowance: own.error.adding(textbook.error),
      functions: .textbook,
      previous: previous.map {
        Exchange(problem: $0.problem, expected: Textbook.answer($0.problem, form: .dZ), observed: $0.observed)
      }, alone: alone)
  }
}
