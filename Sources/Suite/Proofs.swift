import Enclosures
import Fixtures

/// Proves many cases at once.
enum Proofs {
  typealias Proven = Result<(StoredCase, ProofEffort), RoundingFailure>

  /// How the figures came about, as every case says.
  static let provenance =
    "true values enclosed with 128 to \(Enclosures.lastPrecision) bits, until every rounding to nearest is determined"

  /// - Returns: in the order of the cases, however many are worked on at once.
  static func all(
    of cases: [(path: String, stored: StoredCase)], jobs: Int, progress: @escaping @Sendable (_ done: Int) -> Void
  ) async -> [(path: String, proven: Proven)] {
    await withTaskGroup(of: (Int, Proven).self) { group in
      var next = 0
      func start() {
        guard next < cases.count else { return }
        let index = next
        next += 1
        group.addTask { (index, prove(cases[index].stored)) }
      }
      for _ in 0..<max(jobs, 1) { start() }
      var results = [Proven?](repeating: nil, count: cases.count)
      var done = 0
      for await (index, result) in group {
        results[index] = result
        done += 1
        progress(done)
        start()
      }
      return zip(cases, results).compactMap { item, result in result.map { (item.path, $0) } }
    }
  }

  private static func prove(_ stored: StoredCase) -> Proven {
    Result { () throws(RoundingFailure) in
      let (answer, effort) = try ProvenAnswer.proving(stored.problem)
      var proven = stored
      proven.proven = answer
      proven.source["proven"] = provenance
      return (proven, effort)
    }
  }
}
