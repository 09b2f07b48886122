import Benchmark
import GradientVerification

// Names are "what network" and, where one measurement is of several calls, " xN" at the end: `peers/table.py` reads them.

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .processorTime], maxDuration: .seconds(2), maxIterations: 1_000_000)

  for network in MeasuredNetwork.checked {
    let checks = GradientChecks(problem: network.problem)
    var counting = Benchmark.defaultConfiguration
    counting.metrics += [.undecided]
    Benchmark("exhaustive \(network.name)", configuration: counting) { benchmark in
      let tally = try benchmark.timed { try checks.exhaustive() }
      benchmark.measurement(.undecided, tally.compared - tally.decided)
    }
    Benchmark("directional \(network.name)") { benchmark in
      try benchmark.timed { try checks.directional() }
    }
  }

  for network in MeasuredNetwork.stepped {
    let problem = network.problem
    // A call of a microsecond is too short for the clock.
    let calls = network.widths.allSatisfy { $0 <= 64 } ? 100 : 1
    Benchmark("step \(network.name) x\(calls)") { benchmark in
      var implementation = try ImplementationFactory.measured.make()
      try benchmark.timed {
        for _ in 0..<calls { blackHole(try implementation.evaluate(problem)) }
      }
    }
  }

  let problems = 128
  Benchmark("check generated x\(problems)") { benchmark in
    let campaign = Campaign(
      generator: ProblemGenerator(seed: 1), implementations: ImplementationFactory.builtIn,
      check: ProblemCheck(oracles: .standard))
    let start = processorTime()
    blackHole(try await campaign.run(count: problems, jobs: 1, shouldStop: { false }, progress: { _, _ in }))
    benchmark.measurement(.processorTime, processorTime() - start)
  }
}
