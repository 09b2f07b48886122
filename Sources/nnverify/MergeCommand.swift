import ArgumentParser
import GradientVerification

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "One report of the parts that check --shard made.",
    discussion: """
      Every part of one run must be there, once. The report and the exit code are those of the whole run, verdict for verdict; \
      only the times are those of the parts together. Parts of different seeds, versions or options are refused with exit code 65, \
      and so is a missing part.
      """)

  @Argument(
    help: ArgumentHelp("The parts, as check --shard i/n --format json --output FILE writes them.", valueName: "file"),
    completion: .file())
  var files: [String]

  @OptionGroup var report: ReportOptions
  @OptionGroup var results: ResultOptions

  func run() async throws {
    try report.expectWritable()
    try results.expectWritable(besides: report.output)
    let parts = try files.map { (file: $0, run: try RunSummary(CheckDocument(path: $0), file: $0)) }
    let whole: RunSummary
    do { whole = try RunSummary(merging: parts) } catch {
      throw Failure(message: error.description, code: Failure.malformed)
    }
    try Finish.finish(whole, report, results)
  }
}
