import GradientVerification
import Networks
import Testing

@testable import Workers

/// Lines as they are written and read.
struct WireTests {
  private func read(_ line: String) throws -> WireValue { try WireReader.read(Array(line.utf8)) }

  private func row(_ line: String) throws -> [Double] {
    guard case .row(let row) = try read(line) else { return [] }
    return row
  }

  @Test func numbersAreReadToTheLastBit() throws {
    let read = try row("[0.1, -0.0, -0, 5e-324, 1.7976931348623157e308, 1E2, 123456789012345678901, 2e400, 1e-400 ]")
    let expected = [
      0.1, -0.0, -0.0, 5e-324, 1.7976931348623157e308, 100, 123456789012345678901, .infinity, 0,
    ]
    #expect(read.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test func numbersThatAreNone() throws {
    let read = try row("[NaN, Infinity, -Infinity, null]")
    #expect(read.map(\.isNaN) == [true, false, false, true])
    #expect(read[1...2] == [.infinity, -.infinity])
  }

  @Test(arguments: [
    "", "{", "[1,]", "[1 2]", "01", "1.", ".5", "+1", "-", "1e", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":1,\"a\":2}", "\"a",
    "\"\\x\"",
    "\"\\ud800\"", "tru", "1 2", "[1]]", "{a:1}", "\"\u{1}\"", "nul", "\0", "\"\\u12", "\"\\u+123\"", "--1", "-Inf",
    String(repeating: "[", count: 1_000_000),
  ]) func brokenLines(_ line: String) { #expect(throws: WireReader.Broken.self) { try read(line) } }

  @Test func textsWithEscapes() throws {
    guard case .string(let text) = try read(#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 é""#) else {
      Issue.record("no string")
      return
    }
    #expect(text == "a\"\\/\u{8}\u{c}\n\r\té😀 é")
  }

  @Test(arguments: WireFormat.allCases) func whatIsWrittenIsRead(_ format: WireFormat) throws {
    let numbers = EchoNumbers.all(.binary64)
    var writer = WireWriter(format)
    writer.row(numbers)
    var reader = AnswerReader(format)
    let back = reader.row(try WireReader.read(writer.bytes), at: "", count: numbers.count)
    #expect(back?.map(\.bitPattern) == numbers.map(\.bitPattern) && reader.misfits.isEmpty)
  }

  /// The bits where decimals were agreed on, and the other way round.
  @Test func theOtherFormatIsNone() throws {
    for (format, line) in [
      (WireFormat.decimal, "[\"3ff8000000000000\"]"), (.hex64, "[1.5]"), (.hex64, "[\"3ff8\"]"),
      (.hex64, "[\"-000000000000000\"]"),
    ] {
      var reader = AnswerReader(format)
      #expect(reader.row(try read(line), at: "", count: 1) == nil && reader.misfits.count == 1)
    }
  }

  @Test func textsAreWrittenSoThatTheyCanBeRead() throws {
    let text = "\"\\\n\u{1}é"
    var writer = WireWriter(.decimal)
    writer.text(text)
    guard case .string(let back) = try WireReader.read(writer.bytes) else {
      Issue.record("no string")
      return
    }
    #expect(back == text)
  }

  /// ½ Σ over m, from Σ and from a mean over all elements.
  @Test func conventionsBecomeOurs() {
    var conventions = Conventions()
    #expect(conventions.factor(for: Hostile.problem) == 1)
    conventions.squaredError = .full
    #expect(conventions.factor(for: Hostile.problem) == 0.5 && !conventions.mayRescale)
    conventions.mean = .elements
    #expect(conventions.factor(for: Hostile.problem) == 1 && conventions.mayRescale)
    var summed = Hostile.problem
    summed.reduction = .sum
    #expect(conventions.factor(for: summed) == 0.5)
  }

  /// A worker that keeps cases in rows and weights transposed is asked that way, and its answer is turned back.
  @Test(.enabled(if: Hostile.isPythonInstalled)) func otherLayouts() throws {
    let worker = try Worker(
      Hostile.command(
        evaluate: """
          assert len(p["layers"][0]["weights"]) == 3 and len(p["inputs"]) == 1; a["dW"] = [p["layers"][0]["weights"]]; \
          a["dX"] = p["inputs"]
          """, extra: "{'conventions': {'cases': 'rows', 'weights': 'in_out'}}"), Hostile.limits)
    var implementation = try worker.factory.make()
    let answer = try implementation.evaluate(Hostile.problem)
    #expect(answer.gradient.weights[0] == Hostile.problem.network.layers[0].weights)
    #expect(answer.gradient.inputs == Hostile.problem.inputs)
  }

  /// Only what is declared is generated, and a number of the problem is exact in the worker's precision.
  @Test(.enabled(if: Hostile.isPythonInstalled)) func onlyWhatIsDeclaredIsGenerated() throws {
    let worker = try Worker(
      Hostile.command(
        extra:
          "{'precision': 'binary32', 'activations': ['tanh', 'elu', 'linear'], 'losses': ['squared_error'], 'max_cases': 3}"
      ),
      Hostile.limits)
    let options = try worker.restricted(.standard, regimes: nil)
    for index in 0..<60 {
      let problem = ProblemGenerator(seed: 1, options: options).problem(index).problem
      #expect(problem.caseCount <= 3 && problem.loss == .squaredError && worker.declares(problem))
      #expect(problem.map { Double(Float($0)) } == problem)
      for layer in problem.network.layers {
        #expect(["tanh", "elu", "linear"].contains(layer.activation.name))
        if let alpha = layer.activation.alpha { #expect(Double(Float(alpha)) == alpha) }
      }
    }
    let token = ReplayToken(seed: 1, index: 3, options: options)
    #expect(try ReplayToken(parsing: "\(token)") == token && "\(token)".hasSuffix(":precision=binary32"))
  }
}
