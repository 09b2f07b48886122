import Fixtures
import Networks

/// Looks at a worker message by message, in the order in which a beginner meets them, and says what to mend.
public struct Doctor: Sendable {
  /// One thing that was looked at.
  public struct Step: Sendable {
    public var name: String
    /// What was seen, or what is wrong.
    public var finding: String
    /// What to do; nil where nothing is wrong.
    public var advice: String?
  }

  public private(set) var steps: [Step] = []
  /// What the program wrote to standard error.
  public private(set) var standardError = ""
  public var isClean: Bool { steps.allSatisfy { $0.advice == nil } }

  /// - Parameter problems: small problems by name, asked in turn; those beyond what the worker declares are left out.
  public init(
    examining command: WorkerCommand, _ limits: WorkerLimits = WorkerLimits(),
    problems: [(name: String, problem: Problem<Double>)]
  ) {
    let conversation: Conversation
    do { conversation = try Conversation(command, limits) } catch {
      fail("start", error)
      return
    }
    defer { standardError = conversation.standardError }
    pass("start", "\(command) runs")
    guard let hello = attempt("hello", { () throws(WorkerFault) in try conversation.hello() }) else { return }
    steps[steps.count - 1].finding = hello.summary
    if attempt("echo", { () throws(WorkerFault) in try conversation.echo(hello.precision) }) != nil {
      steps[steps.count - 1].finding = "\(EchoNumbers.all(hello.precision).count) numbers came back bit by bit"
    } else if !(steps.last?.isJudgement ?? false) {
      return
    }
    var asked = 0
    for (name, problem) in problems where hello.whyUnasked(problem) == nil {
      asked += 1
      var skipped: String?
      let answer: Void? = attempt(
        "evaluate",
        { () throws(WorkerFault) in
          switch try conversation.ask(.evaluate(problem, want: hello.quantities, hello.conventions)) {
          case .skip(let reason): skipped = reason
          case .ok(let members):
            var reader = AnswerReader(hello.format)
            if reader.evaluation(members, of: problem, want: hello.quantities, hello.conventions) == nil {
              throw .malformed(question: "evaluate (\(name))", reader.misfits)
            }
          }
        })
      if answer == nil {
        steps[steps.count - 1].finding = "\(name): \(steps[steps.count - 1].finding)"
        conversation.stop()
        return
      }
      steps[steps.count - 1].finding =
        skipped.map { "\(name): skipped, \($0)" } ?? "\(name): every quantity in its shape"
    }
    if asked == 0 {
      steps.append(
        Step(name: "evaluate", finding: "none of the sample problems is within what it declares", advice: nil))
    }
    let code = conversation.bye()
    steps.append(
      code == 0
        ? Step(name: "bye", finding: "it ended with exit code 0", advice: nil)
        : Step(
          name: "bye",
          finding: code.map { "it ended with exit code \($0)" }
            ?? "it did not answer and end within \(limits.bye.formattedSeconds)",
          advice: "answer bye, then end with exit code 0"))
  }

  private mutating func pass(_ name: String, _ finding: String) {
    steps.append(Step(name: name, finding: finding, advice: nil))
  }

  private mutating func fail(_ name: String, _ fault: WorkerFault) {
    steps.append(Step(name: name, finding: "\(fault)", advice: fault.advice))
  }

  /// The result, with a step for it; nil with what is wrong.
  private mutating func attempt<Result>(_ name: String, _ body: () throws(WorkerFault) -> Result) -> Result? {
    do throws(WorkerFault) {
      let result = try body()
      pass(name, "")
      return result
    } catch {
      fail(name, error)
      return nil
    }
  }
}

extension Doctor.Step {
  /// Whether the conversation can go on after it: only numbers were wrong.
  fileprivate var isJudgement: Bool { name == "echo" && finding.contains("did not come back") }
}

extension Hello {
  /// In one line.
  public var summary: String {
    var parts = ["\(name)\(version.isEmpty ? "" : " \(version)")", precision.rawValue, format.rawValue]
    if !language.isEmpty { parts.insert(printable(language), at: 1) }
    parts.append("\(activations.count) activations, \(losses.count) losses")
    parts.append("returns " + WireQuantity.allCases.filter(quantities.contains).map(\.rawValue).joined(separator: " "))
    return parts.joined(separator: ", ")
  }
}
