import Testing

@testable import Verification

/// When a run has decided too little, and when it only met one problem that decides little.
@Suite struct DecidedShareTests {
  private func share(_ problems: [(compared: Int, decided: Int)]) -> DecidedShare {
    problems.reduce(into: DecidedShare()) { $0.note(compared: $1.compared, decided: $1.decided) }
  }

  @Test func problemsThatAgreeOnTooLittleAreTooLittle() {
    #expect(!share(Array(repeating: (1000, 500), count: 5)).isEnough(minimum: 0.9))
    #expect(!share((0..<20).map { (1000, $0.isMultiple(of: 2) ? 850 : 880) }).isEnough(minimum: 0.9))
  }

  @Test func oneLargeProblemAmongFewSpeaksForItselfOnly() {
    let few = share([(20_000, 8000)] + Array(repeating: (2000, 1990), count: 9))
    #expect(few.value < 0.9 && few.isEnough(minimum: 0.9))
    let many = share(
      (0..<1000).map { $0.isMultiple(of: 10) ? (20_000, 8000) : (2000, 1990) })
    #expect(!many.isEnough(minimum: 0.9))
  }

  @Test func aSingleProblemIsJudgedByItsShare() {
    #expect(!share([(100, 89)]).isEnough(minimum: 0.9))
    #expect(share([(100, 90)]).isEnough(minimum: 0.9))
    #expect(DecidedShare().isEnough(minimum: 1) && share([(0, 0), (0, 0)]).isEnough(minimum: 1))
  }

  /// Σ(d − r c)² over two problems, by hand: r = 150/200, residuals ±25, n/(n − 1) = 2.
  @Test func theStandardErrorIsCochrans() {
    let two = share([(100, 100), (100, 50)])
    #expect(two.standardError == (2.0 * 2 * 25 * 25).squareRoot() / 200)
  }

  @Test func mergingIsAddingInAnyOrder() {
    let all = (1...40).map { (compared: $0 * 1_000_000_007, decided: $0 * 700_000_001) }
    var backwards = share(Array(all[20...]))
    backwards.merge(share(Array(all[..<20])))
    #expect(backwards == share(all))
  }
}
