import Networks

// How many bits a problem needs so that no operation rounds.
//
// A number is k · 2^g. Where all terms of a sum are multiples of one 2^g (the grid), so is every partial sum, in any
// order; and it fits a significand of p bits when it is at most 2^p units of the grid. Absolute values bound every
// partial sum, so the network of absolute values, counted in grid units, bounds every intermediate of every program.

/// Magnitudes in units of 2^`exponent`, one for every entry of a tensor.
struct DyadicMagnitudes {
  var exponent: Int
  var units: [UInt64]
}

/// The largest count of grid units met so far, and the finest grid.
struct DyadicDemand {
  private(set) var bits = 0
  private(set) var lowest = 0
  private(set) var highest = 0

  /// The largest count that a significand of binary64 holds.
  static let limit = UInt64(1) << 53

  /// The most units that are of interest.
  private let limit: UInt64

  /// - Parameter bits: p, at most 53.
  init(upTo bits: Int) { limit = 1 << UInt64(bits) }

  /// Takes note of a tensor; nil where an entry is above the limit.
  mutating func note(_ magnitudes: DyadicMagnitudes) -> DyadicMagnitudes? {
    let largest = magnitudes.units.max() ?? 0
    guard largest <= limit else { return nil }
    guard largest > 0 else { return magnitudes }
    // The smallest p with `largest` ≤ 2^p.
    let needed = 64 - (largest - 1).leadingZeroBitCount
    bits = max(bits, needed)
    lowest = min(lowest, magnitudes.exponent)
    highest = max(highest, magnitudes.exponent + needed)
    return magnitudes
  }

  /// Takes note of a tensor whose scale changes by a power of two.
  mutating func note(exponent: Int) { lowest = min(lowest, exponent) }

  /// p, where the exponents fit as well: of binary32 for p ≤ 24, of binary64 beyond.
  var answer: Int? {
    if bits <= 24 && (lowest < -126 || highest > 127) { return lowest < -1022 || highest > 1023 ? nil : 25 }
    return lowest < -1022 || highest > 1023 ? nil : bits
  }
}

extension DyadicMagnitudes {
  /// The absolute values, in units of the finest bit of any of them.
  init?(of numbers: [Double]) {
    var finest: Int?
    for number in numbers where number != 0 {
      guard number.isFinite else { return nil }
      let bit = Int(number.exponent) - number.significandWidth
      finest = min(finest ?? bit, bit)
    }
    let exponent = finest ?? 0
    var units: [UInt64] = []
    units.reserveCapacity(numbers.count)
    for number in numbers {
      // Beyond 2⁵³ units one sum can no longer hold them all.
      guard number == 0 || Int(number.exponent) - exponent <= 53 else { return nil }
      units.append(number == 0 ? 0 : number.magnitude.units(of: exponent))
    }
    self.init(exponent: exponent, units: units)
  }

  /// The same numbers in units of a grid that is not coarser; nil where they do not fit.
  func on(exponent finer: Int) -> DyadicMagnitudes? {
    let shift = exponent - finer
    if shift == 0 { return self }
    guard let largest = units.max(), largest > 0 else { return DyadicMagnitudes(exponent: finer, units: units) }
    guard shift < largest.leadingZeroBitCount else { return nil }
    return DyadicMagnitudes(exponent: finer, units: units.map { $0 << UInt64(shift) })
  }

  private var isZero: Bool { units.allSatisfy { $0 == 0 } }

  /// Entry by entry, on the finer of the two grids; zeros lie on every grid.
  static func sum(_ a: DyadicMagnitudes, _ b: DyadicMagnitudes) -> DyadicMagnitudes? {
    let exponent = a.isZero ? b.exponent : b.isZero ? a.exponent : min(a.exponent, b.exponent)
    guard let a = a.on(exponent: exponent), let b = b.on(exponent: exponent) else { return nil }
    // `on` leaves the top bit free, unless there was nothing to shift; then the entries are at most 2⁵³.
    return DyadicMagnitudes(exponent: exponent, units: zip(a.units, b.units).map { $0 + $1 })
  }

  /// Σ_k a[r, k] b[k, c] of a `rows` × `inner` and a `inner` × `columns` matrix, each given by its strides.
  static func product(
    _ a: DyadicMagnitudes, strides aStrides: (row: Int, inner: Int),
    _ b: DyadicMagnitudes, strides bStrides: (inner: Int, column: Int),
    rows: Int, inner: Int, columns: Int
  ) -> DyadicMagnitudes? {
    var units: [UInt64] = []
    units.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum: UInt64 = 0
        for k in 0..<inner {
          let (product, overflow) = a.units[row * aStrides.row + k * aStrides.inner]
            .multipliedReportingOverflow(by: b.units[k * bStrides.inner + column * bStrides.column])
          if overflow || product > DyadicDemand.limit { return nil }
          sum += product
          if sum > DyadicDemand.limit { return nil }
        }
        units.append(sum)
      }
    }
    return DyadicMagnitudes(exponent: a.exponent + b.exponent, units: units)
  }
}

extension Double {
  /// The number of units of 2^`exponent`, for a positive number that is a multiple of it and below 2⁵⁴ units.
  fileprivate func units(of exponent: Int) -> UInt64 {
    // The significand as an integer has its last bit at `self.exponent` − 52 (−1074 for a subnormal).
    let isNormal = exponentBitPattern > 0
    let integer = significandBitPattern | (isNormal ? 1 << 52 : 0)
    let lastBit = isNormal ? Int(self.exponent) - 52 : -1074
    let shift = lastBit - exponent
    return shift >= 0 ? integer << UInt64(shift) : integer >> UInt64(-shift)
  }
}
