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
    if let junit { try WholeFile.save(Array(JUnitReport.xml(document)), to: junit) }
    if let html { try WholeFile.save(Array(HTMLReport.html(document).utf8), to: html) }
    if let markdown { try WholeFile.save(Array(MarkdownSummary.text(document).utf8), to: markdown) }
    if isForGitHub, markdown == nil, let path = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"] {
      try append(MarkdownSummary.text(document), to: path)
    }
  }

  /// A report as it goes into the log: where GitHub reads along, nothing in it is a command, and the annotations follow.
  func log(_ report: String, _ document: GateDocument) -> String {
    guarded(report) + (isForGitHub ? GitHubAnnotations.lines(document) : "")
  }

  /// Other steps of the job write there, too.
  private func append(_ text: String, to path: String) throws {
    let before = FileManager.default.fileExists(atPath: path) ? try WholeFile.read(path, limit: 1 << 24) : []
    try WholeFile.save(before + Array(text.utf8), to: path)
  }

  /// Text for standard output or standard error: where GitHub reads along, nothing in it is a command.
  func guarded(_ text: String) -> String {
    isForGitHub && !text.isEmpty ? GitHubAnnotations.guarded(text, token: Self.token) : text
  }

  /// Known to nobody who could write it down beforehand.
  private static let token = (0..<4).map { _ in
    let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }.joined()

  /// Of `check` and `merge` the report on the checks, which `merge` reads.
  static func json(_ document: GateDocument) throws -> Data {
    guard document.command != "gate", let check = document.check else { return try DocumentFile.data(document) }
    return try DocumentFile.data(check)
  }
}
