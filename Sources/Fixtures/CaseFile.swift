import Foundation

extension StoredCase {
  /// The largest file that is read, 16 MB: room for half a million numbers, and no way to fill the memory by mistake.
  public static let mostBytes = 16 << 20

  /// Reads a case file.
  /// - Throws: ``CaseFileError`` with every fault of the file, or with the reason why it cannot be read.
  public static func read(path: String) throws(CaseFileError) -> StoredCase {
    try StoredCase(json: contents(ofFile: path, limit: mostBytes), file: path)
  }

  /// Reads the text of a case file.
  /// - Parameter file: the name that messages give it.
  public init(json bytes: [UInt8], file: String) throws(CaseFileError) {
    func malformed(_ faults: [Fault]) -> CaseFileError { CaseFileError(kind: .malformed, file: file, faults: faults) }

    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw malformed([
        Fault(path: "", found: "bytes that are not UTF-8", expected: "a JSON text in UTF-8", advice: "save it as UTF-8")
      ])
    }
    let slips = JSONScan.faults(in: bytes)
    guard slips.isEmpty else { throw malformed(slips) }
    let root: JSONValue
    do {
      root = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    } catch {
      throw malformed([
        Fault(
          path: "", found: "no JSON document", expected: "a case file", advice: "check it with a JSON tool: \(error)")
      ])
    }
    var reader = CaseReader()
    guard let stored = reader.storedCase(root) else { throw malformed(reader.faults) }
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

/// The bytes of a file.
private func contents(ofFile path: String, limit: Int) throws(CaseFileError) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw CaseFileError(inputOutput: path, errno: errno) }
  defer { close(file) }
  // A pipe has no size, and a device may never end, so the limit is also kept while reading.
  var status = stat()
  if fstat(file, &status) == 0, Int(status.st_size) > limit { throw tooLarge(path, limit: limit) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &buffer, buffer.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw CaseFileError(inputOutput: path, errno: errno) }
    guard count > 0 else { return bytes }
    guard bytes.count + count <= limit else { throw tooLarge(path, limit: limit) }
    bytes += buffer[..<count]
  }
}

private func tooLarge(_ path: String, limit: Int) -> CaseFileError {
  CaseFileError(
    kind: .malformed, file: path,
    faults: [
      Fault(
        path: "", found: "a file of more than \(limit >> 20) MB", expected: "a case file of \(limit >> 20) MB at most",
        advice: "check that it is a case file; split a large batch into several cases")
    ])
}

extension CaseFileError {
  init(inputOutput file: String, found: String, expected: String) {
    let fault = Fault(path: "", found: found, expected: expected, advice: "check the path and its permissions")
    self.init(kind: .inputOutput, file: file, faults: [fault])
  }

  /// A failed call of the operating system, in its own words.
  fileprivate init(inputOutput file: String, errno: Int32) {
    let reason = String(cString: strerror(errno))
    self.init(
      inputOutput: file, found: errno == EISDIR ? "a folder" : "a file that cannot be read (\(reason))",
      expected: "a readable case file")
  }
}
