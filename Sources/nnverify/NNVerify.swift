import ArgumentParser
import Foundation
import GradientVerification

/// The command line: parse, call GradientVerification, print, exit. No logic.
@main
struct NNVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nnverify",
    abstract: "Checks neural-network gradients: a textbook, a vectorised network and GSL must agree.",
    discussion: """
      nnverify check                      ten thousand random networks, every implementation against every oracle
      nnverify check --cases fixtures     and the stored cases
      nnverify replay 1:42:17             one problem again, in full
      nnverify explain CASE               the textbook's computation, step by step
      nnverify fixtures verify            stored cases: proven anew, and every implementation against them
      nnverify check --against COMMAND    a program of yours, in any language, against all of it
      nnverify worker init LANGUAGE       a working program to put yours into, to begin with
      nnverify worker doctor COMMAND      is it ready for that, and what is to be mended first?
      nnverify export / nnverify grade    problems in a folder, and the answers that somebody puts there
      nnverify gate                       all of it under one configuration, for continuous integration
      nnverify merge                      one report of the parts that check --shard made
      nnverify mutants                    known bugs: is each found, how soon, and what is said about it?

      Exit codes: 0 agreement, 1 a disagreement, 2 too little was decided, 64 usage, 65 malformed input, 69 a broken worker, 70 internal \
      error, 74 input/output error, 130 interrupted.
      """,
    version: Versions.all.map { "\($0.name) \($0.version)" }.joined(separator: "\n"),
    subcommands: [
      CheckCommand.self, MergeCommand.self, GateCommand.self, ReplayCommand.self, ExplainCommand.self,
      FixturesCommand.self,
      WorkerGroup.self,
      ExportCommand.self, GradeCommand.self, MutantsCommand.self,
    ])

  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    Output.reserveStandardStreams()
    FreedMemory.keep()
    do {
      try expectInstructions(ProcessInfo.processInfo.environment["NNVERIFY_SIMD"])
      try expectCommand(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard let failure = Failure(error) else { exit(withError: error) }
      Output.error("nnverify: \(failure.message)\n")
      exit(withError: ExitCode(failure.code))
    }
  }

  /// What NNVERIFY_SIMD says: the most that the kernels may use of the processor. Another word would leave all of it in use, unsaid.
  private static func expectInstructions(_ word: String?) throws {
    guard let word, !["", "avx512", "avx2", "none"].contains(word) else { return }
    throw ValidationError("NNVERIFY_SIMD is '\(printable(word))'; it may be avx512, avx2 or none")
  }

  /// The parser would call a mistyped command an unexpected argument, or complain of the options behind it.
  private static func expectCommand(_ word: String?) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word, !word.hasPrefix("-"), !(names + ["help"]).contains(word) else { return }
    let advice =
      nearestWord(to: word, among: names).map { "did you mean '\($0)'?" }
      ?? "there are \(names.joined(separator: ", "))"
    throw ValidationError("no command is called '\(printable(word))'; \(advice)")
  }
}
