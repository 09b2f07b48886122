public import Fixtures
public import Reports
import Synchronization
public import Verification

/// What of a long run is done, in a file that is replaced every few seconds: the report on all whole blocks so far.
///
/// It is an ordinary report, written whole or not at all. Whatever kills the run, the next one goes on from there, and comes to
/// the report that one run would have come to.
public final class Journal: Sendable {
  /// How much may be lost.
  public static let pause = Duration.seconds(2)

  public let path: String
  /// The report that is gone on with; nil where there is nothing yet.
  private let earlier: RunSummary?
  private let pause: Duration
  private let lastWritten = Mutex(ContinuousClock.now)

  /// A journal that starts empty.
  public init(startingAt path: String, pause: Duration = pause) {
    (self.path, earlier, self.pause) = (path, nil, pause)
  }

  /// A journal that is gone on with.
  ///
  /// - Throws: ``CaseFileError`` where the file cannot be read or is no journal.
  public init(resuming path: String) throws(CaseFileError) {
    let run = try RunSummary(CheckDocument(path: path), file: path)
    guard let scope = run.scope, scope.range.first + run.report.problems == scope.range.end, run.seed != nil else {
      throw CaseFileError(notReport: path, "/generated", "is no journal")
    }
    (self.path, earlier, pause) = (path, run, Self.pause)
  }

  /// What earlier runs found, and how long they took.
  var report: CampaignReport? { earlier?.report }
  public var elapsed: Duration { earlier?.elapsed ?? .zero }
  /// The first index that is not done; nil where there is nothing yet.
  var next: Int? { earlier?.scope?.range.end }
  /// The seed of the run; nil where there is nothing yet.
  public var seed: UInt64? { earlier?.seed }
  /// How many problems are done.
  public var problems: Int { earlier?.report.problems ?? 0 }

  /// - Throws: ``MergeRefusal`` where the journal is of another run, with what differs.
  func expect(_ run: RunSummary) throws(MergeRefusal) {
    guard let earlier else { return }
    try earlier.expectSameRun(as: run, journal: path)
  }

  /// Whether it is time to write.
  func isDue(_ isLast: Bool) -> Bool {
    lastWritten.withLock { last in
      let now = ContinuousClock.now
      guard isLast || now - last >= pause else { return false }
      last = now
      return true
    }
  }

  func write(_ run: RunSummary) throws {
    try WholeFile.save(Array(DocumentFile.data(CheckDocument(run))), to: path)
  }
}
