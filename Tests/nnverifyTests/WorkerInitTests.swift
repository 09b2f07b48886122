import Foundation
import Testing

/// A beginner's first minutes: what `worker init` writes and prints.
@Suite struct WorkerInitTests {
  @Test func theListNamesEveryLanguage() async throws {
    let run = try await CommandLineProgram.run("worker", "init", "--list")
    #expect(run.code == 0 && run.error == "")
    let names = run.output.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(names == ["python", "numpy", "c", "javascript", "swift", "rust", "function"])
  }

  /// The printed lines can be pasted: also where the folder has a blank in its name.
  @Test(.enabled(if: Python.isInstalled, "Python is not installed"), arguments: [nil, "a new one/worker"])
  func whatIsPrintedCanBePasted(_ folder: String?) async throws {
    try await withFolder { current in
      let arguments = ["worker", "init", "python"] + (folder.map { [$0] } ?? [])
      let run = try await CommandLineProgram.start(
        CommandLineProgram.path, .init(arguments), input: "", in: current, environment: CommandLineProgram.environment)
      #expect(run.code == 0 && run.error == "", "\(run)")
      let file = "\(folder ?? "python-worker")/worker.py"
      #expect(run.output.hasPrefix("WRITTEN: \(file), "))
      #expect(FileManager.default.fileExists(atPath: "\(current)/\(file)"))
      let commands = run.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
      #expect(commands.count == 2 && commands[1].hasPrefix("  nnverify check --against "))
      let doctor = try await CommandLineProgram.shell(
        String(try #require(commands.first)).replacing("nnverify", with: "$nnverify", maxReplacements: 1), in: current)
      #expect(doctor.code == 0 && doctor.lastLine.hasPrefix("READY"), "\(doctor)")
    }
  }

  /// Where something is to be built, that comes first.
  @Test func aCompilerIsNamed() async throws {
    try await withFolder { folder in
      for (language, build) in [
        ("c", "cc -O2 -std=c99 -o w/c/worker w/c/worker.c -lm"), ("rust", "rustc -O -o w/rust/worker w/rust/worker.rs"),
        ("swift", "swiftc -O -o w/swift/worker w/swift/worker.swift"),
      ] {
        let run = try await CommandLineProgram.run("worker", "init", language, "w/\(language)", in: folder)
        #expect(
          run.output.contains("Next:\n  \(build)\n  nnverify worker doctor w/\(language)/worker\n"), "\(run)")
      }
    }
  }

  @Test func nothingIsOverwritten() async throws {
    try await withFolder { folder in
      let file = "\(folder)/worker.py"
      try "mine".write(toFile: file, atomically: true, encoding: .utf8)
      let run = try await CommandLineProgram.run("worker", "init", "python", folder)
      #expect(run.code == Code.inputOutput && run.output == "", "\(run)")
      #expect(run.error.contains("worker.py: ") && run.error.contains("nothing is overwritten"), "\(run)")
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
      // A file where the folder should be.
      let within = try await CommandLineProgram.run("worker", "init", "python", file)
      #expect(within.code == Code.inputOutput && within.error.contains("no folder can be made there"), "\(within)")
    }
  }

  @Test(arguments: [
    (["pyton"], "did you mean 'python'?"), (["NumPy"], "did you mean 'numpy'?"), ([], "no language is named"),
    (["cobol"], "there are python, numpy, c, javascript, swift, rust, function"),
    (["python", ""], "the folder is empty"),
  ]) func mistakesAreNamed(_ arguments: [String], _ words: String) async throws {
    let run = try await CommandLineProgram.start(
      CommandLineProgram.path, .init(["worker", "init"] + arguments), input: "", in: nil,
      environment: CommandLineProgram.environment)
    #expect(run.code == Code.usage && run.output == "" && run.error.contains(words), "\(run)")
  }
}
