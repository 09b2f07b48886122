public import Fixtures
import Foundation
import Networks
public import Verification

extension CheckDocument {
  /// More than any run writes.
  public static let mostBytes = 1 << 30

  /// Reads a document from a file.
  ///
  /// - Throws: ``CaseFileError`` that says what is wrong with it.
  public init(path: String) throws(CaseFileError) {
    let bytes = try WholeFile.read(path, limit: Self.mostBytes)
    do {
      self = try DocumentFile.read(CheckDocument.self, bytes)
    } catch {
      throw CaseFileError(notReport: path, "", Self.sentence(error))
    }
    guard format == Self.format else {
      throw CaseFileError(notReport: path, "/format", "is \(quoted(format)) instead of \"\(Self.format)\"")
    }
  }

  private static func sentence(_ error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String {
      context.codingPath.map { "/" + ($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
    }
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): return "lacks \(place(context))/\(key.stringValue)"
    case .typeMismatch(_, let context), .valueNotFound(_, let context): return "has something else at \(place(context))"
    case .dataCorrupted(let context): return "is damaged at '\(place(context))': \(context.debugDescription)"
    default: return "cannot be read"
    }
  }
}

extension CaseFileError {
  /// A file that was read and is no report.
  public init(notReport file: String, _ place: String, _ found: String) {
    self.init(
      kind: .malformed, file: file,
      faults: [
        Fault(
          path: place, found: "a document that \(found)",
          expected: "a report, as nnverify check --format json writes it",
          advice: "write it anew with this release of nnverify")
      ])
  }
}

/// Turns the rows of a document back into what they were made of, and says where that cannot be.
struct DocumentReader {
  let file: String
  let document: CheckDocument

  func fail(_ place: String, _ found: String) -> CaseFileError { CaseFileError(notReport: file, place, found) }

  /// The word for one of the cases of an enumeration.
  func word<Word: RawRepresentable<String>>(_: Word.Type, _ text: String, at place: String) throws(CaseFileError)
    -> Word
  {
    guard let word = Word(rawValue: text) else {
      throw fail(place, "says \(quoted(text)), which this release does not know")
    }
    return word
  }

  func count(_ number: Int, at place: String) throws(CaseFileError) -> Int {
    guard (0...Tally.mostCounted).contains(number) else { throw fail(place, "counts \(number)") }
    return number
  }

  func report() throws(CaseFileError) -> CampaignReport {
    var tallies: [Check: Tally] = [:]
    var ratios: [Check: Ratios] = [:]
    var worst: [Check: String] = [:]
    for (index, row) in document.checks.enumerated() {
      let place = "/checks/\(index)"
      let check = try word(Check.self, row.check, at: place + "/check")
      guard let counts = Ratios(counts: row.ratios) else { throw fail(place + "/ratios", "holds no distribution") }
      tallies[check] = try tally(row, at: place)
      (ratios[check], worst[check]) = (counts, row.worstProblem)
    }
    var skips: [Ledger.Skip: Int] = [:]
    for (index, row) in document.skipped.enumerated() {
      skips[Ledger.Skip(implementation: row.implementation, reason: row.reason)] =
        try count(row.problems, at: "/skipped/\(index)/problems")
    }
    var wavering: [String: Int] = [:]
    for (name, number) in document.wavering { wavering[name] = try count(number, at: "/wavering") }
    var failures: [FailedProblem] = []
    for (index, row) in document.failures.enumerated() where !row.isRemembered {
      failures.append(try failure(row, at: "/failures/\(index)"))
    }
    return CampaignReport(
      problems: try count(document.problems, at: "/problems"),
      failedProblems: try count(document.failedProblems, at: "/failedProblems"),
      ledger: Ledger(tallies: tallies, ratios: ratios, skips: skips, wavering: wavering), failures: failures,
      statistics: try statistics(), decided: try regimes(), culprits: try culprits(), worstProblems: worst)
  }

  private func tally(_ row: CheckDocument.CheckRow, at place: String) throws(CaseFileError) -> Tally {
    guard let sharpness = Sharpness(counts: row.sharpness) else {
      throw fail(place + "/sharpness", "holds no distribution")
    }
    var undecided: [Undecidable: Int] = [:]
    for (reason, number) in row.undecidedBy {
      undecided[try word(Undecidable.self, reason, at: place + "/undecidedBy")] = try count(number, at: place)
    }
    var tally = Tally(undecidedBy: undecided, sharpness: sharpness)
    tally.compared = try count(row.compared, at: place + "/compared")
    tally.passed = try count(row.passed, at: place + "/passed")
    tally.failed = try count(row.failed, at: place + "/failed")
    tally.kinks = try count(row.kinks, at: place + "/kinks")
    tally.unsupported = try count(row.unsupported, at: place + "/unsupported")
    tally.cleared = try count(row.cleared, at: place + "/cleared")
    (tally.worst, tally.worstError, tally.worstAllowance) = (row.worstRatio, row.worstError, row.worstAllowance)
    let seconds = document.seconds.checks[row.check] ?? 0
    guard seconds >= 0, seconds <= 1e12 else { throw fail("/seconds/checks/\(row.check)", "tells no time") }
    tally.time = .seconds(seconds)
    return tally
  }

  private func statistics() throws(CaseFileError) -> GeneratorStatistics {
    guard let generated = document.generated, !document.statistics.isEmpty else { return GeneratorStatistics() }
    var counts: [[String]: Int] = [:]
    for (index, row) in document.statistics.enumerated() {
      counts[[row.group, row.name]] = try count(row.count, at: "/statistics/\(index)/count")
    }
    return GeneratorStatistics(
      problemCount: try count(document.problems - document.storedCases, at: "/problems"),
      parameterSum: try count(generated.parameters, at: "/generated/parameters"),
      workSum: try count(generated.work, at: "/generated/work")
    ) { counts[[$0, $1]] ?? 0 }
  }

  private func regimes() throws(CaseFileError) -> [Regime: DecidedShare] {
    var decided: [Regime: DecidedShare] = [:]
    for (index, row) in document.regimes.enumerated() {
      let place = "/regimes/\(index)"
      let squares = row.squares.compactMap(Int128.init).filter { $0 >= 0 && $0 < 1 << 110 }
      guard squares.count == 3, row.squares.count == 3 else { throw fail(place + "/squares", "holds no three sums") }
      decided[try word(Regime.self, row.regime, at: place + "/regime")] = DecidedShare(
        problems: try count(row.problems, at: place), unanswered: try count(row.unanswered, at: place),
        compared: try count(row.compared, at: place), decided: try count(row.decided, at: place),
        comparedSquared: squares[0], product: squares[1], decidedSquared: squares[2])
    }
    return decided
  }

  private func culprits() throws(CaseFileError) -> [Culprit.Key: Culprit] {
    var culprits: [Culprit.Key: Culprit] = [:]
    for (index, row) in document.culprits.enumerated() {
      let place = "/culprits/\(index)"
      let check = try word(Check.self, row.check, at: place + "/check")
      culprits[Culprit.Key(implementation: row.implementation, check: check)] = Culprit(
        problems: try count(row.problems, at: place + "/problems"), name: row.replay, quantity: row.quantity,
        entry: row.entry)
    }
    return culprits
  }
}
