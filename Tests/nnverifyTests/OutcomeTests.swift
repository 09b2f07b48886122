import Foundation
import Testing

/// What a run came to is its exit code, and the same words everywhere.
@Suite struct OutcomeTests {
  @Test func nothingRan() async throws {
    let run = try await CommandLineProgram.run("check", "--problems", "0", "--seed", "1", "--format", "json")
    #expect(run.code == Code.undecided)
    #expect(try document(run.output)["outcome"] as? String == "undecided")
    #expect(run.error.contains("UNDECIDED: nothing ran"))
  }

  /// Where numbers are huge, rounding leaves many entries open.
  @Test(arguments: [("1", Code.undecided), ("0", Code.agreement)])
  func theShareThatIsDecided(_ minimum: String, _ code: Int) async throws {
    let run = try await CommandLineProgram.run(
      "check", "--problems", "6", "--max-width", "2", "--max-depth", "2", "--seed", "1", "--regime", "huge",
      "--min-decided", minimum, "--format", "json")
    #expect(run.code == code)
    #expect(run.error.contains("too little was decided in huge: ") == (code == Code.undecided))
    let regimes = try #require(try document(run.output)["regimes"] as? [[String: Any]])
    #expect(regimes.map { $0["regime"] as? String } == ["huge"])
    #expect(try #require(regimes[0]["decided"] as? Int) < (try #require(regimes[0]["compared"] as? Int)))
  }

  @Test func publishedAndRealCases() async throws {
    let run = try await CommandLineProgram.run("replay", CommandLineProgram.fixture("published"), "--quiet")
    #expect(run.code == Code.agreement)
    #expect(run.lastLine.hasPrefix("AGREEMENT: 6 problems (6 of them stored), "))
    let check = try await CommandLineProgram.run(
      "check", "--problems", "0", "--cases", CommandLineProgram.fixture("published"))
    #expect(check.code == Code.agreement)
  }

  /// A stored figure that is wrong, in the second row: every implementation departs there, and the last line replays it.
  @Test func disagreement() async throws {
    try await withFolder { folder in
      let valid = try String(contentsOfFile: CommandLineProgram.fixture("published/mazur-2015.json"), encoding: .utf8)
      let wrong = valid.replacing("\"0.772928465\"", with: "\"0.772928565\"")
        .replacing("\"0.561370121\"", with: "\"0.561380121\"")
      try wrong.write(toFile: folder + "/it's wrong.json", atomically: false, encoding: .utf8)
      let run = try await CommandLineProgram.run("replay", "it's wrong.json", in: folder)
      #expect(run.code == Code.disagreement)
      #expect(
        run.output.contains("stored  textbook-dZ: A[L] departs at A[L][1][0], against the stored A[L][1][0]\n"))
      #expect(run.output.contains("observed 0.7729284653214625  expected 0.772928565\n"))
      #expect(run.output.contains("dW[2][1][1], against the stored W[2][1][1] after the update\n"))
      #expect(run.lastLine.hasPrefix("DISAGREEMENT: 1 problem fails of 1 problem (1 of them stored), "))
      let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("  replay: ") })
      let pasted = line.dropFirst("  replay: ".count).replacing("nnverify", with: "\"$nnverify\"", maxReplacements: 1)
      #expect(try await CommandLineProgram.shell(String(pasted), in: folder).code == Code.disagreement)

      let json = try await CommandLineProgram.run(
        "check", "--problems", "0", "--cases", "it's wrong.json", "--format", "json", "--quiet", in: folder)
      #expect(json.code == Code.disagreement)
      let failures = try #require(try document(json.output)["failures"] as? [[String: Any]])
      #expect(failures.map { $0["replay"] as? String } == ["it's wrong.json"])
      let entries = try #require(failures[0]["findings"] as? [[String: Any]]).map { $0["entry"] as? String }
      // Four implementations.
      #expect(entries == Array(repeating: ["A[L][1][0]", "dW[2][1][1]"], count: 4).flatMap { $0 })
    }
  }

  /// Blocks are spread over the jobs and merged in order; 260 problems are three blocks.
  @Test func equalSeedsGiveEqualDocuments() async throws {
    func report(jobs: String) async throws -> NSDictionary {
      let run = try await CommandLineProgram.run(
        "check", "--problems", "260", "--seed", "11", "--max-width", "2", "--max-depth", "2", "--max-cases", "2",
        "--min-decided", "0", "--implementation", "textbook-dA", "--implementation", "vectorized-dZ", "--format",
        "json", "--jobs", jobs)
      #expect(run.code == 0)
      var fields = try document(run.output)
      #expect(fields.removeValue(forKey: "seconds") is [String: Any])
      #expect(fields["problems"] as? Int == 260)
      return fields as NSDictionary
    }
    let (one, two) = (try await report(jobs: "1"), try await report(jobs: "2"))
    #expect(one == two)
  }

  @Test func aFreshSeedIsPrinted() async throws {
    let run = try await CommandLineProgram.run("check", "--problems", "1", "--max-width", "2", "--min-decided", "0")
    let first = try #require(run.output.prefixMatch(of: #/seed (\d+), generator \d+: /#))
    #expect(run.lastLine.hasSuffix(", seed \(first.output.1)"))
  }
}
