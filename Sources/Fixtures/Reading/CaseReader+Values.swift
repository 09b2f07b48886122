import Networks

/// What is wrong with one value; the reader knows where it is.
struct Complaint: Error {
  let found: String
  let expected: String
  let advice: String
}

extension Complaint {
  /// A finite binary64: a JSON number, or a decimal string of which it is the nearest.
  static func finiteNumber(_ value: JSONValue) -> Result<Double, Complaint> {
    switch value {
    case .number(let number) where number.isFinite: return .success(number)
    case .string(let text):
      if DecimalText(text) != nil, let number = Double(text), number.isFinite { return .success(number) }
    default: break
    }
    return .failure(
      Complaint(
        found: value.finding, expected: "a finite number",
        advice: "write a JSON number, or its digits in quotes, within ±1.7976931348623157e308"))
  }

  /// A target of a cross-entropy.
  static func probability(_ value: JSONValue) -> Result<Double, Complaint> {
    finiteNumber(value).flatMap { number in
      number >= 0 && number <= 1
        ? .success(number)
        : .failure(
          Complaint(
            found: value.finding, expected: "a target between 0 and 1",
            advice: "cross-entropies take targets in [0, 1]; squared_error takes any"))
    }
  }

  /// A figure of the source.
  static func printedNumber(_ value: JSONValue) -> Result<PrintedNumber, Complaint> {
    switch value {
    case .number(let number): if let exact = PrintedNumber(exactly: number) { return .success(exact) }
    case .string(let text): if let printed = PrintedNumber(text) { return .success(printed) }
    default: break
    }
    return .failure(
      Complaint(
        found: value.finding, expected: "a number with the digits as printed, in quotes, such as \"0.2984\"",
        advice: "copy the digits from the source; a plain JSON number stands for that binary64 exactly"))
  }

  /// A figure of a grid, where null says that the source does not print it.
  static func printedNumberOrNull(_ value: JSONValue) -> Result<PrintedNumber?, Complaint> {
    if case .null = value { return .success(nil) }
    return printedNumber(value).map { $0 }
  }
}

/// How many, and why; nil where the file has not settled it.
struct Count {
  let number: Int
  let reason: String

  init(_ number: Int, _ reason: String) {
    self.number = number
    self.reason = reason
  }
}

extension CaseReader {
  typealias Parse<Element> = (JSONValue) -> Result<Element, Complaint>

  /// The members of an object; missing and unknown keys are noted. Nil only when it is no object.
  mutating func members(of value: JSONValue, at path: JSONPointer, _ keys: Keys.Table) -> [String: JSONValue]? {
    guard case .object(let members) = value else {
      note(
        path, found: value.finding, expected: "an object with the keys \(keys.all.joined(separator: ", "))",
        advice: "see the example in fixtures/README.md")
      return nil
    }
    let unknown = members.keys.filter { !keys.all.contains($0) }.sorted()
    for key in unknown.prefix(Self.mostUnknownKeys) {
      // A key that is there already was not meant.
      let free = keys.all.filter { members[$0] == nil }
      note(
        path.key(key), found: "the unknown key \(quoted(key))",
        expected: "one of \(keys.all.joined(separator: ", "))",
        advice: nearestWord(to: key, among: free).map { "did you mean \"\($0)\"?" } ?? "remove it")
    }
    for key in keys.required where members[key] == nil {
      note(path.key(key), found: "nothing", expected: "the key \"\(key)\"", advice: "add it")
    }
    return members
  }

  mutating func string(_ value: JSONValue, at path: JSONPointer) -> String? {
    if case .string(let text) = value { return text }
    note(path, found: value.finding, expected: "a string", advice: "put the text in quotes")
    return nil
  }

