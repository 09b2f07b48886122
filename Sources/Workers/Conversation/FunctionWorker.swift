public import Functions
import Verification

/// A program in another process, as a function of which nothing else is known.
public final class FunctionWorker: Sendable {
  public let command: WorkerCommand
  public let limits: WorkerLimits
  public let hello: FunctionHello
  let record: Breakdowns
  let kept: KeptQuestions?

  init(_ command: WorkerCommand, _ limits: WorkerLimits, _ hello: FunctionHello, keeping kept: KeptQuestions? = nil) {
    (self.command, self.limits, self.hello, self.kept) = (command, limits, hello, kept)
    record = Breakdowns(chances: limits.restarts)
  }

  /// Everything that it did wrong, but for wrong numbers.
  public var breakdowns: [Breakdown] { record.list }
  /// Whether it broke down so often that it is not asked any more.
  public var isGivenUp: Bool { record.isGivenUp }

  /// Its answers, from a fresh process for every block of points.
  public var factory: FunctionFactory {
    FunctionFactory(name: hello.name, precision: hello.precision, parameters: hello.parameters) {
      WorkerFunction(self)
    }
  }
}

/// One process of a worker, started with its first question.
private final class WorkerFunction: OpaqueFunction {
  private let worker: FunctionWorker
  private var conversation: Conversation?

  init(_ worker: FunctionWorker) { self.worker = worker }

  deinit { conversation?.bye() }

  func value(at point: [Double]) throws -> Double { try ask(point, wantsGradient: false).value }

  func valueAndGradient(at point: [Double]) throws -> (value: Double, gradient: [Double]) {
    try ask(point, wantsGradient: true)
  }

  private func ask(_ point: [Double], wantsGradient: Bool) throws -> (value: Double, gradient: [Double]) {
    guard !worker.isGivenUp else { throw Unsupported("the worker broke down too often") }
    do throws(WorkerFault) {
      return try answer(point, wantsGradient: wantsGradient)
    } catch {
      throw broken(error)
    }
  }

  private func answer(
    _ point: [Double], wantsGradient: Bool
  ) throws(WorkerFault) -> (value: Double, gradient: [Double]) {
    let parameters = worker.hello.parameters
    // Every number as long as numbers get, with room for keys.
    let most = 1 << 20 + 64 * point.count
    switch try ready().ask(
      .evaluateFunction(point, parameters, wantsGradient: wantsGradient), answerBytes: most)
    {
    case .skip(let reason): throw .skipped(reason: reason)
    case .ok(let members):
      var reader = AnswerReader(worker.hello.format, worker.hello.precision)
      guard let answer = reader.function(members, parameters, wantsGradient: wantsGradient) else {
        throw .malformed(question: "evaluate", reader.misfits)
      }
      return answer
    }
  }

  /// A process that has been introduced.
  private func ready() throws(WorkerFault) -> Conversation {
    if let conversation { return conversation }
    let fresh = try Conversation(worker.command, worker.limits, keeping: worker.kept?.file(for: worker.hello.name))
    conversation = fresh
    guard try fresh.hello() == .function(worker.hello) else { throw .changedHello }
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
