import Foundation
import Subprocess
import Testing

/// The built executable, run as a user would.
enum CommandLineProgram {
  /// What a run left behind.
  struct Run: CustomTestStringConvertible {
    /// The exit code; nil where a signal ended the program, as a Swift trap does.
    let code: Int?
    let output: String
    let error: String

    var lastLine: Substring { output.split(separator: "\n").last ?? "" }
    var testDescription: String { "exit \(code.map(String.init) ?? "by a signal")\n\(output)\n\(error)" }
  }

  /// SwiftPM builds the executable into the folder of the test bundle, wherever that is.
  static let path: String = {
    for argument in CommandLine.arguments {
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
      guard let bundle = parts.firstIndex(where: { $0.hasSuffix(".xctest") }) else { continue }
      return (parts[..<bundle] + ["nnverify"]).joined(separator: "/")
    }
    return repository + "/.build/debug/nnverify"
  }()

  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  static func fixture(_ name: String) -> String { repository + "/fixtures/" + name }

  /// No colours and no waiting for backtraces, whoever runs the tests.
  static let environment = Environment.inherit.updating([
    "NO_COLOR": nil, "TERM": "xterm", "SWIFT_BACKTRACE": "enable=no",
  ])

  static func run(
    _ arguments: String..., input: String = "", in folder: String? = nil, environment: Environment = environment
  ) async throws -> Run {
    try await start(path, Arguments(arguments), input: input, in: folder, environment: environment)
  }

  static func run(_ arguments: [String], in folder: String? = nil) async throws -> Run {
    try await start(path, Arguments(arguments), input: "", in: folder, environment: environment)
  }

  /// Lets a POSIX shell run a script in which `$nnverify` is the executable, for closed and broken streams.
  static func shell(_ script: String, in folder: String? = nil) async throws -> Run {
    try await start(
      "/bin/sh", ["-c", script], input: "", in: folder, environment: environment.updating(["nnverify": path]))
  }

  static func start(
    _ executable: String, _ arguments: Arguments, input: String, in folder: String?, environment: Environment
  ) async throws -> Run {
    let result = try await Subprocess.run(
      .path(.init(executable)), arguments: arguments, environment: environment,
      workingDirectory: folder.map { .init($0) }, input: .string(input), output: .string(limit: 8 << 20),
      error: .string(limit: 8 << 20))
    return Run(
      code: code(result.terminationStatus), output: result.standardOutput, error: result.standardError)
  }

  static func code(_ status: TerminationStatus) -> Int? {
    switch status {
    case .exited(let code): Int(code)
    default: nil
    }
  }
}

/// The exit codes that the command line promises.
enum Code {
  static let agreement = 0
  static let disagreement = 1
  static let undecided = 2
  static let usage = 64
  static let malformed = 65
  static let worker = 69
  static let inputOutput = 74
  static let interrupted = 130
}

/// Options under which a problem costs next to nothing.
let tiny = ["--max-width", "3", "--max-depth", "2", "--max-cases", "2", "--seed", "1", "--min-decided", "0"]

/// A folder of its own for a test, gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.path)
}

/// The only JSON document of a text; anything before or behind it is an error.
func document(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}
