/// Why a file is no archive of arrays, or one of its arrays no array of numbers.
public struct ArchiveFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name of the array; empty for the file as a whole.
  public var name: String
  public var found: String
  public var expected: String

  public init(_ name: String, found: String, expected: String) {
    (self.name, self.found, self.expected) = (name, found, expected)
  }

  public var description: String {
    "\(name.isEmpty ? "" : "\(printable(name)): ")found \(found); expected \(expected)"
  }
}
