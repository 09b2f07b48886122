import Foundation
import Testing

/// One command, one exit code, and every output of the same verdicts.
@Suite struct GateCommandTests {
  /// Without the stages that take long in a debug build.
  static let configuration = """
    implementations: [vectorized-dZ, "mutant:derivative-dropped"]
    fixtures: {run: false}
    check: {problems: 60, max-depth: 2, max-width: 3, max-cases: 3, min-decided: 0}
    mutants: {run: false}
    output: {json: gate.json, junit: junit.xml, html: gate.html, markdown: gate.md, github: true}
    """

  /// The ids of what failed.
  private func failing(_ text: String) throws -> [String] {
    let items = try #require(try document(text)["items"] as? [[String: Any]])
    return items.filter { $0["status"] as? String == "failed" }.compactMap { $0["id"] as? String }
  }

  private func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  @Test func aPlantedMutantIsRedEverywhere() async throws {
    try await withFolder { folder in
      try Data(Self.configuration.utf8).write(to: URL(fileURLWithPath: folder + "/nnverify.yml"))
      let run = try await CommandLineProgram.run("gate", "--quiet", in: folder)
      #expect(run.code == Code.disagreement)
      let ids = try failing(read(folder + "/gate.json"))
      #expect(ids.count > 2 && ids.allSatisfy { $0.hasPrefix("check/mutant:derivative-dropped/") })

      let junit = try read(folder + "/junit.xml")
      let red = junit.matches(of: /<testcase[^>]* name="([^"]*)"[^>]*>\s*<failure/).map { String($0.1) }
      #expect(red == ids)
      let page = try read(folder + "/gate.html")
      let markdown = try read(folder + "/gate.md")
      for id in ids {
        #expect(page.contains(id))
        #expect(markdown.contains(id))
        #expect(run.output.contains("FAIL  \(id)  "))
      }
      let errors = run.output.split(separator: "\n").filter { $0.hasPrefix("::error ") }
      #expect(errors.count == min(ids.count, 9))
      for (line, id) in zip(errors, ids) { #expect(line.contains(id.replacing(":", with: "%3A")) || line.contains(id)) }
      // What people read stands where no line of it is a command.
      #expect(run.output.contains("::stop-commands::"))
    }
  }

  /// The same failures again, now that they are known; then one that is not as it is written down.
  @Test func expectedFailures() async throws {
    try await withFolder { folder in
      try Data(Self.configuration.utf8).write(to: URL(fileURLWithPath: folder + "/nnverify.yml"))
      let red = try await CommandLineProgram.run("gate", "--quiet", "--format", "json", in: folder)
      let items = try #require(try document(red.output)["items"] as? [[String: Any]])
      var known = "expected:\n"
      for item in items where item["status"] as? String == "failed" {
        known += "  - {id: \"\(item["id"] ?? "")\", fails: \"\(item["kind"] ?? "")\", reason: a planted bug}\n"
      }
      try Data(known.utf8).write(to: URL(fileURLWithPath: folder + "/known.yml"))
      let green = try await CommandLineProgram.run("gate", "--expected-failures", "known.yml", in: folder)
      #expect(green.code == Code.agreement, "\(green)")
      #expect(green.output.contains("PASSED: "))
      #expect(green.output.contains("a planted bug"))

      let changed = known.replacing("BP2", with: "BP3")
      try #require(changed != known)
      try Data(changed.utf8).write(to: URL(fileURLWithPath: folder + "/known.yml"))
      let other = try await CommandLineProgram.run(
        "gate", "--expected-failures", "known.yml", "--no-github", in: folder)
      #expect(other.code == Code.disagreement)
      #expect(other.output.contains("it fails otherwise: "))
    }
  }

  static let wrong: [(configuration: String, arguments: [String], code: Int, says: String)] = [
    ("profle: quick", [], Code.malformed, "did you mean 'profile'?"),
    ("hello-timeout: soon", ["--fixtures", "."], Code.malformed, "hello-timeout: found soon"),
    ("expected-failures: nowhere.yml", [], Code.inputOutput, "nowhere.yml"),
    ("fixtures: {folder: nowhere}", [], Code.inputOutput, "name that of nnverify with --fixtures"),
    ("implementations: vectorised", ["--fixtures", "."], Code.usage, "no implementation is called 'vectorised'"),
    ("check: {cases: nowhere}", ["--fixtures", "."], Code.inputOutput, "nowhere"),
    ("output: {html: nowhere/a.html}", [], Code.inputOutput, "nowhere/a.html"),
    ("output: {html: a, junit: a}", [], Code.usage, "two reports would be written to"),
    ("jobs: 2", ["--config", "nowhere.yml"], Code.inputOutput, "nowhere.yml"),
    ("jobs: 2", ["--jobs", "0"], Code.usage, "--jobs is 0"),
    ("jobs: 2", ["--problems", "-1"], Code.usage, "--problems is -1"),
    ("jobs: 2", ["--profile", "quik"], Code.usage, "quik"),
    ("jobs: 2", ["--json", "nowhere/a"], Code.inputOutput, "nowhere/a"),
    ("against: no-such-program", ["--fixtures", "."], Code.worker, "no-such-program"),
  ]

  /// All of it is found out before anything runs.
  @Test(arguments: wrong)
  func badInput(_ configuration: String, _ arguments: [String], _ code: Int, _ says: String) async throws {
    try await withFolder { folder in
      try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/nnverify.yml"))
      let run = try await CommandLineProgram.run(["gate", "--quiet"] + arguments, in: folder)
      #expect(run.code == code, "\(run)")
      #expect(run.error.contains(says), "\(run)")
      #expect(!run.output.contains("stage"))
    }
  }

  @Test func aFullDisk() async throws {
    try await withFolder { folder in
      try Data(Self.configuration.utf8).write(to: URL(fileURLWithPath: folder + "/nnverify.yml"))
      for option in ["--json", "--junit", "--html", "--markdown"] {
        let run = try await CommandLineProgram.run(
          ["gate", "--quiet", "--problems", "1", option, "/dev/full"], in: folder)
        #expect(run.code == Code.inputOutput, "\(option): \(run)")
        #expect(run.error.contains("/dev/full"))
      }
    }
  }

  /// What GitHub reads beside the log, and what it adds to.
  @Test func theSummaryOfAStep() async throws {
    try await withFolder { folder in
      let configuration = Self.configuration.replacing("output:", with: "#")
      try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/nnverify.yml"))
      let script =
        "echo before >summary; GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=summary \"$nnverify\" gate --quiet >log; cat summary"
      let run = try await CommandLineProgram.shell(script, in: folder)
      #expect(run.output.hasPrefix("before\n"))
      #expect(run.output.contains("check/mutant:derivative-dropped/gradients"))
      #expect(try read(folder + "/log").contains("::error "))
    }
  }
}
