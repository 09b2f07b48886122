import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How far a long job is: a bar on a terminal, a line now and then elsewhere, on standard error.
public final class ProgressMeter: Sendable {
  private struct State {
    var lastShown: ContinuousClock.Instant
    var isBarShown = false
  }

  private let total: Int?
  private let timeLimit: Duration?
  private let earlier: Int
  private let noun: String
  private let isTerminal: Bool
  private let isQuiet: Bool
  private let started = ContinuousClock.now
  private let state: Mutex<State>

  /// - Parameters:
  ///   - total: how many problems there will be; nil where only time will tell.
  ///   - noun: what they are, where they are no problems.
  ///   - timeLimit: how long it may take, where that ends it.
  ///   - earlier: how many of them were done before this program started.
  public init(
    total: Int?, noun: String = "problem", isQuiet: Bool, timeLimit: Duration? = nil, earlier: Int = 0
  ) {
    self.earlier = earlier
    self.total = total
    self.timeLimit = timeLimit
    self.noun = noun
    self.isQuiet = isQuiet
    // A dumb terminal knows no way back to the start of the line.
    isTerminal =
      isatty(FileHandle.standardError.fileDescriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    state = Mutex(State(lastShown: started))
  }

  public func show(done: Int, failed: Int) {
    if isQuiet { return }
    state.withLock { state in
      let now = ContinuousClock.now
      let pause: Duration = isTerminal ? .milliseconds(100) : .seconds(15)
      guard now - state.lastShown >= pause else { return }
      state.lastShown = now
      let line = Self.line(
        done: done, failed: failed, total: total, noun: noun, elapsed: now - started, timeLimit: timeLimit,
        earlier: earlier, withBar: isTerminal)
      write(isTerminal ? "\r\u{1B}[K\(line)" : line + "\n")
      state.isBarShown = isTerminal
    }
  }

  /// Takes the bar away, so that what follows starts on a clean line.
  public func finish() {
    state.withLock { state in
      if state.isBarShown { write("\r\u{1B}[K") }
      state.isBarShown = false
    }
  }

  static func line(
    done: Int, failed: Int, total: Int?, noun: String = "problem", elapsed: Duration,
    timeLimit: Duration? = nil, earlier: Int = 0, withBar: Bool
  ) -> String {
    let rate = Double(done - earlier) / max(NumberFormat.seconds(elapsed), 1e-3)
    var parts: [String] = []
    if let total, total > 0 {
      let filled = min(24, 24 * done / total)
      if withBar {
        parts.append(
          "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled) + "]")
      }
      parts.append("\(NumberFormat.count(done)) of \(NumberFormat.count(total, noun))")
      if done > earlier && done < total {
        parts.append("\(NumberFormat.duration(.seconds(Double(total - done) / rate))) left")
      }
    } else {
      parts.append(NumberFormat.count(done, noun))
      if let timeLimit, timeLimit > elapsed { parts.append("\(NumberFormat.duration(timeLimit - elapsed)) left") }
    }
    if rate >= 1 { parts.append("\(NumberFormat.count(Int(rate))) a second") }
    if failed > 0 { parts.append("\(NumberFormat.count(failed)) failing") }
    return parts.joined(separator: "  ")
  }

  private func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
}