  /// One of the words, by its name.
  mutating func word<Word>(
    _ value: JSONValue, at path: JSONPointer, among words: [(name: String, word: Word)]
  ) -> Word? {
    guard let name = string(value, at: path) else { return nil }
    if let found = words.first(where: { $0.name == name }) { return found.word }
    let names = words.map(\.name)
    note(
      path, found: quoted(name), expected: "one of \(names.joined(separator: ", "))",
      advice: nearestWord(to: name, among: names).map { "did you mean \"\($0)\"?" } ?? "choose one of these")
    return nil
  }

  /// An object of strings with free keys.
  mutating func strings(_ value: JSONValue, at path: JSONPointer) -> [String: String]? {
    guard case .object(let members) = value else {
      note(path, found: value.finding, expected: "an object of strings", advice: "write {\"title\": \"…\"}")
      return nil
    }
    let before = faultCount
    var result: [String: String] = [:]
    for key in members.keys.sorted() {
      result[key] = members[key].flatMap { string($0, at: path.key(key)) }
    }
    return faultCount == before ? result : nil
  }

  mutating func number<Number>(_ value: JSONValue, at path: JSONPointer, as parse: Parse<Number>) -> Number? {
    switch parse(value) {
    case .success(let number): return number
    case .failure(let complaint):
      note(path, complaint)
      return nil
    }
  }

  /// An array whose elements are read one by one; all of them, though one may be wrong. A wrong number of elements is
  /// noted, and what is there is returned, so that other sizes can be compared with it.
  mutating func list<Element>(
    _ value: JSONValue, at path: JSONPointer, of what: String, count: Count? = nil,
    element read: (inout CaseReader, JSONValue, JSONPointer) -> Element?
  ) -> [Element]? {
    guard case .array(let values) = value else {
      note(path, found: value.finding, expected: "an array of \(what)", advice: "write it in square brackets")
      return nil
    }
    if let count, values.count != count.number {
      note(
        path, found: "\(values.count) \(what)", expected: "\(count.number), \(count.reason)",
        advice: values.count < count.number ? "add what is missing" : "remove what is too many")
    }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      if let element = read(&self, value, path.index(index)) { elements.append(element) }
    }
    return elements.count == values.count ? elements : nil
  }

  /// A row of numbers.
  mutating func numbers<Number>(
    _ value: JSONValue, at path: JSONPointer, count: Count?, as parse: Parse<Number>
  ) -> [Number]? {
    guard case .array(let values) = value else {
      note(path, found: value.finding, expected: "an array of numbers", advice: "write it in square brackets")
      return nil
    }
    let before = faultCount
    if let count, values.count != count.number {
      note(
        path, found: "\(values.count) numbers", expected: "\(count.number), \(count.reason)",
        advice: values.count < count.number ? "add what is missing" : "remove what is too many")
    }
    var numbers: [Number] = []
    numbers.reserveCapacity(values.count)
    for (index, value) in values.enumerated() {
      // The path is spelled out for faults only: a file has a hundred thousand numbers.
      switch parse(value) {
      case .success(let number): numbers.append(number)
      case .failure(let complaint): note(path.index(index), complaint)
      }
    }
    return faultCount == before ? numbers : nil
  }

  /// An array of rows of equal length; never empty.
  mutating func grid<Number>(
    _ value: JSONValue, at path: JSONPointer, rows: Count?, columns: Count?, as parse: Parse<Number>
  ) -> Grid<Number>? {
    var columns = columns
    let result = list(value, at: path, of: "rows", count: rows) { reader, row, path -> [Number]? in
      if columns == nil, case .array(let values) = row { columns = Count(values.count, "as in the first row") }
      return reader.numbers(row, at: path, count: columns, as: parse)
    }
    guard let result else { return nil }
    guard let width = result.first?.count, width > 0 else {
      note(
        path, found: result.isEmpty ? "no rows" : "rows without numbers", expected: "at least one number",
        advice: "a layer has at least one neuron, a batch at least one case")
      return nil
    }
    return Grid(rows: result.count, columns: width, elements: Array(result.joined()))
  }
}

extension Keys.Table {
  var all: [String] { required + optional }
}
