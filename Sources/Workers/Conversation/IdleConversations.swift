import Synchronization

/// Processes that nobody uses, for questions of which the answers are confirmed later.
final class IdleConversations: Sendable {
  private let list = Mutex<[Unchecked]>([])

  /// A conversation on its way from one thread to another: the lock around the list orders their accesses.
  private struct Unchecked: @unchecked Sendable {
    let conversation: Conversation
    init(_ conversation: Conversation) { self.conversation = conversation }
  }

  func take() -> Conversation? { list.withLock { $0.popLast()?.conversation } }

  func giveBack(_ conversation: Conversation) {
    let box = Unchecked(conversation)
    list.withLock { $0.append(box) }
  }

  /// Ends them.
  func dismiss() {
    while let conversation = take() { conversation.bye() }
  }
}
