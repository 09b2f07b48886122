import ArgumentParser
import Foundation
import GradientVerification

struct FixturesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the cases, those that every filter lets through.")

  @OptionGroup var filters: FixtureFilters
  @OptionGroup var folder: FixtureFolderOptions

  func run() throws {
    let (cases, faults) = try folder.read().cases()
    let chosen = cases.sorted { $0.key < $1.key }.filter { path, stored in filters.lets(path, stored) }
    try Output.standard(FixturesText.list(chosen.map { ($0.key, $0.value) }, style: .detected(fileDescriptor: 1)))
    guard faults.isEmpty else {
      throw Failure(message: faults.map(\.description).joined(separator: "\n"), code: Failure.malformed)
    }
  }
}

struct FixturesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one case: why it exists, shapes, numbers, limits.")

  @Argument(help: ArgumentHelp("A case by its id, or its name without the hash.", valueName: "id"))
  var id: String

  @OptionGroup var folder: FixtureFolderOptions

  func run() throws {
    let (cases, _) = try folder.read().cases()
    try Output.standard(FixturesText.show(try Self.find(id, in: cases), style: .detected(fileDescriptor: 1)))
  }

  static func find(_ id: String, in cases: [String: StoredCase]) throws -> StoredCase {
    let found = cases.values.first { $0.id == id || Identity.parts(of: $0.id)?.slug == id }
    if let found { return found }
    let names = cases.values.compactMap { Identity.parts(of: $0.id)?.slug }.sorted()
    let advice =
      nearestWord(to: id, among: names).map { "did you mean '\($0)'?" } ?? "nnverify fixtures list names them"
    throw Failure.usage("no case is called '\(printable(id))'; \(advice)")
  }
}

struct FixturesAdd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a case to the regressions: its problem is kept, and its answer proven.",
    discussion: "CASE is a case file, for instance a shrunk failure in .nnverify/failures, or a token such as 1:42:17.")

  @Argument(help: ArgumentHelp("A case file or a token.", valueName: "case"), completion: .file(extensions: ["json"]))
  var name: String

  @Option(
    name: .customLong("flag"),
    help: ArgumentHelp("A bug that the case is for; see flags.json. Repeat for several.", valueName: "flag"))
  var flags: [String] = []

  @Option(help: ArgumentHelp("The name: lower-case letters, digits and \"-\".", valueName: "name"))
  var slug: String

  @Option(help: ArgumentHelp("Why the case exists, in a sentence.", valueName: "text"))
  var comment: String

  @OptionGroup var folder: FixtureFolderOptions

  func validate() throws {
    guard SuiteProblem.isSlug(slug) else {
      throw ValidationError("--slug is '\(printable(slug))'; give lower-case letters, digits and \"-\", 80 at most")
    }
    guard !flags.isEmpty else { throw ValidationError("give at least one --flag; flags.json names them") }
    for flag in flags where BugFlag(id: flag) == nil {
      let advice =
        nearestWord(to: flag, among: BugFlag.all.map(\.id)).map { "did you mean '\($0)'?" } ?? "see flags.json"
      throw ValidationError("--flag is '\(printable(flag))'; \(advice)")
    }
    guard !comment.isEmpty else { throw ValidationError("--comment is empty; say why the case exists") }
  }

  func run() throws {
    let resolved = try StoredCases.resolve([name])
    guard resolved.count == 1, let given = resolved.first?.stored else {
      throw Failure.usage("\(printable(name)) holds \(resolved.count) cases; name one file")
    }
    let set = try folder.read()
    guard !set.casePaths.contains(where: { $0.hasSuffix("/\(slug).json") }) else {
      throw Failure.usage("a case is called '\(slug)' already; choose another name")
    }
    let added: (set: [String: [UInt8]], id: String)
    do { added = try set.adding(given, slug: slug, comment: comment, flags: flags.sorted(), from: name) } catch {
      throw Failure(message: "nothing was added: \(error)", code: Failure.malformed)
    }
    try set.replace(by: added.set)
    try Output.standard("ADDED: \(added.id), \(folder.path)/regressions/\(slug).json\n")
  }
}
