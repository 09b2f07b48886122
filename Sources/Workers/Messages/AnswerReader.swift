import Fixtures
import Networks

/// Takes an answer apart and collects whatever does not belong there.
struct AnswerReader {
  let format: WireFormat
  /// Nine digits say which binary32 is meant, and are read as that.
  let precision: Precision
  private(set) var misfits: [WorkerMisfit] = []
  private static let mostMisfits = 20

  init(_ format: WireFormat, _ precision: Precision = .binary64) {
    (self.format, self.precision) = (format, precision)
  }

  /// What a number in decimals stands for.
  private func meant(_ number: Double) -> Double {
    switch precision {
    case .binary64: number
    case .binary32: Double(Float(number))
    }
  }

  mutating func note(_ path: String, found: String, expected: String) {
    guard misfits.count < Self.mostMisfits else { return }
    misfits.append(WorkerMisfit(path: path, found: found, expected: expected))
  }

  /// A number in the format that was agreed on; one that is not finite may be a word.
  mutating func number(_ value: WireValue?, at path: String) -> Double? {
    if let number = value.flatMap(parse) { return number }
    note(
      path, found: value?.finding ?? "nothing",
      expected: format == .decimal ? "a number" : "16 hexadecimal digits in quotes")
    return nil
  }

  private func parse(_ value: WireValue) -> Double? {
    switch value {
    case .number(let number): return format == .decimal ? meant(number) : nil
    case .null: return .nan
    case .string(let text):
      if format == .hex64, text.utf8.count == 16, text.allSatisfy(\.isHexDigit), let bits = UInt64(text, radix: 16) {
        return Double(bitPattern: bits)
      }
      switch text.lowercased() {
      case "nan", "-nan": return .nan
      case "inf", "infinity": return .infinity
      case "-inf", "-infinity": return -.infinity
      default: return nil
      }
    default: return nil
    }
  }

  /// A row of so many numbers.
  mutating func row(_ value: WireValue?, at path: String, count: Int) -> [Double]? {
    let numbers: [Double]
    switch value {
    case .row(let row) where format == .decimal || row.isEmpty:
      numbers = precision == .binary64 ? row : row.map(meant)
    case .array(let elements):
      var row: [Double] = []
      for (index, element) in elements.enumerated() {
        guard let number = number(element, at: "\(path)/\(index)") else { return nil }
        row.append(number)
      }
      numbers = row
    default:
      note(path, found: value?.finding ?? "nothing", expected: "an array of \(count) numbers")
      return nil
    }
    guard numbers.count == count else {
      note(path, found: "\(numbers.count) numbers", expected: "\(count)")
      return nil
    }
    return numbers
  }

  /// Rows × columns numbers, of which the answer may hold the transpose.
  mutating func grid(_ value: WireValue?, at path: String, rows: Int, columns: Int, transposed: Bool) -> Grid<Double>? {
    let (outer, inner) = transposed ? (columns, rows) : (rows, columns)
    guard let lines = list(value, at: path, count: outer, what: "rows, for \(outer) × \(inner) numbers") else {
      return nil
    }
    var elements: [Double] = []
    elements.reserveCapacity(rows * columns)
    for (index, line) in lines.enumerated() {
      guard let row = row(line, at: "\(path)/\(index)", count: inner) else { return nil }
      elements += row
    }
    guard transposed else { return Grid(rows: rows, columns: columns, elements: elements) }
    return Grid(rows: rows, columns: columns) { elements[$1 * inner + $0] }
  }

  /// An array of so many elements.
  mutating func list(_ value: WireValue?, at path: String, count: Int, what: String) -> [WireValue]? {
    switch value {
    case .array(let elements) where elements.count == count: return elements
    case .row(let row) where row.isEmpty && count == 0: return []
    case .array(let elements):
      note(path, found: "\(elements.count) \(what.prefix { $0 != "," })", expected: "\(count) \(what)")
    default: note(path, found: value?.finding ?? "nothing", expected: "an array of \(count) \(what)")
    }
    return nil
  }

  /// One of the words; the customary one where the key is missing.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ value: WireValue?, at path: String, or customary: Word
  ) -> Word {
    guard let value else { return customary }
    if case .string(let text) = value, let word = Word(rawValue: text) { return word }
    note(path, found: value.finding, expected: "one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
    return customary
  }

  mutating func string(_ value: WireValue?, at path: String, or customary: String?) -> String {
    if case .string(let text) = value { return text }
    if value == nil, let customary { return customary }
    note(path, found: value?.finding ?? "nothing", expected: "a text in quotes")
    return ""
  }

  /// What reports may call something: letters, digits, ".", "_" and "-".
  mutating func name(_ value: WireValue?, at path: String) -> String {
    let name = string(value, at: path, or: nil)
    let isName =
      !name.isEmpty && name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || ".-_".utf8.contains(byte)
      }
    if !isName, case .string = value {
      note(path, found: quoted(name), expected: "letters, digits, \".\", \"_\" and \"-\", at most 64")
    }
    return name
  }

  /// A whole number of the range; nil where the key is missing.
  mutating func integer(_ value: WireValue?, at path: String, in range: ClosedRange<Int>) -> Int? {
    guard let value else { return nil }
    if case .number(let number) = value, let integer = Int(exactly: number), range.contains(integer) { return integer }
    note(path, found: value.finding, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  /// Several of the words, without repetition; nil where the key is missing.
  mutating func words(_ value: WireValue?, at path: String, among known: [String]) -> [String]? {
    guard let value else { return nil }
    guard case .array(let elements) = value, !elements.isEmpty else {
      note(path, found: value.finding, expected: "an array of some of \(known.joined(separator: ", "))")
      return nil
    }
    var words: [String] = []
    for (index, element) in elements.enumerated() {
      if case .string(let word) = element, known.contains(word), !words.contains(word) {
        words.append(word)
      } else {
        note("\(path)/\(index)", found: element.finding, expected: "one of \(known.joined(separator: ", ")), each once")
      }
    }
    return words
  }
}
