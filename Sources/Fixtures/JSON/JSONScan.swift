import Foundation

/// A first pass over the bytes of a JSON document.
///
/// Foundation's decoder does not say where a document breaks, keeps the first of two equal keys in silence, lets a
/// trailing comma pass, and recurses as deep as the document does. The scan finds these before the decoder runs. It
/// keeps its own stack, so that no nesting can exhaust the thread's.
struct JSONScan {
  /// A case file opens 6: document, expected, update, weights, layer, row.
  static let deepestNesting = 32

  private enum Awaited {
    case value, firstElement, firstKey, key, colon, separator, end

    var name: String {
      switch self {
      case .value: "a value"
      case .firstElement: "a value or \"]\""
      case .firstKey: "a key in quotes or \"}\""
      case .key: "a key in quotes"
      case .colon: "\":\""
      case .separator: "\",\" or the closing bracket"
      case .end: "nothing after the document"
      }
    }
  }

  /// An object or array that is still open.
  private struct Level {
    let isObject: Bool
    var keys: Set<String> = []
    var key = ""
    var index = 0
  }

  private let bytes: [UInt8]
  private var position = 0
  private var awaited = Awaited.value
  private var open: [Level] = []
  private var faults: [Fault] = []

  /// Enough to show that a file is damaged.
  private static let mostRepeatedKeys = 100

