import Foundation
import Networks
import Testing

@testable import Reports
@testable import Verification

@Suite struct RunTests {
  let problem = Problem(
    network: Network(layers: [
      Layer(weights: Grid(rows: 1, columns: 2, elements: [0.5, -1]), biases: [0.25], activation: .sigmoid)
    ]), inputs: Grid(rows: 2, columns: 1, elements: [1, 2]), targets: Grid(rows: 1, columns: 1, elements: [1]),
    loss: .squaredError, reduction: .mean)

  func run(failing: Bool = false, interrupted: Bool = false, empty: Bool = false, skipping: Bool = false)
    -> RunSummary
  {
    var report = CampaignReport()
    if !empty {
      report = CampaignReport(
        problems: 3,
        failures: failing
          ? [
            FailedProblem(
              name: "1:2:3", origin: "ordinary", problem: problem,
              findings: [
                Finding(
                  check: .gradients, implementation: "vectorized-dZ", against: "textbook", quantity: "dW[1]",
                  entry: "dW[1][0][1]", observed: .nan, expected: 0.125, allowance: 1e-17, failing: 1, compared: 2)
              ])
          ] : [])
      if !skipping { for _ in 0..<3 { report.ledger.record(.pass, .values, error: 0, allowance: 1) } }
      if skipping { report.ledger.unsupported(.shapes, count: 3) }
    }
    return RunSummary(
      command: "check", seed: 18_446_744_073_709_551_615, versions: [("nnverify", "0.0.0")],
      implementations: ["vectorized-dZ"], report: report, storedCases: 0, minimumDecided: 0.9,
      isInterrupted: interrupted, elapsed: .seconds(2))
  }

  @Test func outcomes() {
    #expect(run().outcome == .agreement)
    #expect(run(failing: true).outcome == .disagreement)
    #expect(run(interrupted: true).outcome == .interrupted)
    // A failure that was already found weighs more than the interruption.
    #expect(run(failing: true, interrupted: true).outcome == .disagreement)
    #expect(run(empty: true).outcome == .undecided)
    // Whoever skips every question has agreed to nothing.
    #expect(run(skipping: true).outcome == .undecided)
  }

  @Test func aFailureSaysWhereAndHowToSeeItAgain() {
    let text = TerminalReport.text(run(failing: true), style: .plain)
    #expect(text.contains("FAIL  1:2:3  (ordinary: 2-1, m = 1, sigmoid, squared_error, mean)"))
    #expect(text.contains("gradients  vectorized-dZ: dW[1] departs at dW[1][0][1], 1 of 2 entries, against textbook"))
    #expect(text.contains("observed nan  expected 0.125"))
    #expect(text.hasSuffix("seed 18446744073709551615; nnverify replay 1:2:3 --implementation vectorized-dZ\n"))
  }

  @Test func theLastLineSaysItAll() {
    #expect(
      TerminalReport.text(run(), style: .plain).hasSuffix(
        "AGREEMENT: 3 problems, 3 comparisons in 2.0 s, seed 18446744073709551615\n"))
    #expect(TerminalReport.text(run(empty: true), style: .plain).hasSuffix("UNDECIDED: nothing ran\n"))
  }

  /// NaN and seeds beyond 2⁵³ survive.
  @Test func jsonIsCompleteAndReadable() throws {
    let data = try DocumentFile.data(CheckDocument(run(failing: true)))
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(document["seed"] as? String == "18446744073709551615")
    #expect(document["outcome"] as? String == "disagreement")
    let failure = try #require((document["failures"] as? [[String: Any]])?.first)
    let finding = try #require((failure["findings"] as? [[String: Any]])?.first)
    #expect(finding["observed"] as? String == "nan")
    #expect(finding["expected"] as? Double == 0.125)
    #expect(String(decoding: data, as: UTF8.self).hasSuffix("}\n"))
  }
}
