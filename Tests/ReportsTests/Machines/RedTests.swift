import Foundation
import Testing

@testable import Reports

/// What is red is the same for everyone who looks.
@Suite struct RedTests {
  @Test(arguments: GateDocument.unhappy.indices) func somethingIsRedWhereTheGateIs(_ index: Int) {
    let document = GateDocument.unhappy[index]
    #expect(!document.red.isEmpty)
  }

  @Test func nothingIsRedOtherwise() {
    #expect(GateDocument.green.red.isEmpty)
    // Whoever wants exit code 0 where too little was decided has it green.
    let tolerated = GateDocument.of([], stages: [.of("check", .undecided)], outcome: .undecided, exitCode: 0)
    #expect(tolerated.red.isEmpty)
  }

  @Test func failedItemsAreRedWhateverTheExitCode() {
    let odd = GateDocument.of([.of("check/a/values", .failed)], outcome: .passed, exitCode: 0)
    #expect(odd.red.map(\.id) == ["check/a/values"])
  }

  @Test func aStageThatItsItemsExplainIsNotNamedToo() {
    #expect(GateDocument.mixed.red.map(\.id) == ["check/vectorized-dZ/gradients", "check/mine/dual"])
    let half = GateDocument.of(
      [.of("check/a/values", .failed)], stages: [.of("check", .failed), .of("fixtures", .interrupted)], outcome: .failed
    )
    #expect(half.red.map(\.id) == ["check/a/values", "fixtures"])
    #expect(half.red.map(\.severity) == [.failure, .error])
  }

  @Test func whatOnlyWasNotDecidedIsUndecided() {
    let item = GateDocument.ItemRow.of("check/regime/saturated", .failed, kind: "undecided")
    let document = GateDocument.of([item], stages: [.of("check", .undecided)], outcome: .undecided, exitCode: 2)
    #expect(document.red.map(\.severity) == [.undecided])
  }

  @Test(arguments: GateDocument.all.indices) func allOutputsShowTheSameIds(_ index: Int) throws {
    let document = GateDocument.all[index]
    let ids = document.red.map(\.id)
    #expect(try JUnit(JUnitReport.xml(document)).red.map(\.name).sorted() == ids.sorted())
    #expect(annotatedIds(GitHubAnnotations.lines(document)).sorted() == ids.sorted())
    #expect(summarizedIds(MarkdownSummary.text(document)) == ids)
  }

  @Test func allOutputsShowTheSameIdsOfManyFailures() throws {
    let document = GateDocument.of((0..<300).map { .of("check/mine/\($0)", $0.isMultiple(of: 3) ? .passed : .failed) })
    let ids = document.items.filter { $0.status == .failed }.map(\.id)
    #expect(try JUnit(JUnitReport.xml(document)).red.map(\.name) == ids)
    #expect(annotatedIds(GitHubAnnotations.lines(document, limit: .max)) == ids)
    #expect(annotatedIds(GitHubAnnotations.lines(document)) == Array(ids.prefix(9)))
    #expect(summarizedIds(MarkdownSummary.text(document)) == ids)
  }

  /// Of errors and warnings, by their titles.
  private func annotatedIds(_ lines: String) -> [String] {
    lines.split(separator: "\n").compactMap { line -> String? in
      guard let title = line.firstMatch(of: /^::(?:error|warning) title=(.*?)::/)?.1 else { return nil }
      return String(title).replacing("%3A", with: ":").replacing("%2C", with: ",").replacing("nnverify: ", with: "")
    }
  }

  /// Of the items below the heading.
  private func summarizedIds(_ text: String) -> [String] {
    let part = text.split(separator: "### ").first { $0.hasPrefix("Red\n") } ?? ""
    return part.split(separator: "\n").compactMap { $0.firstMatch(of: /^- `([^`]*)`:/).map { String($0.1) } }
  }
}
