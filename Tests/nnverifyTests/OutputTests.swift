import Foundation
import Testing

/// Where the report goes, and what is said where it cannot go there.
@Suite struct OutputTests {
  func check(_ more: String..., in folder: String) async throws -> CommandLineProgram.Run {
    try await CommandLineProgram.start(
      CommandLineProgram.path, .init(["check", "--problems", "2"] + tiny + more), input: "", in: folder,
      environment: CommandLineProgram.environment)
  }

  @Test(arguments: ["missing/report.txt", ".", "folder", "folder/", "", "missing/", "/"])
  func placesThatCannotBeWritten(_ place: String) async throws {
    try await withFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/folder", withIntermediateDirectories: true)
      for option in [["check", "--problems", "1", "--output"] + tiny, ["replay", "1:1:1:width=1", "--save"]] {
        let split = try #require(option.firstIndex { $0 == "--output" || $0 == "--save" })
        let run = try await CommandLineProgram.start(
          CommandLineProgram.path, .init(option[...split] + [place] + option[(split + 1)...]), input: "", in: folder,
          environment: CommandLineProgram.environment)
        #expect(run.code == Code.inputOutput)
        // Said before the work, not after it.
        #expect(run.output == "")
        #expect(run.error.contains(place.isEmpty ? "''" : place))
        #expect(run.error.contains("expected a file in a folder that exists, with room and permission to write"))
      }
      #expect(try FileManager.default.subpathsOfDirectory(atPath: folder) == ["folder"])
    }
  }

  @Test(arguments: ["text", "json"])
  func theFileHoldsTheReport(_ format: String) async throws {
    try await withFolder { folder in
      let run = try await check("--output", "report", "--format", format, in: folder)
      #expect(run.code == 0)
      let file = try String(contentsOfFile: folder + "/report", encoding: .utf8)
      // The first line of the text, with the seed, goes out before there is a report.
      #expect(format == "json" ? run.output == file : run.output.hasSuffix(file))
      #expect(file.contains(format == "json" ? "\"outcome\" : \"agreement\"" : "\nAGREEMENT: 2 problems"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report"])
    }
  }

  /// A rename over it would put a file in the place of a device; of /dev/null, say.
  @Test func whatIsNoFileIsNotReplaced() async throws {
    try await withFolder { folder in
      let pipe = folder + "/pipe"
      try #require(mkfifo(pipe, 0o600) == 0)
      let reader = open(pipe, O_RDONLY | O_NONBLOCK)
      defer { close(reader) }
      let run = try await check("--output", "pipe", in: folder)
      #expect(run.code == 0)
      var status = stat()
      #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(reader, &bytes, bytes.count)
      #expect(count > 0 && run.output.hasSuffix(String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)))
    }
  }

  @Test func linksAndPermissionsStay() async throws {
    try await withFolder { folder in
      try "old".write(toFile: folder + "/target", atomically: false, encoding: .utf8)
      chmod(folder + "/target", 0o600)
      try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "target")
      let run = try await check("--output", "link", in: folder)
      #expect(run.code == 0)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link") == "target")
      #expect(try String(contentsOfFile: folder + "/target", encoding: .utf8).contains("AGREEMENT"))
      var status = stat()
      #expect(stat(folder + "/target", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
  }

  static let commands = [
    "check --problems 1 --max-width 2 --seed 1 --min-decided 0",
    "check --problems 1 --max-width 2 --seed 1 --min-decided 0 --format json",
    "replay 1:1:1:width=2", "explain 1:1:1:width=2",
  ]

  /// A library may open a file before the report is written; it must not become standard output.
  @Test(arguments: commands)
  func closedStandardOutput(_ command: String) async throws {
    let run = try await CommandLineProgram.shell("\"$nnverify\" \(command) >&-")
    #expect(run.code == Code.inputOutput)
    #expect(run.error.contains("cannot write to standard output"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: commands)
  func fullStandardOutput(_ command: String) async throws {
    let run = try await CommandLineProgram.shell("\"$nnverify\" \(command) >/dev/full")
    #expect(run.code == Code.inputOutput)
    #expect(run.error.contains("No space left on device"))
  }

  /// The reader is gone before anything is written; the report file is written all the same.
  @Test func brokenPipe() async throws {
    try await withFolder { folder in
      let check =
        "\"$nnverify\" check --problems 1 --format json --quiet --output report \(tiny.joined(separator: " "))"
      let run = try await CommandLineProgram.shell("{ sleep 0.3; \(check); echo $? >code; } | true", in: folder)
      #expect(run.error.contains("cannot write to standard output: Broken pipe"))
      #expect(try String(contentsOfFile: folder + "/code", encoding: .utf8) == "\(Code.inputOutput)\n")
      #expect(try String(contentsOfFile: folder + "/report", encoding: .utf8).contains("\"agreement\""))
    }
  }

  /// Nobody is left to be told, so nothing is wrong.
  @Test func closedStandardError() async throws {
    let run = try await CommandLineProgram.shell("\"$nnverify\" \(Self.commands[1]) 2>&-")
    #expect(run.code == 0)
    #expect(try document(run.output)["outcome"] as? String == "agreement")
  }

  @Test func quiet() async throws {
    try await withFolder { folder in
      for format in ["text", "json"] {
        let run = try await check("--quiet", "--format", format, in: folder)
        #expect(run.code == 0 && run.error == "" && run.output != "")
      }
      let run = try await check("--format", "json", in: folder)
      // JSON alone on standard output, the text for people on standard error.
      #expect(try document(run.output)["seed"] as? String == "1")
      #expect(run.error.hasPrefix("seed 1, generator ") && run.error.contains("AGREEMENT"))
    }
  }
}
