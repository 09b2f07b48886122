import Foundation
import Testing

/// What workers are written in, as far as the tests run them.
enum Language: String {
  case python = "Python"
  case numpy = "NumPy"
  case pytorch = "PyTorch"
  case jax = "JAX"
  case jsonschema = "the Python package jsonschema"
  case c = "a C compiler"
  case javascript = "Node.js"
  case swift = "swiftc"
  case rust = "rustc"

  /// A command that succeeds where it is installed.
  private var probe: [String] {
    switch self {
    case .python: ["python3", "-c", ""]
    case .numpy: ["python3", "-c", "import numpy"]
    case .pytorch: ["python3", "-c", "import torch"]
    case .jax: ["python3", "-c", "import jax"]
    case .jsonschema: ["python3", "-c", "from jsonschema import Draft202012Validator"]
    case .c: ["cc", "--version"]
    case .javascript: ["node", "--version"]
    case .swift: ["swiftc", "--version"]
    case .rust: ["rustc", "--version"]
    }
  }

  var isInstalled: Bool { succeeds(probe) }
}

extension Trait where Self == ConditionTrait {
  /// The test is reported as skipped, with the reason, where the language is not installed.
  static func needs(_ language: Language) -> ConditionTrait {
    .enabled(if: language.isInstalled, "\(language.rawValue) is not installed")
  }
}

/// Runs a command, found in PATH, and tells whether it ended with exit code 0.
func succeeds(_ words: [String]) -> Bool {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = words
  (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
  guard (try? process.run()) != nil else { return false }
  process.waitUntilExit()
  return process.terminationStatus == 0
}

/// Runs a command, found in PATH, and returns what it wrote, with what it wrote to standard error behind it.
func output(of words: [String], input: String) throws -> (text: String, code: Int32) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = words
  let (standardInput, standardOutput) = (Pipe(), Pipe())
  (process.standardInput, process.standardOutput, process.standardError) = (
    standardInput, standardOutput, standardOutput
  )
  try process.run()
  let writer = Thread {
    try? standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try? standardInput.fileHandleForWriting.close()
  }
  writer.start()
  let data = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return (String(decoding: data, as: UTF8.self), process.terminationStatus)
}

/// The folder of the repository.
let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// A folder of its own for a test, gone afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify worker \(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder.path)
}
