import ArgumentParser
import Foundation
import GradientVerification

extension Loss: ExpressibleByArgument {}
extension Reduction: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Generated problems in a folder, to be answered by files: see grade.",
    discussion: """
      FOLDER/problems has a case file (.json) and an array file (.npz) for each problem, FOLDER/README.md says how to answer them, \
      FOLDER/export.json what they are. The networks are small unless asked otherwise, so that they can be printed and followed by \
      hand; of what is drawn, only what a right answer decides is written. Without --regime the regimes are \(Regime.settled.map(\.rawValue).joined(separator: ", ")). The folder appears as a whole or \
      not at all; equal options make equal folders.
      """)

  @Argument(
    help: ArgumentHelp("The folder to make: one that is not there yet, or is empty.", valueName: "folder"),
    completion: .directory)
  var folder: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How many problems, 1 to \(ExportManifest.mostProblems).", valueName: "n"))
  var problems = 100

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seed, 0 to 2⁶⁴ − 1; default: a fresh one, which is told; 1 where CI is true.", valueName: "s"))
  var seed: UInt64?

  @Option(help: "binary64, or binary32: problems that are exact in it, and answers judged by its rounding.")
  var precision: Precision = .binary64

  @Option(
    help: ArgumentHelp(
      "A regime to draw from: \(Regime.allCases.map(\.rawValue).joined(separator: ", ")). Repeat for several.",
      valueName: "name"))
  var regime: [Regime] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most layers with weights, 1 to \(GeneratorOptions.depthLimit).", valueName: "n"))
  var maxDepth = 3

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most neurons in a layer, 1 to \(GeneratorOptions.widthLimit).", valueName: "n"))
  var maxWidth = 5

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The most cases in a batch, 1 to \(GeneratorOptions.caseLimit).", valueName: "n"))
  var maxCases = 4

  @Option(
    help: ArgumentHelp(
      "An activation that may occur: \(Self.activations.joined(separator: ", ")). Repeat for several; default: all.",
      valueName: "name"))
  var activation: [String] = []

  @Option(help: ArgumentHelp("A loss that may occur. Repeat for several; default: all.", valueName: "name"))
  var loss: [Loss] = []

  @Option(help: ArgumentHelp("A reduction that may occur: mean or sum; default: both.", valueName: "name"))
  var reduction: [Reduction] = []

  @Flag(help: "Leave out the .npz files.")
  var noNpz = false

  func validate() throws {
    if folder.isEmpty { throw ValidationError("the folder has no name") }
    guard (1...ExportManifest.mostProblems).contains(problems) else {
      throw ValidationError("--problems is \(problems); give 1 to \(ExportManifest.mostProblems)")
    }
    for (option, value, limit) in [
      ("depth", maxDepth, GeneratorOptions.depthLimit), ("width", maxWidth, GeneratorOptions.widthLimit),
      ("cases", maxCases, GeneratorOptions.caseLimit),
    ] where !(1...limit).contains(value) {
      throw ValidationError("--max-\(option) is \(value); give 1 to \(limit)")
    }
    for name in activation where !Self.activations.contains(name) {
      let advice =
        nearestWord(to: name, among: Self.activations).map { "did you mean '\($0)'?" }
        ?? "there are \(Self.activations.joined(separator: ", "))"
      throw ValidationError("--activation is '\(printable(name))'; \(advice)")
    }
    do { _ = try options() } catch { throw ValidationError("\(error)") }
  }

  private static let activations = Activation.all.map(\.name)

  private func options() throws(GeneratorOptionsError) -> GeneratorOptions {
    try GeneratorOptions(
      regimes: regime.isEmpty ? nil : regime, maxDepth: maxDepth, maxWidth: maxWidth, maxCases: maxCases,
      maxWork: ProblemExport.mostWork,
      activations: activation.isEmpty ? Activation.all : Activation.all.filter { activation.contains($0.name) },
      losses: loss.isEmpty ? Loss.allCases : loss, reductions: reduction.isEmpty ? Reduction.allCases : reduction,
      precision: precision)
  }

  func run() throws {
    try FolderExchange.expectVacant(folder)
    let isContinuousIntegration = ProcessInfo.processInfo.environment["CI"] == "true"
    let seed = seed ?? (isContinuousIntegration ? 1 : UInt64.random(in: 0..<1_000_000_000))
    let export = ProblemExport(
      generator: ProblemGenerator(seed: seed, options: try options()), count: problems, writesArrays: !noNpz,
      version: Versions.nnverify)
    let files: [String: [UInt8]]
    do { files = try export.files(.standard) } catch let undecided as ProblemExport.Undecided {
      throw Failure(message: "\(undecided)", code: Failure.undecided)
    }
    try FolderExchange.make(folder, with: files)
    try Output.standard(
      "EXPORTED: \(NumberFormat.count(problems, "problem")) to \(printable(folder)), seed \(seed), \(precision.rawValue); "
        + "answers go to \(printable(folder))/answers, then: nnverify grade \(WorkerCommand.quoted(folder))\n")
  }
}
