import Foundation
import GradientVerification
import Networks
import Testing

@testable import Workers

/// Recorded conversations keep their meaning: what was asked then is what is asked today, and the answers are read as they were
/// meant. `Scripts/record-transcripts` records them.
struct TranscriptTests {
  /// A question, and its answer; taken apart.
  private struct Exchange {
    var asked: WireValue
    var answered: WireValue
    var question: [String: WireValue] { asked.members }
    var answer: [String: WireValue] { answered.members }
  }

  private func exchanges(_ name: String) throws -> [Exchange] {
    let text = try String(contentsOfFile: "\(repository)/Tests/WorkersTests/Transcripts/\(name).jsonl", encoding: .utf8)
    let lines = try text.split(separator: "\n").map { try WireReader.read(Array($0.utf8)) }
    return stride(from: 0, to: lines.count - 1, by: 2).map { Exchange(asked: lines[$0], answered: lines[$0 + 1]) }
  }

  private func written(_ question: Question, _ sequence: Int) throws -> WireValue {
    try WireReader.read(question.line(sequence, .decimal))
  }

  @Test(arguments: ["python", "numpy", "c"]) func networks(_ name: String) throws {
    let exchanges = try exchanges(name)
    #expect(
      exchanges.map { $0.question.string("cmd") } == ["hello", "echo", "evaluate", "evaluate", "evaluate", "bye"])
    var textbook = try ImplementationFactory.builtIn[0].make()
    for (sequence, exchange) in exchanges.enumerated() {
      #expect(exchange.answer["seq"]?.isSame(as: .number(Double(sequence))) == true)
      #expect(exchange.answer.string("status") == "ok")
      var reader = AnswerReader(.decimal)
      let question: Question
      switch exchange.question.string("cmd") {
      case "hello":
        question = .hello(WorkerLimits())
        let hello = Hello(exchange.answer, &reader)
        #expect(hello.name == name && !hello.language.isEmpty && hello.quantities == Set(WireQuantity.allCases))
      case "echo":
        let numbers = try #require(exchange.question["numbers"]?.row)
        question = .echo(numbers)
        let returned = reader.row(exchange.answer["numbers"], at: "/numbers", count: numbers.count)
        #expect(returned?.map(\.bitPattern) == numbers.map(\.bitPattern))
      case "evaluate":
        let problem = try #require(exchange.question["problem"]?.problem)
        let want = Set(exchange.question["want"]?.list.compactMap { WireQuantity(rawValue: $0.text) } ?? [])
        question = .evaluate(problem, want: want, Conventions())
        let read = reader.evaluation(exchange.answer, of: problem, want: want, Conventions())
        let answer = try #require(read, "\(reader.misfits)")
        let expected = try textbook.evaluate(problem)
        #expect(
          (answer.preactivations != nil) == want.contains(.Z) && (answer.hiddenOutputs != nil) == want.contains(.A))
        #expect((answer.deltas != nil) == want.contains(.delta) && answer.hasInputGradient)
        for quantity in Evaluation<Double>.quantities(depth: problem.network.layers.count) {
          guard let found = answer[quantity], let right = expected[quantity] else { continue }
          let error = zip(found.elements, right.elements).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
          #expect(found.elements.count == right.elements.count && error <= 1e-12, "\(quantity): \(error)")
        }
      default: question = .bye
      }
      #expect(reader.misfits.isEmpty, "\(reader.misfits)")
      let today = try written(question, sequence)
      #expect(today.isSame(as: exchange.asked), "today: \(today)\nthen: \(exchange.asked)")
    }
  }

  @Test func aFunction() throws {
    let exchanges = try exchanges("conv2d")
    #expect(
      exchanges.map { $0.question.string("cmd") } == ["hello", "echo", "evaluate", "evaluate", "evaluate", "bye"])
    var reader = AnswerReader(.decimal)
    let hello = FunctionHello(exchanges[0].answer, &reader)
    #expect(hello.name == "conv2d" && hello.parameters.map(\.name) == ["kernel", "bias", "image"])
    #expect(hello.parameters.map(\.shape) == [[3, 3], [1], [5, 5]] && hello.parameters.map(\.low) == [-1, -1, 0])
    for (sequence, exchange) in exchanges.enumerated() {
      #expect(exchange.answer["seq"]?.isSame(as: .number(Double(sequence))) == true)
      guard exchange.question.string("cmd") == "evaluate" else { continue }
      let point = hello.parameters.flatMap { exchange.question["parameters"]?.members[$0.name]?.row ?? [] }
      let wantsGradient = exchange.question["want"]?.list.contains { $0.text == "gradient" } ?? false
      let today = try written(.evaluateFunction(point, hello.parameters, wantsGradient: wantsGradient), sequence)
      #expect(today.isSame(as: exchange.asked), "today: \(today)\nthen: \(exchange.asked)")
      let read = reader.function(exchange.answer, hello.parameters, wantsGradient: wantsGradient)
      let answer = try #require(read, "\(reader.misfits)")
      #expect(answer.value.isFinite && answer.gradient.count == (wantsGradient ? 35 : 0))
    }
    #expect(reader.misfits.isEmpty, "\(reader.misfits)")
  }

  /// Every key of the table in docs/worker-protocol.md, with what is not its default.
  @Test func everyKeyOfHelloIsRead() throws {
    let line = """
      {"seq": 0, "status": "ok", "protocol": "nnverify-worker-1", "kind": "network", "name": "n", "version": "1", \
      "language": "L", "precision": "binary32", "format": "hex64", "activations": ["tanh", "relu"], \
      "losses": ["binary_cross_entropy"], "reductions": ["sum"], "quantities": ["cost", "outputs", "dW", "db", "Z"], \
      "max_depth": 2, "max_width": 3, "max_cases": 4, "conventions": {"weights": "in_out", "cases": "rows", \
      "squared_error": "full", "mean": "elements", "slope_at_zero": "left"}}
      """
    var reader = AnswerReader(.decimal)
    let hello = Hello(try WireReader.read(Array(line.utf8)).members, &reader)
    #expect(reader.misfits.isEmpty, "\(reader.misfits)")
    #expect([hello.name, hello.version, hello.language] == ["n", "1", "L"])
    #expect(hello.precision == .binary32 && hello.format == .hex64)
    #expect(
      hello.activations == ["tanh", "relu"] && hello.losses == [.binaryCrossEntropy] && hello.reductions == [.sum])
    #expect(hello.quantities == [.cost, .outputs, .dW, .db, .Z])
    #expect([hello.maxDepth, hello.maxWidth, hello.maxCases] == [2, 3, 4])
    #expect(hello.conventions.weights == .inOut && hello.conventions.cases == .rows)
    #expect(hello.conventions.squaredError == .full && hello.conventions.mean == .elements)
    #expect(hello.conventions.slopeAtZero == .left)
  }

  /// What the host asks is what its schemas say, and they refuse a question with a key misspelt.
  @Test(.needs(.jsonschema)) func questionsFitTheirSchemas() throws {
    var lines: [(schema: String, line: [UInt8])] = []
    for format in WireFormat.allCases {
      for precision in Precision.allCases {
        lines.append(("echo", Question.echo(EchoNumbers.all(precision)).line(1, format)))
      }
      var rows = Conventions()
      (rows.cases, rows.weights) = (.rows, .inOut)
      for index in 0..<30 {
        let problem = try ProblemGenerator(seed: 9, options: GeneratorOptions(maxWidth: 4)).problem(index).problem
        for (want, conventions) in [(WireQuantity.required, Conventions()), (Set(WireQuantity.allCases), rows)] {
          let question = Question.evaluate(problem, want: want, conventions)
          lines.append(("evaluate", question.line(index, format)))
        }
      }
    }
    let parameters = try [[], [2, 3]].enumerated().map { try #require(ParameterTensor(name: "p\($0)", shape: $1)) }
    for wantsGradient in [false, true] {
      let question = Question.evaluateFunction([0.1, -0.0, 1, 2, 3, 4, 5], parameters, wantsGradient: wantsGradient)
      lines.append(("evaluate-function", question.line(1, .hex64)))
    }
    lines += [("hello", Question.hello(WorkerLimits()).line(0, .decimal)), ("bye", Question.bye.line(3, .decimal))]
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      def validator(name):
          schema = json.load(open(sys.argv[1] + "/docs/worker-protocol/" + name + ".schema.json", encoding="utf-8"))
          schema["anyOf"] = [{"$ref": "#/$defs/question"}]
          return Draft202012Validator(schema)
      for line in sys.stdin:
          name, text = line.split(" ", 1)
          question = json.loads(text)
          for fault in validator(name).iter_errors(question): print(fault.json_path, fault.message, text)
          for key in set(question) - {"limits"}:
              if validator(name).is_valid({k + "_" * (k == key): v for k, v in question.items()}): print(key, "is not missed", text)
      print("read")
      """
    let input = lines.map { "\($0.schema) \(String(decoding: $0.line, as: UTF8.self))\n" }.joined()
    let run = try output(of: ["python3", "-c", script, repository], input: input)
    #expect(run.text == "read\n" && run.code == 0 && lines.count == 128, "\(run.text.prefix(2000))")
  }
}

// What a test asks of a line; the keys are those of docs/worker-protocol.md, on purpose not shared with the writer.
extension WireValue {
  var members: [String: WireValue] { if case .object(let members) = self { members } else { [:] } }

  var text: String { if case .string(let text) = self { text } else { "" } }

  var row: [Double]? { if case .row(let numbers) = self { numbers } else { nil } }

  var list: [WireValue] {
    switch self {
    case .array(let elements): elements
    case .row(let numbers): numbers.map(WireValue.number)
    default: []
    }
  }

  var grid: Grid<Double>? {
    let rows = list.compactMap(\.row)
    guard let columns = rows.first?.count, rows.count == list.count, rows.allSatisfy({ $0.count == columns }) else {
      return nil
    }
    return Grid(rows: rows.count, columns: columns, elements: rows.flatMap(\.self))
  }

  var problem: Problem<Double>? {
    let layers = members["layers"]?.list.compactMap(\.layer) ?? []
    guard let inputs = members["inputs"]?.grid, let targets = members["targets"]?.grid,
      let loss = Loss(rawValue: members.string("loss")),
      let reduction = Reduction(rawValue: members.string("reduction")),
      !layers.isEmpty
    else { return nil }
    return Problem(
      network: Network(layers: layers), inputs: inputs, targets: targets, loss: loss, reduction: reduction)
  }

  private var layer: Layer<Double>? {
    guard let weights = members["weights"]?.grid, let biases = members["biases"]?.row else { return nil }
    var alpha: Double?
    if case .number(let number) = members["alpha"] { alpha = number }
    let activation: Activation? =
      switch (members.string("activation"), alpha) {
      case ("leaky_relu", let alpha?): .leakyReLU(alpha: alpha)
      case ("elu", let alpha?): .elu(alpha: alpha)
      case (let name, nil): Activation.all.first { $0.name == name && $0.alpha == nil }
      default: nil
      }
    return activation.map { Layer(weights: weights, biases: biases, activation: $0) }
  }

  /// Equal as JSON values: keys in any order, numbers to the last bit.
  func isSame(as other: WireValue) -> Bool {
    switch (self, other) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.number(let left), .number(let right)): left.bitPattern == right.bitPattern
    case (.string(let left), .string(let right)): left == right
    case (.row(let left), .row(let right)): left.map(\.bitPattern) == right.map(\.bitPattern)
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
    case (.object(let left), .object(let right)):
      left.count == right.count && left.allSatisfy { key, value in right[key].map { value.isSame(as: $0) } ?? false }
    default: false
    }
  }
}

extension [String: WireValue] {
  func string(_ key: String) -> String { self[key]?.text ?? "" }
}
