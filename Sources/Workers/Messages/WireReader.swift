import Fixtures

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads a line of JSON: in one pass, because answers are what a run waits for, and with the words for numbers that are not
/// finite (`NaN`, `Infinity`) that Python's own writer uses.
///
/// - Source: RFC 8259. Numbers are rounded correctly, by the C library's `strtod`.
struct WireReader {
  /// Why a line is no JSON.
  struct Broken: Error {
    var reason: String
  }

  /// An answer opens 4: the answer, dW, a matrix, a row.
  private static let deepestNesting = 16

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0

  static func read(_ line: [UInt8]) throws(Broken) -> WireValue {
    // strtod stops at a byte that belongs to no number, and there must be one.
    var reader = WireReader(bytes: line + [0])
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.position == line.count else { throw reader.broken("more behind the end of the text") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func broken(_ what: String) -> Broken { Broken(reason: "\(what) at byte \(position + 1)") }

  private mutating func skipBlanks() {
    // A line has no line feeds, but a file with an answer may.
    while [0x20, 0x09, 0x0D, 0x0A].contains(bytes[position]) { position += 1 }
  }

  private mutating func value() throws(Broken) -> WireValue {
    skipBlanks()
    switch bytes[position] {
    case UInt8(ascii: "{"): return try nested { (reader) throws(Broken) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(Broken) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func nested(_ read: (inout WireReader) throws(Broken) -> WireValue) throws(Broken) -> WireValue {
    guard depth < Self.deepestNesting else { throw broken("brackets nested deeper than \(Self.deepestNesting)") }
    depth += 1
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func word(_ word: String, _ value: WireValue) throws(Broken) -> WireValue {
    guard bytes[position...].starts(with: word.utf8) else { throw broken("no JSON value") }
    position += word.utf8.count
    return value
  }

  private mutating func array() throws(Broken) -> WireValue {
    var row: [Double] = []
    var others: [WireValue]?
    skipBlanks()
    if bytes[position] == UInt8(ascii: "]") {
      position += 1
      return .row([])
    }
    while true {
      let element = try value()
      switch (element, others) {
      case (.number(let number), nil): row.append(number)
      case (.null, nil): row.append(.nan)
      case (_, nil): others = row.map(WireValue.number) + [element]
      default: others?.append(element)
      }
      skipBlanks()
      defer { position += 1 }
      switch bytes[position] {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "]"): return others.map(WireValue.array) ?? .row(row)
      default: throw broken("neither a comma nor the end of an array")
      }
    }
  }

  private mutating func object() throws(Broken) -> WireValue {
    var members: [String: WireValue] = [:]
    skipBlanks()
    if bytes[position] == UInt8(ascii: "}") {
      position += 1
      return .object(members)
    }
    while true {
      skipBlanks()
      guard bytes[position] == UInt8(ascii: "\"") else { throw broken("no key in quotes") }
      let key = try string()
      skipBlanks()
      guard bytes[position] == UInt8(ascii: ":") else { throw broken("no colon behind a key") }
      position += 1
      let value = try value()
      guard members.updateValue(value, forKey: key) == nil else { throw broken("the key \(quoted(key)) a second time") }
      skipBlanks()
      defer { position += 1 }
      switch bytes[position] {
      case UInt8(ascii: ","): continue
      case UInt8(ascii: "}"): return .object(members)
      default: throw broken("neither a comma nor the end of an object")
      }
    }
  }

  private mutating func number() throws(Broken) -> Double {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if bytes[position] == UInt8(ascii: "N") || bytes[position] == UInt8(ascii: "I") {
      return try notFinite(from: start)
    }
    let whole = digits()
    guard whole == 1 || (whole > 1 && bytes[position - whole] != UInt8(ascii: "0")) else {
      throw broken("no JSON value")
    }
    if bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw broken("no digits behind a decimal point") }
    }
    if bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") { position += 1 }
      guard digits() > 0 else { throw broken("no digits in an exponent") }
    }
    return unsafe bytes.withUnsafeBytes { buffer in
      unsafe strtod(buffer.baseAddress!.advanced(by: start).assumingMemoryBound(to: CChar.self), nil)
    }
  }

  private mutating func digits() -> Int {
    let start = position
    while bytes[position] &- 0x30 < 10 { position += 1 }
    return position - start
  }

  private mutating func notFinite(from start: Int) throws(Broken) -> Double {
    for (word, value) in [("NaN", Double.nan), ("Infinity", .infinity)] where bytes[position...].starts(with: word.utf8)
    {
      position += word.utf8.count
      return bytes[start] == UInt8(ascii: "-") ? -value : value
    }
    throw broken("no JSON value")
  }

  /// A string with its escapes resolved.
  private mutating func string() throws(Broken) -> String {
    position += 1
    let start = position
    while bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
      position += 1
    }
    var text = [UInt8](bytes[start..<position])
    while bytes[position] != UInt8(ascii: "\"") {
      guard bytes[position] >= 0x20 else { throw broken("no closing quote") }
      if bytes[position] == UInt8(ascii: "\\") {
        text += try escape()
      } else {
        text.append(bytes[position])
        position += 1
      }
    }
    position += 1
    guard let string = String(validating: text, as: UTF8.self) else { throw broken("a string that is not UTF-8") }
    return string
  }

  private mutating func escape() throws(Broken) -> [UInt8] {
    let simple: [UInt8: UInt8] = [
      UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F, UInt8(ascii: "b"): 0x08,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]
    position += 1
    if let byte = simple[bytes[position]] {
      position += 1
      return [byte]
    }
    var code = try codeUnit()
    if (0xD800..<0xDC00).contains(code), bytes[position] == UInt8(ascii: "\\") {
      position += 1
      let low = try codeUnit()
      guard (0xDC00..<0xE000).contains(low) else { throw broken("half a surrogate pair") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw broken("half a surrogate pair") }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func codeUnit() throws(Broken) -> UInt32 {
    guard bytes[position] == UInt8(ascii: "u"), position + 5 <= bytes.count,
      case let digits = String(decoding: bytes[(position + 1)..<(position + 5)], as: UTF8.self),
      digits.allSatisfy(\.isHexDigit), let code = UInt32(digits, radix: 16)
    else { throw broken("a broken escape") }
    position += 5
    return code
  }
}
