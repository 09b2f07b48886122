import Foundation
import Testing

@testable import Reports

@Suite struct JUnitTests {
  @Test func everyItemIsATestCaseOfItsStage() throws {
    let junit = try JUnit(JUnitReport.xml(.mixed))
    #expect(junit.suites.map(\.name) == ["fixtures", "check", "mutants", "expected failures"])
    for item in GateDocument.mixed.items {
      let found = try #require(junit.cases.first { $0.name == item.id })
      #expect(found.suite == item.stage)
      #expect(found.className == "nnverify.\(item.stage)")
    }
    // A stage without items is a test case itself.
    #expect(junit.cases.count == GateDocument.mixed.items.count + 1)
    #expect(junit.cases.first { $0.suite == "mutants" }?.name == "mutants")
  }

  @Test func failuresSayAll() throws {
    let red = try #require(try JUnit(JUnitReport.xml(.mixed)).red.first)
    #expect(red.outcome == "failure")
    #expect(red.type == "dW[2], BP4, transposed")
    #expect(red.message == "dW[2], BP4, transposed: dW[2][0][1] departs")
    #expect(
      red.text == """
        FAIL  1:42:17
          observed 1.0  expected 2.0
        replay: nnverify replay 1:42:17 --implementation vectorized-dZ
        """)
  }

  @Test func skippedAndExpectedFailuresAreSkipped() throws {
    let cases = try JUnit(JUnitReport.xml(.mixed)).cases
    #expect(cases.first { $0.name == "fixtures/iris" }?.outcome == "skipped")
    #expect(cases.first { $0.name == "fixtures/iris" }?.message == "no gelu")
    let expected = cases.first { $0.name == "expected failures/conv" }
    #expect(expected?.outcome == "skipped")
    #expect(expected?.message == "expected failure: issue 12")
  }

  @Test func countsAreThoseOfTheCases() throws {
    let junit = try JUnit(JUnitReport.xml(.mixed))
    for suite in junit.suites {
      let cases = junit.cases.filter { $0.suite == suite.name }
      #expect(suite.counts["tests"] == cases.count)
      #expect(suite.counts["failures"] == cases.count { $0.outcome == "failure" })
      #expect(suite.counts["errors"] == cases.count { $0.outcome == "error" })
      #expect(suite.counts["skipped"] == cases.count { $0.outcome == "skipped" })
    }
  }

  @Test func propertiesTellHowToRepeatTheRun() throws {
    let suites = try JUnit(JUnitReport.xml(.mixed)).suites
    let facts = try #require(suites.first?.properties)
    #expect(facts["profile"] == "quick")
    #expect(facts["exit code"] == "1")
    #expect(facts["version:GSL"] == "2.8")
    #expect(facts["against:mine"] == "python3 worker.py")
    let replay = suites[1].properties["replay:check/mine/dual"]
    #expect(replay == "nnverify replay 1:42:17 --implementation vectorized-dZ")
  }

  @Test(arguments: GateDocument.unhappy.indices) func noFileIsGreenWhereTheExitCodeIsNot0(_ index: Int) throws {
    let document = GateDocument.unhappy[index]
    let red = try JUnit(JUnitReport.xml(document)).red
    #expect(!red.isEmpty)
    #expect(red.allSatisfy { $0.outcome == (document.outcome == .failed ? "failure" : "error") })
  }

  @Test func toleratedIsSkipped() throws {
    let document = GateDocument.of([], stages: [.of("check", .undecided)], outcome: .undecided, exitCode: 0)
    #expect(try JUnit(JUnitReport.xml(document)).cases.map(\.outcome) == ["skipped"])
  }

  @Test func neverEmpty() throws {
    #expect(try JUnit(JUnitReport.xml(.of([]))).cases.map(\.name) == ["gate"])
  }

  @Test(arguments: hostileTexts.indices) func hostileTextsAreReadBackAsTheyAreShown(_ index: Int) throws {
    let text = hostileTexts[index]
    let document = GateDocument.of(
      [.hostile(text), .of("check/last", .passed)], stages: [.of("check", .failed, summary: text)],
      against: [text: text])
    let data = JUnitReport.xml(document)
    let junit = try JUnit(data)
    let red = try #require(junit.red.first)
    #expect(junit.cases.count == 2)
    #expect(red.name == PlainText.line("check/\(text)", limit: 1000))
    #expect(red.type == PlainText.line(text, limit: 200))
    #expect(junit.suites[0].properties["replay:\(red.name)"] == PlainText.line(text, limit: 1000))
    #expect(!data.contains { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 })
  }

  @Test func longTextsAreCutAndManyAreNotLeftOut() throws {
    let long = String(repeating: "δ", count: 2_500_000)
    let many = (0..<10_000).map { GateDocument.ItemRow.of("check/\($0)", .failed, message: "departs") }
    let document = GateDocument.of([.hostile(long)] + many)
    let data = JUnitReport.xml(document)
    #expect(data.count < 20 << 20)
    #expect(try JUnit(data).red.count == 10_001)
  }

  @Test func manyLongTextsStayReadable() throws {
    let long = String(repeating: "x", count: 100_000)
    let many = (0..<2000).map { index in
      var item = GateDocument.ItemRow.hostile(long)
      item.id = "check/\(index)"
      return item
    }
    let data = JUnitReport.xml(.of(many))
    #expect(data.count < 30_000_000)
    #expect(try JUnit(data).red.count == 2000)
  }

  @Test func equalDocumentsGiveEqualBytes() {
    let versions = Dictionary(uniqueKeysWithValues: (0..<50).map { ("v\($0)", "1") })
    let files = (0..<5).map { _ in
      var document = GateDocument.mixed
      // A dictionary of another history has another order.
      document.versions = [:]
      document.against = [:]
      for (name, version) in versions.shuffled() { document.versions[name] = version }
      for (name, version) in versions.shuffled() { document.against[name] = version }
      return JUnitReport.xml(document)
    }
    #expect(Set(files).count == 1)
  }

  @Test(arguments: [Double.nan, .infinity, -1, 1e300, 0, 1e-9]) func secondsArePlainDecimals(_ seconds: Double) throws {
    var document = GateDocument.mixed
    document.seconds = seconds
    document.stages[0].seconds = seconds
    let text = String(decoding: JUnitReport.xml(document), as: UTF8.self)
    #expect(text.matches(of: #/ time="[0-9]{1,10}\.[0-9]{3}"/#).count == 5)
  }
}
