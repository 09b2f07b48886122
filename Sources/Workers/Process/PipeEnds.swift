import SystemPackage

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The system calls of a conversation over pipes: everything that is unsafe about it.
///
/// Pipes are closed in programs that are started meanwhile, else a worker would hold another's open, and our ends never block.
struct PipeEnds {
  var reading: FileDescriptor
  var writing: FileDescriptor

  /// A pipe of which one end is ours.
  static func make(ours: WritableKeyPath<PipeEnds, FileDescriptor>) throws -> PipeEnds {
    let pipe = try FileDescriptor.pipe()
    let ends = PipeEnds(reading: pipe.readEnd, writing: pipe.writeEnd)
    for end in [ends.reading, ends.writing] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
    let own = ends[keyPath: ours].rawValue
    _ = fcntl(own, F_SETFL, fcntl(own, F_GETFL) | O_NONBLOCK)
    return ends
  }
}

extension FileDescriptor {
  /// What a call that does not block came to.
  enum Transfer {
    case bytes(Int)
    case nothingNow
    case end
  }

  /// Reads into the buffer.
  func readNow(into buffer: inout [UInt8]) -> Transfer {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe Self.read(rawValue, $0) }
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .nothingNow : .end
    }
  }

  /// Writes what is left of the bytes.
  func writeNow(_ bytes: [UInt8], from start: Int) -> Transfer {
    while true {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe Self.write(rawValue, UnsafeRawBufferPointer(rebasing: $0[start...]))
      }
      if count >= 0 { return .bytes(count) }
      if errno == EINTR { continue }
      return errno == EAGAIN ? .nothingNow : .end
    }
  }

  private static func read(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Darwin)
      unsafe Darwin.read(file, buffer.baseAddress, buffer.count)
    #elseif canImport(Glibc)
      unsafe Glibc.read(file, buffer.baseAddress, buffer.count)
    #else
      unsafe Musl.read(file, buffer.baseAddress, buffer.count)
    #endif
  }

  private static func write(_ file: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      unsafe Darwin.write(file, buffer.baseAddress, buffer.count)
    #elseif canImport(Glibc)
      unsafe Glibc.write(file, buffer.baseAddress, buffer.count)
    #else
      unsafe Musl.write(file, buffer.baseAddress, buffer.count)
    #endif
  }
}

/// Waits until one of the files is ready, or the time is over.
enum Readiness {
  /// - Returns: for each file whether it is ready or at its end.
  static func wait(reading: [FileDescriptor], writing: FileDescriptor?, atMost time: Duration) -> Set<Int32> {
    var files = reading.map { pollfd(fd: $0.rawValue, events: Int16(POLLIN), revents: 0) }
    if let writing { files.append(pollfd(fd: writing.rawValue, events: Int16(POLLOUT), revents: 0)) }
    let milliseconds = Int32(
      clamping: max(0, time.components.seconds * 1000 + time.components.attoseconds / 1_000_000_000_000_000 + 1))
    let count = unsafe poll(&files, nfds_t(files.count), milliseconds)
    return count > 0 ? Set(files.filter { $0.revents != 0 }.map(\.fd)) : []
  }
}

/// How a process ended.
enum ProcessEnd {
  case running
  case exited(Int32)
  case signalled(Int32)

  /// Looked up without waiting, and without taking the status from whoever waits for it.
  static func ofProcess(_ identifier: Int32) -> ProcessEnd {
    var information = unsafe siginfo_t()
    guard unsafe waitid(P_PID, id_t(identifier), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else {
      return .running
    }
    #if canImport(Darwin)
      let (pid, status) = (information.si_pid, information.si_status)
    #else
      let (pid, status) = unsafe (information._sifields._kill.si_pid, information._sifields._sigchld.si_status)
    #endif
    guard pid != 0 else { return .running }
    return unsafe information.si_code == Int32(CLD_EXITED) ? .exited(status) : .signalled(status)
  }

  /// Ends a process and all that it started: it leads a group of its own.
  static func killGroup(_ identifier: Int32) { _ = kill(-identifier, SIGKILL) }

  /// Of nnverify itself.
  static var own: Int32 { getpid() }

  /// A write to a program that has gone must be an answer and no signal.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }
}
