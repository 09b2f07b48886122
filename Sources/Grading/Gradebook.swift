public import Networks
public import Verification
public import Workers

/// What became of one problem.
public struct GradedProblem: Sendable {
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    case right, wrong, missing, malformed
    /// Nothing departs, but too little of it means anything: at a kink, say.
    case undecided
  }

  /// "p001"
  public var name: String
  /// "3-4-2, m = 4, …"
  public var network: String
  public var verdict: Verdict
  /// Of everything that was decided, what came nearest to its allowance or went farthest beyond.
  public var worstError = 0.0
  public var worstAllowance = 0.0
  /// Where that is; nil where nothing is wrong.
  public var entry: String?
  /// What might have been answered and was not: "cost", "outputs", …
  public var absent: [WireQuantity] = []
  /// What departs, with its diagnosis.
  public var failure: FailedProblem?
  /// What does not belong in the answer, or in the problem.
  public var faults: [String] = []

  public init(name: String, network: String, verdict: Verdict) {
    (self.name, self.network, self.verdict) = (name, network, verdict)
  }
}

/// What became of a folder of answers.
public struct Gradebook: Sendable {
  public var folder: String
  public var answers: String
  public var precision: Precision
  public var problems: [GradedProblem] = []
  /// Files among the answers that answer nothing.
  public var strays: [String] = []
  /// How many problems there are; fewer are graded where somebody interrupted.
  public var total: Int

  public init(folder: String, answers: String, precision: Precision, total: Int) {
    (self.folder, self.answers, self.precision, self.total) = (folder, answers, precision, total)
  }

  public var isInterrupted: Bool { problems.count < total }

  public func count(_ verdict: GradedProblem.Verdict) -> Int { problems.count { $0.verdict == verdict } }

  /// What the folder came to, worst first.
  public enum Outcome: String, Sendable {
    case wrong
    /// The proven values side with every answer that departs: the textbook is wrong.
    case oraclesDisagree = "oracles_disagree"
    case malformed
    case interrupted
    /// Nothing is wrong, but something is missing or undecided.
    case incomplete
    case right
  }

  public var outcome: Outcome {
    if count(.wrong) > 0 {
      let verdicts = problems.compactMap(\.failure).flatMap(\.examined).map(\.arbitration)
      return !verdicts.isEmpty && verdicts.allSatisfy { $0?.accusesTextbook ?? false } ? .oraclesDisagree : .wrong
    }
    if isInterrupted { return .interrupted }
    if count(.malformed) > 0 { return .malformed }
    return count(.right) == total ? .right : .incomplete
  }
}
