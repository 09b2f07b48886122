import Foundation
import Testing

/// Parts of a run, and runs that were cut short.
@Suite struct MergeCommandTests {
  static let options = ["check", "--seed", "4", "--problems", "300", "--quiet", "--format", "json"] + small
  private static let small = ["--max-width", "3", "--max-depth", "2", "--max-cases", "2", "--min-decided", "0"]

  /// The document without what differs from run to run.
  private func stable(_ text: String) throws -> NSDictionary {
    var fields = try document(text)
    fields["seconds"] = nil
    fields["command"] = nil
    return fields as NSDictionary
  }

  @Test func partsAndTheWhole() async throws {
    try await withFolder { folder in
      // There are three blocks, so the fourth part is empty.
      for part in 1...4 {
        let run = try await CommandLineProgram.run(
          Self.options + ["--shard", "\(part)/4", "--output", "\(part).json"], in: folder)
        #expect(run.code == Code.agreement, "\(run)")
      }
      let whole = try await CommandLineProgram.run(Self.options, in: folder)
      let merged = try await CommandLineProgram.run(
        "merge", "4.json", "2.json", "1.json", "3.json", "--format", "json", "--junit", "junit.xml", "--json",
        "all.json",
        "--quiet", in: folder)
      #expect(merged.code == Code.agreement, "\(merged)")
      #expect(try stable(merged.output) == stable(whole.output))
      let stored = try await CommandLineProgram.shell("cat all.json; grep -c '<testcase' junit.xml >&2", in: folder)
      #expect(stored.output == merged.output)
      #expect(Int(stored.error.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 > 0)

      let missing = try await CommandLineProgram.run("merge", "4.json", "2.json", "1.json", in: folder)
      #expect(missing.code == Code.malformed)
      #expect(missing.error == "nnverify: a shard is missing: 3/4\n")
      let twice = try await CommandLineProgram.run("merge", "1.json", "1.json", in: folder)
      #expect(twice.code == Code.malformed)
      let whatever = try await CommandLineProgram.run("merge", "junit.xml", in: folder)
      #expect(whatever.code == Code.malformed && whatever.error.contains("a document that "))
      let nothing = try await CommandLineProgram.run("merge", "nowhere.json", in: folder)
      #expect(nothing.code == Code.inputOutput)
    }
  }

  /// Every field of a document may say anything.
  @Test func damagedDocuments() async throws {
    try await withFolder { folder in
      let part = try await CommandLineProgram.run(Self.options + ["--shard", "1/1", "--output", "a.json"], in: folder)
      #expect(part.code == Code.agreement)
      let damages: [(from: String, to: String)] = [
        ("\"nnverify-report-1\"", "\"nnverify-report-2\""), ("\"seed\" : \"4\"", "\"seed\" : \"-4\""),
        ("\"seed\" : \"4\"", "\"seed\" : \"5\""), ("\"count\" : 300", "\"count\" : 9223372036854775807"),
        ("\"first\" : 0", "\"first\" : 1"), ("\"first\" : 0", "\"first\" : -128"), ("\"1/1\"", "\"2/1\""),
        ("\"1:4:0:", "\"9:4:0:"), ("\"check\" : \"gradients\"", "\"check\" : \"gradient\""),
        ("\"problems\" : 300", "\"problems\" : 9223372036854775807"), ("\"problems\" : 300", "\"problems\" : -1"),
        ("\"minimumDecided\" : 0", "\"minimumDecided\" : 7"), ("\"storedCases\" : 0", "\"storedCases\" : 301"),
        ("\"regime\" : \"ordinary\"", "\"regime\" : \"usual\""), ("\"ratios\" : [", "\"ratios\" : [ 1,"),
        ("\"keptFailures\" : 10", "\"keptFailures\" : -1"), ("6 entries of every", "0 entries of every"),
        ("\"cleared\" : 0", "\"cleared\" : -1"), ("\"checks\" : [", "\"checks\" : [ 3,"), ("}", ""),
      ]
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/a.json")), as: UTF8.self)
      for (from, to) in damages {
        let range = try #require(text.range(of: from), "\(from)")
        try Data(text.replacingCharacters(in: range, with: to).utf8).write(to: URL(fileURLWithPath: folder + "/b.json"))
        let run = try await CommandLineProgram.run("merge", "b.json", in: folder)
        #expect(run.code == Code.malformed, "\(from) → \(to): \(run)")
      }
    }
  }

  static let wrong: [(arguments: [String], says: String)] = [
    (["--shard", "1/4", "--problems", "3"], "--shard needs a --seed"),
    (["--shard", "1/4", "--seed", "1", "--time", "1s"], "with --time nobody knows of how many"),
    (["--shard", "0/4", "--seed", "1"], "0/4"), (["--shard", "5/4", "--seed", "1"], "5/4"),
    (["--shard", "4", "--seed", "1"], "'4'"), (["--resume"], "--resume goes on with --journal FILE"),
    (["--json", "a", "--html", "a"], "two reports would be written to a"),
  ]

  @Test(arguments: wrong) func contradictions(_ arguments: [String], _ says: String) async throws {
    let run = try await CommandLineProgram.run(["check"] + arguments)
    #expect(run.code == Code.usage, "\(run)")
    #expect(run.error.contains(says), "\(run)")
  }

  /// Killed without a word, gone on with, and as if nothing had been.
  @Test func aRunThatIsKilled() async throws {
    try await withFolder { folder in
      let options = "check --seed 4 --problems 768 --max-width 12 --max-depth 3 --quiet --format json --jobs 2"
      let killed = try await CommandLineProgram.shell(
        """
        "$nnverify" \(options) --journal journal.json >/dev/null 2>&1 &
        while [ ! -s journal.json ]; do sleep 0.05; done
        kill -9 $!
        wait $!
        "$nnverify" \(options) --journal journal.json --resume
        """, in: folder)
      #expect(killed.code == Code.agreement, "\(killed)")
      let whole = try await CommandLineProgram.shell("\"$nnverify\" \(options)", in: folder)
      #expect(try stable(killed.output) == stable(whole.output))
      let again = try await CommandLineProgram.shell("\"$nnverify\" \(options) --journal journal.json", in: folder)
      #expect(again.code == Code.usage && again.error.contains("go on with it by --resume"))
      let other = try await CommandLineProgram.shell(
        "\"$nnverify\" \(options) --entries 3 --journal journal.json --resume", in: folder)
      #expect(other.code == Code.malformed && other.error.contains("is of another run: the sampling was"))
    }
  }
}
