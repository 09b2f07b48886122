import Dispatch
import Subprocess
import Synchronization
import SystemPackage

/// Starts a program and keeps it until it is released, for callers that cannot be suspended: a check asks its question and waits
/// for the answer. What happens here runs on a queue of its own, because all threads of the concurrency runtime may be waiting.
final class Launcher: TaskExecutor {
  static let shared = Launcher()
  private let queue = DispatchQueue(label: "nnverify.workers")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedTaskExecutor()
    queue.async { unsafe job.runSynchronously(on: executor) }
  }

  /// A program that runs. Its process stays known, so that no other can take its number, until it is released.
  struct Started: Sendable {
    let identifier: Int32
    fileprivate let hold: AsyncStream<Void>.Continuation

    /// Has the process waited for, which needs a thread of the concurrency runtime at its end: nobody waits for that here, for all of
    /// them may be where we are.
    func release() { hold.finish() }
  }

  /// Starts the program with these files as its standard streams, which it closes here.
  static func start(
    _ command: WorkerCommand, input: FileDescriptor, output: FileDescriptor, error: FileDescriptor
  ) throws(WorkerFault) -> Started {
    let outcome = Mutex<Result<Int32, WorkerFault>?>(nil)
    let box = OutcomeBox(outcome)
    let (stream, hold) = AsyncStream.makeStream(of: Void.self)
    let known = DispatchSemaphore(value: 0)
    var options = PlatformOptions()
    options.processGroupID = 0
    let configuration = Configuration(
      executable: command.program.contains("/") ? .path(FilePath(command.program)) : .name(command.program),
      arguments: Arguments(command.arguments), platformOptions: options)
    Task(executorPreference: shared) {
      do {
        _ = try await Subprocess.run(
          configuration, input: .fileDescriptor(input, closeAfterSpawningProcess: true),
          output: .fileDescriptor(output, closeAfterSpawningProcess: true),
          error: .fileDescriptor(error, closeAfterSpawningProcess: true)
        ) { execution in
          box.set(.success(execution.processIdentifier.value))
          known.signal()
          for await _ in stream {}
        }
      } catch {
        if box.isEmpty {
          box.set(.failure(Self.fault(error, command)))
          known.signal()
        }
      }
    }
    known.wait()
    switch box.value {
    case .success(let identifier): return Started(identifier: identifier, hold: hold)
    case .failure(let fault): throw fault
    case nil: throw .notStarted(program: command.program, reason: "no reason is known")
    }
  }

  private static func fault(_ error: any Error, _ command: WorkerCommand) -> WorkerFault {
    guard let error = error as? SubprocessError else {
      return .notStarted(program: command.program, reason: "\(error)")
    }
    if error.code == .executableNotFound {
      let isThere =
        command.program.contains("/") && (try? FileDescriptor.open(FilePath(command.program), .readOnly).close()) != nil
      return isThere
        ? .notStarted(program: command.program, reason: "it is not executable") : .notFound(program: command.program)
    }
    return .notStarted(program: command.program, reason: error.underlyingError.map { "\($0)" } ?? "\(error)")
  }
}

/// What a task found out, for the thread that waits for it.
private final class OutcomeBox: Sendable {
  private let outcome: Mutex<Result<Int32, WorkerFault>?>
  init(_ outcome: consuming sending Mutex<Result<Int32, WorkerFault>?>) { self.outcome = outcome }
  func set(_ result: Result<Int32, WorkerFault>) { outcome.withLock { $0 = result } }
  var value: Result<Int32, WorkerFault>? { outcome.withLock { $0 } }
  var isEmpty: Bool { value == nil }
}
