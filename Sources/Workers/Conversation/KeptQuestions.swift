import Fixtures
import Synchronization
import SystemPackage

/// A folder in which every question lies before it is sent: what kills nnverify, or the machine, leaves behind what was asked.
///
/// One file for every process, gone as soon as the process has said good-bye. It holds hello and the last question, as they were
/// sent: `COMMAND < FILE` asks them again.
public final class KeptQuestions: Sendable {
  private let folder: String
  private let complain: @Sendable (String) -> Void
  private let state = Mutex<(made: Int, hasComplained: Bool)>((0, false))

  /// - Parameter complain: told once, where nothing can be kept.
  public init(folder: String, complain: @escaping @Sendable (String) -> Void) {
    (self.folder, self.complain) = (folder, complain)
  }

  /// A file for the questions of one process; nil where none can be made.
  func file(for name: String) -> KeptQuestion? {
    let number = state.withLock { state in
      state.made += 1
      return state.made
    }
    let path = "\(folder)/\(name)-\(ProcessEnd.own)-\(number).jsonl"
    do {
      try makeFolders(folder)
      let file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
      return KeptQuestion(path: path, file: file)
    } catch {
      let isFirst = state.withLock { state in
        defer { state.hasComplained = true }
        return !state.hasComplained
      }
      if isFirst { complain("questions cannot be kept in \(printable(folder)) before they are sent: \(error)") }
      return nil
    }
  }
}

/// The questions of one process: hello and the last one.
final class KeptQuestion {
  private let path: String
  private let file: FileDescriptor
  /// Where hello ends.
  private var start: Int64 = 0
  private var isOver = false

  init(path: String, file: FileDescriptor) { (self.path, self.file) = (path, file) }

  deinit { forget() }

  /// Before it is sent. What cannot be written is not kept: a full disk must not end the run.
  func keep(_ question: [UInt8], isFirst: Bool) {
    guard !isOver else { return }
    let line = question + [UInt8(ascii: "\n")]
    let offset = isFirst ? 0 : start
    if isFirst { start = Int64(line.count) }
    try? file.resize(to: offset)
    _ = try? file.writeAll(toAbsoluteOffset: offset, line)
  }

  /// Nothing of it is needed any more.
  func forget() {
    guard !isOver else { return }
    isOver = true
    try? file.close()
    removeFile(path)
  }
}
