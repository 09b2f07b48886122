public import Foundation
import Networks
import Verification

/// A run for programs: one JSON document. Everything but `seconds` is the same for equal seeds.
public enum JSONReport {
  public static func data(_ run: RunSummary) throws -> Data { try data(Document(run)) }

  static func data(_ document: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try encoder.encode(document) + Data("\n".utf8)
  }

  private struct Document: Encodable {
    let format = "nnverify-report-1"
    let command: String
    let outcome: String
    /// As text: a seed may exceed what other languages read from a JSON number.
    let seed: String?
    let versions: [String: String]
    let implementations: [String]
    let problems: Int
    let storedCases: Int
    let failedProblems: Int
    let remembered: RememberedRow?
    let checks: [CheckRow]
    let regimes: [RegimeRow]
    let failures: [FailureRow]
    let skipped: [SkipRow]
    /// Of problems that were answered a little differently when they were asked again, by implementation.
    let wavering: [String: Int]
    let statistics: [StatisticsRow]
    let seconds: Seconds

    init(_ run: RunSummary) {
      let report = run.report
      command = run.command
      outcome = run.outcome.rawValue
      seed = run.seed.map(String.init)
      versions = Dictionary(run.versions.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
      implementations = run.implementations
      problems = report.problems
      storedCases = run.storedCases
      failedProblems = report.failedProblems
      remembered = run.recollection.map {
        RememberedRow(asked: $0.asked, failing: $0.failures.count, forgotten: $0.forgotten)
      }
      checks = Check.allCases.filter { report.ledger[$0].compared > 0 }.map { CheckRow($0, report.ledger[$0]) }
      regimes = Regime.allCases.compactMap { regime in
        report.decided[regime].map { RegimeRow(regime: regime.rawValue, compared: $0.compared, decided: $0.decided) }
      }
      failures = run.failures.map(FailureRow.init)
      skipped = TerminalReport.skips(report).map {
        SkipRow(implementation: $0.key.implementation, reason: $0.key.reason, problems: $0.value)
      }
      wavering = report.ledger.wavering
      statistics =
        report.problems > run.storedCases
        ? report.statistics.rows.map { StatisticsRow(group: $0.group, name: $0.name, count: $0.count) } : []
      let times = Check.allCases.map { ($0.rawValue, NumberFormat.seconds(report.ledger[$0].time)) }
      seconds = Seconds(total: NumberFormat.seconds(run.elapsed), checks: Dictionary(uniqueKeysWithValues: times))
    }
  }

  /// Failures of earlier runs, counted apart.
  private struct RememberedRow: Encodable {
    let asked, failing, forgotten: Int
  }

  private struct CheckRow: Encodable {
    let check: String
    let compared, passed, failed, kinks, undecided, unsupported, cleared: Int
    let undecidedBy: [String: Int]
    let worstRatio, worstError, worstAllowance: Double
    /// Of allowance / |expected| over what passed, to a power of two.
    let medianSharpness, sharpness99: Double?

    init(_ check: Check, _ tally: Tally) {
      self.check = check.rawValue
      (compared, passed, failed) = (tally.compared, tally.passed, tally.failed)
      (kinks, undecided, cleared) = (tally.kinks, tally.undecided, tally.cleared)
      unsupported = tally.unsupported
      (medianSharpness, sharpness99) = (tally.sharpness.quantile(0.5), tally.sharpness.quantile(0.99))
      undecidedBy = Dictionary(uniqueKeysWithValues: Undecidable.allCases.map { ($0.rawValue, tally[$0]) })
      (worstRatio, worstError, worstAllowance) = (tally.worst, tally.worstError, tally.worstAllowance)
    }
  }

  private struct SkipRow: Encodable {
    let implementation, reason: String
    let problems: Int
  }

  private struct RegimeRow: Encodable {
    let regime: String
    let compared: Int
    let decided: Int
  }

  private struct FailureRow: Encodable {
    /// What `nnverify replay` takes.
    let replay: String
    let origin: String
    let problem: String
    let findings: [FindingRow]
    let examined: [ExaminedRow]

    init(_ failed: FailedProblem) {
      replay = failed.name
      origin = failed.origin
      problem = failed.problem.summary
      findings = failed.findings.map(FindingRow.init)
      examined = failed.examined.map(ExaminedRow.init)
    }
  }

  /// A failure that was looked into.
  struct ExaminedRow: Encodable {
    let implementation: String
    let equation, pattern, place, explanation: String?
    let layer: Int?
    let provenValue, provenRadius: Double?
    let isImplementationRight, isTextbookRight: Bool?
    let storedOriginal, storedShrunk: String?
    let shrunkProblem: String?
    let shrunkHistory: Int?
    let shrunkFinding: FindingRow?

    init(_ examined: ExaminedFailure) {
      implementation = examined.finding.implementation
      let diagnosis = examined.diagnosis
      (equation, layer) = (diagnosis?.equation.rawValue, diagnosis?.layer)
      (pattern, place, explanation) = (diagnosis?.pattern?.rawValue, diagnosis?.place, diagnosis?.explanation)
      let verdict = examined.arbitration
      (provenValue, provenRadius) = (verdict?.truth, verdict?.radius)
      (isImplementationRight, isTextbookRight) = (verdict?.isImplementationRight, verdict?.isTextbookRight)
      (storedOriginal, storedShrunk) = (examined.storedOriginal, examined.storedShrunk)
      (shrunkProblem, shrunkHistory) = (examined.shrunk?.problem.summary, examined.shrunk?.history.count)
      shrunkFinding = examined.shrunkFinding.map(FindingRow.init)
    }
  }

  struct FindingRow: Encodable {
    let check, implementation, against, quantity, entry: String
    let observed, expected, error, allowance, margin: Double
    let failing, compared: Int

    init(_ finding: Finding) {
      check = finding.check.rawValue
      (implementation, against) = (finding.implementation, finding.against)
      (quantity, entry) = (finding.quantity, finding.entry)
      (observed, expected) = (finding.observed, finding.expected)
      (error, allowance, margin) = (finding.error, finding.allowance, finding.margin)
      (failing, compared) = (finding.failing, finding.compared)
    }
  }

  private struct StatisticsRow: Encodable {
    let group, name: String
    let count: Int
  }

  private struct Seconds: Encodable {
    let total: Double
    let checks: [String: Double]
  }
}
