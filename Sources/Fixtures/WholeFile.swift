import Foundation

/// Writes files so that a reader finds the old one or the new one, never half of one.
public enum WholeFile {
  /// Writes the file: to a temporary one in the same folder, which then takes the name.
  ///
  /// A symbolic link stays one, and its target is written. What is no regular file, such as a pipe or /dev/stdout, is written
  /// to, not replaced. A file that is there keeps its permissions.
  public static func save(_ bytes: [UInt8], to path: String) throws(CaseFileError) {
    let target = try Target(path)
    guard target.isReplaceable else { return try fill(target.path, flags: O_WRONLY, bytes) }
    let temporary = try target.temporaryFile()
    do throws(CaseFileError) {
      try fill(temporary, flags: O_WRONLY, bytes)
      if let permissions = target.permissions { chmod(temporary, permissions) }
      guard rename(temporary, target.path) == 0 else {
        throw CaseFileError(unwritable: path, errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Writes a file that is not there yet; one that is, a symbolic link too, is an error and stays as it is.
  public static func create(_ bytes: [UInt8], at path: String) throws(CaseFileError) {
    // Takes the name, so that nobody else does in the meantime.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      guard errno == EEXIST else { throw CaseFileError(unwritable: path, errno) }
      let fault = Fault(
        path: "", found: "a file that is there already", expected: "a name that is free",
        advice: "move it away or choose another folder: nothing is overwritten")
      throw CaseFileError(kind: .inputOutput, file: path, faults: [fault])
    }
    close(file)
    do throws(CaseFileError) { try save(bytes, to: path) } catch {
      unlink(path)
      throw error
    }
  }

  /// Finds out whether ``save(_:to:)`` may succeed, before a long computation and not after it.
  public static func expectWritable(_ path: String) throws(CaseFileError) {
    let target = try Target(path)
    if target.isReplaceable { unlink(try target.temporaryFile()) }
  }

  /// Where the bytes go in the end.
  private struct Target {
    let path: String
    /// Nil where there is no file yet.
    let permissions: mode_t?
    let isReplaceable: Bool

    init(_ path: String) throws(CaseFileError) {
      var status = stat()
      guard stat(path, &status) == 0 else {
        guard errno == ENOENT, !path.hasSuffix("/"), !path.isEmpty else {
          throw CaseFileError(unwritable: path, errno)
        }
        (self.path, permissions, isReplaceable) = (path, nil, true)
        return
      }
      let kind = status.st_mode & S_IFMT
      guard kind != S_IFDIR else { throw CaseFileError(unwritable: path, EISDIR) }
      self.path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      (permissions, isReplaceable) = (status.st_mode & 0o7777, kind == S_IFREG)
    }

    /// Makes an empty file beside the target that nobody else has.
    func temporaryFile() throws(CaseFileError) -> String {
      let name = "\(path).\(getpid()).tmp"
      let file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard file >= 0 else { throw CaseFileError(unwritable: path, errno) }
      close(file)
      return name
    }
  }

  private static func fill(_ path: String, flags: Int32, _ bytes: [UInt8]) throws(CaseFileError) {
    let file = open(path, flags | O_CLOEXEC)
    guard file >= 0 else { throw CaseFileError(unwritable: path, errno) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        let reason = errno
        close(file)
        throw CaseFileError(unwritable: path, reason)
      }
      written += count
    }
    // A full disk may show only now.
    guard close(file) == 0 else { throw CaseFileError(unwritable: path, errno) }
  }
}

extension CaseFileError {
  fileprivate init(unwritable path: String, _ errno: Int32) {
    self.init(
      inputOutput: path.isEmpty ? "''" : path,
      found: "a place that cannot be written (\(String(cString: strerror(errno))))",
      expected: "a file in a folder that exists, with room and permission to write")
  }
}
