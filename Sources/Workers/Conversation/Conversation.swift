import Fixtures
import Networks

/// One process, asked one question after the other.
final class Conversation {
  private let process: WorkerProcess
  private let limits: WorkerLimits
  private var sequence = 0
  /// Set by the answer to hello.
  private(set) var format = WireFormat.decimal
  /// Where the questions are kept until they are answered.
  private let kept: KeptQuestion?

  init(_ command: WorkerCommand, _ limits: WorkerLimits, keeping kept: KeptQuestion? = nil) throws(WorkerFault) {
    (self.limits, self.kept) = (limits, kept)
    process = try WorkerProcess(command)
  }

  var standardError: String { process.standardError }

  /// What an answer says of itself.
  enum Reply {
    case ok([String: WireValue])
    case skip(reason: String)
  }

  func ask(_ question: Question, answerBytes: Int? = nil) throws(WorkerFault) -> Reply {
    let number = sequence
    sequence += 1
    let time =
      switch question {
      case .hello: limits.hello
      case .echo, .evaluate, .evaluateFunction: limits.evaluate
      case .bye: limits.bye
      }
    let asked = question.line(number, format)
    kept?.keep(asked, isFirst: number == 0)
    let line = try process.exchange(
      asked, named: question.name, within: time,
      atMost: min(limits.lineBytes, answerBytes ?? limits.lineBytes))
    return try Self.reply(line, to: question, number)
  }

  /// Introductions.
  func hello() throws(WorkerFault) -> Introduction {
    guard case .ok(let members) = try ask(.hello(limits)) else {
      throw .malformed(question: "hello", [WorkerMisfit(path: "/status", found: "\"skip\"", expected: "\"ok\"")])
    }
    if case .string(let version) = members["protocol"], version != WorkerProtocol.version {
      throw .otherVersion(found: quoted(version))
    }
    var reader = AnswerReader(.decimal)
    if members["protocol"] == nil {
      reader.note("/protocol", found: "nothing", expected: "\"\(WorkerProtocol.version)\"")
    }
    let introduction = Introduction(members, &reader)
    guard reader.misfits.isEmpty, let introduction else { throw .malformed(question: "hello", reader.misfits) }
    format = introduction.format
    return introduction
  }

  /// Whether numbers come back bit by bit.
  func echo(_ precision: Precision) throws(WorkerFault) {
    let sent = EchoNumbers.all(precision)
    guard case .ok(let members) = try ask(.echo(sent)) else {
      throw .malformed(question: "echo", [WorkerMisfit(path: "/status", found: "\"skip\"", expected: "\"ok\"")])
    }
    var reader = AnswerReader(format, precision)
    guard let returned = reader.row(members["numbers"], at: "/numbers", count: sent.count) else {
      throw .malformed(question: "echo", reader.misfits)
    }
    let changed = zip(sent, returned).filter { $0.bitPattern != $1.bitPattern }
    if let (first, other) = changed.first {
      throw .echoed(sent: first, returned: other, failing: changed.count, of: sent.count)
    }
  }

  /// How a program took its leave.
  enum Leave: Equatable {
    case exited(Int32)
    /// It did not answer bye as it should.
    case answered(WorkerFault)
    /// It had to be killed.
    case stayed
  }

  /// Says good-bye.
  @discardableResult
  func bye() -> Leave {
    do throws(WorkerFault) { _ = try ask(.bye) } catch {
      stop()
      return .answered(error)
    }
    kept?.forget()
    return process.finish(within: limits.bye).map { .exited($0) } ?? .stayed
  }

  /// Ends its input without a word.
  func hangUp() -> Leave { process.finish(within: limits.bye).map { .exited($0) } ?? .stayed }

  func stop() {
    kept?.forget()
    process.stop()
  }

  private static func reply(_ line: [UInt8], to question: Question, _ number: Int) throws(WorkerFault) -> Reply {
    let value: WireValue
    do { value = try WireReader.read(line) } catch {
      let glimpse = quoted(String(decoding: line.prefix(400), as: UTF8.self))
      throw .notJSON(line: glimpse, reason: error.reason)
    }
    guard case .object(let members) = value else {
      throw .notJSON(line: quoted(String(decoding: line.prefix(400), as: UTF8.self)), reason: value.finding)
    }
    guard case .number(let found) = members["seq"], found == Double(number) else {
      // A program that complains before it has looked at seq says more by its complaint.
      if members["seq"] == nil, case .string("error") = members["status"],
        case .string(let message) = members["message"]
      {
        throw .reported(message: String(printable(message).prefix(400)))
      }
      throw .outOfTurn(found: members["seq"]?.finding ?? "nothing", expected: number)
    }
    func text(_ key: String) -> String {
      if case .string(let text) = members[key] {
        let lines = text.split(whereSeparator: \.isNewline)
        return String(printable(lines.joined(separator: " | ")).prefix(400))
      }
      return "no \(key) is given"
    }
    switch members["status"] {
    case .string("ok"): return .ok(members)
    case .string("skip"): return .skip(reason: text("reason"))
    case .string("error"): throw .reported(message: text("message"))
    default:
      throw .malformed(
        question: question.name,
        [
          WorkerMisfit(
            path: "/status", found: members["status"]?.finding ?? "nothing", expected: "\"ok\", \"skip\" or \"error\"")
        ])
    }
  }
}

/// Numbers that careless printing or a narrower type changes.
enum EchoNumbers {
  static func all(_ precision: Precision) -> [Double] {
    let any: [Double] = [
      0, -0.0, 1, -1, 0.1, 1.0 / 3, -2.0 / 3, .pi, 123456789.123456789, 1e-5, 1e22, 1e23, 0x1p-1022, 0x1p1023,
      9007199254740992, .leastNonzeroMagnitude, 1.7976931348623157e308, .leastNormalMagnitude.nextDown,
    ]
    switch precision {
    case .binary64: return any
    case .binary32:
      return any.map { Double(Float($0)) }.filter(\.isFinite)
        + [Double(Float.leastNonzeroMagnitude), Double(Float.greatestFiniteMagnitude)]
    }
  }
}
