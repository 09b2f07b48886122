/// A JSON document about to be written, with its keys in their order.
package enum JSONText {
  /// Written as it stands: a number, a quoted string, null.
  case literal(String)
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  package static func string(_ text: String) -> JSONText { .literal(quotedJSON(text)) }

  /// A number in its shortest form that reads back as the same binary64, the sign of −0 included.
  /// NaN and the infinities become words that no reader takes.
  package static func number(_ value: Double) -> JSONText { .literal("\(value)") }

  /// One line per member and per row of numbers, two blanks of indentation per level, so that a difference between two
  /// files is a difference of few lines.
  package func write(to text: inout String, indentation: String = "") {
    let inner = indentation + "  "
    switch self {
    case .literal(let literal): text += literal
    case .array(let elements) where elements.allSatisfy(\.isLiteral):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += ", " }
        element.write(to: &text)
      }
      text += "]"
    case .array(let elements):
      text += "[\n"
      for (index, element) in elements.enumerated() {
        text += inner
        element.write(to: &text, indentation: inner)
        text += index + 1 < elements.count ? ",\n" : "\n"
      }
      text += indentation + "]"
    case .object(let members):
      text += members.isEmpty ? "{" : "{\n"
      for (index, member) in members.enumerated() {
        text += inner + quotedJSON(member.key) + ": "
        member.value.write(to: &text, indentation: inner)
        text += index + 1 < members.count ? ",\n" : "\n"
      }
      text += members.isEmpty ? "}" : indentation + "}"
    }
  }

  private var isLiteral: Bool {
    if case .literal = self { true } else { false }
  }
}

/// A JSON string: quotes, backslashes and control characters escaped, all else as it is.
private func quotedJSON(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{0}"..<"\u{20}":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
