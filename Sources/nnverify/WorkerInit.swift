import ArgumentParser
import Foundation
import GradientVerification

struct WorkerInit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a working worker to begin with, and say what to do next.",
    discussion: """
      One file with the loop that answers questions, and a small network in the place where yours is to be put. No file is \
      overwritten: exit code 74 where one is in the way.

      \(list)
      """)

  @Argument(
    help: ArgumentHelp(
      "The language: \(names.joined(separator: ", ")).", valueName: "language"),
    completion: .list(names))
  var language: String?

  @Argument(
    help: ArgumentHelp(
      "The folder to write to, made where it is missing; default: python-worker, and so on.", valueName: "folder"),
    completion: .directory)
  var folder: String?

  @Flag(help: "List the languages.")
  var list = false

  private static let names = Starter.allCases.map(\.rawValue)

  private static let list = Starter.allCases.map { starter in
    let name = starter.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)
    return "\(name)\(starter.summary); needs \(starter.needs)"
  }.joined(separator: "\n")

  func validate() throws {
    if list { return }
    guard let language else { throw ValidationError("no language is named; there are \(Self.all)") }
    guard Starter(rawValue: language) != nil else {
      let advice =
        nearestWord(to: language.lowercased(), among: Self.names).map { "did you mean '\($0)'?" }
        ?? "there are \(Self.all); for another one copy the nearest, or follow docs/worker-protocol.md"
      throw ValidationError("there is no starter in '\(printable(language))'; \(advice)")
    }
    if folder == "" { throw ValidationError("the folder is empty; name one, or leave it out for \(language)-worker") }
  }

  private static let all = names.joined(separator: ", ")

  func run() throws {
    guard !list, let starter = language.flatMap(Starter.init) else { return try Output.standard(Self.list + "\n") }
    let folder = folder ?? starter.folderName
    let file = starter.path(starter.fileName, in: folder)
    try makeFolder(folder)
    try WholeFile.create(starter.bytes, at: file)
    try Output.standard(Self.nextSteps(starter, in: folder, file))
  }

  private static func nextSteps(_ starter: Starter, in folder: String, _ file: String) -> String {
    let command = starter.command(in: folder).asOneWord
    let steps =
      [
        starter.build(in: folder)?.description, "nnverify worker doctor \(command)",
        "nnverify check --against \(command)",
      ]
    return """
      WRITTEN: \(printable(file)), \(starter.summary); needs \(starter.needs)
      Next:
      \(steps.compactMap { $0.map { "  \(printable($0))\n" } }.joined())\
      All of it passes as it stands. Then put \(starter == .function ? "your function" : "your network") in its marked place.

      """
  }

  private func makeFolder(_ folder: String) throws {
    do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
      throw Failure(
        message: "\(printable(folder)): no folder can be made there: \(error.localizedDescription)",
        code: Failure.inputOutput)
    }
  }
}
