import Fixtures
import Foundation
import GradientVerification
import Networks
import Synchronization
import Testing

/// Parts of a run, and a run in parts.
@Suite struct ShardsTests {
  /// Correct, with a bug that shows in some problems only, and one that shows in none of these.
  static let implementations = ["vectorized-dZ", "mutant:single-case-divided-by-outputs"].map { name in
    ImplementationFactory.available.first { $0.name == name } ?? .textbookForTests
  }

  static let problems = 600

  static func run(_ folder: String, shard: Shard? = nil) throws -> CheckRun {
    let options = try GeneratorOptions(maxDepth: 2, maxWidth: 4, maxCases: 3)
    var run = CheckRun(
      seed: 5, options: options, implementations: implementations,
      memory: FailureMemory(store: FailureStore(folder: folder), check: ProblemCheck(oracles: .standard)) { _ in })
    (run.problems, run.shard, run.keptFailures) = (problems, shard, 150)
    return run
  }

  static func control(stopAfter limit: Int = .max) -> CheckRun.Control {
    let asked = Atomic(0)
    return CheckRun.Control(
      shouldStop: { asked.add(1, ordering: .relaxed).newValue > limit }, isInterrupted: { false }, progress: { _, _ in }
    )
  }

  /// Everything but the times, as text.
  static func text(_ run: RunSummary) throws -> String {
    var document = CheckDocument(run)
    (document.seconds.total, document.seconds.checks) = (0, [:])
    document.command = "check"
    return String(decoding: try DocumentFile.data(document), as: UTF8.self)
  }

  /// Through their files, in another order.
  @Test(arguments: [2, 4, 9]) func partsMergeIntoTheWhole(_ parts: Int) async throws {
    try await withFolder { folder in
      let whole = try await Self.run(folder + "/kept").run(Self.control())
      #expect(whole.report.failedProblems > 150 && whole.report.failures.count == 150)
      var documents: [(file: String, run: RunSummary)] = []
      for index in (1...parts).reversed() {
        let shard = try #require(Shard(index, of: parts))
        let part = try await Self.run(folder + "/kept", shard: shard).run(Self.control())
        let path = folder + "/\(index).json"
        try DocumentFile.data(CheckDocument(part)).write(to: URL(fileURLWithPath: path))
        documents.append((path, try RunSummary(CheckDocument(path: path), file: path)))
      }
      let merged = try RunSummary(merging: documents)
      #expect(try Self.text(merged) == Self.text(whole))
      #expect(merged.outcome == whole.outcome)
      #expect(TerminalReport.summary(merged) == TerminalReport.summary(whole))

      let missing = #expect(throws: MergeRefusal.self) { try RunSummary(merging: documents.dropFirst().map(\.self)) }
      #expect(missing?.description == "a shard is missing: \(parts)/\(parts)")
      let twice = #expect(throws: MergeRefusal.self) { try RunSummary(merging: documents + [documents[0]]) }
      #expect(twice?.description.contains("is there twice") == true)
    }
  }

  @Test func whatIsOfAnotherRunIsRefused() async throws {
    try await withFolder { folder in
      let parts = try await [1, 2].asyncMap { index in
        try await Self.run(folder, shard: Shard(index, of: 2)).run(Self.control())
      }
      func expect(_ says: String, _ change: (inout RunSummary) -> Void) {
        var second = parts[1]
        change(&second)
        do throws(MergeRefusal) {
          _ = try RunSummary(merging: [("a.json", parts[0]), ("b.json", second)])
          #expect(says == "accepted")
        } catch { #expect(error.description.contains(says)) }
      }
      expect("accepted") { _ in }
      expect("the seed is 5 in a.json and 6 in b.json") { $0.seed = 6 }
      expect("the versions") { $0.versions[0].version += "+" }
      expect("the implementations") { $0.implementations = ["other"] }
      expect("the workers' commands") { $0.against = ["a": "b"] }
      expect("what is generated") { $0.scope?.options = .standard }
      expect("--problems is 600 in a.json and 601 in b.json") { $0.scope?.total = 601 }
      expect("the sampling") { $0.scope?.sampling = .exhaustive }
      expect("--min-decided") { $0.minimumDecided = 0.1 }
      expect("--max-failures") { $0.keptFailures = 8 }
      expect("the number of shards") { $0.scope?.shard = Shard(2, of: 3) }
      expect("b.json is no shard") { $0.scope?.shard = nil }
    }
  }

  /// Stopped anywhere, and gone on with.
  @Test(arguments: [0, 130, 300, 599]) func aJournalIsGoneOnWith(_ stop: Int) async throws {
    try await withFolder { folder in
      let run = try Self.run(folder + "/kept")
      let whole = try await run.run(Self.control())
      let path = folder + "/journal.json"
      // What was written last is the last whole block, however the run ended.
      let journal = Journal(startingAt: path, pause: .zero)
      _ = try await run.run(Self.control(stopAfter: stop), journal: journal)
      let next = FileManager.default.fileExists(atPath: path) ? try Journal(resuming: path) : journal
      #expect(next.problems == stop / Campaign.blockSize * Campaign.blockSize)
      let resumed = try await run.run(Self.control(), journal: next)
      #expect(try Self.text(resumed) == Self.text(whole))
      let finished = try Journal(resuming: path)
      #expect(finished.problems == Self.problems && finished.seed == 5)

      var other = run
      other.seed = 6
      let refusal = await #expect(throws: MergeRefusal.self) {
        try await other.run(Self.control(), journal: finished)
      }
      #expect(refusal?.description.contains("the seed was 5 and is 6") == true)
      other = run
      other.problems = 400
      await #expect(throws: MergeRefusal.self) { try await other.run(Self.control(), journal: finished) }
      // The last block was not a whole one.
      other.problems = 700
      await #expect(throws: MergeRefusal.self) { try await other.run(Self.control(), journal: finished) }
      other.problems = Self.problems
      let nothingLeft = try await other.run(Self.control(), journal: finished)
      #expect(try Self.text(nothingLeft) == Self.text(whole))
    }
  }
}

extension ImplementationFactory {
  fileprivate static let textbookForTests = builtIn[0]
}

extension [Int] {
  fileprivate func asyncMap<Result>(_ body: (Int) async throws -> Result) async throws -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await body(element)) }
    return results
  }
}

private func withFolder(_ body: (String) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shards-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try await body(folder)
}
