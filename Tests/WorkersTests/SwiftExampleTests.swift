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
    return WorkerCommand(program: "\(repository)/.build/debug/swift-worker")
  }()

  @Test func itAgrees() async throws { try await expectAgreement(Self.command, count: 120) }

  /// It declares everything, so every sample is asked.
  @Test func itIsAskedEverything() {
    let doctor = Doctor(examining: Self.command, problems: Doctor.sampleProblems)
    #expect(doctor.asked == Doctor.sampleProblems.count && doctor.skipped == 0)
  }
}
