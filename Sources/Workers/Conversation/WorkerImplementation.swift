import Networks
public import Verification

/// One process of a worker, started with its first question.
final class WorkerImplementation: Implementation {
  private let worker: Worker
  private let isReusing: Bool
  private var conversation: Conversation?

  init(_ worker: Worker, isReusing: Bool) { (self.worker, self.isReusing) = (worker, isReusing) }

  deinit {
    guard let conversation else { return }
    if isReusing { worker.giveBack(conversation) } else { conversation.bye() }
  }

  func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    if let reason = worker.hello.whyUnasked(problem) { throw Unsupported(reason) }
    guard !worker.isGivenUp else { throw Unsupported("the worker broke down too often") }
    do throws(WorkerFault) {
      return try answer(problem)
    } catch {
      throw broken(error)
    }
  }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }

  private func answer(_ problem: Problem<Double>) throws(WorkerFault) -> Evaluation<Double> {
    let hello = worker.hello
    let reply = try ready().ask(
      .evaluate(problem, want: hello.quantities, hello.conventions), answerBytes: problem.mostAnswerBytes)
    switch reply {
    case .skip(let reason): throw .skipped(reason: reason)
    case .ok(let members):
      var reader = AnswerReader(hello.format, hello.precision)
      let answer = reader.evaluation(members, of: problem, want: hello.quantities, hello.conventions)
      guard let answer else { throw .malformed(question: "evaluate", reader.misfits) }
      return answer
    }
  }

  /// A process that has been introduced.
  private func ready() throws(WorkerFault) -> Conversation {
    if let conversation { return conversation }
    if isReusing, let idle = worker.takeIdle() {
      conversation = idle
      return idle
    }
    let fresh = try Conversation(worker.command, worker.limits, keeping: worker.kept?.file(for: worker.hello.name))
    conversation = fresh
    guard try fresh.hello() == .network(worker.hello) else { throw .changedHello }
    return fresh
  }

  /// What a check is told of a fault.
  private func broken(_ fault: WorkerFault) -> any Error {
    if case .skipped(let reason) = fault { return Unsupported(reason) }
    worker.record.note(Breakdown(fault: fault, standardError: conversation?.standardError ?? ""))
    // After an error that it tells itself it goes on; whatever else happened, nothing that it says later can be trusted.
    if case .reported = fault {
    } else {
      conversation?.stop()
      conversation = nil
    }
    return Unanswered("\(fault)")
  }
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
