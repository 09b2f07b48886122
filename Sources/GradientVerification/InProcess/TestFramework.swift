import IssueReporting

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The place of a call in a test.
struct CallSite: Sendable {
  var fileID: StaticString
  var filePath: StaticString
  var line: UInt
  var column: UInt
}

/// What could not be recorded as an issue, because no test framework is listening.
public struct UnrecordedIssue: Error, CustomStringConvertible {
  public var description: String
}

/// Whoever runs the test: Swift Testing or XCTest.
enum TestFramework {
  /// Records an issue, so that the test fails.
  ///
  /// - Throws: the same text where it could not be recorded: an issue that nobody hears of would be a test that passes.
  static func record(_ text: String, at site: CallSite) throws(UnrecordedIssue) {
    // A test may have told the library to report to nobody.
    guard isListening, !IssueReporters.current.isEmpty else {
      let advice =
        isTesting
        ? "\n\nThe test target has no dependency on the product GradientVerificationTestSupport, by which this would have been "
          + "recorded as an issue." : ""
      throw UnrecordedIssue(description: text + advice)
    }
    reportIssue(text, fileID: site.fileID, filePath: site.filePath, line: site.line, column: site.column)
  }

  /// Whether the library by which IssueReporting reaches the frameworks is part of this program. Without it issues are printed
  /// and lost.
  private static var isListening: Bool {
    guard isTesting else { return false }
    return dlsym(dlopen(nil, RTLD_LAZY), "$s25IssueReportingTestSupport07_recordA0ypyF") != nil
  }
}
