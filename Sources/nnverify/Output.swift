import Foundation
import GradientVerification

/// What goes out. Every write that fails is an error: a report that did not arrive is no report.
enum Output {
  static func standard(_ text: String) throws { try write(Data(text.utf8), to: .standardOutput) }

  static func standard(_ data: Data) throws { try write(data, to: .standardOutput) }

  /// Standard error is for people; when it is gone there is nobody to tell.
  static func error(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

  /// Writes a whole file or nothing: a temporary file beside it, then a rename.
  static func file(_ path: String, _ data: Data) throws {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Failure(
        message: "cannot write \(path): \(reason(error)). Choose a folder that exists and that you may write to.",
        code: Failure.inputOutput)
    }
  }

  private static func write(_ data: Data, to handle: FileHandle) throws {
    do {
      try handle.write(contentsOf: data)
    } catch {
      throw Failure(message: "cannot write to standard output: \(reason(error))", code: Failure.inputOutput)
    }
  }

  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let posix = underlying ?? (error as NSError?), posix.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(posix.code)))
    }
    return (error as NSError).localizedDescription
  }
}
