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
  private let state: Mutex<State>

  private struct State {
    var breakdowns: [Breakdown] = []
    /// How many more may follow.
    var chances: Int
    /// Processes that nobody uses, for questions of which the answers are confirmed later.
    var idle: [UncheckedConversation] = []
  }

  /// What went wrong, and what it had written to standard error.
  public struct Breakdown: Sendable {
    public var fault: WorkerFault
    public var standardError: String
  }

  /// Starts the program once, to be introduced.
  public init(_ command: WorkerCommand, _ limits: WorkerLimits = WorkerLimits()) throws(WorkerStartFailure) {
    (self.command, self.limits) = (command, limits)
    state = Mutex(State(chances: limits.restarts))
    var standardError = ""
    do throws(WorkerFault) {
      let conversation = try Conversation(command, limits)
      do throws(WorkerFault) {
        hello = try conversation.hello()
        try conversation.echo(hello.precision)
      } catch {
        standardError = conversation.standardError
        throw error
      }
      conversation.bye()
    } catch {
      throw WorkerStartFailure(command: command, breakdown: Breakdown(fault: error, standardError: standardError))
    }
  }

  /// Everything that it did wrong, but for wrong numbers.
  public var breakdowns: [Breakdown] { state.withLock { $0.breakdowns } }
  /// Whether it broke down so often that it is not asked any more.
  public var isGivenUp: Bool { state.withLock { $0.chances < 0 } }

  /// Lets it break down more often: to make a failure small it has to fail again and again. One that hangs costs the time limit
  /// each time, and gets fewer chances.
  public func giveMoreChances() {
    state.withLock { state in
      let hangs = state.breakdowns.contains { if case .timedOut = $0.fault { true } else { false } }
      state.chances = max(state.chances, hangs ? 10 : 300)
    }
  }

  /// Its answers, from a fresh process for every block of problems.
  public var factory: ImplementationFactory {
    var formula = Formula(nil, hello.precision)
    formula.isRescaled = hello.conventions.mayRescale
    var factory = ImplementationFactory(name: hello.name, formula: formula) {
      WorkerImplementation(self, isReusing: false)
    }
    factory.makeReused = { WorkerImplementation(self, isReusing: true) }
    return factory
  }

  func note(_ breakdown: Breakdown) {
    state.withLock { state in
      state.chances -= 1
      state.breakdowns.append(breakdown)
    }
  }

  /// Whether a problem is within what it says it can do.
  public func declares(_ problem: Problem<Double>) -> Bool { hello.whyUnasked(problem) == nil }

  func takeIdle() -> Conversation? { state.withLock { $0.idle.popLast()?.conversation } }

  func giveBack(_ conversation: Conversation) {
    let box = UncheckedConversation(conversation)
    state.withLock { $0.idle.append(box) }
  }
}

/// A conversation that nobody uses, on its way from one thread to another: the lock around the list orders their accesses.
private struct UncheckedConversation: @unchecked Sendable {
  let conversation: Conversation
  init(_ conversation: Conversation) { self.conversation = conversation }
}

/// A worker that could not even be introduced.
public struct WorkerStartFailure: Error, Sendable, CustomStringConvertible {
  public var command: WorkerCommand
  public var breakdown: Worker.Breakdown

  public var description: String {
    let fault = breakdown.fault
    return "worker \(command): \(fault). Try: \(fault.advice); or ask nnverify worker doctor \(command.asOneWord)"
      + breakdown.quotedStandardError
  }
}

extension Worker.Breakdown {
  /// The end of what the program wrote to standard error, for a person.
  public var quotedStandardError: String {
    Self.quoting(standardError)
  }

  /// The last lines of a text from a program, for a person.
  public static func quoting(_ standardError: String) -> String {
    let lines = standardError.split(separator: "\n").suffix(12).map { "\n  | \(printable(String($0.prefix(300))))" }
    return lines.joined()
  }
}
