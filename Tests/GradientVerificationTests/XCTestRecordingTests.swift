import GradientVerification
import XCTest

/// The same call in XCTest. An issue that was expected is taken out of the test's record, so that only a missing one fails.
final class XCTestRecordingTests: XCTestCase {
  func testARightNetworkPasses() async throws {
    try await expectGradientsAgree(of: InProcessTests.TwoLayers(), problems: 10)
  }

  #if canImport(Darwin)
    func testABugIsRecorded() async throws {
      XCTExpectFailure { $0.compactDescription.contains("layer 1, BP2: δ[1] departs") }
      try await expectGradientsAgree(of: InProcessTests.TwoLayers(.transposedSlope), problems: 10)
    }
  #else
    private var recorded: [(text: String, line: Int)] = []

    override func recordFailure(
      withDescription description: String, inFile filePath: String, atLine lineNumber: Int, expected: Bool
    ) {
      recorded.append((description, lineNumber))
    }

    override func tearDown() {
      for failure in recorded {
        super.recordFailure(withDescription: failure.text, inFile: #filePath, atLine: failure.line, expected: true)
      }
    }

    func testABugIsRecorded() async throws {
      try await expectGradientsAgree(of: InProcessTests.TwoLayers(.transposedSlope), problems: 10)
      let isAsExpected =
        recorded.count == 1 && recorded[0].line == #line - 2
        && recorded[0].text.contains("layer 1, BP2: δ[1] departs")
      if isAsExpected { recorded = [] } else { XCTFail("recorded: \(recorded)") }
    }
  #endif
}
