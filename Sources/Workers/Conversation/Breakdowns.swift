import Fixtures
import Synchronization

/// What went wrong, and what the program had written to standard error.
public struct Breakdown: Sendable {
  public var fault: WorkerFault
  public var standardError: String

  /// The end of what the program wrote to standard error, for a person.
  public var quotedStandardError: String { Self.quoting(standardError) }

  /// The last lines of a text from a program, for a person.
  public static func quoting(_ standardError: String) -> String {
    let lines = standardError.split(separator: "\n").suffix(12).map { "\n  | \(printable(String($0.prefix(300))))" }
    return lines.joined()
  }
}

/// How often the processes of a worker broke down, and how much more of that a run bears.
final class Breakdowns: Sendable {
  private let state: Mutex<(list: [Breakdown], chances: Int)>

  init(chances: Int) { state = Mutex(([], chances)) }

  var list: [Breakdown] { state.withLock { $0.list } }
  var isGivenUp: Bool { state.withLock { $0.chances < 0 } }

  func note(_ breakdown: Breakdown) {
    state.withLock { state in
      state.chances -= 1
      state.list.append(breakdown)
    }
  }

  /// One that hangs costs the time limit each time, and gets fewer.
  func giveMoreChances() {
    state.withLock { state in
      let hangs = state.list.contains { if case .timedOut = $0.fault { true } else { false } }
      state.chances = max(state.chances, hangs ? 10 : 300)
    }
  }
}
