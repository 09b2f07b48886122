public import Fixtures
public import Networks
public import Reports
public import Verification

/// Expects that a network's gradients are right: generated problems, every oracle, every law, as `nnverify check` does.
///
///     @Test func gradients() async throws {
///       try await expectGradientsAgree(of: TwoLayers())
///     }
///
/// For Swift Testing and XCTest alike. What disagrees is recorded as one issue, in words: which tensor, which layer, which equation,
/// the smallest problem that was found to show it, and the call that shows it again. Nothing is taken for granted: where too little
/// was decided, or nothing that is declared can be asked, that is an issue as well. Equal arguments give equal issues.
///
/// - Parameters:
///   - implementation: an expression that makes one; a fresh one answers every block of 128 problems.
///   - name: what the report calls it; the name of its type where it is nil.
///   - problems: how many to generate.
///   - options: what to generate, as far as the implementation declares it.
///   - minimumDecided: the share of the entries of every regime that must be decided; that of `Tolerances` for the precision where
///     it is nil.
///   - failures: a folder for the failure and its small form, as case files; nil to store nothing.
/// - Returns: the run, with its tallies. `TerminalReport.text(run, style: .plain)` is what `nnverify check` would have printed.
/// - Throws: `UnrecordedIssue` where no test framework listens; the same text.
@discardableResult
public func expectGradientsAgree<Subject: Implementation>(
  of implementation: @autoclosure @escaping @Sendable () throws -> Subject, named name: String? = nil,
  problems: Int = 100, seed: UInt64 = 1, options: GeneratorOptions = .small,
  minimumDecided: Double? = nil, storingFailuresIn failures: String? = nil,
  fileID: StaticString = #fileID, filePath: StaticString = #filePath, line: UInt = #line, column: UInt = #column
) async throws -> RunSummary {
  let site = CallSite(fileID: fileID, filePath: filePath, line: line, column: column)
  return try await recording(named: name ?? "\(Subject.self)", at: site) {
    let run = try InProcessRun(implementation, named: name ?? "\(Subject.self)", minimumDecided: minimumDecided)
    return try await run.check(problems: problems, seed: seed, options: options, folder: failures)
  }
}

/// Expects that a network's gradient is right on one problem: a failure replayed, with every finding.
///
///     try await expectGradientsAgree(of: TwoLayers(), on: "1:1:17:depth=4:width=8:cases=6")
///
/// - Parameter replay: the token that an issue printed, or the path of a case file: a stored failure, or a case of `fixtures/`.
/// - Returns: the run, with its tallies.
/// - Throws: `UnrecordedIssue` where no test framework listens.
@discardableResult
public func expectGradientsAgree<Subject: Implementation>(
  of implementation: @autoclosure @escaping @Sendable () throws -> Subject, named name: String? = nil,
  on replay: String, minimumDecided: Double? = nil, fileID: StaticString = #fileID,
  filePath: StaticString = #filePath, line: UInt = #line,
  column: UInt = #column
) async throws -> RunSummary {
  let site = CallSite(fileID: fileID, filePath: filePath, line: line, column: column)
  return try await recording(named: name ?? "\(Subject.self)", at: site) {
    let run = try InProcessRun(
      implementation, named: name ?? "\(Subject.self)", minimumDecided: minimumDecided)
    return (try run.replay(StoredCase(replaying: replay), named: replay), [])
  }
}

/// Runs, and records what is not an agreement.
private func recording(
  named name: String, at site: CallSite, _ body: () async throws -> (run: RunSummary, complaints: [String])
) async throws -> RunSummary {
  do {
    let (run, complaints) = try await body()
    let notes = complaints.map { "\n\n\($0)" }.joined()
    if run.outcome != .agreement || !complaints.isEmpty {
      try TestFramework.record(TerminalReport.issue(run) + notes, at: site)
    }
    return run
  } catch let issue as UnrecordedIssue { throw issue } catch {
    // Nothing ran: what is declared cannot be generated, no implementation could be made, or there is no such case.
    try TestFramework.record("\(name): NOTHING WAS CHECKED: \(error)", at: site)
    var run = RunSummary(
      command: "check", seed: nil, versions: Versions.all, implementations: [name], report: CampaignReport(),
      storedCases: 0, minimumDecided: Tolerances.minimumDecided, isInterrupted: false, elapsed: .zero)
    run.isInProcess = true
    return run
  }
}
