/// A run over many generated problems.
///
/// Problems are worked on in fixed blocks, each with implementations of its own, and blocks are merged in the order of their
/// indices: the report is the same on one core or many.
public struct Campaign: Sendable {
  /// How many consecutive problems share an implementation. Part of what a verdict may depend on, so it never changes with the
  /// number of cores.
  public static let blockSize = 128

  public var generator: ProblemGenerator
  public var implementations: [ImplementationFactory]
  public var check: ProblemCheck
  /// How many failing problems are kept with their findings; the rest are only counted.
  public var keptFailures: Int

  public init(
    generator: ProblemGenerator, implementations: [ImplementationFactory], check: ProblemCheck, keptFailures: Int = 10
  ) {
    self.generator = generator
    self.implementations = implementations
    self.check = check
    self.keptFailures = keptFailures
  }

  /// Checks problems 0 ..< count.
  ///
  /// - Parameters:
  ///   - jobs: how many blocks are worked on at once, at least 1.
  ///   - shouldStop: asked before every problem; what was done until then is reported.
  ///   - progress: told the number of problems done and of failures so far, block by block.
  public func run(
    count: Int, jobs: Int, shouldStop: @escaping @Sendable () -> Bool,
    progress: @Sendable (_ done: Int, _ failed: Int) -> Void
  ) async throws -> CampaignReport {
    try await run(IndexRange(count: count), jobs: jobs, shouldStop: shouldStop, progress: progress) { _, _ in }
  }

  /// Checks a range of problems.
  ///
  /// - Parameters:
  ///   - jobs: how many blocks are worked on at once, at least 1.
  ///   - shouldStop: asked before every problem; what was done until then is reported.
  ///   - progress: told the number of problems done and of failures so far, block by block.
  ///   - checkpoint: told the report on all whole blocks from the beginning of the range up to an index.
  public func run(
    _ range: IndexRange, jobs: Int, shouldStop: @escaping @Sendable () -> Bool,
    progress: @Sendable (_ done: Int, _ failed: Int) -> Void,
    checkpoint: (_ report: CampaignReport, _ next: Int) throws -> Void
  ) async throws -> CampaignReport {
    var report = CampaignReport(rule: check.rule)
    var next = range.first
    var isWhole = true
    try await Blocks(count: range.count, size: Self.blockSize).run(
      jobs: jobs, shouldStop: shouldStop,
      work: { try checkBlock($0.lowerBound + range.first..<$0.upperBound + range.first, shouldStop) },
      size: { ($0.problems, $0.failedProblems) }, progress: progress,
      merge: { block in
        report.merge(block, keeping: keptFailures)
        // Behind a block that was cut short nothing is whole.
        isWhole = isWhole && block.problems == min(Self.blockSize, range.end - next)
        guard isWhole else { return }
        next += block.problems
        try checkpoint(report, next)
      })
    return report
  }

  /// One block, with implementations that nobody used before.
  private func checkBlock(_ indices: Range<Int>, _ shouldStop: () -> Bool) throws -> CampaignReport {
    let live = try implementations.map { try LiveImplementation($0) }
    let isSourceKnown = implementations.contains { $0.formula.form != nil }
    var report = CampaignReport(rule: check.rule)
    for index in indices {
      if shouldStop() { break }
      let generated = generator.problem(index)
      let before = report.ledger.counts
      let worst = report.ledger.worst
      try check.run(generated.problem, live, index: index, &report.ledger)
      let after = report.ledger.counts
      report.noteWorst(token(index), before: worst)
      report.statistics.record(generated)
      // What is not answered has nothing to be decided. What a program of unknown source takes at a kink is its own choice, and nothing that could have been decided.
      let choices = isSourceKnown ? 0 : after.kinks - before.kinks
      report.note(
        regime: generated.regime, compared: after.answered - before.answered - choices,
        decided: after.decided - before.decided)
      let findings = report.ledger.takeFindings()
      guard !findings.isEmpty else { continue }
      report.failedProblems += 1
      report.culprits.note(findings, of: token(index))
      guard report.failures.count < keptFailures else { continue }
      report.failures.append(failure(generated, findings))
    }
    return report
  }

  /// A problem that failed, with those of its block that came before it.
  func failure(_ generated: GeneratedProblem, _ findings: [Finding]) -> FailedProblem {
    let (generator, index) = (generator, generated.index)
    let first = index / Self.blockSize * Self.blockSize
    return FailedProblem(
      name: token(index),
      origin: generated.regime.rawValue, problem: generated.problem, findings: findings,
      history: { (first..<index).map { generator.problem($0).problem } })
  }

  /// What `replay` takes.
  private func token(_ index: Int) -> String {
    ReplayToken(seed: generator.seed, index: index, options: generator.options).description
  }
}
