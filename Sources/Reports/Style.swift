import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Colour, where there is a terminal that wants it.
public struct Style: Sendable {
  private let isColoured: Bool

  public static let plain = Style(isColoured: false)
  public static let coloured = Style(isColoured: true)

  private init(isColoured: Bool) { self.isColoured = isColoured }

  /// Colour on a terminal, unless `NO_COLOR` is set (to anything but nothing) or the terminal is dumb.
  public static func detected(fileDescriptor: Int32) -> Style {
    let environment = ProcessInfo.processInfo.environment
    let refused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    return Style(isColoured: isatty(fileDescriptor) == 1 && !refused)
  }

  public func good(_ text: String) -> String { paint(text, "32") }
  public func bad(_ text: String) -> String { paint(text, "1;31") }
  public func warning(_ text: String) -> String { paint(text, "33") }
  public func strong(_ text: String) -> String { paint(text, "1") }
  public func dim(_ text: String) -> String { paint(text, "2") }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
