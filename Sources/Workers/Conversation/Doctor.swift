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
  /// How many of the sample problems it was asked, and how many of these it skipped.
  public private(set) var asked = 0
  public private(set) var skipped = 0
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
    guard let introduction = attempt("hello", { () throws(WorkerFault) in try conversation.hello() }) else { return }
    steps[steps.count - 1].finding = introduction.summary
    if attempt("echo", { () throws(WorkerFault) in try conversation.echo(introduction.precision) }) != nil {
      steps[steps.count - 1].finding =
        "\(EchoNumbers.all(introduction.precision).count) numbers came back bit by bit"
    } else if !(steps.last?.isJudgement ?? false) {
      return
    }
    let isAnswered =
      switch introduction {
      case .network(let hello): ask(hello, problems, conversation)
      case .function(let hello): ask(hello, conversation)
      }
    guard isAnswered else {
      conversation.stop()
      return
    }
    leave("bye", conversation.bye(), limits, advice: "answer bye, then end with exit code 0")
    guard isClean else { return }
    endOfInput(command, limits)
  }

  /// Whether it ends by itself where nobody asks any more.
  private mutating func endOfInput(_ command: WorkerCommand, _ limits: WorkerLimits) {
    do throws(WorkerFault) {
      let conversation = try Conversation(command, limits)
      _ = try conversation.hello()
      leave("end", conversation.hangUp(), limits, advice: "end with exit code 0 where standard input ends")
    } catch {
      fail("end", error)
    }
  }

  private mutating func leave(_ name: String, _ leave: Conversation.Leave, _ limits: WorkerLimits, advice: String) {
    let occasion = name == "bye" ? "" : "at the end of its input "
    switch leave {
    case .exited(0): pass(name, "\(occasion)it ended with exit code 0")
    case .exited(let code):
      steps.append(Step(name: name, finding: "\(occasion)it ended with exit code \(code)", advice: advice))
    case .answered(let fault): steps.append(Step(name: name, finding: "\(fault)", advice: advice))
    case .stayed:
      steps.append(
        Step(name: name, finding: "\(occasion)it did not end within \(limits.bye.formattedSeconds)", advice: advice))
    }
  }

  /// Asks the problems in turn, and stops at the first that is not answered as it should be.
  private mutating func ask(
    _ hello: Hello, _ problems: [(name: String, problem: Problem<Double>)], _ conversation: Conversation
  ) -> Bool {
    for (name, problem) in problems where hello.whyUnasked(problem) == nil {
      let isAnswered = evaluate(
        name, "every quantity in its shape", conversation, .evaluate(problem, want: hello.quantities, hello.conventions)
      ) { members in
        var reader = AnswerReader(hello.format, hello.precision)
        let answer = reader.evaluation(members, of: problem, want: hello.quantities, hello.conventions)
        return answer == nil ? reader.misfits : []
      }
      guard isAnswered else { return false }
    }
    if asked == 0 { pass("evaluate", "none of the sample problems is within what it declares") }
    return true
  }

  /// Asks a function for its value, and for its gradient too, in the middle of what it declares.
  private mutating func ask(_ hello: FunctionHello, _ conversation: Conversation) -> Bool {
    let middle = hello.parameters.flatMap { tensor in
      Array(repeating: tensor.low / 2 + tensor.high / 2, count: tensor.count)
    }
    return [false, true].allSatisfy { wantsGradient in
      evaluate(
        wantsGradient ? "value and gradient" : "value", wantsGradient ? "a number for every parameter" : "a number",
        conversation, .evaluateFunction(middle, hello.parameters, wantsGradient: wantsGradient)
      ) { members in
        var reader = AnswerReader(hello.format, hello.precision)
        let answer = reader.function(members, hello.parameters, wantsGradient: wantsGradient)
        return answer == nil ? reader.misfits : []
      }
    }
  }

  /// One question, with a step for it.
  private mutating func evaluate(
    _ name: String, _ good: String, _ conversation: Conversation, _ question: Question,
    misfits: ([String: WireValue]) -> [WorkerMisfit]
  ) -> Bool {
    var finding = "\(name): \(good)"
    var isSkipped = false
    let answer: Void? = attempt(
      "evaluate",
      { () throws(WorkerFault) in
        switch try conversation.ask(question) {
        case .skip(let reason): (finding, isSkipped) = ("\(name): skipped, \(reason)", true)
        case .ok(let members):
          let wrong = misfits(members)
          if !wrong.isEmpty { throw .malformed(question: "evaluate (\(name))", wrong) }
        }
      })
    asked += 1
    skipped += isSkipped ? 1 : 0
    steps[steps.count - 1].finding = answer == nil ? "\(name): \(steps[steps.count - 1].finding)" : finding
    return answer != nil
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

extension Introduction {
  /// In one line.
  public var summary: String {
    switch self {
    case .network(let hello):
      let what = [
        "\(hello.activations.count) activations, \(hello.losses.count) losses",
        "returns " + WireQuantity.allCases.filter(hello.quantities.contains).map(\.rawValue).joined(separator: " "),
      ]
      return Self.line(hello.name, hello.version, hello.language, hello.precision, hello.format, what)
    case .function(let hello):
      let parameters = hello.parameters.prefix(8).map { "\($0.name) \($0.summary)" }
      let more = hello.parameters.count > 8 ? ["and \(hello.parameters.count - 8) more"] : []
      let what = ["a function of " + (parameters + more).joined(separator: ", ")]
      return Self.line(hello.name, hello.version, hello.language, hello.precision, hello.format, what)
    }
  }

  private static func line(
    _ name: String, _ version: String, _ language: String, _ precision: Precision, _ format: WireFormat,
    _ what: [String]
  ) -> String {
    let title = version.isEmpty ? name : "\(name) \(printable(version))"
    return ([title] + (language.isEmpty ? [] : [printable(language)]) + [precision.rawValue, format.rawValue] + what)
      .joined(separator: ", ")
  }
}
