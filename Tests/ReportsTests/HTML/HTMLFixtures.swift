@testable import Reports

/// Documents for the tests of the page, small unless a test says otherwise.
enum HTMLFixtures {
  /// A check and nothing else, in which everything agrees.
  static func passing() -> GateDocument {
    GateDocument(
      command: "gate", profile: "quick", outcome: .passed, exitCode: 0, versions: ["nnverify": "0.1.0"],
      implementations: ["textbook-dZ"], against: [:], omitted: [],
      stages: [
        .init(
          stage: "check", outcome: .passed, summary: "AGREEMENT", passed: 1, failed: 0, skipped: 0, expectedFailures: 0,
          seconds: 1)
      ],
      items: [item("check/textbook-dZ/gradients", .passed)], check: nil, mutants: nil, stepSizes: nil, seconds: 2)
  }

  /// Every section there is, every text of which is `text`.
  static func full(_ text: String) -> GateDocument {
    var document = passing()
    (document.command, document.profile, document.outcome, document.exitCode) = (text, text, .failed, 1)
    (document.versions, document.implementations, document.against) = ([text: text], [text], [text: text])
    document.omitted = [text]
    document.stages = [
      .init(
        stage: text, outcome: .failed, summary: text, passed: 1, failed: 1, skipped: 0, expectedFailures: 1, seconds: 1)
    ]
    document.items = GateDocument.Status.allCases.map { status in
      .init(
        id: text, stage: text, status: status, kind: text, message: text, text: [text, text + text], replay: text + " ",
        reason: text)
    }
    document.check = check(text, failures: [failure(text), failure(text)])
    document.mutants = mutants(text)
    document.stepSizes = steps(text, errors: [1e-4, 1e-8, 1e-6])
    return document
  }

  static func item(
    _ id: String, _ status: GateDocument.Status, message: String? = nil, replay: String? = nil
  ) -> GateDocument.ItemRow {
    .init(id: id, stage: "check", status: status, kind: nil, message: message, text: [], replay: replay, reason: nil)
  }

  static func check(_ text: String, failures: [CheckDocument.FailureRow]) -> CheckDocument {
    CheckDocument(
      command: text, outcome: text, seed: text, versions: [text: text], implementations: [text], against: [:],
      minimumDecided: 0.9, problems: 100, storedCases: 2, failedProblems: failures.count,
      generated: .init(first: 0, count: 98, total: nil, options: text, sampling: text, shard: text), remembered: nil,
      checks: [row(text, ratios: [3, 5])], regimes: [regime(text)],
      failures: failures,
      culprits: [.init(implementation: text, check: text, problems: 2, replay: text, quantity: text, entry: text)],
      skipped: [.init(implementation: text, reason: text, problems: 3)], wavering: [text: 1],
      statistics: [.init(group: text, name: text, count: 49)], seconds: .init(total: 1, checks: [text: 1]))
  }

  static func row(_ check: String, ratios: [Int], worst: Double = 0.5) -> CheckDocument.CheckRow {
    .init(
      check: check, compared: 100, passed: 90, failed: 1, kinks: 2, undecided: 7, unsupported: 0, cleared: 1,
      undecidedBy: [check: 7], worstRatio: worst, worstError: 1e-16, worstAllowance: 2e-16, worstProblem: check,
      medianSharpness: 1e-14, sharpness99: 1e-10, ratios: ratios, sharpness: [])
  }

  static func regime(_ name: String) -> CheckDocument.RegimeRow {
    .init(regime: name, problems: 10, unanswered: 1, compared: 100, decided: 80, squares: ["0", "0", "0"])
  }

  static func failure(_ text: String, command: String? = nil, ratios: [Double] = [0.5, 2, .nan, .infinity])
    -> CheckDocument.FailureRow
  {
    let finding = CheckDocument.FindingRow(
      check: text, implementation: text, against: text, quantity: text, entry: text, observed: .nan, expected: 1,
      error: .nan, allowance: 0, margin: .infinity, failing: 1, compared: 4)
    let examined = CheckDocument.ExaminedRow(
      implementation: text, finding: finding, equation: text, pattern: text, place: text, explanation: text, layer: 2,
      provenValue: 1, provenRadius: 1e-18, isImplementationRight: false, isTextbookRight: true, storedOriginal: text,
      storedShrunk: text, isShrinkingTried: true, shrunkProblem: text, shrunkHistory: 1, shrunk: nil,
      shrunkFinding: finding)
    return .init(
      replay: text, origin: text, problem: text, findings: [finding], examined: [examined], text: [text],
      replayCommand: command ?? text, stored: nil,
      picture: picture(
        text, widths: [2, 39, 3], matrices: [.init(quantity: text, rows: 2, columns: 2, ratios: ratios)]))
  }

  static func picture(
    _ text: String, widths: [Int], layer: Int? = 2, matrices: [CheckDocument.MatrixRow]
  ) -> CheckDocument.PictureRow {
    .init(
      implementation: text, problem: text, widths: widths, activations: widths.dropFirst().map { _ in text },
      layer: layer,
      equation: text, matrices: matrices)
  }

  static func steps(_ text: String, errors: [Double]) -> GateDocument.StepSizesRow {
    let steps = errors.indices.map { index in (0..<index).reduce(1.0) { step, _ in step / 100 } }
    return .init(
      problem: text, replay: text, entry: text, derivative: 0.5, steps: steps,
      rules: (1...5).map { rule in .init(name: text, errors: errors.map { $0 / Double(rule) }) })
  }

  static func mutants(_ text: String) -> MutantsDocument {
    let examined = MutantsDocument.ExaminedRow(
      replay: text, check: text,
      diagnosis: .init(equation: text, layer: 1, pattern: text, place: text, explanation: text), namesEquation: true,
      namesPattern: false, reproduces: true, history: 1, widths: [1, 2], cases: 1, shrunk: text)
    func mutant(_ number: Int, isKilled: Bool) -> MutantsDocument.MutantRow {
      .init(
        number: number, name: text, bug: text, rarity: text, budget: 20, tried: 20, killed: isKilled,
        firstKill: isKilled ? 2 : nil, kills: isKilled ? [text: 2, "gradients": 5] : [:],
        expected: .init(equations: [text], patterns: [text]), examined: isKilled ? examined : nil)
    }
    return .init(
      outcome: text, seed: text, settle: 1, killed: 1, survived: 1, diagnosed: 1, diagnosisShare: 1,
      unmutated: .init(problems: 1, failedProblems: 1, failures: [text]),
      mutants: [mutant(1, isKilled: true), mutant(2, isKilled: false)],
      checkerMutants: [.init(number: text, name: text, caughtBy: [text])], failedCanaries: [text], seconds: 1)
  }
}
