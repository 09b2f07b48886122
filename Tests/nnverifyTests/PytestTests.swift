import Foundation
import Testing

/// examples/pytest, run as a Python project would.
struct PytestTests {
  static func isInstalled() async -> Bool {
    let run = try? await CommandLineProgram.shell("exec python3 -c 'import pytest, numpy'")
    return run?.code == 0
  }

  private func pytest(_ settings: String) async throws -> CommandLineProgram.Run {
    try await CommandLineProgram.shell(
      "cd '\(CommandLineProgram.repository)' && \(settings) NNVERIFY_PROBLEMS=60 PYTHONDONTWRITEBYTECODE=1 "
        + "exec python3 -m pytest -q -rs -p no:cacheprovider examples/pytest")
  }

  @Test(.enabled("pytest or NumPy is not installed") { await isInstalled() }) func itPassesWithARightNetwork()
    async throws
  {
    let run = try await pytest("NNVERIFY=$nnverify")
    #expect(run.code == 0 && run.output.contains("2 passed"), "\(run)")
  }

  @Test(.enabled("pytest or NumPy is not installed") { await isInstalled() }) func itFailsInWords() async throws {
    try await withFolder { folder in
      let numpy = CommandLineProgram.repository + "/examples/numpy"
      try FileManager.default.copyItem(atPath: numpy + "/worker.py", toPath: folder + "/worker.py")
      let source = try String(contentsOfFile: numpy + "/network.py", encoding: .utf8)
      let line = "return 1 - A * A"
      #expect(source.components(separatedBy: line).count == 2, "the line occurs once")
      try source.replacingOccurrences(of: line, with: "return 1 - A")
        .write(toFile: folder + "/network.py", atomically: true, encoding: .utf8)
      let run = try await pytest("NNVERIFY=$nnverify NNVERIFY_WORKER='python3 \(folder)/worker.py'")
      #expect(run.code == 1 && run.output.contains("1 failed, 1 passed"), "\(run)")
      #expect(run.output.contains("diagnosis  numpy: layer ") && run.output.contains("replay: nnverify replay "))
    }
  }

  @Test(.enabled("pytest or NumPy is not installed") { await isInstalled() }) func aWorkerThatBreaksIsToldApart()
    async throws
  {
    let run = try await pytest("NNVERIFY=$nnverify NNVERIFY_WORKER=false")
    #expect(run.code == 1 && run.output.contains("nnverify ended with 69"), "\(run)")
    #expect(run.output.contains("1 failed, 1 skipped"))
  }

  @Test(.enabled("pytest or NumPy is not installed") { await isInstalled() }) func withoutNnverifyItSaysSo()
    async throws
  {
    let run = try await pytest("NNVERIFY= PATH=$(dirname \"$(command -v python3)\"):/usr/bin:/bin")
    #expect(run.output.contains("2 skipped") && run.output.contains("nnverify is not in PATH"), "\(run)")
  }
}
