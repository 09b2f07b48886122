import Networks
public import Verification

/// Tries mutants on generated problems until each is found or its budget is spent.
public struct MutantTrials: Sendable {
  public var mutants: [Mutant]
  public var generator: ProblemGenerator
  public var check: ProblemCheck
  /// How many problems a mutant is asked at least, so that checks which find it later show, too.
  public var settle: Int
  /// How many failures may be looked into until one has a diagnosis.
  public var examinations = 3

  /// - Parameter seed: of the problems, which are those of all regimes and the same for every mutant.
  public init(mutants: [Mutant] = Mutant.all, seed: UInt64 = 1, check: ProblemCheck, settle: Int = 20) {
    self.mutants = mutants
    self.check = check
    self.settle = settle
    generator = ProblemGenerator(seed: seed, options: Self.allRegimes)
  }

  private static let allRegimes = {
    do { return try GeneratorOptions(regimes: Regime.allCases) } catch { preconditionFailure("\(error)") }
  }()

  /// Mutants are tried side by side, each by itself, so that the number of jobs changes nothing but the time.
  ///
  /// - Parameters:
  ///   - jobs: how many are worked on at once, at least 1.
  ///   - shouldStop: asked before every problem.
  ///   - progress: told how many mutants are done, and how many of them survived.
  public func run(
    jobs: Int, shouldStop: @escaping @Sendable () -> Bool,
    progress: @Sendable (_ done: Int, _ survived: Int) -> Void
  ) async throws -> KillMatrix {
    var trials: [MutantTrial?] = mutants.map { _ in nil }
    var (started, done, survived) = (0, 0, 0)
    try await withThrowingTaskGroup(of: (Int, MutantTrial?).self) { group in
      func start() {
        guard started < mutants.count, !shouldStop() else { return }
        let row = started
        started += 1
        group.addTask { (row, try trial(of: mutants[row], shouldStop)) }
      }
      for _ in 0..<max(jobs, 1) { start() }
      while let (row, trial) = try await group.next() {
        start()
        guard let trial else { continue }
        trials[row] = trial
        done += 1
        survived += trial.isKilled ? 0 : 1
        progress(done, survived)
      }
    }
    var matrix = KillMatrix(seed: generator.seed)
    matrix.trials = trials.compactMap(\.self)
    let most = matrix.trials.map(\.tried).max() ?? 0
    matrix.unmutated = try await campaign(Mutant.unmutated)
      .run(count: most, jobs: jobs, shouldStop: shouldStop, progress: { _, _ in })
    matrix.isInterrupted = done < mutants.count || matrix.unmutated.problems < most
    return matrix
  }

  private func campaign(_ factory: ImplementationFactory) -> Campaign {
    Campaign(generator: generator, implementations: [factory], check: check)
  }

  /// One row of the matrix; nil where it was not finished.
  private func trial(of mutant: Mutant, _ shouldStop: () -> Bool) throws -> MutantTrial? {
    var trial = MutantTrial(mutant)
    var failures: [FailedProblem] = []
    var isStopped = shouldStop()
    guard !isStopped else { return nil }
    try campaign(mutant.factory).walk(count: max(mutant.rarity.budget, settle)) { step in
      trial.tried = step.index + 1
      if let failure = step.failure {
        for finding in failure.findings where trial.kills[finding.check] == nil {
          trial.kills[finding.check] = trial.tried
        }
        if failures.count < max(examinations, 1) { failures.append(failure) }
      }
      isStopped = shouldStop()
      let limit = trial.firstKill == nil ? mutant.rarity.budget : settle
      return !isStopped && trial.tried < limit
    }
    guard !isStopped else { return nil }
    trial.examined = try examine(failures, of: mutant, shouldStop)
    return trial
  }

  /// The first failure that a diagnosis says anything about, or the first of all.
  private func examine(
    _ failures: [FailedProblem], of mutant: Mutant, _ shouldStop: () -> Bool
  ) throws -> ExaminedKill? {
    var first: ExaminedKill?
    for failure in failures where !shouldStop() {
      guard let finding = failure.gravest.first else { continue }
      let examined = try check.examine(
        failure.problem, history: failure.history(), finding: finding, by: mutant.factory)
      let kill = ExaminedKill(name: failure.name, failure: examined)
      if examined.diagnosis != nil { return kill }
      first = first ?? kill
    }
    return first
  }
}
