/// One thing that is wrong with a case file.
public struct Fault: Hashable, Sendable {
  /// Where: a JSON pointer, "/problem/layers/0/weights/1"; empty for the file as a whole.
  public let path: String
  public let found: String
  public let expected: String
  /// What to do about it.
  public let advice: String

  public init(path: String, found: String, expected: String, advice: String) {
    self.path = path
    self.found = found
    self.expected = expected
    self.advice = advice
  }
}

extension Fault: CustomStringConvertible {
  public var description: String {
    let place = path.isEmpty ? "" : printable(path) + ": "
    return "\(place)found \(found); expected \(expected); \(advice)"
  }
}

/// Why a case file could not be read or written.
public struct CaseFileError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The file is missing, unreadable, a folder, or cannot be written. A command line exits 74.
    case inputOutput
    /// The file was read, and it is no case file. A command line exits 65.
    case malformed
  }

  public let kind: Kind
  public let file: String
  /// Never empty. A file with more than ``mostFaults`` is cut off there.
  public let faults: [Fault]

  /// A file that is wrong throughout (the wrong format, say) would fill the memory with messages.
  public static let mostFaults = 10_000

  public init(kind: Kind, file: String, faults: [Fault]) {
    self.kind = kind
    self.file = file
    self.faults = faults
  }
}

extension CaseFileError: CustomStringConvertible {
  /// One line for the file, one for each fault, forty at most.
  public var description: String {
    let shown = faults.prefix(40)
    let lines = shown.map { "\n  \($0)" }.joined()
    let rest = faults.count > shown.count ? "\n  … and \(faults.count - shown.count) more" : ""
    let count = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
    return "\(printable(file)): \(count)\(lines)\(rest)"
  }
}

/// The text in quotes, cut to a length that a message can bear.
package func quoted(_ text: String) -> String {
  let head = text.unicodeScalars.prefix(60)
  let cut = head.endIndex < text.unicodeScalars.endIndex
  return "\"\(printable(String(head)))\(cut ? "…" : "")\""
}

/// The text without the control characters by which a file could steer the terminal that shows a message about it.
public func printable(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    default: result.append(scalar)
    }
  }
  return String(result)
}
