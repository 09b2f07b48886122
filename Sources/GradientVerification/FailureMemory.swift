public import Fixtures
import Networks
public import Verification

/// The memory of failures: what failed is stored, made small, and asked first the next time.
public struct FailureMemory: Sendable {
  public let store: FailureStore
  public let check: ProblemCheck
  /// Told of what could not be read or written; nothing else is lost by it.
  public let complain: @Sendable (String) -> Void

  public init(store: FailureStore, check: ProblemCheck, complain: @escaping @Sendable (String) -> Void) {
    self.store = store
    self.check = check
    self.complain = complain
  }

  /// Asks every implementation what it failed before, and forgets what it passes now.
  public func recollect(_ implementations: [ImplementationFactory], shouldStop: () -> Bool) throws -> Recollection {
    var recollection = Recollection()
    for implementation in implementations {
      let (cases, damaged) = store.failures(of: implementation.name)
      for error in damaged { complain("skipped a remembered failure: \(error)") }
      for (path, stored) in cases {
        if shouldStop() { return recollection }
        recollection.asked += 1
        let report = try check.report(
          on: stored.problem, after: stored.history, named: path, implementations: [implementation])
        recollection.failures += report.failures
        if report.failures.isEmpty && report.ledger.total.decided > 0 {
          store.forget(path)
          recollection.forgotten += 1
        }
      }
    }
    return recollection
  }

  /// Stores what failed, then looks into the first failure of every implementation and stores its small form too.
  public func keep(
    _ failures: inout [FailedProblem], _ implementations: [ImplementationFactory], shrinks: Bool, shouldStop: () -> Bool
  ) {
    var examined: Set<String> = []
    for index in failures.indices {
      for finding in failures[index].gravest {
        guard let factory = implementations.first(where: { $0.name == finding.implementation }) else { continue }
        let failed = failures[index]
        let alone = ProblemSequence(problem: failed.problem)
        let path = save(alone, finding, failed.name, "as it was met")
        guard shrinks, !shouldStop(), examined.insert(factory.name).inserted else { continue }
        do {
          var result = try check.examine(failed.problem, history: failed.history(), finding: finding, by: factory)
          result.storedOriginal =
            result.original.history.isEmpty ? path : save(result.original, finding, failed.name, "as it was met")
          if let small = result.shrunk { result.storedShrunk = save(small, finding, failed.name, "made small") }
          failures[index].examined.append(result)
        } catch {
          complain("could not look into the failure of \(factory.name): \(error)")
        }
      }
    }
  }

  /// Diagnoses the gravest finding of every implementation, and stores nothing.
  public static func diagnose(
    _ failures: inout [FailedProblem], _ implementations: [ImplementationFactory], _ check: ProblemCheck
  ) throws {
    for index in failures.indices {
      let failed = failures[index]
      failures[index].examined = try failed.gravest.compactMap { finding in
        guard let factory = implementations.first(where: { $0.name == finding.implementation }) else { return nil }
        return try check.diagnose(failed.problem, history: failed.history(), finding: finding, by: factory)
      }
    }
  }

  private func save(_ sequence: ProblemSequence, _ finding: Finding, _ name: String, _ what: String) -> String? {
    let stored = StoredCase(
      id: "failure", comment: "A failure of \(finding.implementation), \(what).",
      source: [
        "implementation": finding.implementation, "check": finding.check.rawValue, "entry": finding.entry,
        "met_as": name, "generator": "nnverify \(Versions.nnverify), generator version \(ProblemGenerator.version)",
      ], history: sequence.history, problem: sequence.problem)
    do throws(CaseFileError) { return try store.save(stored, of: finding.implementation) } catch {
      complain("could not store a failure: \(error)")
      return nil
    }
  }
}
