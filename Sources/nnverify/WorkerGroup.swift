import ArgumentParser
import GradientVerification

struct WorkerGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Implementations in other languages: begin one; is a program ready to be checked?",
    discussion: "How to write one: docs/worker-protocol.md, nnverify worker init to begin with, and examples/ to copy.",
    subcommands: [WorkerInit.self, WorkerDoctor.self, WorkerProbe.self])
}

struct WorkerDoctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Question a worker message by message, and say what to mend first.",
    discussion:
      "Exit code 69 where something is to be mended. Whether its numbers are right is for nnverify check --against.")

  @Argument(
    help: ArgumentHelp("The worker, in quotes: \"python3 worker.py\".", valueName: "command"),
    transform: WorkerCommand.init(argument:))
  var command: WorkerCommand

  @Option(help: ArgumentHelp("How long it may take to start and introduce itself; default: 60s.", valueName: "time"))
  var helloTimeout: TimeLimit?

  @Option(help: ArgumentHelp("How long it may take for an answer; default: 10s.", valueName: "time"))
  var evaluateTimeout: TimeLimit?

  func run() throws {
    let standard = WorkerLimits()
    let doctor = Doctor(
      examining: command,
      WorkerLimits(
        hello: helloTimeout?.duration ?? standard.hello, evaluate: evaluateTimeout?.duration ?? standard.evaluate),
      problems: Doctor.sampleProblems)
    try Output.standard(WorkerText.examination(doctor, style: .detected(fileDescriptor: 1)))
    if !doctor.isClean { throw ExitCode(Failure.worker) }
  }
}
