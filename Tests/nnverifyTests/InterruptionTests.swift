import Foundation
import Testing

/// Ctrl-C asks for what is known so far.
@Suite struct InterruptionTests {
  /// All cores are stopped in the midst of their first blocks of 128 problems, and not at the end of one. Most of the
  /// problems take some hundredths of a second each, so that few are done by then.
  ///
  /// A shell sends the signal: this process may be busy with other tests for minutes, while the program would keep the cores busy.
  @Test(arguments: ["INT", "TERM"])
  func aPartialSummary(_ signal: String) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try await CommandLineProgram.shell(
      """
      "$nnverify" check --problems 1000000 --seed 1 --max-width 12 --max-depth 3 --max-cases 8 --exhaustive --jobs 2 \\
        --format json >output 2>error &
      # The first line goes out when the run starts; a moment later all cores are at work.
      while [ ! -s error ]; do sleep 0.05; done
      sleep 0.05
      kill -\(signal) $!
      wait $!
      code=$?
      cat output
      cat error >&2
      exit $code
      """, in: folder)
    #expect(run.code == Code.interrupted, "\(run)")
    // One whole document, in spite of all.
    let fields = try document(run.output)
    #expect(fields["outcome"] as? String == "interrupted")
    let problems = try #require(fields["problems"] as? Int)
    #expect(problems < 500_000)
    #expect(run.error.hasPrefix("seed 1, "))
    #expect(run.error.contains("INTERRUPTED: all agree so far: "))
  }
}
