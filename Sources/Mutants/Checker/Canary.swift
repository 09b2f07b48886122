/// A question to which a healthy checker is known to give the right answer. A sabotaged one gives another to at least one canary.
public struct Canary: Sendable {
  /// "nan-gradient"
  public let name: String
  /// What holds for a healthy checker, in one sentence.
  public let statement: String
  /// What is wrong with a checker; nothing where the statement holds.
  private let complaints: @Sendable (CheckerSuite) throws -> [String]

  init(
    _ name: String, _ statement: String, complaints: @escaping @Sendable (CheckerSuite) throws -> [String]
  ) {
    self.name = name
    self.statement = statement
    self.complaints = complaints
  }

  public func run(_ suite: CheckerSuite) throws -> CanaryResult {
    let complaints = try complaints(suite)
    return CanaryResult(passed: complaints.isEmpty, detail: complaints.joined(separator: "; "))
  }
}

/// What one canary says of one suite.
public struct CanaryResult: Hashable, Sendable {
  public let passed: Bool
  /// What was wrong; empty where nothing was.
  public let detail: String
}

extension Canary {
  /// Every canary. They ask different parts of the checker, and each check is asked by itself, so that none can hide behind
  /// another.
  public static let all = [correctProgram] + wrongPrograms + oracles + [unsupported, generator]
}
