import Foundation
import GradientVerification
import Testing
import Workers

/// The worker of examples/swift, as it was built with these tests.
struct SwiftExampleTests {
  /// SwiftPM builds the executable into the folder of the test bundle, wherever that is.
  private static let command: WorkerCommand = {
    for argument in CommandLine.arguments {
      let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
      guard let bundle = parts.firstIndex(where: { $0.hasSuffix(".xctest") }) else { continue }
      return WorkerCommand(program: (parts[..<bundle] + ["swift-worker"]).joined(separator: "/"))
    }
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return WorkerCommand(program: root.path + "/.build/debug/swift-worker")
  }()

  @Test func theDoctorIsContent() {
    let doctor = Doctor(examining: Self.command, problems: Doctor.sampleProblems)
    #expect(doctor.isClean, "\(doctor.steps.filter { $0.advice != nil })")
    // It declares everything, so every sample was asked.
    #expect(doctor.steps.count >= Doctor.sampleProblems.count)
  }

  @Test func itAgrees() async throws {
    let worker = try Worker(Self.command)
    let options = try worker.restricted(GeneratorOptions(maxDepth: 4, maxWidth: 8, maxCases: 6), regimes: nil)
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 5, options: options), implementations: [worker.factory],
      check: ProblemCheck(oracles: .standard))
    let report = try await campaign.run(count: 120, jobs: 2, shouldStop: { false }, progress: { _, _ in })
    #expect(report.failures.isEmpty, "\(report.failures.flatMap(\.findings))")
    #expect(worker.breakdowns.map(\.fault) == [] && report.problems == 120)
    #expect(report.ledger[.values].passed > 100 && report.ledger[.gradients].passed > 100)
  }
}
