import Subprocess
import Testing

/// What is wrong with a command is said in words that name the option, the value, and what would be right.
@Suite struct UsageTests {
  static let wrong: [(arguments: [String], message: String)] = [
    (["chek"], "no command is called 'chek'; did you mean 'check'?"),
    (["exlpain", "--most", "3"], "did you mean 'explain'?"),
    (["xyzzy"], "there are check, merge, gate, replay, explain, fixtures, worker, export, grade, mutants"),
    (["check", "--sed", "1"], "Unknown option '--sed'. Did you mean '--seed'?"),
    (["check", "--max-widht", "5"], "Did you mean '--max-width'?"),
    (["replay", "x.json", "--savee", "y"], "Did you mean '--save'?"),
    (["check", "surplus"], "surplus"),
    (["replay"], "Missing expected argument"),
    (["check", "--regime", "ordinry"], "near_kink"),
    (["check", "--implementation", "textbook"], "there are textbook-dZ"),
    (["check", "--format", "xml"], "'text' and 'json'"),
    (["check", "--jobs", "0"], "--jobs is 0; give 1 to 1024"),
    (["check", "--jobs", "-1"], "--jobs is -1; give 1 to 1024"),
    (["check", "--jobs", "1025"], "--jobs is 1025; give 1 to 1024"),
    (["check", "--jobs", "99999999999999999999999"], "1 to 1024"),
    (["check", "--jobs", "two"], "1 to 1024"),
    (["check", "--problems", "-1"], "--problems is -1; give 0 or more"),
    (["check", "--problems", "9223372036854775807"], "give at most a million million"),
    (["check", "--problems", "1e3"], "'1e3' is invalid for '--problems"),
    (["check", "--problems", "1", "--time", "1s"], "give --problems or --time, not both"),
    (["check", "--seed", "-1"], "0 to 2⁶⁴ − 1"),
    (["check", "--seed", "18446744073709551616"], "0 to 2⁶⁴ − 1"),
    (["check", "--seed", "٣"], "'٣' is invalid for '--seed"),
    (["check", "--max-width", "0"], "--max-width is 0; give 1 to 8192"),
    (["check", "--max-depth", "33"], "--max-depth is 33; give 1 to 32"),
    (["check", "--max-cases", "65537"], "--max-cases is 65537; give 1 to 65536"),
    (["check", "--min-decided", "nan"], "--min-decided is nan; give a share between 0 and 1"),
    (["check", "--min-decided", "-0.1"], "--min-decided is -0.1"),
    (["check", "--entries", "0"], "--entries is 0; give 1 or more"),
    (["check", "--max-failures", "0"], "--max-failures is 0; give 1 to 10000"),
    (["explain", "1:1:1", "--most", "0"], "--most is 0; give 1 to 10000"),
    (["explain", "1:1:1", "--learning-rate", "inf"], "--learning-rate is inf"),
    (["explain", "1:1:1:cases=1", "--batch-case", "1"], "--batch-case is 1, but the batch has cases 0 to 0"),
    (["explain", "1:1:1:cases=1", "--batch-case", "-1"], "--batch-case is -1"),
    (["replay", "1:1:1", "1:1:2", "--save", "x.json"], "--save writes one case, but 2 are named"),
    (["--generate-completion-script", "ksh"], "ksh"),
  ]

  @Test(arguments: wrong)
  func wrongCommands(_ arguments: [String], _ message: String) async throws {
    let run = try await CommandLineProgram.start(
      CommandLineProgram.path, .init(arguments), input: "", in: nil, environment: CommandLineProgram.environment)
    #expect(run.code == Code.usage)
    #expect(run.output == "")
    #expect(run.error.contains(message))
  }

  @Test(arguments: ["0s", "0", "-1", "nan", "inf", "1e400", "5x", "s", "", " 1s", "1e9h"])
  func wrongTimes(_ time: String) async throws {
    let run = try await CommandLineProgram.run("check", "--time", time)
    #expect(run.code == Code.usage)
    #expect(run.error.contains("30s, 5m, 8h"))
  }

  @Test func argumentsThatAreNoText() async throws {
    let run = try await CommandLineProgram.start(
      CommandLineProgram.path, .init([Array("replay\0".utf8), [0xFF, 0xFE, 0]]), input: "", in: nil,
      environment: CommandLineProgram.environment)
    #expect(run.code == Code.inputOutput)
  }

  @Test func helpAndVersion() async throws {
    let help = try await CommandLineProgram.run("--help")
    #expect(help.code == 0 && help.error == "")
    for command in ["check", "replay", "explain", "mutants"] { #expect(help.output.contains("\n  \(command) ")) }
    let version = try await CommandLineProgram.run("--version")
    #expect(version.code == 0)
    #expect(version.output.contains(/nnverify \d+\.\d+\.\d+\nGSL \d/))
    #expect(version.output.contains("\nmatrix kernels "))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) async throws {
    let script = try await CommandLineProgram.run("--generate-completion-script", shell)
    #expect(script.code == 0)
    for word in ["max-width", "batch-case", "near_kink", "vectorized-dA"] { #expect(script.output.contains(word)) }
    guard shell == "bash" else { return }
    let check = try await CommandLineProgram.start(
      "/bin/bash", ["-n"], input: script.output, in: nil, environment: CommandLineProgram.environment)
    #expect(check.code == 0 && check.error == "")
  }

  /// Every set of instructions comes to the same verdicts, number by number.
  @Test(arguments: ["avx512", "avx2", "none", ""])
  func theInstructionsMayBeLimited(_ word: String) async throws {
    func count(_ environment: Environment) async throws -> (code: Int?, counts: [String]) {
      let run = try await CommandLineProgram.run(
        "check", "--seed", "3", "--problems", "60", "--format", "json", "--quiet", environment: environment)
      let names = ["compared", "passed", "failed", "kinks", "undecided", "unsupported", "cleared"]
      let lines = run.output.split(separator: "\n").map { $0.drop { $0 == " " } }
      return (run.code, lines.filter { line in names.contains { line.hasPrefix("\"\($0)\"") } }.map(String.init))
    }
    let limited = try await count(CommandLineProgram.environment.updating(["NNVERIFY_SIMD": word]))
    let free = try await count(CommandLineProgram.environment.updating(["NNVERIFY_SIMD": nil]))
    #expect(limited.code == 0 && limited.counts.count > 50 && limited.counts == free.counts)
  }

  @Test func unknownInstructions() async throws {
    let run = try await CommandLineProgram.run(
      "--version", environment: CommandLineProgram.environment.updating(["NNVERIFY_SIMD": "sse9"]))
    #expect(run.code == Code.usage)
    #expect(run.error.contains("'sse9'; it may be avx512, avx2 or none"))
  }

  @Test func theEnvironmentMayBeEmpty() async throws {
    let run = try await CommandLineProgram.run("explain", "1:1:1:width=2:depth=1:cases=1", environment: .custom([:]))
    #expect(run.code == 0)
  }
}
