extension Double {
  /// The numbers that are simplest to calculate with, simplest first.
  private static let simplest: [Double] = [0, 1, -1, 0.5, -0.5, 2, -2]

  /// How hard the number is to calculate with: 0, 1, −1, ½, −½, 2, −2, then small integers, then everything else by the
  /// number of its significant bits and, among equals, by how far its exponent is from 0.
  var complexity: Int {
    guard isFinite else { return 1 << 20 }
    // −0 is a curiosity, and 0 is not.
    if self == 0 && sign == .minus { return 9 }
    if let place = Self.simplest.firstIndex(of: self) { return place }
    if magnitude <= 16 && self == rounded() { return 2 * Int(magnitude) + 4 + (sign == .minus ? 1 : 0) }
    return 64 + 4096 * significandWidth + 2 * Int(exponent.magnitude) + (sign == .minus ? 1 : 0)
  }

  /// The nearest number with this many significant bits; nil where there is none.
  ///
  /// - Parameter bits: at least 1.
  func rounded(toBits bits: Int) -> Double? {
    guard isFinite, self != 0 else { return nil }
    // One unit of the last bit that is kept; below the smallest number nothing is left to drop.
    let unit = Double(sign: .plus, exponent: exponent - (bits - 1), significand: 1)
    guard unit > 0 else { return nil }
    // The quotient has few digits, so that only the rounding rounds; the product may overflow.
    let nearest = (self / unit).rounded() * unit
    return nearest.isFinite ? nearest : nil
  }

  /// What to put in its place, most drastic first. None of it is harder to calculate with.
  var simpler: [Double] {
    let own = complexity
    return (Self.simplest + Simplification.all.compactMap { $0.applied(to: self) }).filter { $0.complexity < own }
  }
}

/// A way to make every number of a tensor simpler at once.
enum Simplification: Hashable {
  case all(Double)
  /// The sign of the number, times this; zeros stay.
  case signed(Double)
  case integer
  case bits(Int)

  /// What keeps something of the numbers, most drastic first.
  static let all: [Simplification] =
    [.signed(1), .signed(0.5), .integer] + [1, 2, 3, 4, 8, 16, 24].map(Simplification.bits)

  /// For a whole tensor, most drastic first.
  static let tensor: [Simplification] = [.all(0), .all(1), .all(0.5)] + all

  /// The number made simpler, or nil where this does not make it so.
  func applied(to number: Double) -> Double? {
    guard number.isFinite else { return 1 }
    switch self {
    case .all(let value): return value
    case .signed(let value): return number == 0 ? nil : number > 0 ? value : -value
    case .integer: return number.magnitude <= 16 ? number.rounded() + 0 : nil
    case .bits(let count): return number.rounded(toBits: count)
    }
  }
}
