public import Fixtures
import Networks
public import Verification

/// Why documents are not parts of one run.
public struct MergeRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}

extension RunSummary {
  /// How many parts may be merged.
  public static let mostParts = 2048

  /// The run that shards are the parts of: what it would have reported as a whole.
  ///
  /// - Parameter parts: with the names of their files, in any order.
  /// - Throws: ``MergeRefusal`` with what differs, what is missing, or what is there twice.
  public init(merging parts: [(file: String, run: RunSummary)]) throws(MergeRefusal) {
    guard let (firstFile, first) = parts.first else { throw MergeRefusal(description: "nothing to merge") }
    guard parts.count <= Self.mostParts else {
      throw MergeRefusal(description: "\(parts.count) documents; merge at most \(Self.mostParts) at once")
    }
    for (file, run) in parts {
      try Self.expectMergeable(file, run)
      for aspect in MergeAspect.allCases where aspect != .shard && aspect.value(of: run) != aspect.value(of: first) {
        throw MergeRefusal(
          description: "the shards are of different runs: \(aspect.rawValue) is \(aspect.value(of: first)) in "
            + "\(printable(firstFile)) and \(aspect.value(of: run)) in \(printable(file))")
      }
    }
    let sorted = parts.sorted { ($0.run.scope?.shard?.index ?? 0) < ($1.run.scope?.shard?.index ?? 0) }
    try Self.expectComplete(sorted.map { ($0.file, $0.run.scope?.shard) })
    self = sorted[0].run
    for (_, part) in sorted.dropFirst() {
      report.merge(part.report, keeping: .max)
      storedCases += part.storedCases
      isInterrupted = isInterrupted || part.isInterrupted
      // The cores of all nodes together, as one run on one machine would have taken.
      elapsed += part.elapsed
      pictures.merge(part.pictures) { first, _ in first }
    }
    command = "merge"
    guard var scope else { return }
    scope.range = IndexRange(count: scope.total ?? 0)
    scope.shard = nil
    self.scope = scope
    // Stored cases are all in the first part, and all of their failures are kept.
    let stored = report.failures.prefix { !$0.isGenerated }
    report.failures = stored + Array(report.failures.dropFirst(stored.count).prefix(keptFailures))
    examineOnce()
  }

  /// Whether a journal is of the run that goes on with it; `--problems` may have changed, but for a shard.
  ///
  /// - Throws: ``MergeRefusal`` with what differs.
  public func expectSameRun(as run: RunSummary, journal: String) throws(MergeRefusal) {
    for aspect in MergeAspect.allCases where aspect != .total || scope?.shard != nil {
      let (then, now) = (aspect.value(of: self), aspect.value(of: run))
      guard then != now else { continue }
      throw MergeRefusal(
        description: "the journal \(printable(journal)) is of another run: \(aspect.rawValue) was \(then) and is \(now)"
      )
    }
    guard let range = scope?.range, let wanted = run.scope?.range, range.first == wanted.first, range.end <= wanted.end
    else {
      throw MergeRefusal(
        description: "the journal \(printable(journal)) holds problems that are not asked for; name more --problems")
    }
    guard range.end.isMultiple(of: Campaign.blockSize) || range.end == wanted.end else {
      throw MergeRefusal(
        description:
          "the journal \(printable(journal)) is of a run of \(range.count) problems that came to its end; more of them "
          + "can be gone on with only behind whole blocks of \(Campaign.blockSize)")
    }
  }

  private static func expectMergeable(_ file: String, _ run: RunSummary) throws(MergeRefusal) {
    let name = printable(file)
    guard let scope = run.scope, scope.total != nil, scope.shard != nil, run.seed != nil else {
      throw MergeRefusal(description: "\(name) is no shard: it is of a run without --shard")
    }
    guard run.recollection == nil || run.recollection?.asked == 0 else {
      throw MergeRefusal(description: "\(name) holds remembered failures; give every shard the same --seed")
    }
  }

  /// Every part once.
  private static func expectComplete(_ shards: [(file: String, shard: Shard?)]) throws(MergeRefusal) {
    let count = shards.first?.shard?.count ?? 0
    var files: [Int: String] = [:]
    for (file, shard) in shards {
      guard let shard else { continue }
      if let other = files.updateValue(file, forKey: shard.index) {
        throw MergeRefusal(
          description: "shard \(shard) is there twice: \(printable(other)) and \(printable(file))")
      }
    }
    let missing = (1...max(count, 1)).filter { files[$0] == nil }
    guard missing.isEmpty else {
      let shown = missing.prefix(20).map { "\($0)/\(count)" }.joined(separator: ", ")
      let rest = missing.count > 20 ? " and \(missing.count - 20) more" : ""
      throw MergeRefusal(description: "\(missing.count == 1 ? "a shard is" : "shards are") missing: \(shown)\(rest)")
    }
  }

  /// A whole run looks into the first failure of every implementation; every shard did so with its own.
  private mutating func examineOnce() {
    var examined: Set<String> = []
    for index in report.failures.indices {
      report.failures[index].examined.removeAll { !examined.insert($0.finding.implementation).inserted }
      if report.failures[index].examined.isEmpty { pictures[report.failures[index].name] = nil }
    }
  }
}

/// In what the parts of one run agree.
private enum MergeAspect: String, CaseIterable {
  case seed = "the seed"
  case versions = "the versions"
  case implementations = "the implementations"
  case against = "the workers' commands"
  case options = "what is generated"
  case total = "--problems"
  case sampling = "the sampling"
  case minimumDecided = "--min-decided"
  case keptFailures = "--max-failures"
  case shards = "the number of shards"
  case shard = "the shard"

  func value(of run: RunSummary) -> String {
    switch self {
    case .seed: run.seed.map(String.init) ?? "none"
    case .versions: run.versions.map { "\($0.name) \($0.version)" }.sorted().joined(separator: ", ")
    case .implementations: run.implementations.joined(separator: ", ")
    case .against: run.against.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    case .options: run.scope.map { ReplayToken(seed: 0, index: 0, options: $0.options).description } ?? "nothing"
    case .total: run.scope?.total.map(String.init) ?? "none"
    case .sampling: run.scope?.sampling.name ?? "none"
    case .minimumDecided: "\(run.minimumDecided)"
    case .keptFailures: "\(run.keptFailures)"
    case .shards: run.scope?.shard.map { "\($0.count)" } ?? "none"
    case .shard: run.scope?.shard?.description ?? "none"
    }
  }
}
