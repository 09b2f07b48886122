import Foundation
import GradientVerification

/// What goes out. Every write that fails is an error: a report that did not arrive is no report.
enum Output {
  /// Takes the place of standard streams that the caller has closed. Else the next file that is opened, by whatever library,
  /// becomes standard output, and a report ends up in it. Reading only, so that writing fails and is noticed.
  static func reserveStandardStreams() {
    while true {
      let file = open("/dev/null", O_RDONLY)
      guard (0...2).contains(file) else {
        close(file)
        return
      }
    }
  }

  static func standard(_ text: String) throws { try write(Data(text.utf8), to: .standardOutput) }

  static func standard(_ data: Data) throws { try write(data, to: .standardOutput) }

  /// Standard error is for people; when it is gone there is nobody to tell.
  static func error(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

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
