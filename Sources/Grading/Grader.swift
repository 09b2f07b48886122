import Fixtures
import Foundation
public import Networks
import Suite
public import Verification
import Workers

/// Judges answers that lie in a folder, as `check` judges a program, by what one answer alone can tell.
public struct Grader: Sendable {
  private let check: ProblemCheck
  private let folder: String
  private let answers: String
  private let precision: Precision

  /// - Parameters:
  ///   - folder: with the problems.
  ///   - answers: with a file for each of them.
  public init(oracles: Oracles, folder: String, answers: String, precision: Precision) {
    check = .ofOneAnswer(oracles)
    (self.folder, self.answers, self.precision) = (folder, answers, precision)
  }

  /// The verdict on one problem of the manifest.
  public func grade(_ entry: ExportManifest.Entry) throws -> GradedProblem {
    var graded = GradedProblem(name: entry.name, network: entry.network, verdict: .malformed)
    let (problem, answer): (Problem<Double>, (evaluation: Evaluation<Double>, file: String)?)
    do throws(CaseFileError) {
      problem = try self.problem(entry)
      answer = try self.answer(entry, to: problem)
    } catch {
      graded.faults = error.faults.map { "\(printable(error.file)): \($0)" }
      return graded
    }
    guard let answer else {
      graded.verdict = .missing
      return graded
    }
    let factory = ImplementationFactory(
      answer: answer.evaluation, to: problem, in: precision, name: "answers/\(answer.file)")
    var report = try check.report(
      on: problem, named: "\(folder)/problems/\(entry.name).json", implementations: [factory])
    for index in report.failures.indices {
      report.failures[index].origin = entry.regime
      report.failures[index].examined = try report.failures[index].gravest.map { finding in
        try check.diagnose(problem, history: [], finding: finding, by: factory)
      }
    }
    graded.absent = answer.evaluation.absent
    graded.judge(report)
    return graded
  }

  /// Files among the answers that belong to no problem, with the one that each may be meant for.
  public func strays(_ manifest: ExportManifest) -> [String] {
    let names = manifest.problems.map(\.name)
    let known = Set(names.flatMap { name in Self.kinds.map { "\(name).\($0)" } })
    let files = (try? FileManager.default.contentsOfDirectory(atPath: answers)) ?? []
    let (strays, words) = (files.filter { !known.contains($0) && !$0.hasPrefix(".") }.sorted(), known.sorted())
    return strays.enumerated().map { index, file in
      let near = index < Self.mostGuesses ? nearestWord(to: file, among: words) : nil
      return "\(printable(file)) answers no problem" + (near.map { "; is it meant to be \($0)?" } ?? "")
    }
  }

  private static let kinds = ["json", "npz"]
  /// For how many files it is guessed what they are meant to be: each is compared with every name.
  private static let mostGuesses = 20

  /// The problem, if its files are those that were exported.
  private func problem(_ entry: ExportManifest.Entry) throws(CaseFileError) -> Problem<Double> {
    let path = "\(folder)/problems/\(entry.name)"
    let json = try original("\(path).json", hash: entry.json)
    if let npz = entry.npz, FileManager.default.fileExists(atPath: "\(path).npz") {
      _ = try original("\(path).npz", hash: npz)
    }
    return try StoredCase(json: json, file: "\(path).json").problem
  }

  private func original(_ path: String, hash: String) throws(CaseFileError) -> [UInt8] {
    let bytes = try WholeFile.read(path, limit: StoredCase.mostBytes)
    guard Identity.sha256(bytes) == hash else {
      throw CaseFileError(
        kind: .malformed, file: path,
        faults: [
          Fault(
            path: "", found: "another file than was exported", expected: "the SHA-256 of \(ExportManifest.name)",
            advice: "restore it: a problem must stay as it is")
        ])
    }
    return bytes
  }

