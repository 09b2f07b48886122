public import Fixtures
public import Verification

extension RunSummary {
  /// The run that a document tells of.
  ///
  /// - Parameter file: the name that messages give the document.
  /// - Throws: ``CaseFileError`` where the document does not fit together.
  public init(_ document: CheckDocument, file: String) throws(CaseFileError) {
    let reader = DocumentReader(file: file, document: document)
    var seed: UInt64?
    if let text = document.seed {
      guard let number = UInt64(text) else { throw reader.fail("/seed", "says \(quoted(text))") }
      seed = number
    }
    let seconds = document.seconds.total
    guard seconds >= 0, seconds <= 1e12 else { throw reader.fail("/seconds/total", "tells no time") }
    guard (0...1).contains(document.minimumDecided) else { throw reader.fail("/minimumDecided", "names no share") }
    self.init(
      command: document.command, seed: seed,
      versions: document.versions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      implementations: document.implementations, report: try reader.report(),
      storedCases: try reader.count(document.storedCases, at: "/storedCases"), minimumDecided: document.minimumDecided,
      isInterrupted: document.isInterrupted, elapsed: .seconds(seconds))
    against = document.against
    scope = try document.generated.map { row throws(CaseFileError) in try reader.scope(row) }
    keptFailures = try reader.count(document.keptFailures, at: "/keptFailures")
    for row in document.failures { pictures[row.replay] = row.picture }
  }
}

extension DocumentReader {
  fileprivate func scope(_ row: CheckDocument.GeneratedRow) throws(CaseFileError) -> RunScope {
    let options: ReplayToken
    do { options = try ReplayToken(parsing: row.options) } catch { throw fail("/generated/options", "says: \(error)") }
    guard "\(options.seed)" == document.seed else {
      throw fail("/generated/options", "is of seed \(options.seed), but /seed is \(document.seed ?? "missing")")
    }
    let shard = row.shard.map { Shard(parsing: $0) }
    if case .some(nil) = shard { throw fail("/generated/shard", "says \(quoted(row.shard ?? ""))") }
    let sampling = row.sampling
    guard let known = Sampling(named: sampling) else { throw fail("/generated/sampling", "says \(quoted(sampling))") }
    guard (0...Self.mostProblems).contains(row.first), row.first.isMultiple(of: Campaign.blockSize) || row.count == 0,
      (0...Self.mostProblems).contains(row.count), (0...Self.mostProblems).contains(row.total ?? 0)
    else { throw fail("/generated", "names no range of problems") }
    let range = IndexRange(count: row.first + row.count).rest(from: row.first)
    return RunScope(
      range: range, total: row.total, options: options.options, sampling: known, shard: shard ?? nil)
  }

  private static let mostProblems = 1_000_000_000_000
}

extension Sampling {
  /// The one that ``name`` is the name of.
  init?(named name: String) {
    guard name != Sampling.exhaustive.name else {
      self = .exhaustive
      return
    }
    guard let number = name.split(separator: " ").first.flatMap({ Int($0) }), number > 0,
      name == Sampling(entriesPerTensor: number).name
    else { return nil }
    self.init(entriesPerTensor: number)
  }
}
