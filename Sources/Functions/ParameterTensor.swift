/// One array of parameters of a function, by name.
public struct ParameterTensor: Hashable, Sendable {
  public let name: String
  /// Sizes along the axes; empty for a single number.
  public let shape: [Int]
  /// Between which the points are chosen, low < high.
  public let low: Double
  public let high: Double

  /// - Returns: nil for a size below 1, for more than 2³¹ entries, and for bounds that are not finite and ascending.
  public init?(name: String, shape: [Int], low: Double = -1, high: Double = 1) {
    var count = 1
    for size in shape {
      guard size >= 1, case let (product, overflow) = count.multipliedReportingOverflow(by: size), !overflow,
        product <= Self.mostEntries
      else { return nil }
      count = product
    }
    guard low.isFinite, high.isFinite, low < high, (high - low).isFinite else { return nil }
    (self.name, self.shape, self.low, self.high) = (name, shape, low, high)
    self.count = count
  }

  public static let mostEntries = 1 << 31
  /// How many numbers.
  public let count: Int
  /// Half the distance between the bounds: the unit in which the parameter is moved.
  public var halfWidth: Double { high / 2 - low / 2 }

  /// "kernel[1][2]" of the flat index, the last axis fastest.
  public func entry(_ flat: Int) -> String {
    var (rest, indices) = (flat, [String]())
    for size in shape.reversed() {
      indices.append("[\(rest % size)]")
      rest /= size
    }
    return name + indices.reversed().joined()
  }

  /// "3×3"; "scalar"
  public var summary: String { shape.isEmpty ? "scalar" : shape.map(String.init).joined(separator: "×") }
}
