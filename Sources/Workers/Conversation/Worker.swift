import Fixtures
public import Networks
public import Verification

/// A program in another process, as an implementation under test.
///
/// Every implementation that it makes has a process of its own. One that breaks down is replaced before the next question, as
/// often as the limits allow in a whole run.
public final class Worker: Sendable {
  public let command: WorkerCommand
  public let limits: WorkerLimits
  public let hello: Hello
  let record: Breakdowns
  let kept: KeptQuestions?
  private let idle = IdleConversations()

  init(_ command: WorkerCommand, _ limits: WorkerLimits, _ hello: Hello, keeping kept: KeptQuestions? = nil) {
    (self.command, self.limits, self.hello, self.kept) = (command, limits, hello, kept)
    record = Breakdowns(chances: limits.restarts)
  }

  /// Starts the program once, to be introduced.
  public convenience init(
    _ command: WorkerCommand, _ limits: WorkerLimits = WorkerLimits()
  ) throws(WorkerStartFailure) {
    switch try Introduction(of: command, limits) {
    case .network(let hello): self.init(command, limits, hello)
    case .function:
      let misfit = WorkerMisfit(path: "/kind", found: "\"function\"", expected: "\"network\"")
      throw WorkerStartFailure(
        command: command, breakdown: Breakdown(fault: .malformed(question: "hello", [misfit]), standardError: ""))
    }
  }

  /// Everything that it did wrong, but for wrong numbers.
  public var breakdowns: [Breakdown] { record.list }
  /// Whether it broke down so often that it is not asked any more.
  public var isGivenUp: Bool { record.isGivenUp }

  /// Lets it break down more often: to make a failure small it has to fail again and again.
  public func giveMoreChances() { record.giveMoreChances() }

  /// Its answers, from a fresh process for every block of problems.
  public var factory: ImplementationFactory {
    var formula = Formula(nil, hello.precision)
    formula.isRescaled = hello.conventions.mayRescale
    var factory = ImplementationFactory(name: hello.name, formula: formula) {
      WorkerImplementation(hello: self.hello, self.session())
    }
    factory.hasUpdate = false
    factory.makeReused = { WorkerImplementation(hello: self.hello, self.session(reusing: self.idle)) }
    return factory
  }

  private func session(reusing idle: IdleConversations? = nil) -> Session {
    Session(command, limits, .network(hello), record, keeping: kept, reusing: idle)
  }

  /// Whether a problem is within what it says it can do.
  public func declares(_ problem: Problem<Double>) -> Bool { hello.whyUnasked(problem) == nil }

  /// Ends the processes that nobody uses any more.
  public func dismiss() { idle.dismiss() }
}
