import Foundation
import Testing

/// A token is a generated problem in a word.
@Suite struct TokenTests {
  @Test(arguments: [
    ("1:2", "is no replay token"), ("1:2:", "is no replay token"), ("1:2:-3", "is no replay token"),
    (":", "is no replay token"), ("a:b:c", "is no replay token"), ("1:1:1 ", "is no replay token"),
    ("1:1:9223372036854775808", "is no replay token"), ("1:18446744073709551616:1", "is no replay token"),
    ("١:1:1", "is no replay token"), ("1:١:1", "is no replay token"), ("²:1:1", "is no replay token"),
    ("9:1:1", "generator version 9"), ("1:2:3:", "'' in a replay token"), ("1:1:1:regimes=", "'regimes='"),
    ("1:1:1:regimes=nope", "'regimes=nope'"), ("1:1:1:regimes=+", "regimes is empty"), ("1:1:1:width", "'width'"),
    ("1:1:1:foo=1", "'foo=1'"), ("1:2:3:width=0", "is 0; give a number from 1 to 8192"),
    ("1:1:1:width=9999999999999999999999", "'width=9999999999999999999999'"), ("1:1:1:depth=33", "from 1 to 32"),
    ("1:1:1:work=1", "from 1024 to"),
    ("1:1:1:losses=binary_cross_entropy:activations=relu", "binary_cross_entropy needs sigmoid"),
    ("1:1:1:regimes=dyadic:activations=sigmoid", "the regime dyadic needs"),
  ])
  func malformedTokens(_ token: String, _ message: String) async throws {
    let run = try await CommandLineProgram.run("replay", token)
    #expect(run.code == Code.malformed)
    #expect(run.output == "")
    #expect(run.error.hasPrefix("nnverify: "))
    #expect(run.error.contains(message))
  }

  @Test func longTokens() async throws {
    let digits = try await CommandLineProgram.run("replay", "1:1:" + String(repeating: "1", count: 100_000))
    #expect(digits.code == Code.malformed)
    let parts = try await CommandLineProgram.run(
      "explain", "1:1:1" + String(repeating: ":width=2", count: 10_000) + ":depth=1:cases=1")
    #expect(parts.code == 0)
  }

  /// The greatest numbers that fit.
  @Test func extremeTokens() async throws {
    let run = try await CommandLineProgram.run(
      "explain", "1:18446744073709551615:9223372036854775807:width=1:depth=1:cases=1")
    #expect(run.code == 0)
  }

  /// Problem 0 of `check` is the problem behind the token, and its tally the same.
  @Test(arguments: ["7", "18446744073709551615"])
  func aTokenIsTheProblemOfTheRun(_ seed: String) async throws {
    let checked = try await CommandLineProgram.run(
      "check", "--problems", "1", "--seed", seed, "--max-width", "2", "--min-decided", "0", "--format", "json")
    let replayed = try await CommandLineProgram.run("replay", "1:\(seed):0:width=2", "--format", "json")
    #expect(checked.code == 0 && replayed.code == 0)
    let rows = try document(checked.output)["checks"] as? [NSDictionary]
    #expect(try #require(rows).count > 5)
    #expect(rows == (try document(replayed.output)["checks"] as? [NSDictionary]))
  }

  /// A problem saved as a case file is the same problem.
  @Test func savedTokens() async throws {
    try await withFolder { folder in
      let token = "1:3:5:width=3:depth=2"
      let replayed = try await CommandLineProgram.run(
        "replay", token, "--save", "kept.json", "--format", "json", in: folder)
      #expect(replayed.code == 0)
      let again = try await CommandLineProgram.run("replay", "kept.json", "--format", "json", in: folder)
      #expect(again.code == 0)
      /// But for the name of the problem.
      func rows(_ text: String) throws -> [NSDictionary] {
        let rows = try #require(try document(text)["checks"] as? [[String: Any]])
        return rows.map { $0.filter { $0.key != "worstProblem" } as NSDictionary }
      }
      #expect(try rows(replayed.output).count > 5)
      #expect(try rows(replayed.output) == rows(again.output))
      let unusual = try await CommandLineProgram.run("replay", token, "--save", "a name.json", "--quiet", in: folder)
      #expect(unusual.code == 0)
      let read = try await CommandLineProgram.run("replay", "a name.json", in: folder)
      #expect(read.code == 0)
    }
  }
}
