import Dispatch
import Foundation
import Synchronization

/// Ctrl-C and kill ask for the partial summary; asking twice ends the program at once.
struct Interruption {
  /// Whether somebody asked.
  final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }

    /// - Returns: whether it was set before.
    func set() -> Bool { value.exchange(true, ordering: .relaxed) }
  }

  let flag = Flag()
  private let sources: [any DispatchSourceSignal]

  var isRequested: Bool { flag.isSet }

  init() {
    // A queue of its own has a thread of its own: the shared ones are all busy with problems.
    let queue = DispatchQueue(label: "nnverify.signals")
    sources = [SIGINT, SIGTERM].map { [flag] number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { if flag.set() { _exit(130) } }
      source.resume()
      return source
    }
  }
}
