import Networks

/// R(t) = |φ(t) − φ(0) − t φ′(0)| with the claimed slope, for t halved again and again: it falls like t² where the slope is right,
/// and like t where it is not.
///
/// - Source: the Taylor test of adjoint codes, as in P. E. Farrell et al., Automated derivation of the adjoint of high-level transient
///   finite element programs, SIAM J. Sci. Comput. 35 (2013), §5.
struct TaylorRemainder {
  /// From the largest step on.
  let remainders: [(step: Double, remainder: Double)]
  /// What two values may be off together.
  let noise: Double

  init(slope: Double, value: Double, noise: Double, _ function: (Double) throws -> Double) rethrows {
    self.noise = noise
    var list: [(Double, Double)] = []
    for k in 0..<FunctionTolerances.halvings {
      let t = Line.reach / Double(1 << k)
      let remainder = (try function(t) - value - t * slope).magnitude
      list.append((t, remainder))
      // Below the noise no further halving says anything.
      if !(remainder > noise * FunctionTolerances.aboveNoise) { break }
    }
    remainders = list
  }

  /// Whether nothing but noise is left at the largest step, as of a function that is linear there.
  var isRounding: Bool { remainders.count == 1 && remainders[0].remainder.isFinite }

  /// The median of log₂ R(t)/R(t/2) over the last halvings above the noise; nil where fewer than three are.
  var order: Double? {
    let usable = remainders.prefix { $0.remainder > noise * FunctionTolerances.aboveNoise && $0.remainder < .infinity }
    guard usable.count >= 4 else { return nil }
    let orders = zip(usable, usable.dropFirst()).map { (Self.log2($0.remainder / $1.remainder)) }
    return orders.suffix(3).sorted()[1]
  }

  /// Whether the values contradict that the slope is off by so much: then R(t) would be at least about t times that.
  func contradicts(difference: Double) -> Bool {
    let telling = remainders.filter { $0.step * difference > noise * FunctionTolerances.aboveNoise }
    return telling.last.map { $0.remainder < $0.step * difference / 4 } ?? false
  }

  /// A logarithm good to three digits, the same on every machine.
  private static func log2(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return x == .infinity ? 99 : 0 }
    var (result, m) = (Double(x.exponent), x.significand)
    var bit = 0.5
    for _ in 0..<12 {
      m *= m
      if m >= 2 { (m, result) = (m / 2, result + bit) }
      bit /= 2
    }
    return result
  }
}
