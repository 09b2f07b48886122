import Fixtures
/// A JSON text of one line, as a tree in which rows of numbers are rows of numbers.
enum WireValue {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  /// An array of numbers, null among them as NaN.
  case row([Double])
  case array([WireValue])
  case object([String: WireValue])

  /// How a message names what it found.
  var finding: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "the number \(Int(exactly: value).map(String.init) ?? "\(value)")"
    case .string(let text): "the text \(quoted(text))"
    case .row(let numbers): numbers.isEmpty ? "an empty array" : "an array of \(numbers.count) numbers"
    case .array(let elements): "an array of \(elements.count)"
    case .object(let members): "an object with \(members.count) keys"
    }
  }
}
