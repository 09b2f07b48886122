public import Foundation
public import Grading
import Networks
import Verification
import Workers

/// A graded folder for programs: one JSON document, the same for equal answers.
public enum GradeJSON {
  public static func data(_ book: Gradebook, versions: [(name: String, version: String)]) throws -> Data {
    try DocumentFile.data(Document(book, versions))
  }

  private struct Document: Encodable {
    let format = "nnverify-grade-1"
    let outcome, folder, answers, precision: String
    let versions: [String: String]
    let total: Int
    /// How many of each verdict.
    let counts: [String: Int]
    let problems: [Row]
    let strays: [String]

    init(_ book: Gradebook, _ versions: [(name: String, version: String)]) {
      (outcome, folder, answers) = (book.outcome.rawValue, book.folder, book.answers)
      (precision, total, strays) = (book.precision.rawValue, book.total, book.strays)
      self.versions = Dictionary(versions.map { ($0.name, $0.version) }, uniquingKeysWith: { first, _ in first })
      counts = Dictionary(
        uniqueKeysWithValues: GradedProblem.Verdict.allCases.map { ($0.rawValue, book.count($0)) })
      problems = book.problems.map(Row.init)
    }
  }

  private struct Row: Encodable {
    let name, network, verdict: String
    let worstError, worstAllowance: Double?
    let entry: String?
    /// What was not answered.
    let absent: [String]
    let faults: [String]
    let findings: [CheckDocument.FindingRow]
    let examined: [CheckDocument.ExaminedRow]

    init(_ graded: GradedProblem) {
      (name, network, verdict, entry) = (graded.name, graded.network, graded.verdict.rawValue, graded.entry)
      let isJudged = graded.verdict != .missing && graded.verdict != .malformed
      worstError = isJudged ? graded.worstError : nil
      worstAllowance = isJudged ? graded.worstAllowance : nil
      (absent, faults) = (graded.absent.map(\.rawValue), graded.faults)
      findings = graded.failure?.findings.map(CheckDocument.FindingRow.init) ?? []
      examined = graded.failure?.examined.map(CheckDocument.ExaminedRow.init) ?? []
    }
  }
}
