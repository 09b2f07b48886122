import Foundation
import Testing

/// Colour on a terminal that wants it, and nowhere else. `script` runs a command on a terminal of its own.
@Suite struct TerminalTests {
  static let hasScript = FileManager.default.fileExists(atPath: "/usr/bin/script")
  static let replay = "\"$nnverify\" replay 1:1:1:width=2:depth=1"
  static let escape = "\u{1B}["

  func onTerminal(_ command: String) async throws -> CommandLineProgram.Run {
    #if os(Linux)
      let script = "script -qec '\(command)' /dev/null"
    #else
      let script = "script -q /dev/null sh -c '\(command)'"
    #endif
    return try await CommandLineProgram.shell(script)
  }

  // An empty NO_COLOR is as good as none.
  @Test(.enabled(if: hasScript), arguments: ["", "NO_COLOR= "])
  func colour(_ setting: String) async throws {
    let run = try await onTerminal(setting + Self.replay)
    #expect(run.code == 0)
    #expect(run.output.contains(Self.escape + "32mAGREEMENT: "))
  }

  /// A dumb terminal gets no bar either, which would move the cursor.
  @Test(.enabled(if: hasScript), arguments: ["NO_COLOR=1 ", "TERM=dumb "])
  func noColour(_ setting: String) async throws {
    let run = try await onTerminal(setting + Self.replay)
    #expect(run.code == 0)
    #expect(run.output.contains("AGREEMENT: ") && !run.output.contains(Self.escape))
  }

  @Test func aPipeIsNoTerminal() async throws {
    let run = try await CommandLineProgram.shell(Self.replay)
    #expect(run.code == 0)
    #expect(run.output.contains("AGREEMENT: ") && !run.output.contains(Self.escape))
  }

  /// The bar is taken away before the report. Blocks of 128 problems bring it on.
  @Test(.enabled(if: hasScript), arguments: [("", "", true), ("TERM=dumb ", "", false), ("", " --quiet", false)])
  func bar(_ setting: String, _ option: String, _ isExpected: Bool) async throws {
    let check = "\"$nnverify\" check --problems 129 --jobs 1 --exhaustive \(tiny.joined(separator: " "))"
    let run = try await onTerminal(setting + check + option)
    #expect(run.code == 0)
    #expect(run.output.contains("\r" + Self.escape + "K[####") == isExpected)
    #expect(run.output.contains("\r" + Self.escape) == isExpected)
  }
}
