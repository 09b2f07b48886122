import Foundation
import Subprocess
import Testing

/// Ctrl-C asks for what is known so far.
@Suite struct InterruptionTests {
  /// All cores are stopped in the midst of their first blocks of 128 problems, and not at the end of one. Most of the
  /// problems take some hundredths of a second each, so that few are done by then.
  @Test(arguments: [Signal.interrupt, .terminate])
  func aPartialSummary(_ signal: Signal) async throws {
    let jobs = min(ProcessInfo.processInfo.activeProcessorCount, 4)
    let result = try await Subprocess.run(
      .path(.init(CommandLineProgram.path)),
      arguments: [
        "check", "--problems", "1000000", "--seed", "1", "--max-width", "12", "--max-depth", "3", "--max-cases", "8",
        "--exhaustive", "--jobs", "\(jobs)", "--format", "json",
      ],
      environment: CommandLineProgram.environment, input: .none, output: .string(limit: 1 << 20), error: .sequence
    ) { execution in
      var text = ""
      for try await piece in execution.standardError {
        // The first line goes out when the run starts; a moment later all cores are at work.
        if text.isEmpty {
          try await Task.sleep(for: .milliseconds(30))
          try execution.send(signal: signal)
        }
        text += String(decoding: piece.withUnsafeBytes { Array($0) }, as: UTF8.self)
      }
      return text
    }
    #expect(CommandLineProgram.code(result.terminationStatus) == Code.interrupted)
    // One whole document, in spite of all.
    let fields = try document(result.standardOutput)
    #expect(fields["outcome"] as? String == "interrupted")
    let problems = try #require(fields["problems"] as? Int)
    #expect(problems < 500_000)
    #expect(result.closureResult.hasPrefix("seed 1, "))
    #expect(result.closureResult.contains("INTERRUPTED: all agree so far: "))
  }
}
