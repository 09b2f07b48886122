import Networks
import Verification

/// An answer that lies there, as an implementation: it answers the one problem, and cannot be asked anything else.
struct StoredImplementation: Implementation {
  let problem: Problem<Double>
  let answer: Evaluation<Double>

  func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    guard problem == self.problem else { throw Unsupported("an answer in a file answers one problem") }
    return answer
  }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
}

extension ImplementationFactory {
  /// - Parameter name: the file's.
  init(answer: Evaluation<Double>, to problem: Problem<Double>, in precision: Precision, name: String) {
    // How it was computed is unknown, as of a worker.
    self.init(name: name, formula: Formula(nil, precision)) { StoredImplementation(problem: problem, answer: answer) }
  }
}
