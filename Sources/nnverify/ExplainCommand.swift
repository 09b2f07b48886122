import ArgumentParser
import Foundation
import GradientVerification

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "The textbook computation step by step, every equation with its numbers.",
    discussion: "CASE is a case file or the token that a failure printed, such as 1:42:17.")

  @Argument(help: ArgumentHelp("A case file or a token.", valueName: "case"), completion: .file())
  var name: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("η, for the update at the end; default: the case's own, or 0.5.", valueName: "η"))
  var learningRate: Double?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Which case of the batch to follow, counted from 0.", valueName: "n"))
  var batchCase = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most neurons of a layer, and terms of a sum, to write out, 1 to 10000.", valueName: "n"))
  var most = 8

  func validate() throws {
    if let learningRate, !learningRate.isFinite {
      throw ValidationError("--learning-rate is \(learningRate); give a finite number")
    }
    guard (1...10_000).contains(most) else { throw ValidationError("--most is \(most); give 1 to 10000") }
  }

  func run() async throws {
    let cases = try StoredCases.resolve([name])
    guard let item = cases.first, cases.count == 1 else {
      throw Failure.usage("\(name) holds \(cases.count) cases; name one of them")
    }
    let problem = item.stored.problem
    guard (0..<problem.caseCount).contains(batchCase) else {
      throw Failure.usage("--batch-case is \(batchCase), but the batch has cases 0 to \(problem.caseCount - 1)")
    }
    try Output.standard(item.stored.introduction + "\n\n")
    try Output.standard(
      try Explanation(
        item.stored, case: batchCase, learningRate: learningRate, most: most
      ).text(style: .detected(fileDescriptor: 1)))
  }
}
