import Foundation
import Synchronization

/// Ctrl-C and kill ask for the partial summary; asking twice ends the program at once.
struct Interruption: Sendable {
  private static let flag = Atomic(false)

  /// Whether somebody asked.
  var isRequested: Bool { Self.flag.load(ordering: .relaxed) }

  /// A plain signal handler: it needs no thread, which would be waited for while all cores are at work, it loses no signal,
  /// and other programs that are started do not inherit it.
  init() {
    // The first use of a static constant initialises it, which is nothing for a handler to do.
    _ = isRequested
    for number in [SIGINT, SIGTERM] {
      // Only what is allowed in a handler: an atomic exchange and _exit.
      signal(number) { _ in
        if Interruption.flag.exchange(true, ordering: .relaxed) { _exit(130) }
      }
    }
  }
}
