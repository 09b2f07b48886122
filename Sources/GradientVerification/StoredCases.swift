public import Fixtures
import Networks
public import Verification

extension StoredAnswer {
  /// What a case file knows of its answer. Where a figure is a known misprint the recomputed one takes its place.
  public init(_ stored: StoredCase) {
    let depth = stored.problem.depth
    func number<Subject: Sendable, Other>(_ subject: Subject, _ entry: ExpectedEntry<Other>) -> Number<Subject> {
      let figure = stored.misprint(at: entry.place)?.recomputed ?? entry.printed
      return Number(
        subject, row: entry.row, column: entry.column, value: figure.value, uncertainty: figure.uncertainty)
    }
    self.init(numbers: stored.expected.entries(depth: depth).map { number($0.subject, $0) } + Self.proven(stored))
    guard let expected = stored.expected.update else { return }
    var after = Update(
      learningRate: expected.learningRate, movesBiases: expected.movesBiases, parameters: [], cost: nil)
    for entry in expected.entries(depth: depth) {
      switch entry.subject {
      case .parameters(let tensor): after.parameters.append(number(tensor, entry))
      case .cost:
        let cost = number((), entry)
        after.cost = Estimate(value: cost.value, error: cost.uncertainty)
      }
    }
    update = after
  }

  /// What is proven, each to half a unit in the last place. Where a kink leaves a choice, the bounds of the program would have to
  /// know it; `nnverify fixtures verify` does.
  private static func proven(_ stored: StoredCase) -> [Number<Quantity>] {
    guard let proven = stored.proven, proven.allowed == nil else { return [] }
    return Evaluation<Double>.quantities(depth: stored.problem.depth).flatMap { quantity -> [Number<Quantity>] in
      guard let grid = proven.value[quantity] else { return [] }
      return (0..<grid.rows).flatMap { row in
        (0..<grid.columns).map { column in
          Number(quantity, row: row, column: column, value: grid[row, column], uncertainty: grid[row, column].ulp / 2)
        }
      }
    }
  }
}

extension PrintedNumber {
  /// What the digits leave open, with the rounding of `value` to binary64.
  var uncertainty: Double { isExact ? 0 : halfUnit + value.ulp }
}

extension StoredCase {
  /// What a reader should know before the numbers: what the case is, where it is from, and which figures are misprints.
  public var introduction: String {
    var lines = [id + (comment.isEmpty ? "" : ": \(comment)")]
    let origin = ["author", "title", "date", "url"].compactMap { source[$0] }
    if !origin.isEmpty { lines.append(origin.joined(separator: ", ")) }
    for misprint in misprints {
      lines.append("known misprint at \(misprint.place), recomputed \(misprint.recomputed.text): \(misprint.note)")
    }
    return lines.joined(separator: "\n")
  }

  /// The misprints whose recomputed figure does round to what is printed, so that the note is wrong.
  public var refutedMisprints: [Misprint] {
    let depth = problem.depth
    let printed =
      expected.entries(depth: depth).map { ($0.place, $0.printed) }
      + (expected.update?.entries(depth: depth).map { ($0.place, $0.printed) } ?? [])
    return misprints.filter { misprint in
      printed.contains { $0.0 == misprint.place && $0.1.agrees(with: misprint.recomputed.value) }
    }
  }
}

extension ProblemCheck {
  /// Checks a stored case by every check and against what is stored of its answer.
  public func report(
    on stored: StoredCase, named name: String, implementations: [ImplementationFactory]
  ) throws -> CampaignReport {
    try report(
      on: stored.problem, after: stored.history, named: name, stored: StoredAnswer(stored),
      implementations: implementations)
  }
}

extension StoredCase {
  /// The generated problem behind a token.
  ///
  /// - Parameter withHistory: and those that a run asks before it of the same implementation.
  public init(_ token: ReplayToken, withHistory: Bool) {
    let (generator, generated) = (ProblemGenerator(seed: token.seed, options: token.options), token.problem)
    let first = withHistory ? token.index / Campaign.blockSize * Campaign.blockSize : token.index
    self.init(
      id: "problem-\(token.seed)-\(token.index)",
      comment: "Generated problem \(token), regime \(generated.regime.rawValue).",
      source: [
        "generator": "nnverify \(Versions.nnverify), generator version \(ProblemGenerator.version)",
        "token": "\(token)",
      ], history: (first..<token.index).map { generator.problem($0).problem }, problem: generated.problem)
  }
}
