public import Fixtures
import TOMLKit

/// A table of a TOML file that is being read: every key must be known, and every value of its kind.
struct ConfigurationTable {
  let file: String
  /// "check.", or nothing.
  let prefix: String
  private let table: TOMLTable?

  /// - Throws: ``CaseFileError`` that says where the text is no TOML.
  init(file: String, text: String) throws(CaseFileError) {
    (self.file, prefix) = (file, "")
    do { table = try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw CaseFileError(
        kind: .malformed, file: file,
        faults: [
          Fault(
            path: "line \(error.source.begin.line), column \(error.source.begin.column)", found: "\(error.description)",
            expected: "TOML", advice: "see toml.io for its rules")
        ])
    } catch { throw CaseFileError(kind: .malformed, file: file, faults: []) }
  }

  private init(file: String, prefix: String, table: TOMLTable?) {
    (self.file, self.prefix, self.table) = (file, prefix, table)
  }

  /// What does not fit.
  func fault(_ key: String, _ found: String, expected: String, _ advice: String = "change it") -> CaseFileError {
    CaseFileError(
      kind: .malformed, file: file,
      faults: [Fault(path: prefix + key, found: found, expected: expected, advice: advice)])
  }

  /// Refuses what nobody would read.
  func expectKeys(_ known: [String]) throws(CaseFileError) {
    for key in (table?.keys ?? []).sorted() where !known.contains(key) {
      let advice = nearestWord(to: key, among: known).map { "did you mean '\($0)'?" } ?? "remove it"
      throw fault(key, "an unknown key", expected: known.joined(separator: ", "), advice)
    }
  }

  private func value<Value>(
    _ key: String, _ kind: String, _ read: (any TOMLValueConvertible) -> Value?
  ) throws(CaseFileError) -> Value? {
    guard let found = table?[key] else { return nil }
    guard let value = read(found) else { throw fault(key, "a \(found.type)", expected: kind) }
    return value
  }

  func string(_ key: String) throws(CaseFileError) -> String? { try value(key, "a text in quotes") { $0.string } }
  func flag(_ key: String) throws(CaseFileError) -> Bool? { try value(key, "true or false") { $0.bool } }

  func share(_ key: String) throws(CaseFileError) -> Double? {
    guard let number = try value(key, "a number", { $0.double ?? $0.int.map(Double.init) }) else { return nil }
    guard (0...1).contains(number) else { throw fault(key, "\(number)", expected: "a share between 0 and 1") }
    return number
  }

  func integer(_ key: String, _ range: ClosedRange<Int>) throws(CaseFileError) -> Int? {
    guard let number = try value(key, "a whole number", { $0.int }) else { return nil }
    guard range.contains(number) else {
      throw fault(key, "\(number)", expected: "\(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A text or a list of texts.
  func strings(_ key: String) throws(CaseFileError) -> [String]? {
    try value(key, "a text, or a list of texts") { found in
      if let one = found.string { return [one] }
      guard let list = found.array else { return nil }
      let texts = list.compactMap(\.string)
      return texts.count == list.count ? texts : nil
    }
  }

  func word<Word: RawRepresentable<String> & CaseIterable>(_ key: String, _: Word.Type) throws(CaseFileError) -> Word? {
    guard let text = try string(key) else { return nil }
    return try word(text, key)
  }

  func words<Word: RawRepresentable<String> & CaseIterable>(_ key: String, _: Word.Type) throws(CaseFileError)
    -> [Word]?
  {
    guard let texts = try strings(key) else { return nil }
    var words: [Word] = []
    for text in texts { words.append(try word(text, key)) }
    return words
  }

  private func word<Word: RawRepresentable<String> & CaseIterable>(
    _ text: String, _ key: String
  ) throws(CaseFileError) -> Word {
    guard let word = Word(rawValue: text) else {
      let known = Word.allCases.map(\.rawValue)
      let advice = nearestWord(to: text, among: known).map { "did you mean '\($0)'?" } ?? "change it"
      throw fault(key, quoted(text), expected: known.joined(separator: ", "), advice)
    }
    return word
  }

  /// A date as "2027-01-31".
  func date(_ key: String) throws(CaseFileError) -> String? {
    guard let date = try value(key, "a date, such as 2027-01-31", { $0.date }) else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.year)-\(two(date.month))-\(two(date.day))"
  }

  /// The table below a key; one without keys where there is none.
  func table(_ key: String) throws(CaseFileError) -> ConfigurationTable {
    let found = try value(key, "a table, [\(key)]") { $0.table }
    return ConfigurationTable(file: file, prefix: "\(prefix)\(key).", table: found)
  }

  /// The tables of [[key]].
  func tables(_ key: String) throws(CaseFileError) -> [ConfigurationTable] {
    let found =
      try value(key, "tables, [[\(key)]]") { found -> [TOMLTable]? in
        guard let list = found.array else { return nil }
        let tables = list.compactMap(\.table)
        return tables.count == list.count ? tables : nil
      } ?? []
    return found.enumerated().map {
      ConfigurationTable(file: file, prefix: "\(prefix)\(key)[\($0.offset + 1)].", table: $0.element)
    }
  }
}
