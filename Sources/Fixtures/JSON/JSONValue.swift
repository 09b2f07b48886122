import Foundation

/// A JSON document as a tree, so that a validator can walk all of it and list every fault, where a `Decodable` type
/// would stop at the first.
enum JSONValue {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
  /// A number that overflows or underflows binary64: Foundation refuses it.
  case unrepresentable

  /// How a message names what it found: `the string "0.5"`, `an array of 3`.
  var finding: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): "the number \(value)"
    case .string(let text): "the string \(quoted(text))"
    case .array(let elements): "an array of \(elements.count)"
    case .object(let members): "an object with \(members.count) keys"
    case .unrepresentable: "a number beyond binary64"
    }
  }

  /// The value that a pointer such as `/expected/outputs/0/2` names, if it is there. No key of a case file that a
  /// pointer may name contains "~" or "/", so nothing is unescaped.
  func value(at pointer: String) -> JSONValue? {
    guard pointer.isEmpty || pointer.hasPrefix("/") else { return nil }
    var value = self
    for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      switch value {
      case .array(let elements):
        // "01" and "+1" are no indices, so the text must be the number's own.
        guard let index = Int(token), "\(index)" == token, elements.indices.contains(index) else { return nil }
        value = elements[index]
      case .object(let members):
        guard let member = members[String(token)] else { return nil }
        value = member
      default: return nil
      }
    }
    return value
  }
}

extension JSONValue: Decodable {
  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  // Numbers and strings first: a case file is made of them, and each refusal costs a thrown error.
  init(from decoder: any Decoder) throws {
    let scalar = try decoder.singleValueContainer()
    if scalar.decodeNil() {
      self = .null
    } else if let number = try? scalar.decode(Double.self) {
      self = .number(number)
    } else if let text = try? scalar.decode(String.self) {
      self = .string(text)
    } else if var list = try? decoder.unkeyedContainer() {
      var elements: [JSONValue] = []
      while !list.isAtEnd { elements.append(try list.decode(JSONValue.self)) }
      self = .array(elements)
    } else if let object = try? decoder.container(keyedBy: Key.self) {
      var members: [String: JSONValue] = [:]
      for key in object.allKeys { members[key.stringValue] = try object.decode(JSONValue.self, forKey: key) }
      self = .object(members)
    } else if let flag = try? scalar.decode(Bool.self) {
      self = .bool(flag)
    } else {
      self = .unrepresentable
    }
  }
}
