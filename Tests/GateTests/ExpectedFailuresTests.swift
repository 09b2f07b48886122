import Fixtures
import Reports
import Testing

@testable import Gate

@Suite struct ExpectedFailuresTests {
  static let file = """
    expected:
      - id: check/mine/gradients
        fails: dW[2], BP4
        reason: issue 12
        expires: 2027-01-05
      - {id: check/mine/gsl, fails: "dW[2], BP4", reason: the same}
    """

  @Test func theFile() throws {
    let expected = try withFile(Self.file) { try ExpectedFailure.read(path: $0) }
    #expect(
      expected == [
        ExpectedFailure(
          id: "check/mine/gradients", fails: "dW[2], BP4", reason: "issue 12", expires: "2027-01-05"),
        ExpectedFailure(id: "check/mine/gsl", fails: "dW[2], BP4", reason: "the same"),
      ])
  }

  static let wrong: [(text: String, says: String)] = [
    ("expected: [{id: a, fails: b}]", "expected[1].reason: found nothing"),
    ("expected: [{id: a, reason: b}]", "expected[1].fails: found nothing"),
    ("expected: [{fails: a, reason: b}]", "expected[1].id: found nothing"),
    ("expected: [{id: a, fails: b, reason: ''}]", "expected[1].reason"),
    ("expected: [{id: a, fails: b, reason: c, expire: 2027-01-01}]", "did you mean 'expires'?"),
    ("expected: [{id: a, fails: b, reason: c, expires: soon}]", "a day, such as 2027-01-31"),
    ("expected: [{id: a, fails: b, reason: c, expires: 2027-13-01}]", "a day, such as 2027-01-31"),
    ("expected: {id: a}", "expected a list of tables"),
    ("expectd: []", "did you mean 'expected'?"),
    ("expected: [{id: a, fails: b, reason: c}, {id: a, fails: b, reason: c}]", "a second time"),
  ]

  @Test(arguments: wrong) func whatDoesNotFitIsNamed(_ text: String, _ says: String) throws {
    let message = try withFile(text) { path in
      do throws(CaseFileError) {
        _ = try ExpectedFailure.read(path: path)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(message.contains(says), "\(message)")
  }

  /// A stage in which one item passes, one fails and one is skipped.
  static func stage(isInterrupted: Bool = false) -> StageResult {
    StageResult(
      stage: .check,
      items: [
        .holds("check/mine/values", .check),
        .fails("check/mine/gradients", .check, kind: "dW[2], BP4", message: "departs"),
        .holds("check/mine/gsl", .check, skipped: "nothing was decided"),
      ], summary: "", isInterrupted: isInterrupted, elapsed: .zero)
  }

  func verdict(_ id: String, fails: String = "dW[2], BP4", expires: String? = nil) -> GateVerdict {
    GateVerdict(
      [Self.stage()], expected: [ExpectedFailure(id: id, fails: fails, reason: "known", expires: expires)],
      today: "2026-11-25")
  }

  @Test func asExpected() {
    let verdict = verdict("check/mine/gradients", expires: "2026-11-25")
    #expect(verdict.outcome == .passed)
    let item = verdict.items.first { $0.id == "check/mine/gradients" }
    #expect(item?.status == .expectedFailure && item?.reason == "known")
    #expect(verdict.rows.map(\.expectedFailures) == [1, 0])
  }

  static let surprises: [(id: String, fails: String, expires: String?, kind: String)] = [
    ("check/mine/gradients", "dW[1], BP4", nil, "changed"),
    ("check/mine/gradients", "dW[2], BP4", "2026-11-24", "expired"),
    ("check/mine/values", "dW[2], BP4", nil, "passes"),
    ("check/mine/gsl", "dW[2], BP4", nil, "skipped"),
    ("check/mine/grad*", "dW[2], BP4", nil, "unknown"),
    ("mutants/gradient-negated", "survived", nil, "skipped"),
  ]

  @Test(arguments: surprises)
  func otherwise(_ id: String, _ fails: String, _ expires: String?, _ kind: String) {
    let verdict = verdict(id, fails: fails, expires: expires)
    #expect(verdict.outcome == .failed)
    let item = verdict.items.first { $0.id == "expected/\(id)" }
    #expect(item?.status == .failed && item?.kind == kind)
  }

  /// Nobody's failure is excused by the expectation of another.
  @Test func withoutExpectations() {
    let verdict = GateVerdict([Self.stage()], expected: [], today: "2026-11-25")
    #expect(verdict.outcome == .failed && verdict.outcome.exitCode == 1)
    #expect(verdict.rows.map(\.failed) == [1])
  }

  @Test func worstFirst() {
    func outcome(_ consequences: [GateDocument.Outcome], isInterrupted: Bool = false) -> GateDocument.Outcome {
      let items = consequences.map { GateItem.fails("x", .check, kind: "x", message: "x", consequence: $0) }
      return GateVerdict(
        [StageResult(stage: .check, items: items, summary: "", isInterrupted: isInterrupted, elapsed: .zero)],
        expected: [], today: ""
      ).outcome
    }
    #expect(outcome([]) == .passed)
    #expect(outcome([.undecided]) == .undecided)
    #expect(outcome([.undecided], isInterrupted: true) == .interrupted)
    #expect(outcome([.undecided, .malformed], isInterrupted: true) == .malformed)
    #expect(outcome([.malformed, .oraclesDisagree]) == .oraclesDisagree)
    #expect(outcome([.brokenWorker, .oraclesDisagree]) == .brokenWorker)
    #expect(outcome([.brokenWorker, .failed, .undecided], isInterrupted: true) == .failed)
    #expect(GateDocument.Outcome.allCases.map(\.exitCode) == [1, 69, 70, 65, 130, 2, 0])
  }
}
