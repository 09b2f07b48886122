import Foundation
import GradientVerification
import Testing

/// The example of the documentation is a file that is compiled and tested here.
@Suite struct DocumentedNetworkTests {
  @Test func gradients() async throws {
    try await expectGradientsAgree(of: MyNetwork())
  }

  @Test func theArticleShowsThisVeryFile() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let source = try String(contentsOf: here.appendingPathComponent("DocumentedNetwork.swift"), encoding: .utf8)
    let article = try String(
      contentsOf: here.appendingPathComponent(
        "../../Sources/GradientVerification/GradientVerification.docc/InASwiftTest.md"), encoding: .utf8)
    #expect(article.contains("```swift\n\(source)```"))
  }
}
