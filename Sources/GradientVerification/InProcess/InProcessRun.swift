import Fixtures
import Networks
import Reports
import Synchronization
import Verification

/// A run of `check` or `replay` inside a test: one implementation, no files but where they are asked for, no clock and no chance.
struct InProcessRun: Sendable {
  let factory: ImplementationFactory
  let capabilities: Capabilities
  let minimumDecided: Double

  /// - Throws: what making an implementation throws.
  init(
    _ make: @escaping @Sendable () throws -> any Implementation, named name: String, minimumDecided: Double?
  ) throws {
    let first = try make()
    capabilities = first.capabilities
    self.minimumDecided = minimumDecided ?? Tolerances.minimumDecided(capabilities.precision)
    // How a program of unknown source rounds is unknown, too: it is allowed what any admissible formula is.
    factory = ImplementationFactory(
      name: name, formula: Formula(nil, capabilities.precision)
    ) { DeclaredImplementation(try make()) }
  }

  /// Generated problems. The first failure is made small and diagnosed.
  ///
  /// - Parameter folder: where the failure and its small form are stored as case files; nil for nowhere.
  /// - Throws: `GeneratorOptionsError` where nothing can be generated of what is declared.
  func check(
    problems: Int, seed: UInt64, options: GeneratorOptions, folder: String?
  ) async throws -> (run: RunSummary, complaints: [String]) {
    let started = ContinuousClock.now
    let check = ProblemCheck(oracles: .standard)
    let campaign = Campaign(
      generator: ProblemGenerator(
        seed: seed, options: try options.restricted(to: capabilities, regimes: options.chosenRegimes)),
      implementations: [factory], check: check, keptFailures: 1)
    var report = try await campaign.run(
      count: problems, jobs: Self.jobs, shouldStop: { Task.isCancelled }, progress: { _, _ in })
    let complaints = Mutex<[String]>([])
    if let folder {
      let memory = FailureMemory(store: FailureStore(folder: folder), check: check) { complaint in
        complaints.withLock { $0.append(complaint) }
      }
      memory.keep(&report.failures, [factory], shrinks: true, shouldStop: { Task.isCancelled })
    } else if let failed = report.failures.first, let finding = failed.gravest.first {
      do {
        report.failures[0].examined = [
          try check.examine(failed.problem, history: failed.history(), finding: finding, by: factory)
        ]
      } catch {
        // What was found stays found.
        complaints.withLock { $0.append("could not look into the failure: \(error)") }
      }
    }
    return (summary("check", seed, report, started), complaints.withLock { $0 })
  }

  /// One problem again, with whatever was asked before it, every entry differentiated and every finding reported.
  func replay(_ stored: StoredCase, named name: String) throws -> RunSummary {
    let started = ContinuousClock.now
    let check = ProblemCheck(oracles: .standard, sampling: .exhaustive, enclosing: .all)
    var report = try check.report(on: stored, named: name, implementations: [factory])
    try FailureMemory.diagnose(&report.failures, [factory], check)
    return summary("replay", nil, report, started)
  }

  private func summary(
    _ command: String, _ seed: UInt64?, _ report: CampaignReport, _ started: ContinuousClock.Instant
  ) -> RunSummary {
    var run = RunSummary(
      command: command, seed: seed, versions: Versions.all, implementations: [factory.name], report: report,
      storedCases: 0, minimumDecided: minimumDecided, isInterrupted: Task.isCancelled,
      elapsed: ContinuousClock.now - started)
    run.isInProcess = true
    return run
  }

  /// Other tests run meanwhile.
  private static let jobs = 2
}

extension StoredCase {
  /// The case behind a token or the path of a case file. A token stands for the problem and those that a run asks before it of the
  /// same implementation.
  ///
  /// - Throws: `ReplayToken.Malformed` or `CaseFileError`.
  init(replaying name: String) throws {
    guard name.contains(":"), !name.contains("/") else {
      self = try StoredCase.read(path: name)
      return
    }
    self = StoredCase(try ReplayToken(parsing: name), withHistory: true)
  }
}

extension GeneratorOptions {
  /// Depth 4, width 8, 6 cases: what a test has time for.
  public static let small = {
    do { return try GeneratorOptions(maxDepth: 4, maxWidth: 8, maxCases: 6) } catch { preconditionFailure("\(error)") }
  }()

  /// The regimes, where others than the settled ones were asked for.
  fileprivate var chosenRegimes: [Regime]? {
    let all = try? GeneratorOptions(activations: activations, losses: losses)
    return all.map { $0.regimes == regimes } ?? false ? nil : regimes
  }
}
