import Foundation
import GradientVerification
import Testing

@Suite struct StoredCasesTests {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("fixtures").path
  let check = ProblemCheck(oracles: .standard)

  /// All that others have written, and every sixteenth that the suite makes: ./check looks at all of them.
  static var paths: [String] {
    let paths = (try? CaseFolder.paths(under: [fixtures])) ?? []
    let made = paths.filter { path in ["/dense/", "/edge/", "/laws/"].contains { path.contains($0) } }
    return paths.filter { !made.contains($0) } + stride(from: 0, to: made.count, by: 16).map { made[$0] }
  }

  @Test func thereAreStoredCases() { #expect(Self.paths.count >= 8) }

  @Test(arguments: paths)
  func storedCasesAgree(_ path: String) throws {
    let stored = try StoredCase.read(path: path)
    let report = try check.report(on: stored, named: path, implementations: ImplementationFactory.builtIn)
    #expect(report.failures.flatMap(\.findings) == [])
    // Where a kink leaves a choice nothing single is stored.
    #expect(report.ledger[.stored].passed > 10 || stored.proven?.allowed != nil)
    #expect(stored.refutedMisprints.isEmpty)
  }

  func mazur() throws -> StoredCase { try StoredCase.read(path: Self.fixtures + "/published/mazur-2015.json") }

  func findings(_ stored: StoredCase, _ implementation: ImplementationFactory) throws -> [Finding] {
    try check.report(on: stored, named: "test", implementations: [implementation]).failures.flatMap(\.findings)
  }

  @Test func aWrongFigureIsFound() throws {
    let honest = ImplementationFactory.named("vectorized-dZ")
    var stored = try mazur()
    stored.expected.cost = PrintedNumber("0.298371110")
    #expect(try findings(stored, honest).contains { $0.check == .stored && $0.entry == "C" })
    stored = try mazur()
    stored.expected.update?.cost = PrintedNumber("0.291027775")
    stored.misprints = []
    #expect(try findings(stored, honest).contains { $0.check == .stored && $0.against.contains("after the update") })
  }

  /// The figure of the article that does not reproduce fails as printed, and passes as recomputed.
  @Test func theMisprintIsOne() throws {
    var stored = try mazur()
    #expect(stored.misprints.map(\.place) == ["/expected/update/cost"])
    stored.misprints = []
    let found = try findings(stored, ImplementationFactory.named("textbook-dZ"))
    #expect(found.map(\.quantity) == ["C"])
    stored.misprints = [
      Misprint(place: "/expected/cost", recomputed: try #require(PrintedNumber("0.2983711087600027")), note: "not one")
    ]
    #expect(stored.refutedMisprints.map(\.place) == ["/expected/cost"])
  }

  @Test func updatesAreHeldAgainstTheStoredOnes() throws {
    let wrongWay = Saboteur.updating { next in next.layers[1].weights[1, 0] += 1e-8 }
    #expect(try findings(try mazur(), wrongWay).contains { $0.check == .stored && $0.quantity == "dW[2]" })
  }
}
