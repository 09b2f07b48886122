import Fixtures
import Foundation
import Testing

@testable import Gate

/// A file of its own, gone afterwards.
func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("gate-\(UUID().uuidString).yml").path
  try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

func message(_ text: String) throws -> String {
  try withFile(text) { path in
    do throws(CaseFileError) {
      _ = try GateConfiguration(path: path)
      return "accepted"
    } catch { return "\(error)" }
  }
}

@Suite struct ConfigurationTests {
  @Test func everyKeyIsRead() throws {
    let configuration = try withFile(
      """
      # A comment.
      profile: quick
      against: python3 worker.py
      implementations: [vectorized-dZ, textbook-dA]
      jobs: 3
      workers: 4
      hello-timeout: 5s
      evaluate-timeout: 7s
      expected-failures: /known.yml
      failures: kept

      fixtures:
        run: false
        folder: /set

      check:
        run: true
        seed: 18446744073709551615
        problems: 77
        regimes: [tiny, dyadic]
        max-depth: 2
        max-width: 3
        max-cases: 4
        entries: 5
        min-decided: 0.5
        max-failures: 6
        cases: mine
        shrink: false

      mutants:
        run: true
        seed: 8
        settle: 7

      output:
        json: a.json
        junit: /b.xml
        html: c.html
        markdown: d.md
        github: true
      """
    ) { try GateConfiguration(path: $0) }
    let folder = FileManager.default.temporaryDirectory.path + "/"
    #expect(configuration.profile == .quick)
    #expect(configuration.against == ["python3 worker.py"])
    #expect(configuration.implementations == ["vectorized-dZ", "textbook-dA"])
    #expect((configuration.jobs, configuration.workers) == (3, 4))
    #expect((configuration.helloTimeout, configuration.evaluateTimeout) == ("5s", "7s"))
    #expect((configuration.expectedFailures, configuration.failures) == ("/known.yml", folder + "kept"))
    #expect((configuration.fixtures.runs, configuration.fixtures.folder) == (false, "/set"))
    let check = configuration.check
    #expect((check.runs, check.seed, check.problems, check.entries) == (true, .max, 77, 5))
    #expect(check.regimes == [.tiny, .dyadic])
    #expect((check.maxDepth, check.maxWidth, check.maxCases) == (2, 3, 4))
    #expect((check.minimumDecided, check.maxFailures, check.shrinks) == (0.5, 6, false))
    #expect(check.cases == [folder + "mine"])
    let mutants = configuration.mutants
    #expect((mutants.runs, mutants.seed, mutants.settle) == (true, 8, 7))
    let output = configuration.output
    #expect((output.json, output.junit) == (folder + "a.json", "/b.xml"))
    #expect((output.html, output.markdown, output.github) == (folder + "c.html", folder + "d.md", true))
  }

  /// What is not said stays as the profile has it, and an option takes the file's place.
  @Test func profiles() throws {
    let (quick, chosen) = try withFile("profile: quick") {
      (try GateConfiguration(path: $0), try GateConfiguration(path: $0, profile: .thorough))
    }
    #expect(!quick.mutants.runs && quick.check.problems < GateConfiguration().check.problems)
    #expect(chosen.profile == .thorough && chosen.mutants.runs)
    #expect(quick.omissions.count > chosen.omissions.count)
    #expect(quick.omissions.contains { $0.hasPrefix("mutants:") })
  }

  static let wrong: [(text: String, says: String)] = [
    ("profil: quick", "profil, line 1: found an unknown key"),
    ("profil: quick", "did you mean 'profile'?"),
    ("check:\n  problem: 3", "check.problem, line 2: found an unknown key"),
    ("check:\n  problem: 3", "did you mean 'problems'?"),
    ("fixtures: {x: 1}", "fixtures.x"),
    ("mutants: {x: 1}", "mutants.x"),
    ("output: {x: 1}", "output.x"),
    ("[1]: 2", "an unknown key"),
    ("profile: quik", "did you mean 'quick'?"),
    ("profile: [quick]", "found a list; expected a text"),
    ("jobs: 0", "jobs, line 1: found \"0\"; expected a whole number from 1 to 1024"),
    ("jobs: 1025", "from 1 to 1024"),
    ("jobs: two", "expected a whole number"),
    ("jobs: 99999999999999999999", "expected a whole number"),
    ("check: {seed: -1}", "check.seed, line 1: found \"-1\""),
    ("check: {problems: 1000000000001}", "check.problems"),
    ("check: {min-decided: 1.5}", "a share between 0 and 1"),
    ("check: {min-decided: .nan}", "a share between 0 and 1"),
    ("check: {min-decided: nan}", "a share between 0 and 1"),
    ("check: {regimes: [tinny]}", "did you mean 'tiny'?"),
    ("check: {regimes: [[tiny]]}", "a list of texts"),
    ("check: {run: yes}", "true or false"),
    ("check: 3", "check, line 1: found \"3\"; expected a table"),
    ("against: [{a: b}]", "a list of texts"),
    ("- a", "no keys with values"),
    ("a: b: c", "what breaks its rules"),
    ("jobs: 1\njobs: 2", "what breaks its rules"),
    ("jobs: &a [*a]", "jobs"),
    ("\"a", "what breaks its rules"),
  ]

  @Test(arguments: wrong) func whatDoesNotFitIsNamed(_ text: String, _ says: String) throws {
    let message = try message(text)
    #expect(message.contains(says), "\(message)")
  }

  @Test func bytesThatAreNoText() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("gate-\(UUID().uuidString).yml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    for bytes: [UInt8] in [
      [0xFF, 0xFE], Array("a = \"\u{0}\"".utf8), Array(String(repeating: "[", count: 100_000).utf8),
    ] {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      #expect(throws: CaseFileError.self) { try GateConfiguration(path: path) }
    }
    #expect(throws: CaseFileError.self) { try GateConfiguration(path: "/nowhere/at/all.yml") }
  }
}
