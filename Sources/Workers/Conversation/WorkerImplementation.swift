import Networks
public import Verification

/// The answers of one process of a worker.
final class WorkerImplementation: Implementation {
  private let hello: Hello
  private let session: Session

  init(hello: Hello, _ session: Session) { (self.hello, self.session) = (hello, session) }

  func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    if let reason = hello.whyUnasked(problem) { throw Unsupported(reason) }
    let (want, conventions) = (hello.quantities, hello.conventions)
    return try session.ask(
      .evaluate(problem, want: want, conventions), answerBytes: problem.mostAnswerBytes
    ) { reader, members in
      reader.evaluation(members, of: problem, want: want, conventions)
    }
  }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
}

extension Hello {
  /// What is to be asked of the worker, and nothing else.
  public var capabilities: Capabilities {
    Capabilities(
      precision: precision, activations: Activation.all.filter { activations.contains($0.name) }, losses: losses,
      reductions: reductions, maxDepth: maxDepth, maxWidth: maxWidth, maxCases: maxCases)
  }

  /// Why a problem lies beyond what the worker declares; nil where it does not.
  func whyUnasked(_ problem: Problem<Double>) -> String? { capabilities.whyUnasked(problem) }
}

extension Worker {
  /// Options that generate only what the worker declares.
  ///
  /// - Throws: `GeneratorOptionsError` where nothing is left.
  public func restricted(_ options: GeneratorOptions, regimes: [Regime]?) throws(GeneratorOptionsError)
    -> GeneratorOptions
  {
    try options.restricted(to: hello.capabilities, regimes: regimes)
  }
}
