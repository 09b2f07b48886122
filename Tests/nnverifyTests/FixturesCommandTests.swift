import Foundation
import Testing

/// `nnverify fixtures`, run as a user would.
@Suite(.enabled(if: canProve, "needs the package trait Arb")) struct FixturesCommandTests {
  /// A set of its own: one published case, and what the program makes.
  final class Copy {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString)").path
    init() async throws {
      try FileManager.default.createDirectory(atPath: path + "/published", withIntermediateDirectories: true)
      for name in ["published/mazur-2015.json", "README.md", "case.schema.json"] {
        try FileManager.default.copyItem(atPath: CommandLineProgram.fixture(name), toPath: "\(path)/\(name)")
      }
      _ = try await CommandLineProgram.run("fixtures", "regenerate", "--quiet", "--folder", path)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func replace(_ old: String, by new: String, in file: String = "published/mazur-2015.json") throws {
      let text = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
      #expect(text.contains(old))
      try text.replacing(old, with: new).write(toFile: "\(path)/\(file)", atomically: true, encoding: .utf8)
    }
  }

  @Test func aSoundSet() async throws {
    let set = try await Copy()
    let verified = try await CommandLineProgram.run("fixtures", "verify", "--quiet", "--folder", set.path)
    #expect(verified.code == 0 && verified.lastLine.hasPrefix("VERIFIED:"), "\(verified)")
    let again = try await CommandLineProgram.run("fixtures", "regenerate", "--quiet", "--folder", set.path)
    #expect(again.code == 0 && again.lastLine.hasPrefix("UP TO DATE:"), "\(again)")
  }

  /// One digit of the bits, of the decimal, or of both at once: the set is refused, and the case named.
  @Test func aChangedDigit() async throws {
    // 0.45 is a weight, 3fdccccccccccccd its bits; the next double is 0.45000000000000007. 3fd31883228c8297 is the cost.
    let changes: [(code: Int, edits: [(String, String)])] = [
      (65, [("3fdccccccccccccd", "3fdccccccccccccc")]), (65, [("\"0.45\"", "\"0.46\"")]),
      (65, [("3fdccccccccccccd", "3fdccccccccccccf"), ("\"0.45\"", "\"0.4500000000000001\"")]),
      (1, [("3fd31883228c8297", "3fd31883228c8298"), ("\"0.29837110876000267\"", "\"0.2983711087600027\"")]),
    ]
    for change in changes {
      let set = try await Copy()
      for (old, new) in change.edits { try set.replace(old, by: new) }
      let run = try await CommandLineProgram.run("fixtures", "verify", "--quiet", "--folder", set.path)
      #expect(run.code == change.code && run.output.contains("mazur-2015"), "\(run)")
      #expect(run.lastLine.hasPrefix(change.code == 65 ? "MALFORMED:" : "DISAGREEMENT:"), "\(run)")
    }
  }

  /// A case that is gone with its line of the manifest leaves no trace but that the program makes it.
  @Test func aMissingCase() async throws {
    let set = try await Copy()
    let path = "\(set.path)/edge/edge-all-square.json"
    let id = try #require(
      try String(contentsOfFile: path, encoding: .utf8).firstMatch(of: /edge-all-square-[0-9a-f]{16}/)
    ).output
    try FileManager.default.removeItem(atPath: path)
    let manifest = try String(contentsOfFile: "\(set.path)/SHA256SUMS", encoding: .utf8)
    try manifest.split(separator: "\n").filter { !$0.hasSuffix("  edge/edge-all-square.json") }.map { $0 + "\n" }
      .joined()
      .write(toFile: "\(set.path)/SHA256SUMS", atomically: true, encoding: .utf8)
    let run = try await CommandLineProgram.run("fixtures", "verify", "--quiet", "--folder", set.path)
    #expect(run.code == 1 && run.output.contains("edge: set: lacks 1 case: \(id);"), "\(run)")
    #expect(run.lastLine.hasPrefix("DISAGREEMENT: 1 departure"), "\(run)")
  }

  /// A wrong program is told apart from the stored answers, and by its name.
  @Test func aWrongProgram() async throws {
    let set = try await Copy()
    let run = try await CommandLineProgram.run(
      "fixtures", "verify", "--quiet", "--folder", set.path, "--implementation", "mutant:gradient-negated")
    #expect(run.code == 1 && run.output.contains("mutant:gradient-negated: dW[2][0][0] is"), "\(run)")
    #expect(run.lastLine.hasPrefix("DISAGREEMENT:"), "\(run)")
  }

  /// An expected value is changed only for who asks for it by name.
  @Test func regenerationRefuses() async throws {
    let set = try await Copy()
    // Not the truth, but the same in both forms, with a limit that fits nothing.
    try set.replace("\"binary64\": {\n        \"cost\": -49", by: "\"binary64\": {\n        \"cost\": -40")
    let refused = try await CommandLineProgram.run("fixtures", "regenerate", "--quiet", "--folder", set.path)
    #expect(refused.code == 1 && refused.lastLine.contains("--accept mazur-2015"), "\(refused)")
    let wrong = try await CommandLineProgram.run(
      "fixtures", "regenerate", "--quiet", "--folder", set.path, "--accept", "mazur")
    #expect(wrong.code == 1, "\(wrong)")
    let accepted = try await CommandLineProgram.run(
      "fixtures", "regenerate", "--quiet", "--folder", set.path, "--accept", "mazur-2015")
    #expect(accepted.code == 0 && accepted.lastLine.hasPrefix("WRITTEN:"), "\(accepted)")
    let verified = try await CommandLineProgram.run("fixtures", "verify", "--quiet", "--folder", set.path)
    #expect(verified.code == 0, "\(verified)")
  }

  @Test func listShowAdd() async throws {
    let set = try await Copy()
    let list = try await CommandLineProgram.run(
      "fixtures", "list", "--folder", set.path, "--activation", "sigmoid", "--group", "published")
    #expect(list.code == 0 && list.output.contains("published/mazur-2015") && list.lastLine == "1 case", "\(list)")
    let none = try await CommandLineProgram.run("fixtures", "list", "--folder", set.path, "--group", "real")
    #expect(none.code == 0 && none.lastLine == "0 cases", "\(none)")
    let show = try await CommandLineProgram.run("fixtures", "show", "mazur-2015", "--folder", set.path)
    #expect(show.code == 0 && show.output.contains("0.08216704056423078") && show.output.contains("2^-50"), "\(show)")
    let unknown = try await CommandLineProgram.run("fixtures", "show", "mazur-2051", "--folder", set.path)
    #expect(unknown.code == 64 && unknown.error.contains("mazur-2015"), "\(unknown)")
    let added = try await CommandLineProgram.run(
      "fixtures", "add", "1:1:3", "--slug", "kept", "--comment", "It failed once.", "--flag", "wrong-derivative",
      "--folder", set.path)
    #expect(added.code == 0 && added.lastLine.hasPrefix("ADDED: kept-"), "\(added)")
    let twice = try await CommandLineProgram.run(
      "fixtures", "add", "1:1:3", "--slug", "kept", "--comment", "It failed once.", "--flag", "wrong-derivative",
      "--folder", set.path)
    #expect(twice.code == 64, "\(twice)")
    let verified = try await CommandLineProgram.run("fixtures", "verify", "--quiet", "--folder", set.path)
    #expect(verified.code == 0, "\(verified)")
  }

  @Test func badInput() async throws {
    let usages: [[String]] = [
      ["verify", "--jobs", "0"], ["regenerate", "--jobs", "x"], ["list", "--group", "none"],
      ["list", "--flag", "none"],
      ["list", "--max-size", "0"], ["list", "--loss", "hinge"], ["list", "--activation", "swish"], ["show"],
      ["add", "1:1:3", "--slug", "A b", "--comment", "x", "--flag", "wrong-derivative"],
      ["add", "1:1:3", "--slug", "a", "--comment", "x", "--flag", "none"],
      ["add", "1:1:3", "--slug", "a", "--comment", "x"],
    ]
    for arguments in usages {
      let run = try await CommandLineProgram.start(
        CommandLineProgram.path, .init(["fixtures"] + arguments), input: "", in: nil,
        environment: CommandLineProgram.environment)
      #expect(run.code == 64, "\(arguments) \(run)")
    }
    for command in ["verify", "regenerate", "list"] {
      let run = try await CommandLineProgram.run("fixtures", command, "--folder", "/nonexistent")
      #expect(run.code == 74 && run.error.contains("/nonexistent"), "\(run)")
    }
  }

  /// Every file's faults are told, not only the first one's, and the sound cases are verified all the same.
  @Test func allFaultsAreTold() async throws {
    let set = try await Copy()
    for (name, text) in [("one", "{"), ("two", "[]"), ("three", String(repeating: "[", count: 1_000_000))] {
      try text.write(toFile: "\(set.path)/published/\(name).json", atomically: true, encoding: .utf8)
    }
    try FileManager.default.createSymbolicLink(
      atPath: "\(set.path)/published/link.json", withDestinationPath: "/etc/passwd")
    let run = try await CommandLineProgram.run("fixtures", "verify", "--quiet", "--folder", set.path)
    #expect(run.code == 65, "\(run)")
    for name in ["one", "two", "three", "link"] { #expect(run.output.contains("published/\(name).json"), "\(run)") }
    #expect(run.output.contains("textbook-dZ") && run.output.contains(/proofs, anew \(cases\) +745\n/), "\(run)")
  }
}

/// Whether the program under test has ball arithmetic.
#if Arb
  private let canProve = true
#else
  private let canProve = false
#endif
