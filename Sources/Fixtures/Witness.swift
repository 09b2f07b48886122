import Foundation
public import Networks

/// Answers to stored cases by a program that shares no code with this one.
public struct Witness: Sendable {
  /// How good its numbers are.
  public enum Precision: String, CaseIterable, Sendable {
    /// So many digits that they round to the nearest binary64.
    case exact
    /// Computed in binary64.
    case binary64
  }

  /// "mpmath 1.3.0"
  public var tool: String
  /// What made it.
  public var command: String
  public var precision: Precision
  /// By the id of the case.
  public var answers: [String: Evaluation<Double>]

  /// The value of "format".
  public static let format = "nnverify-witness-1"

  /// Reads a witness file.
  ///
  /// - Parameter problems: the problems of the set by id; an answer to any other is a fault.
  /// - Throws: ``CaseFileError`` with every fault of the file.
  public init(json bytes: [UInt8], file: String, problems: [String: Problem<Double>]) throws(CaseFileError) {
    let root = try JSONValue.document(bytes, file: file)
    var reader = CaseReader()
    guard let witness = reader.witness(root, problems) else {
      throw CaseFileError(kind: .malformed, file: file, faults: reader.faults)
    }
    self = witness
  }

  fileprivate init(tool: String, command: String, precision: Precision, answers: [String: Evaluation<Double>]) {
    (self.tool, self.command, self.precision, self.answers) = (tool, command, precision, answers)
  }
}

extension CaseReader {
  fileprivate mutating func witness(_ root: JSONValue, _ problems: [String: Problem<Double>]) -> Witness? {
    let top = JSONPointer()
    guard let members = members(of: root, at: top, Keys.witness) else { return nil }
    _ = members["format"].flatMap { word($0, at: top.key("format"), among: [(Witness.format, 0)]) }
    let tool = members["tool"].flatMap { string($0, at: top.key("tool")) }
    let command = members["command"].flatMap { string($0, at: top.key("command")) }
    let precision = members["precision"].flatMap {
      word($0, at: top.key("precision"), among: Witness.Precision.allCases.map { ($0.rawValue, $0) })
    }
    var answers: [String: Evaluation<Double>] = [:]
    switch members["cases"] {
    case .object(let cases)?:
      for (id, value) in cases.sorted(by: { $0.key < $1.key }) {
        let path = top.key("cases").key(id)
        guard let problem = problems[id] else {
          note(
            path, found: "an answer to \(quoted(id))", expected: "the id of a case of the set",
            advice: "the case has changed or gone; run the witness again")
          continue
        }
        if let members = self.members(of: value, at: path, Keys.evaluation) {
          answers[id] = evaluation(members, at: path, Sizes(problem), as: Complaint.finiteNumber)
        }
      }
    case let value?:
      note(
        top.key("cases"), found: value.finding, expected: "an object with an answer for every id",
        advice: "run the witness again")
    case nil: break
    }
    guard faultCount == 0, let tool, let command, let precision else { return nil }
    return Witness(tool: tool, command: command, precision: precision, answers: answers)
  }
}

extension Keys {
  fileprivate static let witness = Table(
    required: ["format", "tool", "command", "precision", "cases"], optional: ["comment"])
}
