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
      WorkerFunction(
        parameters: self.hello.parameters,
        Session(self.command, self.limits, .function(self.hello), self.record, keeping: self.kept))
    }
  }
}

/// The answers of one process of a worker.
private final class WorkerFunction: OpaqueFunction {
  private let parameters: [ParameterTensor]
  private let session: Session

  init(parameters: [ParameterTensor], _ session: Session) { (self.parameters, self.session) = (parameters, session) }

  func value(at point: [Double]) throws -> Double { try ask(point, wantsGradient: false).value }

  func valueAndGradient(at point: [Double]) throws -> (value: Double, gradient: [Double]) {
    try ask(point, wantsGradient: true)
  }

  private func ask(_ point: [Double], wantsGradient: Bool) throws -> (value: Double, gradient: [Double]) {
    try session.ask(
      .evaluateFunction(point, parameters, wantsGradient: wantsGradient),
      // Every number as long as numbers get, with room for keys.
      answerBytes: 1 << 20 + 64 * point.count
    ) { reader, members in
      reader.function(members, parameters, wantsGradient: wantsGradient)
    }
  }
}
