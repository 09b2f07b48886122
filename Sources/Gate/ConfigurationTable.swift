public import Fixtures
import Yams

/// A mapping of a YAML file that is being read: every key must be known, and every value of its kind.
struct ConfigurationTable {
  let file: String
  /// "check.", or nothing.
  let prefix: String
  private let mapping: Node.Mapping?

  /// - Throws: ``CaseFileError`` that says where the text is no YAML.
  init(file: String, text: String) throws(CaseFileError) {
    (self.file, prefix) = (file, "")
    func malformed(_ place: String, _ found: String) -> CaseFileError {
      CaseFileError(
        kind: .malformed, file: file,
        faults: [Fault(path: place, found: found, expected: "YAML", advice: "mend it; the rules are at yaml.org")])
    }
    guard Self.isShallow(text) else { throw malformed("", "brackets or indentation nested too deep") }
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch let error as YamlError {
      throw malformed("", "what breaks its rules (\(error))")
    } catch { throw malformed("", "what cannot be read") }
    guard let root else {
      mapping = nil
      return
    }
    guard let found = root.mapping else { throw malformed("", "no keys with values") }
    mapping = found
  }

  private init(file: String, prefix: String, mapping: Node.Mapping?) {
    (self.file, self.prefix, self.mapping) = (file, prefix, mapping)
  }

  /// The parser descends as deep as a document does. A configuration has three levels; a line with a hundred opening brackets or
  /// dashes is none of one, nor is one that is indented by five hundred blanks.
  private static func isShallow(_ text: String) -> Bool {
    var open = 0
    for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
      guard line.prefix(while: { $0 == UInt8(ascii: " ") }).count < 500 else { return false }
      var dashes = 0
      for byte in line {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): dashes += 1
        default: break
        }
        guard open < 100, dashes < 100 else { return false }
      }
    }
    return true
  }

  /// What does not fit, and where it stands.
  func fault(_ key: String, _ found: String, expected: String, _ advice: String = "change it") -> CaseFileError {
    let line = (mapping?[key]?.mark ?? mapping?.keys.first { $0.string == key }?.mark).map { ", line \($0.line)" } ?? ""
    return CaseFileError(
      kind: .malformed, file: file,
      faults: [Fault(path: prefix + key + line, found: found, expected: expected, advice: advice)])
  }

  /// Refuses what nobody would read.
  func expectKeys(_ known: [String]) throws(CaseFileError) {
    for node in mapping?.keys.map(\.self) ?? [] {
      let key = node.string ?? "a key"
      guard !known.contains(key) else { continue }
      let advice = nearestWord(to: key, among: known).map { "did you mean '\($0)'?" } ?? "remove it"
      throw fault(key, "an unknown key", expected: known.joined(separator: ", "), advice)
    }
  }

  private func value<Value>(_ key: String, _ kind: String, _ read: (Node) -> Value?) throws(CaseFileError) -> Value? {
    guard let found = mapping?[key] else { return nil }
    guard let value = read(found) else { throw fault(key, Self.words(found), expected: kind) }
    return value
  }

  private static func words(_ node: Node) -> String {
    switch node {
    case .scalar(let scalar): quoted(scalar.string)
    case .sequence: "a list"
    case .mapping: "a table"
    case .alias: "an alias"
    }
  }

  func string(_ key: String) throws(CaseFileError) -> String? {
    try value(key, "a text") { $0.scalar?.string }
  }

  func flag(_ key: String) throws(CaseFileError) -> Bool? {
    try value(key, "true or false") { node in
      switch node.scalar?.string {
      case "true": true
      case "false": false
      default: nil
      }
    }
  }

  func share(_ key: String) throws(CaseFileError) -> Double? {
    try value(key, "a share between 0 and 1") { node in
      node.scalar.flatMap { Double($0.string) }.flatMap { (0...1).contains($0) ? $0 : nil }
    }
  }

  func integer(_ key: String, _ range: ClosedRange<Int>) throws(CaseFileError) -> Int? {
    try value(key, "a whole number from \(range.lowerBound) to \(range.upperBound)") { node in
      node.scalar.flatMap { Int($0.string) }.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  func seed(_ key: String) throws(CaseFileError) -> UInt64? {
    try value(key, "a whole number from 0 to 2⁶⁴ − 1") { node in node.scalar.flatMap { UInt64($0.string) } }
  }

  /// A text or a list of texts.
  func strings(_ key: String) throws(CaseFileError) -> [String]? {
    try value(key, "a text, or a list of texts") { node in
      if let one = node.scalar?.string { return [one] }
      guard let list = node.sequence else { return nil }
      let texts = list.compactMap { $0.scalar?.string }
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

  /// A day as "2027-01-31".
  func date(_ key: String) throws(CaseFileError) -> String? {
    try value(key, "a day, such as 2027-01-31") { node in
      guard let text = node.scalar?.string, let match = text.wholeMatch(of: /\d{4}-(\d\d)-(\d\d)/),
        (1...12).contains(Int(match.1) ?? 0), (1...31).contains(Int(match.2) ?? 0)
      else { return nil }
      return text
    }
  }

  /// The table below a key; one without keys where there is none.
  func table(_ key: String) throws(CaseFileError) -> ConfigurationTable {
    let found = try value(key, "a table") { $0.mapping }
    return ConfigurationTable(file: file, prefix: "\(prefix)\(key).", mapping: found)
  }

  /// A list of tables.
  func tables(_ key: String) throws(CaseFileError) -> [ConfigurationTable] {
    let found =
      try value(key, "a list of tables") { node -> [Node.Mapping]? in
        guard let list = node.sequence else { return nil }
        let tables = list.compactMap(\.mapping)
        return tables.count == list.count ? tables : nil
      } ?? []
    return found.enumerated().map {
      ConfigurationTable(file: file, prefix: "\(prefix)\(key)[\($0.offset + 1)].", mapping: $0.element)
    }
  }
}
