import Fixtures
import Networks
import Verification

extension DocumentReader {
  /// A failure, with its problem made anew from its token or read from the document.
  func failure(_ row: CheckDocument.FailureRow, at place: String) throws(CaseFileError) -> FailedProblem {
    let problem: Problem<Double>
    var history: @Sendable () -> [Problem<Double>] = { [] }
    if let stored = row.stored {
      problem = try self.problem(stored, at: place + "/stored")
    } else {
      let token: ReplayToken
      do { token = try ReplayToken(parsing: row.replay) } catch { throw fail(place + "/replay", "says: \(error)") }
      problem = token.problem.problem
      let first = token.index / Campaign.blockSize * Campaign.blockSize
      history = {
        let generator = ProblemGenerator(seed: token.seed, options: token.options)
        return (first..<token.index).map { generator.problem($0).problem }
      }
    }
    var findings: [Finding] = []
    for (index, finding) in row.findings.enumerated() {
      findings.append(try self.finding(finding, problem, at: "\(place)/findings/\(index)"))
    }
    var failed = FailedProblem(
      name: row.replay, origin: row.origin, problem: problem, findings: findings, history: history)
    for (index, examined) in row.examined.enumerated() {
      failed.examined.append(try self.examined(examined, problem, at: "\(place)/examined/\(index)"))
    }
    return failed
  }

  private func finding(
    _ row: CheckDocument.FindingRow, _ problem: Problem<Double>, at place: String
  ) throws(CaseFileError) -> Finding {
    var location: Finding.Location?
    if let r = row.row, let c = row.column {
      guard
        let quantity = Evaluation<Double>.quantities(depth: problem.depth).first(where: { "\($0)" == row.quantity }),
        (0..<1 << 31).contains(r), (0..<1 << 31).contains(c)
      else { throw fail(place, "names an entry that the problem does not have") }
      location = Finding.Location(quantity: quantity, row: r, column: c)
    }
    return Finding(
      check: try word(Check.self, row.check, at: place + "/check"), implementation: row.implementation,
      against: row.against, quantity: row.quantity, entry: row.entry, location: location, observed: row.observed,
      expected: row.expected, allowance: row.allowance, failing: try count(row.failing, at: place + "/failing"),
      compared: try count(row.compared, at: place + "/compared"))
  }

  private func examined(
    _ row: CheckDocument.ExaminedRow, _ problem: Problem<Double>, at place: String
  ) throws(CaseFileError) -> ExaminedFailure {
    var result = ExaminedFailure(
      finding: try finding(row.finding, problem, at: place + "/finding"), original: ProblemSequence(problem: problem))
    result.isShrinkingTried = row.isShrinkingTried
    if let shrunk = row.shrunk {
      var sequence = ProblemSequence(problem: try self.problem(shrunk, at: place + "/shrunk"))
      for (index, earlier) in (row.shrunkAfter ?? []).enumerated() {
        sequence.history.append(try self.problem(earlier, at: "\(place)/shrunkAfter/\(index)"))
      }
      result.shrunk = sequence
      if let finding = row.shrunkFinding {
        result.shrunkFinding = try self.finding(finding, sequence.problem, at: place + "/shrunkFinding")
      }
    }
    if let equation = row.equation, let where_ = row.place {
      var pattern: Pattern?
      if let name = row.pattern { pattern = try word(Pattern.self, name, at: place + "/pattern") }
      result.diagnosis = Diagnosis(
        equation: try word(Equation.self, equation, at: place + "/equation"), layer: row.layer, pattern: pattern,
        place: where_, explanation: row.explanation)
    }
    if let truth = row.provenValue, let radius = row.provenRadius, let program = row.isImplementationRight,
      let textbook = row.isTextbookRight
    {
      result.arbitration = Arbitration(
        truth: truth, radius: radius, isImplementationRight: program, isTextbookRight: textbook)
    }
    (result.storedOriginal, result.storedShrunk) = (row.storedOriginal, row.storedShrunk)
    return result
  }

  /// The keys are those of case files, and so are the rules.
  private func problem(_ row: CheckDocument.ProblemRow, at place: String) throws(CaseFileError) -> Problem<Double> {
    struct CaseRow: Encodable {
      let format = StoredCase.format
      let id = "problem"
      let problem: CheckDocument.ProblemRow
    }
    guard let bytes = try? DocumentFile.data(CaseRow(problem: row)) else { throw fail(place, "holds no problem") }
    do throws(CaseFileError) {
      return try StoredCase(json: Array(bytes), file: file).problem
    } catch { throw fail(place, "holds no problem: \(error.faults[0])") }
  }
}