  /// The answer to a problem and the name of its file; nil where there is none.
  private func answer(
    _ entry: ExportManifest.Entry, to problem: Problem<Double>
  ) throws(CaseFileError) -> (evaluation: Evaluation<Double>, file: String)? {
    let files = Self.kinds.map { "\(entry.name).\($0)" }.filter { isThere("\(answers)/\($0)") }
    guard let file = files.first else { return nil }
    let path = "\(answers)/\(file)"
    func malformed(_ misfits: [WorkerMisfit]) -> CaseFileError {
      CaseFileError(
        kind: .malformed, file: path,
        faults: misfits.map { misfit in
          Fault(path: misfit.path, found: misfit.found, expected: misfit.expected, advice: "see README.md in \(folder)")
        })
    }
    guard files.count == 1 else {
      throw malformed([
        WorkerMisfit(path: "", found: "an answer as .npz, too", expected: "one of the two; remove the other")
      ])
    }
    // A pipe of that name would be waited for without end.
    guard let size = regularSize(path) else {
      throw malformed([WorkerMisfit(path: "", found: "what is no file", expected: "a file with an answer")])
    }
    let limit = problem.mostAnswerBytes
    guard size <= limit else {
      throw malformed([WorkerMisfit(path: "", found: "\(size) bytes", expected: "\(limit) at most, for this problem")])
    }
    let bytes = try WholeFile.read(path, limit: limit)
    do throws(AnswerFile.Malformed) {
      let evaluation =
        file.hasSuffix(".npz")
        ? try AnswerArrays.read(bytes, of: problem) : try AnswerFile.read(bytes, of: problem)
      // Nine digits name a binary32 number, and are not that number.
      return (precision == .binary32 ? evaluation.map { Double(Float($0)) } : evaluation, file)
    } catch {
      throw malformed(error.misfits)
    }
  }

  private func isThere(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)) != nil
  }

  /// How large a file is; nil for what is none, and for a link to nowhere.
  private func regularSize(_ path: String) -> Int? {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes = try? FileManager.default.attributesOfItem(atPath: target)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else { return nil }
    return (attributes?[.size] as? NSNumber)?.intValue
  }
}

extension ProblemCheck {
  /// Everything that needs no second question: against the textbook, exact arithmetic, the special case, the enclosure.
  fileprivate static func ofOneAnswer(_ oracles: Oracles) -> ProblemCheck {
    ProblemCheck(oracles: oracles, enclosing: .all, only: [.gradients, .dyadic, .threeLayer, .enclosure])
  }
}

extension Oracles {
  /// Whether a right answer to the problem would be called right, be it only dW and db: at a kink nothing is, nor where a softmax
  /// of one neuron makes every derivative zero.
  func decide(_ problem: Problem<Double>, in precision: Precision) throws -> Bool {
    var answer = bounds(problem, .textbook).value
    (answer.hasCost, answer.hasOutputs, answer.hasInputGradient) = (false, false, false)
    (answer.preactivations, answer.hiddenOutputs, answer.deltas) = (nil, nil, nil)
    if precision == .binary32 { answer = answer.map { Double(Float($0)) } }
    let factory = ImplementationFactory(answer: answer, to: problem, in: precision, name: "textbook")
    var graded = GradedProblem(name: "", network: "", verdict: .undecided)
    graded.judge(try ProblemCheck.ofOneAnswer(self).report(on: problem, named: "", implementations: [factory]))
    return graded.verdict == .right
  }
}

extension GradedProblem {
  /// Wrong where something departs; right where nothing does and enough of what was answered means something.
  fileprivate mutating func judge(_ report: CampaignReport) {
    let tallies = [Check.values, .gradients, .dyadic, .threeLayer, .enclosure].map { report.ledger[$0] }
    if let worst = tallies.max(by: { $0.worst < $1.worst }) {
      (worstError, worstAllowance) = (worst.worstError, worst.worstAllowance)
    }
    failure = report.failures.first
    if let finding = failure?.gravest.first {
      verdict = .wrong
      (entry, worstError, worstAllowance) = (finding.entry, finding.error, finding.allowance)
      return
    }
    // The enclosure decides the same numbers once more, and some that the bounds do not.
    let compared = report.ledger[.values].answered + report.ledger[.gradients].answered
    let decided = max(
      report.ledger[.values].decided + report.ledger[.gradients].decided, report.ledger[.enclosure].decided)
    verdict = Double(decided) >= Tolerances.minimumDecided * Double(compared) ? .right : .undecided
  }
}

extension Evaluation {
  /// What was not answered.
  fileprivate var absent: [WireQuantity] {
    WireQuantity.allCases.filter { quantity in
      switch quantity {
      case .cost: !hasCost
      case .outputs: !hasOutputs
      case .dW, .db: false
      case .dX: !hasInputGradient
      case .Z: preactivations == nil
      case .A: hiddenOutputs == nil && gradient.weights.count > 1
      case .delta: deltas == nil
      }
    }
  }
}
