/// What a worker did wrong, apart from answering wrong numbers.
public enum WorkerFault: Error, Hashable, Sendable {
  /// No such program.
  case notFound(program: String)
  /// There is one, and the system refuses to run it.
  case notStarted(program: String, reason: String)
  /// The process ended where an answer was due.
  case exited(code: Int32)
  case signalled(Int32)
  /// It lives, but closed its standard output.
  case closedOutput
  /// No answer in time, to "hello" or another question.
  case timedOut(question: String, after: Duration)
  /// A line that is no JSON object.
  case notJSON(line: String, reason: String)
  case otherVersion(found: String)
  /// An answer with the number of another question.
  case outOfTurn(found: String, expected: Int)
  /// A JSON object that is not the answer that was due.
  case malformed(question: String, [WorkerMisfit])
  case lineTooLong(limit: Int)
  /// It says that it does not do this; no fault.
  case skipped(reason: String)
  /// It says itself that it could not answer.
  case reported(message: String)
  /// Numbers that did not come back as they were sent.
  case echoed(sent: Double, returned: Double, failing: Int, of: Int)
  /// It introduces itself differently from its first process.
  case changedHello
  /// It broke down too often.
  case givenUp(after: Int)
}

/// Something in an answer that does not belong there.
public struct WorkerMisfit: Hashable, Sendable, CustomStringConvertible {
  /// "/dW/0/1"
  public var path: String
  public var found: String
  public var expected: String

  public init(path: String, found: String, expected: String) {
    (self.path, self.found, self.expected) = (path, found, expected)
  }

  public var description: String { "\(path.isEmpty ? "the answer" : path): found \(found); expected \(expected)" }
}

extension WorkerFault: CustomStringConvertible {
  /// What happened.
  public var description: String {
    switch self {
    case .notFound(let program): "there is no program \(program)"
    case .notStarted(let program, let reason): "\(program) could not be started: \(reason)"
    case .exited(let code): "it ended with exit code \(code) where an answer was due"
    case .signalled(let signal): "it was ended by signal \(signal)\(Self.name(of: signal)) where an answer was due"
    case .closedOutput: "it closed its standard output where an answer was due"
    case .timedOut(let question, let limit): "no answer to \(question) within \(limit.formattedSeconds)"
    case .notJSON(let line, let reason): "a line that is no JSON object: \(line) (\(reason))"
    case .otherVersion(let found): "it speaks protocol \(found), and this program \(WorkerProtocol.version)"
    case .outOfTurn(let found, let expected): "an answer with seq \(found) where \(expected) was due"
    case .malformed(let question, let misfits):
      "a wrong answer to \(question): " + misfits.prefix(3).map(\.description).joined(separator: "; ")
        + (misfits.count > 3 ? "; and \(misfits.count - 3) more" : "")
    case .lineTooLong(let limit): "a line of more than \(limit) bytes"
    case .skipped(let reason): "it skipped the question: \(reason)"
    case .reported(let message): "it answered with an error: \(message)"
    case .echoed(let sent, let returned, let failing, let count):
      "\(failing) of \(count) numbers did not come back: \(sent) came back as \(returned)"
    case .changedHello: "it introduced itself differently from its first process"
    case .givenUp(let count): "it broke down or answered with an error \(count) times, and was given up"
    }
  }

  /// What to do about it.
  public var advice: String {
    switch self {
    case .notFound: "check the spelling and PATH; the command is run without a shell"
    case .notStarted: "make it executable, or name its interpreter first, as in \"python3 worker.py\""
    case .exited, .signalled:
      "run it by hand with a question on standard input; what it wrote to standard error follows, if anything"
    case .closedOutput: "keep standard output open until bye"
    case .timedOut: "flush standard output after every answer; a longer limit can be given"
    case .notJSON: "write nothing but answers to standard output; messages belong to standard error"
    case .otherVersion: "see docs/worker-protocol.md"
    case .outOfTurn: "repeat the seq of the question, and write exactly one line for each question"
    case .malformed(let question, _): "see the section on \(question.prefix { $0 != " " }) in docs/worker-protocol.md"
    case .lineTooLong: "write one answer per line, and end it with a line feed"
    case .skipped: "nothing is to be done"
    case .reported: "it is the worker's own message; look for it in the program"
    case .echoed(let sent, let returned, _, _): Self.advice(sent, returned)
    case .changedHello: "hello must not depend on time or chance"
    case .givenUp: "see its first breakdown"
    }
  }

  /// What to do about a number that came back as another.
  private static func advice(_ sent: Double, _ returned: Double) -> String {
    if sent == returned {
      return "-0 lost its sign: a number with a sign, too; parse and print it as a floating-point number"
    }
    if Double(Float(sent)) == returned {
      return "it was rounded to binary32: compute and read in binary64, or declare \"precision\": \"binary32\""
    }
    let isNear = (sent - returned).magnitude <= 1e-3 * sent.magnitude
    return isNear
      ? "print 17 significant digits (\"%.17g\"), in binary32 9, or what your language prints to read the same number back"
      : "answer with the numbers of the question, in their order and in the format of hello"
  }

  private static func name(of signal: Int32) -> String {
    let names: [Int32: String] = [
      4: "SIGILL", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE", 15: "SIGTERM",
    ]
    return names[signal].map { " (\($0))" } ?? ""
  }
}

extension Duration {
  /// "10 s", "0.25 s"
  var formattedSeconds: String {
    let (seconds, attoseconds) = components
    return attoseconds == 0 ? "\(seconds) s" : "\(Double(seconds) + Double(attoseconds) * 1e-18) s"
  }
}
