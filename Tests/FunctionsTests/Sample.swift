import Functions
import Networks
import Verification

/// A function from two closures.
struct Sample: OpaqueFunction {
  var f: ([Double]) throws -> Double
  var gradient: ([Double]) throws -> [Double]

  mutating func value(at point: [Double]) throws -> Double { try f(point) }

  mutating func valueAndGradient(at point: [Double]) throws -> (value: Double, gradient: [Double]) {
    (try f(point), try gradient(point))
  }
}

extension FunctionFactory {
  static func sample(
    _ parameters: [ParameterTensor], _ precision: Precision = .binary64,
    f: @escaping @Sendable ([Double]) throws -> Double,
    gradient: @escaping @Sendable ([Double]) throws -> [Double]
  ) -> FunctionFactory {
    FunctionFactory(name: "sample", precision: precision, parameters: parameters) { Sample(f: f, gradient: gradient) }
  }

  func run(_ points: Int = 24, seed: UInt64 = 7) async throws -> FunctionReport {
    try await FunctionCampaign(self, seed: seed).run(count: points, jobs: 2, shouldStop: { false }) { _, _ in }
  }
}

func tensor(_ name: String, _ shape: Int..., low: Double = -1, high: Double = 1) -> ParameterTensor {
  ParameterTensor(name: name, shape: shape, low: low, high: high)!
}

/// Σ cₖ exp(wₖ) + Σ w₀ wₖ²: every entry has another gradient.
enum Smooth {
  static func f(_ w: [Double]) -> Double {
    w.indices.reduce(0) { $0 + Double($1 + 1) * exponential(w[$1]) + w[0] * w[$1] * w[$1] }
  }

  static func gradient(_ w: [Double]) -> [Double] {
    let squares = w.reduce(0) { $0 + $1 * $1 }
    return w.indices.map { Double($0 + 1) * exponential(w[$0]) + 2 * w[0] * w[$0] + ($0 == 0 ? squares : 0) }
  }

  /// A Taylor series, so that nothing of the C library is needed: exact to rounding for |x| ≤ 2.
  static func exponential(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for k in 1...40 {
      term *= x / Double(k)
      sum += term
    }
    return sum
  }
}
