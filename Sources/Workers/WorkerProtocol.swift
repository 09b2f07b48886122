/// The words of docs/worker-protocol.md.
public enum WorkerProtocol {
  public static let version = "nnverify-worker-1"
}

/// How numbers are written in questions and answers.
public enum WireFormat: String, Hashable, Sendable, CaseIterable {
  case decimal
  case hex64
}
