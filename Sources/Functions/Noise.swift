import Networks

/// How far the values of a function are off, each by itself, as far as its own values tell.
enum Noise {
  /// The spacing of the samples along a line: some thousand units in the last place, where a smooth function is a parabola and
  /// whatever is left is rounding.
  static func spacing(_ precision: Precision) -> Double { precision.unitRoundoff * 0x1p10 }

  static let samples = 8

  /// An estimate of the standard deviation of the noise in equally spaced values.
  ///
  /// The k-th differences of a smooth function vanish with hᵏ while those of noise of variance σ² have the variance (2k)!/(k!)² σ².
  /// The largest over k = 3 … 6.
  /// - Source: J. J. Moré, S. M. Wild, Estimating computational noise, SIAM J. Sci. Comput. 33 (2011).
  static func deviation(of values: [Double]) -> Double {
    var (differences, factor, largest) = (values, 1.0, 0.0)
    for k in 1..<max(values.count - 1, 1) {
      differences = zip(differences.dropFirst(), differences).map { $0 - $1 }
      // (2k)!/(k!)² = (2k)(2k − 1)/k² times the one before.
      factor *= Double(2 * k * (2 * k - 1)) / Double(k * k)
      guard k >= 3 else { continue }
      let square = differences.reduce(0) { $0 + $1 * $1 } / Double(differences.count)
      largest = max(largest, (square / factor).squareRoot())
    }
    return largest
  }

  /// What a value may be off: `FunctionTolerances.deviations` of the estimated deviation, and at least a few units in its last
  /// place, since values of neighbours may be off together.
  static func bound(values: [Double], precision: Precision) -> Double {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    return FunctionTolerances.deviations * deviation(of: values)
      + FunctionTolerances.lastPlaces * precision.unitRoundoff * largest
  }
}
