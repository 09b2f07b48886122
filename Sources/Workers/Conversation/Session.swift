import Verification

/// One process of a worker, started with its first question, and replaced after it broke down.
final class Session {
  private let command: WorkerCommand
  private let limits: WorkerLimits
  /// What it must say of itself, every time.
  private let introduction: Introduction
  private let record: Breakdowns
  private let kept: KeptQuestions?
  /// Where a process may be waiting that somebody used before.
  private let idle: IdleConversations?
  private var conversation: Conversation?

  init(
    _ command: WorkerCommand, _ limits: WorkerLimits, _ introduction: Introduction, _ record: Breakdowns,
    keeping kept: KeptQuestions?, reusing idle: IdleConversations? = nil
  ) {
    (self.command, self.limits, self.introduction) = (command, limits, introduction)
    (self.record, self.kept, self.idle) = (record, kept, idle)
  }

  deinit {
    guard let conversation else { return }
    if let idle { idle.giveBack(conversation) } else { conversation.bye() }
  }

  /// Asks, and reads the answer.
  ///
  /// - Throws: `Unsupported` where the worker skips or was given up, `Unanswered` where it broke down.
  func ask<Answer>(
    _ question: Question, answerBytes: Int, read: (inout AnswerReader, [String: WireValue]) -> Answer?
  ) throws -> Answer {
    guard !record.isGivenUp else { throw Unsupported("the worker broke down too often") }
    do throws(WorkerFault) {
      switch try ready().ask(question, answerBytes: answerBytes) {
      case .skip(let reason): throw .skipped(reason: reason)
      case .ok(let members):
        var reader = AnswerReader(introduction.format, introduction.precision)
        guard let answer = read(&reader, members) else { throw .malformed(question: question.name, reader.misfits) }
        return answer
      }
    } catch {
      throw broken(error)
    }
  }

  /// A process that has been introduced.
  private func ready() throws(WorkerFault) -> Conversation {
    if let conversation = conversation ?? idle?.take() {
      self.conversation = conversation
      return conversation
    }
    let fresh = try Conversation(command, limits, keeping: kept?.file(for: introduction.name))
    conversation = fresh
    guard try fresh.hello() == introduction else { throw .changedHello }
    return fresh
  }

  /// What a check is told of a fault.
  private func broken(_ fault: WorkerFault) -> any Error {
    if case .skipped(let reason) = fault { return Unsupported(reason) }
    record.note(Breakdown(fault: fault, standardError: conversation?.standardError ?? ""))
    // After an error that it tells itself it goes on; whatever else happened, nothing that it says later can be trusted.
    if case .reported = fault {
    } else {
      conversation?.stop()
      conversation = nil
    }
    return Unanswered("\(fault)")
  }
}
