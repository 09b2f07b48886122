import SystemPackage

extension WorkerServer {
  /// No question may be longer; the rest of a longer line is read and forgotten.
  private static let mostLineBytes = 256 << 20

  /// Answers standard input on standard output, line by line, until it is told to stop, its input ends, or nobody reads its answers.
  public mutating func run() {
    ProcessEnd.ignoreBrokenPipes()
    run(reading: .standardInput, writing: .standardOutput)
  }

  mutating func run(reading input: FileDescriptor, writing output: FileDescriptor, mostLineBytes: Int = mostLineBytes) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    var line: [UInt8] = []
    var isTooLong = false
    while let count = try? unsafe buffer.withUnsafeMutableBytes({ unsafe try input.read(into: $0) }), count > 0 {
      var rest = buffer[..<count]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        line += rest[..<end]
        rest = rest[(end + 1)...]
        let reply =
          isTooLong || line.count > mostLineBytes
          ? (line: refusal(nil, "a question of more than \(mostLineBytes) bytes"), isLast: false) : answer(line)
        (line, isTooLong) = ([], false)
        guard (try? output.writeAll(reply.line + [UInt8(ascii: "\n")])) != nil, !reply.isLast else { return }
      }
      line += rest
      if line.count > mostLineBytes { (line, isTooLong) = ([], true) }
    }
  }
}