  /// Every repeated key, up to a hundred, and the first place where the document stops being JSON, if any.
  static func faults(in bytes: [UInt8]) -> [Fault] {
    var scan = JSONScan(bytes: bytes)
    while scan.faults.count < mostRepeatedKeys, scan.step() {}
    return scan.faults
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    // Some editors put a byte order mark in front.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// Consumes one token; false when the document is over or broken.
  private mutating func step() -> Bool {
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { return finish() }
    switch (bytes[position], awaited) {
    case (UInt8(ascii: "{"), .value), (UInt8(ascii: "{"), .firstElement): return descend(isObject: true)
    case (UInt8(ascii: "["), .value), (UInt8(ascii: "["), .firstElement): return descend(isObject: false)
    case (UInt8(ascii: "}"), .firstKey): return ascend()
    case (UInt8(ascii: "]"), .firstElement): return ascend()
    case (UInt8(ascii: "}"), .separator) where open.last?.isObject == true: return ascend()
    case (UInt8(ascii: "]"), .separator) where open.last?.isObject == false: return ascend()
    case (UInt8(ascii: ","), .separator):
      position += 1
      open[open.count - 1].index += 1
      awaited = open[open.count - 1].isObject ? .key : .value
      return true
    case (UInt8(ascii: ":"), .colon):
      position += 1
      awaited = .value
      return true
    case (UInt8(ascii: "\""), .value), (UInt8(ascii: "\""), .firstElement):
      guard string() != nil else { return false }
      afterValue()
      return true
    case (UInt8(ascii: "\""), .key), (UInt8(ascii: "\""), .firstKey): return key()
    case (_, .value), (_, .firstElement): return word()
    default: return fail(found: glimpse())
    }
  }

  private mutating func descend(isObject: Bool) -> Bool {
    guard open.count < Self.deepestNesting else {
      return fail(
        found: "brackets nested deeper than \(Self.deepestNesting)", expected: "a case file's 6 levels",
        advice: "remove the superfluous brackets")
    }
    position += 1
    open.append(Level(isObject: isObject))
    awaited = isObject ? .firstKey : .firstElement
    return true
  }

  private mutating func ascend() -> Bool {
    position += 1
    open.removeLast()
    afterValue()
    return true
  }

  private mutating func afterValue() { awaited = open.isEmpty ? .end : .separator }

  private mutating func key() -> Bool {
    let start = position
    guard let key = string() else { return false }
    open[open.count - 1].key = key
    if !open[open.count - 1].keys.insert(key).inserted {
      faults.append(
        Fault(
          path: pointer.text, found: "the key \(quoted(key)) a second time, on line \(lineAndColumn(of: start).line)",
          expected: "each key once",
          advice: "remove one of the two"))
    }
    awaited = .colon
    return true
  }

  /// Moves behind the string that starts here and returns what it says.
  private mutating func string() -> String? {
    let start = position
    var hasEscapes = false
    var index = start + 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] < 0x20 {
        position = index
        return nothing(
          found: "a line end or control character inside a string", expected: "a closing quote",
          advice: "close the string, or write the character as an escape such as \\n")
      }
      let isEscape = bytes[index] == UInt8(ascii: "\\")
      hasEscapes = hasEscapes || isEscape
      index += isEscape ? 2 : 1
    }
    guard index < bytes.count else {
      return nothing(
        found: "a string without its closing quote", expected: "\"", advice: "close the string; is the file truncated?")
    }
    guard hasEscapes else {
      position = index + 1
      return String(decoding: bytes[(start + 1)..<index], as: UTF8.self)
    }
    // The decoder knows the escapes.
    let list = Data([UInt8(ascii: "[")] + bytes[start...index] + [UInt8(ascii: "]")])
    guard let text = try? JSONDecoder().decode([String].self, from: list).first else {
      return nothing(
        found: "a string with a broken escape", expected: #"one of \" \\ \/ \b \f \n \r \t \u0000"#,
        advice: "write a backslash itself as two")
    }
    position = index + 1
    return text
  }

  private mutating func nothing(found: String, expected: String, advice: String) -> String? {
    _ = fail(found: found, expected: expected, advice: advice)
    return nil
  }

  /// true, false, null or a number.
  private mutating func word() -> Bool {
    let rest = bytes[position...]
    let token = rest.prefix { !isSpace($0) && !#",:]}[{""#.utf8.contains($0) }
    let text = String(decoding: token, as: UTF8.self)
    guard ["true", "false", "null"].contains(text) || DecimalText(text) != nil else {
      let name = text.lowercased().drop { $0 == "-" || $0 == "+" }
      if name.hasPrefix("nan") || name.hasPrefix("inf") {
        return fail(
          found: glimpse(), expected: "a finite number",
          advice: "a case holds finite numbers only; in \"expected\", null stands for a figure that is not known")
      }
      return fail(found: glimpse())
    }
    position += token.count
    afterValue()
    return true
  }

  private mutating func finish() -> Bool {
    if case .end = awaited { return false }
    return fail(
      found: bytes.allSatisfy(isSpace) ? "an empty file" : "the end of the file",
      expected: open.isEmpty ? "a JSON object" : awaited.name,
      advice: "write the file again; it is empty or was cut off")
  }

  private mutating func fail(found: String, expected: String? = nil, advice: String? = nil) -> Bool {
    let (line, column) = lineAndColumn(of: position)
    faults.append(
      Fault(
        path: pointer.text, found: "\(found) at line \(line), column \(column)", expected: expected ?? awaited.name,
        advice: advice ?? "mend the JSON there"))
    return false
  }

  private var pointer: JSONPointer {
    open.reduce(into: JSONPointer()) { pointer, level in
      // An object that has no key yet is itself the place.
      if !level.isObject {
        pointer = pointer.index(level.index)
      } else if !level.keys.isEmpty {
        pointer = pointer.key(level.key)
      }
    }
  }

  /// Counted anew each time: only faults ask.
  private func lineAndColumn(of position: Int) -> (line: Int, column: Int) {
    let before = bytes[..<min(position, bytes.count)]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (before.count { $0 == UInt8(ascii: "\n") } + 1, before.count - lineStart + 1)
  }

  private func glimpse() -> String {
    let token = bytes[position...].prefix { !isSpace($0) && !",]}".utf8.contains($0) }.prefix(40)
    return quoted(String(decoding: token.isEmpty ? bytes[position...].prefix(1) : token, as: UTF8.self))
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
