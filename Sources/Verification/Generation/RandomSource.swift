/// The generator that spreads a seed over the state of a larger one.
///
/// - Source: G. L. Steele Jr., D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014;
///   constants of S. Vigna's public-domain `splitmix64.c`.
public struct SplitMix64: Hashable, Sendable {
  private var state: UInt64

  public init(state: UInt64) { self.state = state }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// A stream of random numbers that is the same on every platform: integers, + − × ÷ and √ only.
///
/// The standard library's distributions and the C library's functions may change between versions and machines, so
/// none is used.
///
/// - Source: xoshiro256++ 1.0, D. Blackman, S. Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47
///   (2021), seeded as its authors advise, by SplitMix64.
public struct RandomSource: Hashable, Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// A stream from the four words of its state.
  /// - Precondition: not all are zero.
  public init(state a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64) {
    precondition(a | b | c | d != 0, "xoshiro256++ never leaves the all-zero state")
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  /// A stream of its own for every (version, seed, index).
  ///
  /// Each step is a bijection of the number that it takes in, so two indices of one seed never share a stream.
  public init(version: Int, seed: UInt64, index: Int) {
    var mixer = SplitMix64(state: UInt64(bitPattern: Int64(version)))
    mixer = SplitMix64(state: mixer.next() ^ seed)
    mixer = SplitMix64(state: mixer.next() ^ UInt64(bitPattern: Int64(index)))
    // SplitMix64 gives each word once in its period, so four in a row are never all zero.
    self.init(state: mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let sum = a &+ d
    let word = (sum << 23 | sum >> 41) &+ a
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = d << 45 | d >> 19
    return word
  }
}

extension RandomSource {
  /// A multiple of 2⁻⁵³ in [0, 1), all equally likely.
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// An integer in 0 ..< `bound`, all equally likely.
  /// - Precondition: `bound` > 0.
  /// - Source: D. Lemire, Fast random integer generation in an interval, ACM TOMACS 29 (2019).
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "no integer is below \(bound) and not negative")
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      // 2⁶⁴ mod bound: the words that would make some integers likelier than others.
      let surplus = (0 &- bound) % bound
      while product.low < surplus { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// An integer of the range, all equally likely. Meant for ranges far smaller than Int.
  public mutating func integer(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + integer(below: range.upperBound - range.lowerBound + 1)
  }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool { uniform() < probability }

  /// One item, all equally likely.
  /// - Precondition: there is one.
  public mutating func pick<Item>(_ items: [Item]) -> Item { items[integer(below: items.count)] }

  /// One item, each as likely as its weight says.
  /// - Precondition: the weights are not negative, and their sum is positive.
  public mutating func pick<Item>(weighted items: [(weight: Int, item: Item)]) -> Item {
    var ticket = integer(below: items.reduce(0) { $0 + $1.weight })
    for (weight, item) in items {
      if ticket < weight { return item }
      ticket -= weight
    }
    preconditionFailure("the ticket is below the sum of the weights")
  }

  /// A bell-shaped number: mean 0, variance 1, never beyond ±2√3.
  ///
  /// The sum of four uniform numbers has mean 2 and variance 1/3.
  public mutating func bell() -> Double {
    let sum = uniform() + uniform() + uniform() + uniform()
    return (sum - 2) * Self.squareRootOf3
  }

  private static let squareRootOf3 = (3.0).squareRoot()

  /// k / 2^`shift` with an integer |k| ≤ `units`, all equally likely.
  public mutating func dyadic(units: Int, shift: Int) -> Double {
    Double(integer(in: -units...units)) * powerOfTwo(-shift)
  }

  /// +1 or −1.
  public mutating func sign() -> Double { next() >> 63 == 0 ? 1 : -1 }
}

/// 2^`exponent`, exactly.
/// - Precondition: −1022 ≤ `exponent` ≤ 1023.
func powerOfTwo(_ exponent: Int) -> Double {
  precondition((-1022...1023).contains(exponent), "2^\(exponent) is no normal number")
  return Double(sign: .plus, exponent: exponent, significand: 1)
}
