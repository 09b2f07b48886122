import Fixtures
public import Networks
import Synchronization
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
  /// Processes that nobody uses, for questions of which the answers are confirmed later.
  private let idle = Mutex<[UncheckedConversation]>([])

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
      WorkerImplementation(self, isReusing: false)
    }
    factory.hasUpdate = false
    factory.makeReused = { WorkerImplementation(self, isReusing: true) }
    return factory
  }

  /// Whether a problem is within what it says it can do.
  public func declares(_ problem: Problem<Double>) -> Bool { hello.whyUnasked(problem) == nil }

  /// Ends the processes that nobody uses any more.
  public func dismiss() {
    let unused = idle.withLock { list in
      defer { list = [] }
      return list
    }
    for box in unused { box.conversation.bye() }
  }

  func takeIdle() -> Conversation? { idle.withLock { $0.popLast()?.conversation } }

  func giveBack(_ conversation: Conversation) {
    let box = UncheckedConversation(conversation)
    idle.withLock { $0.append(box) }
  }
}

/// A conversation that nobody uses, on its way from one thread to another: the lock around the list orders their accesses.
private struct UncheckedConversation: @unchecked Sendable {
  let conversation: Conversation
  init(_ conversation: Conversation) { self.conversation = conversation }
}
