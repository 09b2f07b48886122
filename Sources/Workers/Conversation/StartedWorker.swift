/// A program that has introduced itself, as what it says it is.
public enum StartedWorker: Sendable {
  case network(Worker)
  case function(FunctionWorker)

  /// Starts the program once, to be introduced.
  ///
  /// - Parameter kept: where its questions are kept until they are answered.
  public init(
    _ command: WorkerCommand, _ limits: WorkerLimits = WorkerLimits(), keeping kept: KeptQuestions? = nil
  ) throws(WorkerStartFailure) {
    self =
      switch try Introduction(of: command, limits) {
      case .network(let hello): .network(Worker(command, limits, hello, keeping: kept))
      case .function(let hello): .function(FunctionWorker(command, limits, hello, keeping: kept))
      }
  }
}

extension StartedWorker {
  public var name: String {
    switch self {
    case .network(let worker): worker.hello.name
    case .function(let worker): worker.hello.name
    }
  }

  public var command: WorkerCommand {
    switch self {
    case .network(let worker): worker.command
    case .function(let worker): worker.command
    }
  }

  /// Everything that it did wrong, but for wrong numbers.
  public var breakdowns: [Breakdown] {
    switch self {
    case .network(let worker): worker.breakdowns
    case .function(let worker): worker.breakdowns
    }
  }

  /// Whether it broke down so often that it is not asked any more.
  public var isGivenUp: Bool {
    switch self {
    case .network(let worker): worker.isGivenUp
    case .function(let worker): worker.isGivenUp
    }
  }
}

extension Introduction {
  /// Starts the program, asks for hello and echo, and ends it.
  init(of command: WorkerCommand, _ limits: WorkerLimits) throws(WorkerStartFailure) {
    var standardError = ""
    do throws(WorkerFault) {
      let conversation = try Conversation(command, limits)
      do throws(WorkerFault) {
        self = try conversation.hello()
        try conversation.echo(precision)
      } catch {
        standardError = conversation.standardError
        throw error
      }
      conversation.bye()
    } catch {
      throw WorkerStartFailure(command: command, breakdown: Breakdown(fault: error, standardError: standardError))
    }
  }
}

/// A worker that could not even be introduced.
public struct WorkerStartFailure: Error, Sendable, CustomStringConvertible {
  public var command: WorkerCommand
  public var breakdown: Breakdown

  public var description: String {
    let fault = breakdown.fault
    return "worker \(command): \(fault). Try: \(fault.advice); or ask nnverify worker doctor \(command.asOneWord)"
      + breakdown.quotedStandardError
  }
}
