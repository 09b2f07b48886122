import ArgumentParser
import Foundation
import GradientVerification

/// The end of every run: reports out, exit code.
enum Finish {
  static func finish(
    _ run: RunSummary, _ options: ReportOptions, _ results: ResultOptions? = nil, showStatistics: Bool = false
  ) throws {
    let document = results.flatMap { $0.isAsked ? GateDocument(run) : nil }
    if let document { try results?.write(document) }
    let statistics = showStatistics ? [run.report.statistics] : []
    func text(_ style: Style) -> String {
      statistics.map { StatisticsReport.text($0, style: style) + "\n" }.joined()
        + TerminalReport.text(run, style: style)
    }
    try finish(
      run.outcome.exitCode, options, shown: document.map { document in { results?.log($0, document) ?? $0 } },
      json: { try DocumentFile.data(CheckDocument(run)) }, text: text)
  }

  /// The end of a gate: every report out, all of the same document.
  static func finish(_ document: GateDocument, _ options: ReportOptions, _ results: ResultOptions) throws {
    try results.write(document)
    try finish(
      document.outcome.exitCode, options, shown: { results.log($0, document) },
      json: { try ResultOptions.json(document) }, text: { GateText.text(document, style: $0) })
  }

  /// - Parameter shown: what becomes of the text where it is shown, and not written to a file.
  static func finish(
    _ code: Int32, _ options: ReportOptions, shown: ((String) -> String)? = nil, json: () throws -> Data,
    text: (Style) -> String
  ) throws {
    // The file first: it is what is kept where standard output is a pipe that nobody reads any more.
    if let path = options.output {
      let data = try options.format == .json ? json() : Data(text(.plain).utf8)
      try WholeFile.save(Array(data), to: path)
    }
    let show = shown ?? { $0 }
    switch options.format {
    case .text: try Output.standard(show(text(.detected(fileDescriptor: 1))))
    case .json:
      try Output.standard(json())
      Output.error(show(options.quiet ? "" : text(.detected(fileDescriptor: 2))))
    }
    if code != 0 { throw ExitCode(code) }
  }
}

extension RunSummary.Outcome {
  var exitCode: Int32 {
    switch self {
    case .agreement: 0
    case .disagreement: 1
    case .undecided: 2
    case .brokenWorker: Failure.worker
    case .oraclesDisagree: Failure.internalError
    case .interrupted: 130
    }
  }
}
