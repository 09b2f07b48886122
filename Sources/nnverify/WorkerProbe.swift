import ArgumentParser
import GradientVerification

struct WorkerProbe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Ask a worker one small problem, and print its answer beside the expected one.",
    discussion: "Exit code 1 where a number departs, 69 where no answer comes.")

  @Argument(
    help: ArgumentHelp("The worker, in quotes: \"python3 worker.py\".", valueName: "command"),
    transform: WorkerCommand.init(argument:))
  var command: WorkerCommand

  func run() throws {
    let started = try StartedWorker(command)
    do {
      switch started {
      case .network(let worker): try probe(worker)
      case .function(let worker): try probe(worker)
      }
    } catch let failure as Unanswered {
      Output.error(started.breakdownText)
      throw Failure(message: "no answer: \(failure.reason)", code: Failure.worker)
    } catch let unsupported as Unsupported {
      throw Failure(message: "not answered: \(unsupported.reason)", code: Failure.worker)
    }
  }

  private func probe(_ worker: FunctionWorker) throws {
    let probe = try FunctionProbe(worker)
    try Output.standard(
      FunctionText.probe(
        worker.hello.name, worker.hello.parameters, claimed: probe.claimed, numeric: probe.numeric,
        report: probe.report, style: .detected(fileDescriptor: 1)))
    if probe.report.failedPoints > 0 { throw ExitCode(1) }
  }

  private func probe(_ worker: Worker) throws {
    let probe = try Probe(worker)
    try Output.standard(
      WorkerText.probe(
        probe.problem,
        probe.rows.map {
          (entry: $0.entry, observed: $0.observed, expected: $0.expected, agrees: $0.agrees)
        }, name: worker.hello.name, style: .detected(fileDescriptor: 1)))
    if !probe.agrees { throw ExitCode(1) }
  }
}
