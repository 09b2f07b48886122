import Foundation

extension WholeFile {
  /// The bytes of a file.
  ///
  /// - Parameter limit: a larger one is refused, and so is a device that never ends.
  public static func read(_ path: String, limit: Int) throws(CaseFileError) -> [UInt8] {
    try contents(ofFile: path, limit: limit)
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
  /// A failed call of the operating system, in its own words.
  fileprivate init(inputOutput file: String, errno: Int32) {
    let reason = String(cString: strerror(errno))
    self.init(
      inputOutput: file, found: errno == EISDIR ? "a folder" : "a file that cannot be read (\(reason))",
      expected: "a readable case file")
  }
}
