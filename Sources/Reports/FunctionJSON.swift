public import Foundation
import Functions
import Verification

/// A run over a function for programs: one JSON document. Everything but `seconds` is the same for equal seeds.
public enum FunctionJSON {
  public static func data(_ run: FunctionSummary) throws -> Data {
    try DocumentFile.data(Document(run))
  }

  private struct Document: Encodable {
    let format = "nnverify-function-report-1"
    let command, outcome, seed, function: String
    let versions: [String: String]
    let points, failedPoints, wavering: Int
    let decidedShare, noise: Double
    let checks, tensors: [Row]
    let failures: [Failure]
    let seconds: [String: Double]

    init(_ run: FunctionSummary) {
      (command, outcome, seed, function) = (run.command, run.outcome.rawValue, String(run.seed), run.name)
      versions = Dictionary(run.versions.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
      (points, failedPoints) = (run.report.points, run.report.failedPoints)
      (decidedShare, noise, wavering) = (run.decidedShare, run.report.noise, run.report.wavering)
      checks = FunctionCheck.allCases.compactMap { check in
        run.report.tallies[check].map { Row(check.rawValue, $0) }
      }
      tensors = zip(run.parameters, run.report.byTensor).map { Row($0.name, $1) }
      failures = run.report.failures.map { Failure($0, run.parameters) }
      seconds = ["total": NumberFormat.seconds(run.elapsed)]
    }
  }

  private struct Row: Encodable {
    let name: String
    let compared, passed, failed, kinks, undecided, unsupported: Int
    let worstRatio, worstError, worstAllowance: Double

    init(_ name: String, _ tally: Tally) {
      self.name = name
      (compared, passed, failed, kinks) = (tally.compared, tally.passed, tally.failed, tally.kinks)
      (undecided, unsupported) = (tally.undecided, tally.unsupported)
      (worstRatio, worstError, worstAllowance) = (tally.worst, tally.worstError, tally.worstAllowance)
    }
  }

  private struct Failure: Encodable {
    /// What `nnverify replay` takes.
    let replay: String
    let findings: [Finding]
    let diagnoses: [String]

    init(_ failed: FailedPoint, _ parameters: [ParameterTensor]) {
      replay = failed.token
      findings = failed.findings.map(Finding.init)
      diagnoses = failed.diagnoses.map { $0.sentence(parameters) }
    }
  }

  private struct Finding: Encodable {
    let check, entry: String
    let observed, expected, error, allowance: Double
    let taylorOrder: Double?
    let reason: String?

    init(_ finding: FunctionFinding) {
      (check, entry, reason) = (finding.check.rawValue, finding.entry, finding.reason)
      (observed, expected) = (finding.observed, finding.expected)
      (error, allowance, taylorOrder) = (finding.error, finding.allowance, finding.order)
    }
  }
}
