import Foundation
import Testing

/// Files that are no case files end with 65, files that cannot be read with 74, and the message names file and fault.
@Suite struct CaseFilesTests {
  /// A valid case with one piece of it replaced.
  static func text(_ old: String = "", _ new: String = "") -> String {
    let valid = #"""
      {
        "format": "nnverify-case-1",
        "id": "sample",
        "problem": {
          "layers": [{"activation": "tanh", "weights": [[0.5, -0.25]], "biases": [0.125]}],
          "inputs": [[1, 2], [3, 4]],
          "targets": [[0.5, 1]],
          "loss": "squared_error",
          "reduction": "mean"
        }
      }
      """#
    guard !old.isEmpty else { return valid }
    precondition(valid.contains(old))
    return valid.replacing(old, with: new)
  }

  static let malformed: [(text: String, fault: String)] = [
    ("", "an empty file"),
    (" \n", "an empty file"),
    (String(text().prefix(200)), "end of the file"),
    (text() + text(), "nothing after the document"),
    ("null", "found null"),
    ("[]", "found an array"),
    ("{}", "/problem: found nothing"),
    (String(repeating: "[", count: 10_000), "nested deeper"),
    (String(repeating: "{\"a\":", count: 10_000) + "1" + String(repeating: "}", count: 10_000), "nested deeper"),
    (text("0.125", "NaN"), "/problem/layers/0/biases/0: found \"NaN\""),
    (text("0.125", "1e400"), "a number beyond binary64"),
    (text("0.125", "\"infinity\""), "expected a finite number"),
    (text("[0.125]", "[0.125, 2]"), "/problem/layers/0/biases: found 2 numbers; expected 1"),
    (text("[0.125]", "\"none\""), "/problem/layers/0/biases"),
    (text("[[1, 2], [3, 4]]", "[[1, 2], [3]]"), "/problem/inputs/1: found 1 numbers; expected 2"),
    (text("[[1, 2], [3, 4]]", "[[], []]"), "at least one"),
    (text("[[1, 2], [3, 4]]", "[]"), "/problem/inputs"),
    (
      text("[[0.5, -0.25]]", "{\"rows\": 4611686018427387904, \"columns\": 4611686018427387904}"),
      "/problem/layers/0/weights: found an object"
    ),
    (text("[[0.5, -0.25]]", "[[0.5, -0.25, 1]]"), "/problem/inputs: found 2 rows; expected 3"),
    (text("tanh", "tahn"), "did you mean \"tanh\"?"),
    (text("squared_error", "binary_cross_entropy"), "binary_cross_entropy over an output layer of tanh"),
    (text("\"id\": \"sample\",", "\"id\": \"a\", \"id\": \"b\","), "a second time"),
    (text("\"id\": \"sample\",", "\"id\": \"../../x\","), "/id: found \"../../x\""),
    (text("nnverify-case-1", "nnverify-case-2"), "nnverify-case-1"),
  ]

  @Test func theSampleIsValid() async throws {
    try await withFolder { folder in
      try Self.text().write(toFile: folder + "/sample.json", atomically: false, encoding: .utf8)
      let run = try await CommandLineProgram.run("replay", "sample.json", in: folder)
      #expect(run.code == Code.agreement)
      #expect(run.output.contains("sample.json: 2-1, m = 2, tanh, squared_error, mean\n"))
    }
  }

  @Test(arguments: malformed)
  func malformedFiles(_ text: String, _ fault: String) async throws {
    try await withFolder { folder in
      try text.write(toFile: folder + "/wrong.json", atomically: false, encoding: .utf8)
      let run = try await CommandLineProgram.run("replay", "wrong.json", in: folder)
      #expect(run.code == Code.malformed)
      #expect(run.output == "")
      #expect(run.error.hasPrefix("nnverify: wrong.json: "))
      #expect(run.error.contains(fault))
    }
  }

  @Test func binaryNoise() async throws {
    try await withFolder { folder in
      try Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 >> 3) })
        .write(to: URL(fileURLWithPath: folder + "/noise.json"))
      let run = try await CommandLineProgram.run("explain", "noise.json", in: folder)
      #expect(run.code == Code.malformed)
      #expect(run.error.contains("not UTF-8"))
    }
  }

  /// Each unknown key costs a search for the key that was meant; half a million of them took 18 seconds.
  @Test func manyUnknownKeys() async throws {
    try await withFolder { folder in
      let keys = (0..<20_000).map { "\"a\($0)\":1" }.joined(separator: ",")
      try "{\(keys)}".write(toFile: folder + "/keys.json", atomically: false, encoding: .utf8)
      let run = try await CommandLineProgram.run("replay", "keys.json", in: folder)
      #expect(run.code == Code.malformed)
      // A hundred of them, and three keys that are missing.
      #expect(run.error.hasPrefix("nnverify: keys.json: 103 faults\n"))
    }
  }

  @Test func whatCannotBeRead() async throws {
    try await withFolder { folder in
      let link = FileManager.default.createSymbolicLink(atPath:withDestinationPath:)
      try link(folder + "/loop.json", "loop.json")
      try link(folder + "/dangling.json", "nowhere")
      for name in ["nothing.json", "loop.json", "dangling.json", "", "-"] {
        let run = try await CommandLineProgram.run("replay", name, in: folder)
        #expect(run.code == Code.inputOutput, "\(name)")
        #expect(run.error.contains("check the path and its permissions"))
      }
      let run = try await CommandLineProgram.run("check", "--problems", "1", "--cases", "nothing.json", in: folder)
      #expect(run.code == Code.inputOutput)
      #expect(run.error.contains("nothing.json"))
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func filesWithoutPermission() async throws {
    try await withFolder { folder in
      try Self.text().write(toFile: folder + "/secret.json", atomically: false, encoding: .utf8)
      chmod(folder + "/secret.json", 0)
      let run = try await CommandLineProgram.run("replay", "secret.json", in: folder)
      #expect(run.code == Code.inputOutput)
      #expect(run.error.contains("Permission denied"))
    }
  }

  /// /dev/zero never ends.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/zero")))
  func filesWithoutEnd() async throws {
    let run = try await CommandLineProgram.run("replay", "/dev/zero")
    #expect(run.code == Code.malformed)
    #expect(run.error.contains("a file of more than"))
  }

  @Test func foldersOfCases() async throws {
    try await withFolder { folder in
      let empty = try await CommandLineProgram.run("replay", folder)
      #expect(empty.code == Code.inputOutput)
      #expect(empty.error.contains("holds no case file"))
      for name in ["a", "b"] {
        try Self.text().write(toFile: folder + "/\(name).json", atomically: false, encoding: .utf8)
      }
      let full = try await CommandLineProgram.run("replay", folder, folder + "/a.json", "1:1:1:width=2:depth=1")
      #expect(full.code == Code.agreement)
      #expect(full.lastLine.hasPrefix("AGREEMENT: 4 problems (3 of them stored), "))
      let explained = try await CommandLineProgram.run("explain", folder)
      #expect(explained.code == Code.usage)
      #expect(explained.error.contains("holds 2 cases; name one of them"))
    }
  }
}
