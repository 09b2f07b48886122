public import Verification

/// A run over many points, in fixed blocks, each with a function of its own: the report is the same on one core or many.
public struct FunctionCampaign: Sendable {
  /// How many consecutive points share a function.
  public static let blockSize = 8

  public var factory: FunctionFactory
  public var seed: UInt64
  public var sampling: Sampling
  /// How many failing points are kept with their findings.
  public var keptFailures: Int

  public init(
    _ factory: FunctionFactory, seed: UInt64, sampling: Sampling = Sampling(), keptFailures: Int = 10
  ) {
    (self.factory, self.seed, self.sampling, self.keptFailures) = (factory, seed, sampling, keptFailures)
  }

  /// Checks points 0 ..< count.
  public func run(
    count: Int, jobs: Int, shouldStop: @escaping @Sendable () -> Bool, progress: (_ done: Int, _ failed: Int) -> Void
  ) async throws -> FunctionReport {
    var report = FunctionReport(tensors: factory.parameters.count)
    try await Blocks(count: count, size: Self.blockSize).run(
      jobs: jobs, shouldStop: shouldStop, work: { try check($0, shouldStop) },
      size: { ($0.points, $0.failedPoints) }, progress: progress,
      merge: { report.merge($0, keeping: keptFailures) })
    return report
  }

  /// One point by itself, with a fresh function.
  public func check(_ index: Int) throws -> FunctionReport { try check(index..<(index + 1)) { false } }

  private func check(_ indices: Range<Int>, _ shouldStop: () -> Bool) throws -> FunctionReport {
    var report = FunctionReport(tensors: factory.parameters.count)
    var function = try factory.make()
    for index in indices {
      if shouldStop() { break }
      let point = FunctionPoint(factory.parameters, precision: factory.precision, seed: seed, index: index)
      var (part, findings) = try PointCheck.run(&function, factory, at: point, sampling: sampling)
      part.points = 1
      if !findings.isEmpty {
        part.failedPoints = 1
        if report.failures.count < keptFailures {
          var failure = FailedPoint(token: point.token, findings: findings)
          failure.diagnoses = (try? diagnose(findings, &function, point)) ?? []
          part.failures = [failure]
        }
      }
      report.merge(part, keeping: keptFailures)
    }
    return report
  }

  /// The most entries of a tensor that are all differentiated for a diagnosis.
  private static let mostDiagnosed = 512

  /// What the gradients of the departing tensors look like, from all of their entries.
  private func diagnose(
    _ findings: [FunctionFinding], _ function: inout any OpaqueFunction, _ point: FunctionPoint
  ) throws -> [FunctionDiagnosis] {
    let departing = Set(findings.filter { $0.check == .entries || $0.check == .tensors }.compactMap(\.tensor)).sorted()
    guard !departing.isEmpty else { return [] }
    let ranges = factory.ranges
    let claimed = try function.valueAndGradient(at: point.values)
    var numeric: [Int: [Double]] = [:]
    for tensor in factory.parameters.indices where factory.parameters[tensor].count <= Self.mostDiagnosed {
      let isNeeded = departing.contains { factory.parameters[$0].count == factory.parameters[tensor].count }
      guard isNeeded else { continue }
      numeric[tensor] = try NumericGradient.of(&function, factory, at: point, ranges[tensor], tensor: tensor)
    }
    return departing.compactMap { tensor in
      numeric[tensor].flatMap { values in
        FunctionDiagnosis(
          tensor: tensor, shape: factory.parameters[tensor].shape, claimed: Array(claimed.gradient[ranges[tensor]]),
          numeric: values, others: numeric.sorted { $0.key < $1.key }.map { (tensor: $0.key, numeric: $0.value) })
      }
    }
  }
}
