import Foundation

extension StoredCase {
  /// The largest file that is read, 16 MB: room for half a million numbers, and no way to fill the memory by mistake.
  public static let mostBytes = 16 << 20

  /// Reads a case file.
  /// - Throws: ``CaseFileError`` with every fault of the file, or with the reason why it cannot be read.
  public static func read(path: String) throws(CaseFileError) -> StoredCase {
    try StoredCase(json: WholeFile.read(path, limit: mostBytes), file: path)
  }

  /// Reads the text of a case file.
  /// - Parameter file: the name that messages give it.
  public init(json bytes: [UInt8], file: String) throws(CaseFileError) {
    let root = try JSONValue.document(bytes, file: file)
    var reader = CaseReader()
    guard let stored = reader.storedCase(root) else {
      throw CaseFileError(kind: .malformed, file: file, faults: reader.faults)
    }
    self = stored
  }

  /// Writes the case file, whole or not at all, see ``WholeFile``.
  /// - Throws: ``CaseFileError`` when the file cannot be written, and when the case is one that ``read(path:)`` would
  ///   refuse (a NaN among its numbers, an empty id): such a case is not written.
  public func write(to path: String) throws(CaseFileError) {
    let text = self.text
    _ = try StoredCase(json: Array(text.utf8), file: path)
    try WholeFile.save(Array(text.utf8), to: path)
  }
}

extension CaseFileError {
  package init(inputOutput file: String, found: String, expected: String) {
    let fault = Fault(path: "", found: found, expected: expected, advice: "check the path and its permissions")
    self.init(kind: .inputOutput, file: file, faults: [fault])
  }
}
