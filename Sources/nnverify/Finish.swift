import ArgumentParser
import Foundation
import GradientVerification

/// The end of every run: reports out, exit code.
enum Finish {
  static func finish(
    _ run: RunSummary, _ options: ReportOptions, _ results: ResultOptions? = nil, showStatistics: Bool = false
  ) throws {
    var annotations = ""
    if let results, results.isAsked {
      let document = GateDocument(run)
      try results.write(document)
      annotations = results.annotations(document)
    }
    let statistics = showStatistics ? [run.report.statistics] : []
    func text(_ style: Style) -> String {
      let report =
        statistics.map { StatisticsReport.text($0, style: style) + "\n" }.joined()
        + TerminalReport.text(run, style: style)
      return results?.guarded(report) ?? report
    }
    try finish(
      run.outcome.exitCode, options, annotations: annotations, json: { try DocumentFile.data(CheckDocument(run)) },
      text: text)
  }

  /// The end of a gate: every report out, all of the same document.
  static func finish(_ document: GateDocument, _ options: ReportOptions, _ results: ResultOptions) throws {
    try results.write(document)
    try finish(
      document.outcome.exitCode, options, annotations: results.annotations(document),
      json: { try ResultOptions.json(document) }, text: { results.guarded(GateText.text(document, style: $0)) })
  }

  static func finish(
    _ code: Int32, _ options: ReportOptions, annotations: String = "", json: () throws -> Data,
    text: (Style) -> String
  ) throws {
    // The file first: it is what is kept where standard output is a pipe that nobody reads any more.
    if let path = options.output {
      let data = try options.format == .json ? json() : Data(text(.plain).utf8)
      try WholeFile.save(Array(data), to: path)
    }
    switch options.format {
    case .text: try Output.standard(text(.detected(fileDescriptor: 1)) + annotations)
    case .json:
      try Output.standard(json())
      if !options.quiet { Output.error(text(.detected(fileDescriptor: 2))) }
      Output.error(annotations)
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
