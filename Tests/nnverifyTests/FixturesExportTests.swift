import Foundation
import Testing

/// `nnverify fixtures export --npz`.
@Suite struct FixturesExportTests {
  /// A set of its own: a proven case with a range, zeros of either sign, a missing limit and a history; one without a proof.
  private func withSet(_ body: (_ set: String, _ folder: String) async throws -> Void) async throws {
    try await withFolder { folder in
      let set = folder + "/set"
      for group in ["edge", "regressions"] {
        try FileManager.default.createDirectory(atPath: "\(set)/\(group)", withIntermediateDirectories: true)
      }
      let seed = CommandLineProgram.repository + "/Tests/Fuzz/seeds/proven.json"
      let proven = try String(contentsOfFile: seed, encoding: .utf8)
        .replacing("\"0.125\"", with: "\"-0.0\"").replacing("\"3fc0000000000000\"", with: "\"8000000000000000\"")
        .replacing("\"comment\": \"1-1, by hand\"", with: "\"comment\": \"é \\\" \\n 漢\"")
      let history = CaseFilesTests.text().split(separator: "\"problem\": ")[1].dropLast(2)
      try proven.write(toFile: set + "/edge/by-hand.json", atomically: false, encoding: .utf8)
      try proven.replacing("\"problem\": ", with: "\"history\": [\(history)], \"problem\": ", maxReplacements: 1)
        .write(toFile: set + "/regressions/remembers.json", atomically: false, encoding: .utf8)
      try CaseFilesTests.text().write(toFile: set + "/regressions/unproven.json", atomically: false, encoding: .utf8)
      try await body(set, folder)
    }
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func oneFileForEachCase() async throws {
    try await withSet { set, folder in
      let target = folder + "/new/folder"
      let run = try await CommandLineProgram.run("fixtures", "export", "--npz", target, "--folder", set)
      #expect(run.code == 0 && run.lastLine == "EXPORTED: 2 cases to \(target), 1 skipped", "\(run)")
      #expect(run.error.contains("regressions/unproven.json: skipped, nothing is proven of it"), "\(run)")
      #expect(try names(target) == ["by-hand.npz", "remembers.npz"])
      let path = target + "/by-hand.npz"
      let first = try Data(contentsOf: URL(fileURLWithPath: path))
      // What is there is replaced as a whole: a second name of the old file keeps the old bytes.
      try Data("old".utf8).write(to: URL(fileURLWithPath: path))
      try FileManager.default.linkItem(atPath: path, toPath: folder + "/second")
      let again = try await CommandLineProgram.run(
        "fixtures", "export", "--npz", target, "--folder", set, "--group", "edge")
      #expect(again.code == 0 && again.lastLine == "EXPORTED: 1 case to \(target)" && again.error == "", "\(again)")
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
      #expect(try String(contentsOfFile: folder + "/second", encoding: .utf8) == "old")
      #expect(try names(target) == ["by-hand.npz", "remembers.npz"])
    }
  }

  @Test(.enabled("NumPy is not installed") { await NumPy.isInstalled() }) func numPyReadsTheSameBits() async throws {
    try await withSet { set, folder in
      _ = try await CommandLineProgram.run("fixtures", "export", "--npz", folder + "/npz", "--folder", set)
      let run = try await NumPy.compare(folder + "/npz", with: set)
      #expect(run.code == 0 && run.lastLine.hasPrefix("2 files, "), "\(run)")
      // The comparison can fail: one bit of one number.
      let path = set + "/edge/by-hand.json"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try text.replacing("\"8000000000000000\"", with: "\"0000000000000000\"", maxReplacements: 1)
        .write(toFile: path, atomically: false, encoding: .utf8)
      let wrong = try await NumPy.compare(folder + "/npz", with: set)
      #expect(wrong.code == 1 && wrong.error.contains("by-hand: ('dX'"), "\(wrong)")
    }
  }

  @Test(.enabled("NumPy is not installed") { await NumPy.isInstalled() }) func theWholeStoredSet() async throws {
    try await withFolder { folder in
      let stored = CommandLineProgram.fixture("")
      let run = try await CommandLineProgram.run("fixtures", "export", "--npz", folder, "--folder", stored)
      #expect(run.code == 0, "\(run)")
      let compared = try await NumPy.compare(folder, with: stored)
      let count = try names(folder).count
      #expect(compared.code == 0 && compared.lastLine.hasPrefix("\(count) files, ") && count > 700, "\(compared)")
    }
  }

  @Test func badInput() async throws {
    try await withSet { set, folder in
      let usages = [
        [], ["--npz"], ["--npz", ""], ["--npz", "x", "--group", "edgy"], ["--npz", "x", "--max-size", "0"],
        ["--npz", "x", "y"],
      ]
      for arguments in usages {
        let run = try await CommandLineProgram.start(
          CommandLineProgram.path, .init(["fixtures", "export", "--folder", set] + arguments), input: "", in: folder,
          environment: CommandLineProgram.environment)
        #expect(run.code == Code.usage && run.output == "", "\(arguments) \(run)")
      }
      #expect(try names(folder) == ["set"])
      try "a file".write(toFile: folder + "/file", atomically: false, encoding: .utf8)
      for target in [folder + "/file", folder + "/file/below", "/dev/null/x"] {
        let run = try await CommandLineProgram.run("fixtures", "export", "--npz", target, "--folder", set)
        #expect(run.code == Code.inputOutput && run.error.contains(target) && run.output == "", "\(run)")
      }
      // A folder stands where the file should come.
      try FileManager.default.createDirectory(atPath: folder + "/npz/by-hand.npz", withIntermediateDirectories: true)
      let taken = try await CommandLineProgram.run("fixtures", "export", "--npz", folder + "/npz", "--folder", set)
      #expect(taken.code == Code.inputOutput && taken.error.contains("by-hand.npz"), "\(taken)")
      let nowhere = try await CommandLineProgram.run(
        "fixtures", "export", "--npz", folder, "--folder", folder + "/none")
      #expect(nowhere.code == Code.inputOutput, "\(nowhere)")
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere")) func noPermission() async throws {
    try await withSet { set, folder in
      try FileManager.default.createDirectory(atPath: folder + "/locked", withIntermediateDirectories: true)
      chmod(folder + "/locked", 0o500)
      for target in ["/locked", "/locked/below"] {
        let run = try await CommandLineProgram.run("fixtures", "export", "--npz", folder + target, "--folder", set)
        #expect(run.code == Code.inputOutput, "\(run)")
      }
      chmod(folder + "/locked", 0o700)
    }
  }

  /// Sound cases are written, every fault is told.
  @Test func malformedCases() async throws {
    try await withSet { set, folder in
      for name in ["one", "two"] {
        try "{".write(toFile: set + "/edge/\(name).json", atomically: false, encoding: .utf8)
      }
      let run = try await CommandLineProgram.run("fixtures", "export", "--npz", folder + "/npz", "--folder", set)
      #expect(run.code == Code.malformed && run.lastLine.hasPrefix("EXPORTED: 2 cases"), "\(run)")
      #expect(run.error.contains("edge/one.json") && run.error.contains("edge/two.json"), "\(run)")
      // Two files that would become one are refused before anything is written.
      try FileManager.default.copyItem(atPath: set + "/edge/by-hand.json", toPath: set + "/regressions/by-hand.json")
      let same = try await CommandLineProgram.run("fixtures", "export", "--npz", folder + "/other", "--folder", set)
      #expect(same.code == Code.malformed && same.output == "" && same.error.contains("rename one"), "\(same)")
      #expect(!FileManager.default.fileExists(atPath: folder + "/other"))
    }
  }
}
