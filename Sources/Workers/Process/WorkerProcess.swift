import SystemPackage

/// A running worker: a line goes out, a line comes back. Not for two threads at once.
///
/// It never hangs: every wait has an end. It never fills the memory: lines are limited, and of standard error the last part is
/// kept. And it leaves nothing behind: the process is killed with all that it started.
final class WorkerProcess {
  private static let mostStandardError = 64 << 10

  private let started: Launcher.Started
  private let input: FileDescriptor
  private let output: FileDescriptor
  private let error: FileDescriptor
  private var isErrorOpen = true
  private var isOutputOpen = true
  private var isOver = false
  /// What came and was not yet asked for.
  private var pending: [UInt8] = []
  /// How far `pending` is known to hold no line end.
  private var searched = 0
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  private var standardErrorBytes: [UInt8] = []

  init(_ command: WorkerCommand) throws(WorkerFault) {
    ProcessEnd.ignoreBrokenPipes()
    let pipes: (input: PipeEnds, output: PipeEnds, error: PipeEnds)
    do {
      pipes = (
        try .make(ours: \.writing), try .make(ours: \.reading), try .make(ours: \.reading)
      )
    } catch { throw .notStarted(program: command.program, reason: "no pipe could be made: \(error)") }
    (input, output, error) = (pipes.input.writing, pipes.output.reading, pipes.error.reading)
    do {
      started = try Launcher.start(
        command, input: pipes.input.reading, output: pipes.output.writing, error: pipes.error.writing)
    } catch {
      for end in [input, output, self.error] { try? end.close() }
      throw error
    }
  }

  deinit { stop() }

  /// The end of what it wrote to standard error.
  var standardError: String { String(decoding: standardErrorBytes, as: UTF8.self) }

  /// Sends a line and waits for the next one.
  ///
  /// - Parameters:
  ///   - line: without a line end.
  ///   - name: what a message calls the question.
  func exchange(
    _ line: [UInt8], named name: String, within time: Duration, atMost limit: Int
  ) throws(WorkerFault) -> [UInt8] {
    let outgoing = line + [UInt8(ascii: "\n")]
    var (sent, isInputOpen) = (0, true)
    let deadline = ContinuousClock.now + time
    while true {
      if let answer = try takeLine(atMost: limit) { return answer }
      let rest = deadline - ContinuousClock.now
      guard rest > .zero else { throw .timedOut(question: name, after: time) }
      let writing = isInputOpen && sent < outgoing.count ? input : nil
      let ready = Readiness.wait(
        reading: isErrorOpen ? [output, error] : [output], writing: writing, atMost: rest)
      if ready.contains(error.rawValue) { drainError() }
      if let writing, ready.contains(writing.rawValue) {
        switch input.writeNow(outgoing, from: sent) {
        case .bytes(let count): sent += count
        case .nothingNow: break
        // It may have answered already, or its end will tell why.
        case .end: isInputOpen = false
        }
      }
      guard ready.contains(output.rawValue) else { continue }
      switch output.readNow(into: &buffer) {
      case .bytes(let count): pending.append(contentsOf: buffer[..<count])
      case .nothingNow: break
      case .end: throw reasonOfEnd()
      }
    }
  }

  /// The first complete line of what came.
  private func takeLine(atMost limit: Int) throws(WorkerFault) -> [UInt8]? {
    guard let end = pending[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = pending.count
      guard pending.count <= limit else { throw .lineTooLong(limit: limit) }
      return nil
    }
    guard end <= limit else { throw .lineTooLong(limit: limit) }
    let line = Array(pending[..<end])
    pending.removeSubrange(...end)
    searched = 0
    return line
  }

  /// One read: a program that writes without end must not keep us here.
  private func drainError() {
    guard isErrorOpen else { return }
    switch error.readNow(into: &buffer) {
    case .bytes(let count):
      standardErrorBytes.append(contentsOf: buffer[..<count])
      let excess = standardErrorBytes.count - Self.mostStandardError
      if excess > 0 { standardErrorBytes.removeFirst(excess) }
    case .nothingNow: break
    case .end: isErrorOpen = false
    }
  }

  /// Its output is over: it has a moment to end, so that its status is known.
  private func reasonOfEnd() -> WorkerFault {
    let deadline = ContinuousClock.now + .seconds(1)
    while true {
      drainError()
      switch ProcessEnd.ofProcess(started.identifier) {
      case .exited(let code):
        drainError()
        return .exited(code: code)
      case .signalled(let signal): return .signalled(signal)
      case .running:
        guard ContinuousClock.now < deadline else { return .closedOutput }
        _ = Readiness.wait(reading: isErrorOpen ? [error] : [], writing: nil, atMost: .milliseconds(2))
      }
    }
  }

  /// Closes its input and gives it a moment to end by itself.
  ///
  /// - Returns: how it ended; nil where it had to be killed.
  @discardableResult
  func finish(within time: Duration) -> Int32? {
    guard !isOver else { return nil }
    try? input.close()
    let deadline = ContinuousClock.now + time
    var code: Int32?
    while code == nil, ContinuousClock.now < deadline {
      switch ProcessEnd.ofProcess(started.identifier) {
      case .exited(let status): code = status
      case .signalled(let signal): code = 128 + signal
      case .running:
        let open = (isOutputOpen ? [output] : []) + (isErrorOpen ? [error] : [])
        let ready = Readiness.wait(reading: open, writing: nil, atMost: .milliseconds(2))
        drainError()
        // What it still says is nobody's answer.
        if ready.contains(output.rawValue), case .end = output.readNow(into: &buffer) { isOutputOpen = false }
      }
    }
    stop(inputIsClosed: true)
    return code
  }

  /// Kills it and all that it started.
  func stop(inputIsClosed: Bool = false) {
    guard !isOver else { return }
    isOver = true
    ProcessEnd.killGroup(started.identifier)
    if !inputIsClosed { try? input.close() }
    try? output.close()
    try? error.close()
    started.release()
  }
}
