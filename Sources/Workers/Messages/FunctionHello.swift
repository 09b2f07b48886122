import Fixtures
public import Functions
public import Networks

/// What a worker says of itself that is a function.
public struct FunctionHello: Hashable, Sendable {
  public var name: String
  public var version: String
  public var language: String
  public var precision: Precision
  public var format: WireFormat
  public var parameters: [ParameterTensor]

  /// More numbers than this do not fit a line of the customary length.
  static let mostNumbers = 1 << 21
  static let mostTensors = 10_000
}

extension FunctionHello {
  /// Reads the answer to hello; what does not belong there is noted.
  init(_ members: [String: WireValue], _ reader: inout AnswerReader) {
    name = reader.name(members["name"], at: "/name")
    version = String(reader.string(members["version"], at: "/version", or: "").prefix(100))
    language = String(reader.string(members["language"], at: "/language", or: "").prefix(100))
    precision = reader.word(members["precision"], at: "/precision", or: .binary64)
    format = reader.word(members["format"], at: "/format", or: .decimal)
    parameters = reader.parameters(members["parameters"], precision)
  }
}

extension AnswerReader {
  fileprivate mutating func parameters(_ value: WireValue?, _ precision: Precision) -> [ParameterTensor] {
    guard case .array(let elements) = value, (1...FunctionHello.mostTensors).contains(elements.count) else {
      note(
        "/parameters", found: value?.finding ?? "nothing",
        expected: "an array of 1 to \(FunctionHello.mostTensors) objects with name and shape")
      return []
    }
    var tensors: [ParameterTensor] = []
    var (names, total) = (Set<String>(), 0)
    for (index, element) in elements.enumerated() {
      let path = "/parameters/\(index)"
      guard case .object(let members) = element else {
        note(path, found: element.finding, expected: "an object with name and shape")
        continue
      }
      guard let tensor = parameter(members, at: path) else { continue }
      if precision == .binary32, ![tensor.low, tensor.high].allSatisfy({ Float($0).isFinite }) {
        note(path, found: "from \(tensor.low) to \(tensor.high)", expected: "bounds that binary32 has")
        continue
      }
      if !names.insert(tensor.name).inserted {
        note("\(path)/name", found: quoted(tensor.name), expected: "a name that no other parameter has")
      }
      total += tensor.count
      tensors.append(tensor)
      guard total <= FunctionHello.mostNumbers else {
        note(path, found: "\(total) numbers so far", expected: "at most \(FunctionHello.mostNumbers) in all")
        return tensors
      }
    }
    return tensors
  }

  private mutating func parameter(_ members: [String: WireValue], at path: String) -> ParameterTensor? {
    let name = name(members["name"], at: "\(path)/name")
    var shape: [Int]?
    if case .row(let sizes) = members["shape"], sizes.count <= 8 {
      let exact = sizes.compactMap { Int(exactly: $0) }
      if exact.count == sizes.count, exact.allSatisfy({ (1...FunctionHello.mostNumbers).contains($0) }) {
        shape = exact
      }
    }
    guard let shape else {
      note(
        "\(path)/shape", found: members["shape"]?.finding ?? "nothing",
        expected: "an array of at most 8 whole numbers from 1 to \(FunctionHello.mostNumbers); [] for a single number")
      return nil
    }
    let low = members["low"] == nil ? -1 : number(members["low"], at: "\(path)/low")
    let high = members["high"] == nil ? 1 : number(members["high"], at: "\(path)/high")
    guard let low, let high else { return nil }
    guard let tensor = ParameterTensor(name: name, shape: shape, low: low, high: high),
      tensor.count <= FunctionHello.mostNumbers
    else {
      note(
        path, found: "shape \(shape), from \(low) to \(high)",
        expected: "at most \(FunctionHello.mostNumbers) numbers, and low below high, both finite")
      return nil
    }
    return tensor
  }

  /// The value of a function, and its gradient where it was wanted; nil with misfits noted.
  mutating func function(
    _ members: [String: WireValue], _ parameters: [ParameterTensor], wantsGradient: Bool
  ) -> (value: Double, gradient: [Double])? {
    let value = number(members["value"], at: "/value")
    guard wantsGradient else { return misfits.isEmpty ? value.map { ($0, []) } : nil }
    guard case .object(let rows) = members["gradient"] else {
      note(
        "/gradient", found: members["gradient"]?.finding ?? "nothing", expected: "an object with an array per parameter"
      )
      return nil
    }
    var gradient: [Double] = []
    for tensor in parameters {
      gradient += row(rows[tensor.name], at: "/gradient/\(tensor.name)", count: tensor.count) ?? []
    }
    for key in rows.keys.sorted() where !parameters.contains(where: { $0.name == key }) {
      note("/gradient/\(printable(key))", found: "an unknown parameter", expected: "one of those declared in hello")
    }
    guard misfits.isEmpty, let value else { return nil }
    return (value, gradient)
  }
}
