import Networks
import Testing
import Verification

@testable import GradientVerification

@Suite struct LookAheadTests {
  /// Estimates made ahead are those that are made one at a time, to the last bit: where GSL's second round was foreseen, where none
  /// was, where another was, and where one was that GSL does not want.
  @Test func answersDoNotDependOnIt() throws {
    let generator = ProblemGenerator(seed: 11)
    for index in 0..<40 {
      let problem = generator.problem(index).problem
      let entries = Array(Sampling.exhaustive.entries(of: problem).prefix(60))
      let alone = try estimates(GSLOracle(problem), entries)
      for oracle in [
        GSLOracle(problem), GSLOracle(problem, foreseen: { _, _ in nil }),
        GSLOracle(problem, foreseen: { step, _ in step * 0.375 }),
      ] {
        oracle.prepare(for: entries)
        #expect(try estimates(oracle, entries) == alone, "problem \(index)")
      }
    }
  }

  private func estimates(_ oracle: GSLOracle, _ entries: [Entry]) throws -> [String] {
    try entries.flatMap { entry in
      try (0..<2).map { attempt in
        try oracle.estimate(.entry(entry), attempt: attempt).map { "\($0)" } ?? "none"
      }
    }
  }
}
