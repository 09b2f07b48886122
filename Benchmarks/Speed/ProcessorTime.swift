import Benchmark
import Foundation

extension BenchmarkMetric {
  /// Nanoseconds that this process computed, whatever else the machine did meanwhile. The peers are timed the same way.
  static let processorTime = custom("processorTime", useScalingFactor: false)
  /// The time of a check over that of one that gets its bounds for nothing, in thousandths.
  static let boundsPerMille = custom("boundsPerMille", useScalingFactor: false)
  /// How many entries an exhaustive check comes to no verdict on.
  static let undecided = custom("undecided", useScalingFactor: false)
}

extension Benchmark {
  /// Does something once, and books the processor time it took, or that of each where it is so many things.
  func timed<Result>(each count: Int = 1, _ work: () throws -> Result) rethrows -> Result {
    startMeasurement()
    let start = processorTime()
    let result = try work()
    measurement(.processorTime, (processorTime() - start) / count)
    stopMeasurement()
    return result
  }
}

/// Nanoseconds of processor time since the process began.
func processorTime() -> Int {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
}
