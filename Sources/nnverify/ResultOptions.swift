import ArgumentParser
import Foundation
import GradientVerification

/// Reports for machines and for people who look rather than read, all of the same verdicts.
struct ResultOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Write the report as JSON to this file.", valueName: "file"), completion: .file())
  var json: String?

  @Option(
    help: ArgumentHelp("Write JUnit XML to this file, for Jenkins, GitLab and others.", valueName: "file"),
    completion: .file())
  var junit: String?

  @Option(
    help: ArgumentHelp("Write a page with plots to this file, for any browser.", valueName: "file"),
    completion: .file())
  var html: String?

  @Option(
    help: ArgumentHelp(
      "Write a summary in Markdown to this file; default: what GITHUB_STEP_SUMMARY names, with --github.",
      valueName: "file"), completion: .file())
  var markdown: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Print annotations for GitHub Actions; default: where GITHUB_ACTIONS is true.")
  var github: Bool?

  /// What a configuration file says where no option does.
  mutating func complete(from output: GateConfiguration.Output) {
    json = json ?? output.json
    junit = junit ?? output.junit
    html = html ?? output.html
    markdown = markdown ?? output.markdown
    github = github ?? output.github
  }

  /// Whether any of it is wanted.
  var isAsked: Bool { json != nil || junit != nil || html != nil || markdown != nil || isForGitHub }

  var isForGitHub: Bool { github ?? (ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true") }

  /// Asked before the run: a file that cannot be written should not cost hours.
  func expectWritable(besides output: String?) throws {
    let paths = [output, json, junit, html, markdown].compactMap(\.self)
    for (index, path) in paths.enumerated() {
      guard !paths[..<index].contains(path) || path == "/dev/null" else {
        throw Failure.usage("two reports would be written to \(printable(path)); name two files")
      }
      try WholeFile.expectWritable(path)
    }
  }

  /// Writes what was asked for.
  func write(_ document: GateDocument) throws {
    if let json { try WholeFile.save(Array(try Self.json(document)), to: json) }
  }

  /// Of `check` and `merge` the report on the checks, which `merge` reads.
  static func json(_ document: GateDocument) throws -> Data {
    guard document.command != "gate", let check = document.check else { return try DocumentFile.data(document) }
    return try DocumentFile.data(check)
  }
}
