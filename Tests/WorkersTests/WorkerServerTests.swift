import GradientVerification
import SystemPackage
import Testing

@testable import Workers

/// The worker in Swift, question by question. What is no question is answered by an error, and nothing ends it but bye.
struct WorkerServerTests {
  /// The textbook, with or without what it has beyond the gradient.
  private struct Textbook: Implementation {
    var own = try? ImplementationFactory.builtIn[0].make()
    var isSilent = false
    var capabilities = Capabilities(maxDepth: 3, maxWidth: 4, maxCases: 5)

    mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
      guard var answer = try own?.evaluate(problem) else { throw Unsupported("there is no textbook") }
      if isSilent { (answer.preactivations, answer.hasInputGradient) = (nil, false) }
      return answer
    }
  }

  /// Spoils answers, or gives none.
  private struct Broken: Implementation {
    var error: any Error
    func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> { throw error }
  }

  private struct OutOfMemory: Error {}

  private static let problem = Doctor.sampleProblems[2].problem

  private func server(
    _ implementation: some Implementation = Textbook(), format: WireFormat = .decimal,
    capabilities: Capabilities = Capabilities(maxDepth: 3, maxWidth: 5, maxCases: 5)
  ) -> WorkerServer {
    WorkerServer(
      implementation,
      hello: Hello(
        name: "textbook", format: format, quantities: Set(WireQuantity.allCases), capabilities: capabilities))
  }

  /// The members of an answer, which is one line of JSON whatever happens.
  private func members(_ line: [UInt8]) throws -> [String: WireValue] {
    #expect(!line.contains(UInt8(ascii: "\n")))
    guard case .object(let members) = try WireReader.read(line) else {
      Issue.record("no object: \(String(decoding: line, as: UTF8.self))")
      return [:]
    }
    return members
  }

  private func status(_ line: [UInt8]) throws -> String {
    if case .string(let status) = try members(line)["status"] { return status }
    return "none"
  }

  private func message(_ line: [UInt8]) throws -> String {
    let members = try members(line)
    if case .string(let text) = members["message"] ?? members["reason"] { return text }
    return ""
  }

  private func evaluateLine(
    _ problem: Problem<Double> = problem, _ format: WireFormat = .decimal,
    want: Set<WireQuantity> = Set(WireQuantity.allCases)
  ) -> [UInt8] {
    Question.evaluate(problem, want: want, Conventions()).line(7, format)
  }

  @Test(arguments: WireFormat.allCases) func theHostUnderstandsIt(_ format: WireFormat) throws {
    var server = server(format: format)
    var reader = AnswerReader(.decimal)
    let hello = Hello(try members(server.answer(Question.hello(WorkerLimits()).line(0, .decimal)).line), &reader)
    #expect(reader.misfits.isEmpty && hello.name == "textbook" && hello.format == format && hello.maxWidth == 5)
    let sent = EchoNumbers.all(.binary64)
    reader = AnswerReader(format)
    let echoed = try members(server.answer(Question.echo(sent).line(1, format)).line)["numbers"]
    #expect(reader.row(echoed, at: "", count: sent.count)?.map(\.bitPattern) == sent.map(\.bitPattern))
    let want = Set(WireQuantity.allCases)
    let answer = reader.evaluation(
      try members(server.answer(evaluateLine(Self.problem, format)).line), of: Self.problem, want: want, Conventions())
    var textbook = try ImplementationFactory.builtIn[0].make()
    #expect(answer == (try textbook.evaluate(Self.problem)))
    let (line, isLast) = server.answer(Question.bye.line(3, format))
    #expect(try isLast && status(line) == "ok")
  }

  @Test func resultsThatAreNotFiniteAreWords() throws {
    struct Overflowing: Implementation {
      var own = Textbook()
      mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
        var answer = try own.evaluate(problem)
        (answer.cost, answer.gradient.biases[0][0], answer.gradient.biases[0][1]) = (.nan, .infinity, -.infinity)
        return answer
      }
    }
    var server = server(Overflowing())
    let line = String(decoding: server.answer(evaluateLine()).line, as: UTF8.self)
    #expect(line.contains("\"cost\":\"nan\"") && line.contains("[\"inf\",\"-inf\","))
  }

  @Test func whatIsNotDeclaredIsSkipped() throws {
    var server = server(capabilities: Capabilities(activations: [.relu, .linear]))
    let line = server.answer(evaluateLine()).line
    #expect(try status(line) == "skip" && message(line).hasSuffix("is not declared"))
    var refusing = self.server(Broken(error: Unsupported("no soft targets")))
    #expect(try message(refusing.answer(evaluateLine()).line) == "no soft targets")
  }

  @Test func errorsOfTheProgramAreAnswers() throws {
    var server = server(Broken(error: OutOfMemory()))
    #expect(try message(server.answer(evaluateLine()).line) == "OutOfMemory: OutOfMemory()")
    var silent = self.server(Textbook(isSilent: true))
    #expect(try message(silent.answer(evaluateLine()).line) == "the answer of textbook holds no dX")
    struct Transposing: Implementation {
      var own = Textbook()
      mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
        var answer = try own.evaluate(problem)
        answer.gradient.weights[0] = Grid(repeating: 0, rows: 2, columns: 3)
        return answer
      }
    }
    var transposing = self.server(Transposing())
    #expect(try message(transposing.answer(evaluateLine()).line) == "dW[1]: found 2 × 3; expected 3 × 2")
  }

  private static let layer = #"{"activation":"tanh","weights":[[1,2]],"biases":[0]}"#

  private static func evaluate(
    layers: String = "[\(layer)]", inputs: String = "[[1],[2]]", targets: String = "[[1]]",
    loss: String = "squared_error", want: String = #"["cost"]"#
  ) -> String {
    #"{"cmd":"evaluate","seq":1,"want":\#(want),"problem":{"layers":\#(layers),"inputs":\#(inputs),"targets":\#(targets),"#
      + #""loss":"\#(loss)","reduction":"mean"}}"#
  }

  private static func repeated(_ word: String, _ count: Int) -> String {
    Array(repeating: word, count: count).joined(separator: ",")
  }

  /// A line, and a word of the error that answers it.
  private static let hostile: [(line: String, word: String)] = [
    ("", "no JSON"), ("garbage", "no JSON"), ("{", "no JSON"), ("[1,2]", "an object"), ("null", "an object"),
    ("\u{0}\u{1}", "no JSON"), (String(repeating: "[", count: 1_000_000), "nested"),
    ("{}", "/seq"), (#"{"seq":"1","cmd":"bye"}"#, "/seq"), (#"{"seq":1.5,"cmd":"bye"}"#, "/seq"),
    (#"{"seq":1e300,"cmd":"bye"}"#, "/seq"), (#"{"seq":null,"cmd":"bye"}"#, "/seq"),
    (#"{"seq":NaN,"cmd":"bye"}"#, "/seq"),
    (#"{"seq":1}"#, "/cmd"), (#"{"seq":1,"cmd":"quit"}"#, "/cmd"), (#"{"seq":1,"cmd":["bye"]}"#, "/cmd"),
    (#"{"seq":1,"cmd":"echo"}"#, "/numbers"), (#"{"seq":1,"cmd":"echo","numbers":[1,"x"]}"#, "/numbers/1"),
    (#"{"seq":1,"cmd":"echo","numbers":{}}"#, "/numbers"),
    (#"{"seq":1,"cmd":"evaluate"}"#, "/want"), (#"{"seq":1,"cmd":"evaluate","want":["cost"]}"#, "/problem"),
    (evaluate(want: "[]"), "/want"), (evaluate(want: #"["dV"]"#), "/want/0"), (evaluate(want: "7"), "/want"),
    (evaluate(layers: "[]"), "/problem/layers"), (evaluate(layers: "[1]"), "/problem/layers"),
    (evaluate(layers: #"[{"activation":"tanh","weights":[],"biases":[]}]"#), "/problem/layers/0/weights"),
    (evaluate(layers: #"[{"activation":"tanh","weights":[[],[]],"biases":[0,0]}]"#), "/problem/layers/0/weights"),
    (evaluate(layers: #"[{"activation":"tanh","weights":[[1,2],[3]],"biases":[0,0]}]"#), "/problem/layers/0/weights/1"),
    (evaluate(layers: #"[{"activation":"tanh","weights":[[1,2],3],"biases":[0,0]}]"#), "/problem/layers/0/weights/1"),
    // A million numbers and a million rows: their product fits nowhere.
    (
      evaluate(
        layers:
          #"[{"activation":"tanh","weights":[[\#(repeated("1", 1_000_000))],\#(repeated("[]", 1_000_000))],"biases":[0]}]"#
      ),
      "/problem/layers/0/weights/1"
    ),
    (evaluate(layers: #"[{"activation":"tanh","weights":[[1,2]],"biases":[0,1]}]"#), "/problem/layers/0/biases"),
    (evaluate(layers: #"[{"activation":"tanh","weights":[[1,1e999]],"biases":[0]}]"#), "/problem/layers/0/weights"),
    (evaluate(layers: #"[{"activation":"tanh","weights":[[1,null]],"biases":[0]}]"#), "/problem/layers/0/weights"),
    (evaluate(layers: #"[{"activation":"tahn","weights":[[1,2]],"biases":[0]}]"#), "/problem/layers/0/activation"),
    (evaluate(layers: #"[{"activation":"elu","weights":[[1,2]],"biases":[0]}]"#), "/problem/layers/0/alpha"),
    (
      evaluate(layers: #"[{"activation":"elu","alpha":"inf","weights":[[1,2]],"biases":[0]}]"#),
      "/problem/layers/0/alpha"
    ),
    (evaluate(layers: "[\(layer),\(layer)]"), "/problem/layers/1/weights"),
    (
      evaluate(
        layers: #"[{"activation":"softmax","weights":[[1,2],[1,2]],"biases":[0,0]},\#(layer)]"#),
      "/problem/layers/0/activation"
    ),
    (evaluate(inputs: "[[1],[2],[3]]"), "/problem/inputs"), (evaluate(inputs: "[[],[]]"), "/problem/inputs"),
    (evaluate(inputs: "[[1,2],[3,4]]"), "/problem/targets"), (evaluate(targets: "[[1],[2]]"), "/problem/targets"),
    (evaluate(targets: "{}"), "/problem/targets"), (evaluate(loss: "hinge"), "/problem/loss"),
    (evaluate(loss: "binary_cross_entropy"), "/problem/loss"),
  ]

  @Test func hostileQuestionsAreAnsweredByErrors() throws {
    var server = server()
    for (line, word) in Self.hostile {
      let (answer, isLast) = server.answer(Array(line.utf8))
      #expect(try !isLast && status(answer) == "error", "\(line.prefix(200))")
      let message = try message(answer)
      #expect(message.contains(word), "\(line.prefix(200)): \(message)")
    }
    #expect(try status(server.answer(Array(Self.evaluate().utf8)).line) == "ok")
  }

  /// A good question with bytes changed, left out and doubled: whatever comes of it, the answer is a line.
  @Test func noChangeOfAQuestionEndsIt() throws {
    var server = server()
    let good = evaluateLine()
    var random = RandomSource(version: 1, seed: 1, index: 0)
    func any(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    let alphabet = Array("[]{},:\"0123456789.-+eEnulNaIif \\\u{0}xW".utf8)
    for _ in 0..<1000 {
      var line = good
      for _ in 0...any(3) {
        let place = any(line.count)
        switch any(3) {
        case 0: line[place] = alphabet[any(alphabet.count)]
        case 1: line.removeSubrange(place..<min(line.count, place + 1 + any(9)))
        default: line.insert(contentsOf: line[place..<min(line.count, place + 1 + any(9))], at: place)
        }
      }
      let (answer, isLast) = server.answer(line)
      #expect(try !isLast && ["ok", "skip", "error"].contains(status(answer)))
    }
    #expect(try status(server.answer(good).line) == "ok")
  }

  /// Over pipes: two questions in one write, a line that is too long, one that comes in parts, the end of the input.
  @Test func linesInAndLinesOut() throws {
    let (questions, answers) = (try FileDescriptor.pipe(), try FileDescriptor.pipe())
    let long = #"{"cmd":"echo","seq":1,"numbers":[\#(Array(repeating: "1", count: 200).joined(separator: ","))]}"#
    try questions.writeEnd.writeAll(Array(#"{"cmd":"echo","seq":0,"numbers":[0.5]}"#.utf8))
    try questions.writeEnd.writeAll(Array("\n\(long)\n\(#"{"cmd":"bye","seq":2}"#)".utf8))
    try questions.writeEnd.close()
    var server = server()
    server.run(reading: questions.readEnd, writing: answers.writeEnd, mostLineBytes: 100)
    try answers.writeEnd.close()
    var text = [UInt8](repeating: 0, count: 10_000)
    let count = try unsafe text.withUnsafeMutableBytes { try unsafe answers.readEnd.read(into: $0) }
    #expect(
      String(decoding: text[..<count], as: UTF8.self) == """
        {"seq":0,"status":"ok","numbers":[0.5]}
        {"status":"error","message":"a question of more than 100 bytes"}

        """)
    for end in [questions.readEnd, answers.readEnd] { try end.close() }
  }
}
