import Foundation
import GradientVerification
import Testing

/// `expectGradientsAgree`, as a test of somebody else's network calls it.
@Suite struct InProcessTests {
  /// One tanh layer and one linear one under squared error, with a backward pass by hand, and room for a bug in it.
  struct TwoLayers: Implementation {
    enum Bug { case none, transposedSlope, noMean, throwing, remembering, halfDX, onlySingleCases, shortUpdate }
    var bug = Bug.none
    private var asked = 0

    init(_ bug: Bug = .none) { self.bug = bug }

    let capabilities = Capabilities(activations: [.tanh, .linear], losses: [.squaredError], maxDepth: 2)

    func update(_ problem: Problem<Double>, learningRate: Double) throws -> Network<Double>? {
      bug == .shortUpdate ? Network(layers: Array(problem.network.layers.prefix(1))) : nil
    }

    mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
      asked += 1
      if bug == .throwing && problem.caseCount > 1 { throw CocoaError(.featureUnsupported) }
      if bug == .onlySingleCases && problem.caseCount > 1 { throw Unsupported("not so many cases") }
      var program = try ImplementationFactory.named("textbook-dZ").make()
      var answer = try program.evaluate(problem)
      if bug == .noMean && problem.reduction == .mean {
        let m = Double(problem.caseCount)
        answer.gradient.weights = answer.gradient.weights.map { $0.map { $0 * m } }
      }
      if bug == .transposedSlope, problem.depth == 2, var deltas = answer.deltas {
        // BP2 without g′: δ[1] = W[2]ᵀ δ[2].
        let (w, above) = (problem.network.layers[1].weights, deltas[1])
        deltas[0] = Grid(rows: w.columns, columns: above.columns) { j, n in
          (0..<w.rows).reduce(0) { $0 + w[$1, j] * above[$1, n] }
        }
        answer.deltas = deltas
        answer.gradient.biases[0] = (0..<deltas[0].rows).map { j in
          (0..<above.columns).reduce(0) { $0 + deltas[0][j, $1] }
        }
        answer.gradient.weights[0] = Grid(rows: deltas[0].rows, columns: problem.inputs.rows) { j, i in
          (0..<above.columns).reduce(0) { $0 + deltas[0][j, $1] * problem.inputs[i, $1] }
        }
        let first = problem.network.layers[0].weights
        answer.gradient.inputs = Grid(rows: first.columns, columns: above.columns) { i, n in
          (0..<first.rows).reduce(0) { $0 + first[$1, i] * deltas[0][$1, n] }
        }
      }
      if bug == .remembering && asked > 40 { answer.gradient.biases[0][0] += 1 }
      return answer
    }
  }

  /// The text of the one issue that a body records.
  private func issue(_ body: () async throws -> Void) async throws -> (text: String, line: Int) {
    let found = Found()
    try await withKnownIssue {
      try await body()
    } matching: { issue in
      found.issues.append((issue.comments.map(\.rawValue).joined(), issue.sourceLocation?.line ?? 0))
      return true
    }
    #expect(found.issues.count == 1)
    return found.issues.first ?? ("", 0)
  }

  private final class Found: @unchecked Sendable {
    var issues: [(String, Int)] = []
  }

  @Test func aRightNetworkAgrees() async throws {
    let run = try await expectGradientsAgree(of: TwoLayers(), problems: 30)
    #expect(run.outcome == .agreement && run.report.problems == 30 && run.implementations == ["TwoLayers"])
    #expect(run.report.ledger[.gradients].passed > 200 && run.report.ledger[.shapes].unsupported == 0)
    #expect(TerminalReport.text(run, style: .plain).contains("AGREEMENT: 30 problems"))
  }

  @Test func aBugIsNamedInWords() async throws {
    let issue = try await issue { try await expectGradientsAgree(of: TwoLayers(.transposedSlope), problems: 30) }
    #expect(issue.line == #line - 1)
    #expect(issue.text.hasPrefix("TwoLayers: DISAGREEMENT: "))
    for words in [
      "layer 1, BP2: δ[1] departs while δ[2] agrees", "without g′", "made small  TwoLayers: 1-1-1", "dW[1] departs at",
      "replay: try await expectGradientsAgree(of: …, on: \"1:1:",
    ] { #expect(issue.text.contains(words), "\(words) in\n\(issue.text)") }
  }

  @Test func equalCallsRecordEqualIssues() async throws {
    let first = try await issue { try await expectGradientsAgree(of: TwoLayers(.noMean), problems: 20, seed: 3) }
    let second = try await issue { try await expectGradientsAgree(of: TwoLayers(.noMean), problems: 20, seed: 3) }
    #expect(first.text == second.text && first.text.contains("times m ="))
    let other = try await issue { try await expectGradientsAgree(of: TwoLayers(.noMean), problems: 20, seed: 4) }
    #expect(other.text != first.text)
  }

  /// The call that an issue prints, in double quotes.
  private func replayed(_ text: String) throws -> String {
    let parts = text.components(separatedBy: "on: \"")
    return try #require(parts.dropFirst().first?.components(separatedBy: "\")").first)
  }

  @Test func theTokenShowsItAgain() async throws {
    for bug in [TwoLayers.Bug.noMean, .remembering] {
      let met = try await issue { try await expectGradientsAgree(of: TwoLayers(bug), problems: 20) }
      let token = try replayed(met.text)
      #expect(token.hasPrefix("1:1:"))
      let again = try await issue { try await expectGradientsAgree(of: TwoLayers(bug), on: token) }
      #expect(again.text.contains("FAIL  \(token)"), "\(again.text)")
      try await expectGradientsAgree(of: TwoLayers(), on: token)
    }
  }

  @Test func theStoredCaseShowsItAgain() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let met = try await issue {
      try await expectGradientsAgree(
        of: TwoLayers(.noMean), named: "mine", problems: 20, storingFailuresIn: folder)
    }
    let path = try replayed(met.text)
    #expect(path.hasPrefix("\(folder)/mine/failure-"))
    let again = try await issue { try await expectGradientsAgree(of: TwoLayers(.noMean), on: path) }
    #expect(again.text.contains("1-1, m = 2"), "\(again.text)")
    try await expectGradientsAgree(of: TwoLayers(), on: path)
  }

  @Test func aFolderThatCannotBeWrittenIsTold() async throws {
    let met = try await issue {
      try await expectGradientsAgree(of: TwoLayers(.noMean), problems: 20, storingFailuresIn: "/dev/null/failures")
    }
    #expect(met.text.contains("could not store a failure: /dev/null/failures") && met.text.contains("on: \"1:1:"))
  }

  /// Whatever is asked for, it has it not.
  private struct Refusing: Implementation {
    func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> { throw Unsupported("not today") }
  }

  /// It declares a loss for which it declares no output layer.
  private struct Impossible: Implementation {
    let capabilities = Capabilities(activations: [.tanh], losses: [.binaryCrossEntropy])
    func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> { throw Unsupported("never asked") }
  }

  private struct Unmade: Error {}

  @Test func nothingDecidedIsNoPass() async throws {
    let refused = try await issue { try await expectGradientsAgree(of: Refusing(), problems: 5) }
    #expect(
      refused.text.contains("UNDECIDED: ") && refused.text.contains("5 problems skipped by Refusing: not today"),
      "\(refused.text)")
    let mostly = try await issue { try await expectGradientsAgree(of: TwoLayers(.onlySingleCases), problems: 30) }
    #expect(mostly.text.contains("most problems were skipped") && mostly.text.contains("not so many cases"))
    let impossible = try await issue { try await expectGradientsAgree(of: Impossible()) }
    #expect(impossible.text.hasPrefix("Impossible: NOTHING WAS CHECKED: no output layer is possible"))
    let none = try await issue { try await expectGradientsAgree(of: TwoLayers(), problems: 0) }
    #expect(none.text == "TwoLayers: UNDECIDED: nothing ran")
    @Sendable func unmade() throws -> TwoLayers { throw Unmade() }
    let nobody = try await issue { try await expectGradientsAgree(of: try unmade()) }
    #expect(nobody.text == "TwoLayers: NOTHING WAS CHECKED: Unmade()")
    for replay in ["1:x:3", "999:1:1", "no/such/file.json"] {
      let missing = try await issue { try await expectGradientsAgree(of: TwoLayers(), on: replay) }
      #expect(missing.text.hasPrefix("TwoLayers: NOTHING WAS CHECKED: ") && missing.text.contains(replay.prefix(3)))
    }
    let extreme = try await issue {
      try await expectGradientsAgree(
        of: TextbookOfSigmoids(), problems: 20,
        options: try GeneratorOptions(regimes: [.huge], maxDepth: 3, maxWidth: 4, maxCases: 3))
    }
    #expect(extreme.text.contains("too little was decided in huge"), "\(extreme.text)")
  }

  private struct TextbookOfSigmoids: Implementation {
    let capabilities = Capabilities(activations: [.sigmoid])
    func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
      var program = try ImplementationFactory.named("textbook-dA").make()
      return try program.evaluate(problem)
    }
  }

  /// An update of fewer layers than there are must not be indexed.
  @Test func aShortUpdateIsMisshapen() async throws {
    let issue = try await issue { try await expectGradientsAgree(of: TwoLayers(.shortUpdate), problems: 20) }
    #expect(issue.text.contains("update") && issue.text.contains("1 layers"), "\(issue.text)")
  }

  @Test func anErrorIsAnAnswerThatDidNotCome() async throws {
    let issue = try await issue { try await expectGradientsAgree(of: TwoLayers(.throwing), problems: 20) }
    #expect(issue.text.hasPrefix("TwoLayers: NO ANSWER: "))
    #expect(issue.text.contains("no answer: CocoaError: ") && issue.text.contains("made small"), "\(issue.text)")
  }

  /// In binary32 the problems are exact in binary32, and only then does a program in it agree.
  @Test func precisionIsDeclared() async throws {
    struct Single: Implementation {
      var capabilities: Capabilities
      func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
        var program = try #require(ImplementationFactory.binary32.first).make()
        return try program.evaluate(problem)
      }
    }
    let single = Single(capabilities: Capabilities(precision: .binary32))
    try await expectGradientsAgree(of: single, problems: 20, minimumDecided: 0.5)
    let much = try await issue { try await expectGradientsAgree(of: single, problems: 20, minimumDecided: 1) }
    #expect(much.text.contains("UNDECIDED: ") && much.text.contains("Undecided, and why:"), "\(much.text)")
    let issue = try await issue {
      try await expectGradientsAgree(of: Single(capabilities: Capabilities()), problems: 20)
    }
    #expect(issue.text.contains("binary32") || issue.text.contains("Float"), "\(issue.text)")
  }
}
