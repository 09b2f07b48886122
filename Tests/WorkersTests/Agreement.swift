import GradientVerification
import Testing
import Workers

/// Generated problems, of which only what the worker declares.
func campaign(_ worker: Worker, count: Int, seed: UInt64 = 5) async throws -> CampaignReport {
  let options = try worker.restricted(GeneratorOptions(maxDepth: 4, maxWidth: 8, maxCases: 6), regimes: nil)
  let campaign = Campaign(
    generator: ProblemGenerator(seed: seed, options: options), implementations: [worker.factory],
    check: ProblemCheck(oracles: .standard))
  return try await campaign.run(count: count, jobs: 2, shouldStop: { false }, progress: { _, _ in })
}

/// The doctor finds nothing, and so many problems agree.
func expectAgreement(_ command: WorkerCommand, count: Int = 40) async throws {
  // A framework takes its time to leave, on a machine that runs other tests.
  var limits = WorkerLimits()
  limits.bye = .seconds(20)
  let doctor = Doctor(examining: command, limits, problems: Doctor.sampleProblems)
  #expect(doctor.isClean, "\(doctor.steps.filter { $0.advice != nil }) \(doctor.standardError)")
  let worker = try Worker(command)
  let report = try await campaign(worker, count: count)
  #expect(report.failures.isEmpty, "\(report.failures.flatMap(\.findings))")
  #expect(worker.breakdowns.map(\.fault) == [])
  #expect(report.problems == count && report.ledger[.values].passed > 100 && report.ledger[.gradients].passed > 100)
}
