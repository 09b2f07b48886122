import Benchmark
import GradientVerification

// Names are "what network" and, where one measurement is of several calls, " xN" at the end: `peers/table.py` reads them.

let benchmarks: @Sendable () -> Void = {
  // As nnverify does.
  FreedMemory.keep()
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .processorTime], maxDuration: .seconds(2), maxIterations: 1_000_000)

  for network in MeasuredNetwork.checked {
    guard let checks = try? GradientChecks(problem: network.problem) else { fatalError("no implementation to measure") }
    var counting = Benchmark.defaultConfiguration
    counting.metrics += [.undecided]
    Benchmark("exhaustive \(network.name)", configuration: counting) { benchmark in
      let tally = try benchmark.timed { try checks.exhaustive() }
      benchmark.measurement(.undecided, tally.compared - tally.decided)
    }
    Benchmark("directions \(network.name)") { benchmark in
      try benchmark.timed { try checks.directional(.oneInEveryTensor) }
    }
    Benchmark("direction \(network.name)") { benchmark in
      try benchmark.timed { try checks.directional(.oneInAll) }
    }
  }

  // A call of a microsecond is too short for the clock.
  for network in MeasuredNetwork.stepped {
    let problem = network.problem
    let calls = network.widths.allSatisfy { $0 <= 64 } ? 100 : 1
    // As the peers do: cost, dW and db, of numbers that are in place.
    Benchmark("step \(network.name) x\(calls)") { (benchmark: Benchmark, plan: Vectorized.Plan) in
      benchmark.timed {
        for _ in 0..<calls { plan.run() }
      }
      blackHole(plan.cost)
    } setup: {
      let plan = Vectorized.Plan(for: problem, form: .dZ, wantsInputGradient: false)
      plan.load(problem)
      return plan
    }
    // From a problem to an answer with every quantity of every layer.
    Benchmark("evaluation \(network.name) x\(calls)") { benchmark in
      var implementation = try ImplementationFactory.measured.make()
      try benchmark.timed {
        for _ in 0..<calls { blackHole(try implementation.evaluate(problem)) }
      }
    }
  }

  // The best that the matrix kernel does by itself, per operation: products that fit the nearest cache.
  let (size, times) = (32, 1000)
  Benchmark("kernel flop x\(2 * size * size * size * times)") { benchmark in
    let product = MatrixKernels.SquareProduct(size: size, times: times)
    benchmark.timed { product.run() }
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
  var bounds = Benchmark.defaultConfiguration
  bounds.metrics = [.boundsPerMille]
  Benchmark("bounds generated", configuration: bounds) { benchmark in
    benchmark.measurement(.boundsPerMille, Int(try await Campaign.priceOfBounds() * 1000))
  }

  // What knowledge costs, per problem: `run` has no peers for it and leaves it out.
  var priced = Benchmark.defaultConfiguration
  priced.metrics = [.processorTime]
  priced.units = [.processorTime: .count]
  for pool in PricedProblems.measured + [.generated] {
    for knowledge in Knowledge.allCases {
      let isBuiltIn = knowledge.isBuiltIn
      let name = "price \(knowledge) \(pool.name)" + (isBuiltIn ? "" : ", not built in")
      Benchmark(name, configuration: priced) { benchmark in
        guard isBuiltIn else { return benchmark.measurement(.processorTime, 0) }
        try benchmark.timed(each: pool.problems.count) { try knowledge.find(of: pool.problems) }
      }
    }
  }
  // A run takes a second, and its enclosures a hundredth of that.
  priced.maxDuration = .seconds(15)
  for (name, enclosing) in [("without enclosures", Enclosing.none), ("with enclosures", .some)] {
    Benchmark("price check \(name)", configuration: priced) { benchmark in
      let start = processorTime()
      try await Campaign.priced(enclosing)
      benchmark.measurement(.processorTime, (processorTime() - start) / PricedProblems.count)
    }
  }
}
