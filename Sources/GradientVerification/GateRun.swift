public import Fixtures
public import Gate
import Mutants
import Networks
public import Reports
import Suite
public import Verification

/// A run of `nnverify gate`: stored cases, generated problems, known bugs, and one verdict.
///
/// Nothing is asked twice to make a failure go away.
public struct GateRun: Sendable {
  public var configuration: GateConfiguration
  public var expected: [ExpectedFailure]
  /// "2026-11-25"
  public var today: String
  public var implementations: [ImplementationFactory]
  /// The commands of workers by their names.
  public var against: [String: String]
  public var options: GeneratorOptions
  public var cases: [NamedCase]
  public var jobs: Int
  public var memory: FailureMemory

  public init(
    configuration: GateConfiguration, expected: [ExpectedFailure], today: String,
    implementations: [ImplementationFactory], against: [String: String], options: GeneratorOptions,
    cases: [NamedCase], jobs: Int, memory: FailureMemory
  ) {
    (self.configuration, self.expected, self.today) = (configuration, expected, today)
    (self.implementations, self.against, self.options) = (implementations, against, options)
    (self.cases, self.jobs, self.memory) = (cases, jobs, memory)
  }

  /// - Parameter control: asked about and told of every stage; its progress is that of the stage.
  public func run(_ control: @Sendable (GateStage, _ total: Int?) -> CheckRun.Control) async throws -> GateDocument {
    let started = ContinuousClock.now
    var stages: [StageResult] = []
    var check: RunSummary?
    var mutants: MutantsDocument?
    if configuration.fixtures.runs { stages.append(try await fixtures(control)) }
    if configuration.check.runs {
      let run = try await checks(control)
      stages.append(StageResult(run))
      check = run
    }
    if configuration.mutants.runs {
      let (stage, document) = try await knownBugs(control)
      stages.append(stage)
      mutants = document
    }
    let verdict = GateVerdict(stages, expected: expected, today: today)
    return GateDocument(
      command: "gate", profile: configuration.profile.rawValue, outcome: verdict.outcome,
      exitCode: Int(verdict.outcome.exitCode),
      versions: Dictionary(uniqueKeysWithValues: Versions.all.map { ($0.name, $0.version) }),
      implementations: implementations.map(\.name), against: against, omitted: configuration.omissions,
      stages: verdict.rows, items: verdict.items, check: check.map { CheckDocument($0) }, mutants: mutants,
      stepSizes: check.flatMap(Self.stepSizes), seconds: NumberFormat.seconds(ContinuousClock.now - started))
  }

  /// `nnverify fixtures verify`.
  private func fixtures(
    _ control: @Sendable (GateStage, _ total: Int?) -> CheckRun.Control
  ) async throws -> StageResult {
    let started = ContinuousClock.now
    let folder = configuration.fixtures.folder
    var inspection = Inspection(of: try FixtureFolder(reading: folder), made: Suite.made)
    let control = control(.fixtures, inspection.cases.count)
    await inspection.proveAnew(jobs: jobs) { done in control.progress(done, 0) }
    let cases = inspection.cases.sorted { $0.key < $1.key }.map(\.value)
    let examined = try FixtureExamination.run(
      ProblemCheck(oracles: .standard), on: cases, implementations: implementations, shouldStop: control.shouldStop)
    inspection.add(examined.departures)
    return StageResult(
      inspection, examined, folder: folder, against: against, isInterrupted: control.isInterrupted(),
      elapsed: ContinuousClock.now - started)
  }

  /// `nnverify check`.
  private func checks(
    _ control: @Sendable (GateStage, _ total: Int?) -> CheckRun.Control
  ) async throws -> RunSummary {
    let settings = configuration.check
    var run = CheckRun(
      seed: settings.seed, options: options, implementations: implementations, memory: memory)
    (run.cases, run.problems, run.jobs) = (cases, settings.problems, jobs)
    run.sampling = Sampling(entriesPerTensor: settings.entries)
    run.minimumDecided =
      settings.minimumDecided ?? implementations.map { Tolerances.minimumDecided($0.formula.precision) }.min()
      ?? Tolerances.minimumDecided
    (run.keptFailures, run.against, run.shrinks) = (settings.maxFailures, against, settings.shrinks)
    return try await run.run(control(.check, settings.problems))
  }

  /// `nnverify mutants`.
  private func knownBugs(
    _ control: @Sendable (GateStage, _ total: Int?) -> CheckRun.Control
  ) async throws -> (StageResult, MutantsDocument) {
    let started = ContinuousClock.now
    let settings = configuration.mutants
    let check = ProblemCheck(oracles: .standard)
    let trials = MutantTrials(seed: settings.seed, check: check, settle: settings.settle)
    let control = control(.mutants, trials.mutants.count)
    var matrix = try await trials.run(jobs: jobs, shouldStop: control.isInterrupted, progress: control.progress)
    if !control.isInterrupted() {
      let generator = ProblemGenerator(seed: settings.seed)
      matrix.checker = try CheckerTrials(of: CheckerSuite(check: check) { generator.problem($0) })
    }
    let elapsed = ContinuousClock.now - started
    return (
      StageResult(matrix, elapsed: elapsed), MutantsDocument(matrix, settle: settings.settle, elapsed: elapsed)
    )
  }

  /// Of the first smooth and curved problem that failed, or else of the first such one that was generated.
  static func stepSizes(_ run: RunSummary) -> GateDocument.StepSizesRow? {
    func isSmooth(_ problem: Problem<Double>) -> Bool {
      let activations = problem.network.layers.map(\.activation)
      return !activations.contains(where: \.hasKink) && activations.contains { $0 != .linear }
    }
    for failed in run.failures where isSmooth(failed.problem) {
      if let curve = GateDocument.StepSizesRow(failed.problem, replay: failed.name) { return curve }
    }
    guard let scope = run.scope, let seed = run.seed else { return nil }
    let generator = ProblemGenerator(seed: seed, options: scope.options)
    return (0..<100).lazy.compactMap { index -> GateDocument.StepSizesRow? in
      let generated = generator.problem(index)
      guard isSmooth(generated.problem) else { return nil }
      let token = ReplayToken(seed: seed, index: index, options: scope.options)
      return GateDocument.StepSizesRow(generated.problem, replay: token.description)
    }.first
  }
}

extension GateDocument {
  /// The document of a run of checks alone.
  public init(_ run: RunSummary) {
    let verdict = GateVerdict([StageResult(run)], expected: [], today: "")
    let document = CheckDocument(run)
    self.init(
      command: run.command, profile: nil, outcome: verdict.outcome, exitCode: Int(verdict.outcome.exitCode),
      versions: document.versions, implementations: run.implementations, against: run.against, omitted: [],
      stages: verdict.rows, items: verdict.items, check: document, mutants: nil, stepSizes: GateRun.stepSizes(run),
      seconds: NumberFormat.seconds(run.elapsed))
  }
}
