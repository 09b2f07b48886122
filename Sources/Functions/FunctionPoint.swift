import Networks
import Verification

/// Where a function is looked at. A pure function of seed, index and the declared parameters.
public struct FunctionPoint: Sendable {
  public let seed: UInt64
  public let index: Int
  /// θ
  public let values: [Double]
  /// For the choice of entries and directions.
  var random: RandomSource

  /// Raised whenever other points are chosen.
  public static let version = 1

  /// A point in the inner three quarters of what is declared, so that steps of an eighth of the width stay inside. Coordinates are
  /// 1024ths of the width; every fourth point has a good share of them in the middle, where programs that start from zero
  /// have their kinks.
  public init(_ parameters: [ParameterTensor], precision: Precision, seed: UInt64, index: Int) {
    (self.seed, self.index) = (seed, index)
    var random = RandomSource(version: Self.version, seed: seed, index: index)
    let middles = index % 4 == 3 ? 0.25 : 0
    var values: [Double] = []
    values.reserveCapacity(parameters.reduce(0) { $0 + $1.count })
    for tensor in parameters {
      for _ in 0..<tensor.count {
        let step = random.chance(middles) ? 0 : random.integer(in: -384...384)
        values.append(precision.rounded((tensor.low / 2 + tensor.high / 2) + tensor.halfWidth / 512 * Double(step)))
      }
    }
    self.values = values
    self.random = random
  }

  /// What `replay` takes: "f1:42:17".
  public var token: String { "f\(Self.version):\(seed):\(index)" }

  /// Seed and index of a token; nil for anything else, and for one of another version.
  public static func parse(_ token: String) -> (seed: UInt64, index: Int)? {
    let parts = token.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "f\(version)", let seed = UInt64(parts[1]), let index = Int(parts[2]),
      (0..<Int.max).contains(index)
    else { return nil }
    return (seed, index)
  }
}

extension Precision {
  /// The nearest number of this precision.
  func rounded(_ value: Double) -> Double {
    switch self {
    case .binary64: value
    case .binary32: Double(Float(value))
    }
  }
}
