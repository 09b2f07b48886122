import ArgumentParser
import Foundation
import GradientVerification

struct GradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grade",
    abstract: "Judge the answers in a folder that export made.",
    discussion: """
      For each problem there may be FOLDER/answers/NAME.npz or NAME.json; FOLDER/README.md says what is in them. dW and db are \
      required, what else is given is judged too, by the bounds of check and with its diagnosis. A missing answer is missing, never \
      passed.

      Exit codes: 0 all right; 1 some answer is wrong, whatever else; 65 none is wrong, but something is malformed: an answer, or a \
      problem that is not as it was exported; 2 nothing worse than missing or undecided answers; 70 the proven values side with every answer \
      that departs; 74 no such folder; 130 interrupted.
      """)

  @Argument(help: ArgumentHelp("The folder that export made.", valueName: "folder"), completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      "Where the answers are; default: answers in the folder. So a teacher grades many by the problems that nobody else could edit.",
      valueName: "folder"), completion: .directory)
  var answers: String?

  @OptionGroup var report: ReportOptions

  func validate() throws {
    if folder.isEmpty || answers?.isEmpty ?? false { throw ValidationError("a folder has no name") }
  }

  func run() throws {
    try report.expectWritable()
    let manifest = try ExportManifest.read(in: folder)
    if let answers { try expectFolder(answers) }
    let answers = answers ?? "\(folder)/answers"
    let grader = Grader(oracles: .standard, folder: folder, answers: answers, precision: manifest.judgedIn)
    var book = Gradebook(
      folder: folder, answers: answers, precision: manifest.judgedIn, total: manifest.problems.count)
    let interruption = Interruption()
    let meter = ProgressMeter(total: manifest.problems.count, isQuiet: report.quiet)
    for entry in manifest.problems where !interruption.isRequested {
      book.problems.append(try grader.grade(entry))
      meter.show(done: book.problems.count, failed: book.count(.wrong))
    }
    meter.finish()
    book.strays = grader.strays(manifest)
    try Finish.finish(
      book.outcome.exitCode, report, json: { try GradeJSON.data(book, versions: Versions.all) },
      text: { GradeText.text(book, style: $0) })
  }

  /// A folder that was named and is not there is a slip of the pen, and not a student without answers.
  private func expectFolder(_ path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw Failure(
        message: "\(printable(path)): found no folder; expected one with answers; check the path",
        code: Failure.inputOutput)
    }
  }
}

extension Gradebook.Outcome {
  fileprivate var exitCode: Int32 {
    switch self {
    case .right: 0
    case .wrong: 1
    case .incomplete: 2
    case .malformed: Failure.malformed
    case .oraclesDisagree: Failure.internalError
    case .interrupted: 130
    }
  }
}
