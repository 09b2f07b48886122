import Networks
import Testing

@testable import Reference

/// |value − truth| ≤ error, operation by operation, with double-doubles as the truth.
@Suite struct BoundedArithmeticTests {
  /// A number between 2⁻⁴⁰ and 2⁴⁰ in magnitude, of either sign.
  static func number(_ random: inout LCG) -> Double {
    let mantissa = (random.next() + 3) / 2
    return (random.next() < 0 ? -mantissa : mantissa)
      * Double(sign: .plus, exponent: random.below(81) - 40, significand: 1)
  }

  /// An error: none, far below the number, near it, or above it.
  static func error(of x: Double, _ random: inout LCG) -> Double {
    switch random.below(4) {
    case 0: 0
    case 1: abs(x) * Double(sign: .plus, exponent: -20 - random.below(33), significand: 1) * (random.next() + 1)
    case 2: abs(x) * (random.next() + 1) / 2
    default: abs(x) * (random.next() + 2)
    }
  }

  /// Both ends, the middle and a point between.
  static func perturbed(_ x: Double, _ e: Double, _ random: inout LCG) -> [DoubleDouble] {
    [0, e, -e, e * random.next()].map { DoubleDouble(sum: x, $0) }
  }

  static func check(
    _ seed: UInt64, _ bounded: (Bounded, Bounded) -> Bounded, _ exact: (DoubleDouble, DoubleDouble) -> DoubleDouble
  ) -> [String] {
    var random = LCG(seed)
    var failures: [String] = []
    for _ in 0..<5000 {
      let (x, y) = (number(&random), number(&random))
      let (e, f) = (error(of: x, &random), error(of: y, &random))
      let result = bounded(Bounded(x, error: e), Bounded(y, error: f))
      guard result.error < .infinity else { continue }
      for p in perturbed(x, e, &random) {
        for q in perturbed(y, f, &random) where !result.covers(exact(p, q)) {
          failures.append("(\(x) ± \(e), \(y) ± \(f)): \(result.value) ± \(result.error) without \(exact(p, q))")
        }
      }
    }
    return failures
  }

  @Test func sum() { #expect(Self.check(1, { $0 + $1 }, { $0 + $1 }) == []) }
  @Test func difference() { #expect(Self.check(2, { $0 - $1 }, { $0 - $1 }) == []) }
  @Test func product() { #expect(Self.check(3, { $0 * $1 }, { $0 * $1 }) == []) }
  @Test func quotient() { #expect(Self.check(4, { $0 / $1 }, { $0 / $1 }) == []) }

  /// A product of sums over a difference: bounds go through several operations, and the operands are sums themselves.
  @Test func composed() {
    func f<T: Number>(_ x: T, _ y: T) -> T { (x + y) * (x - T(3) * y) / (x * x + y * y + T.one) - x }
    #expect(Self.check(5, f, f) == [])
  }

  /// The bounds of exact operands are a few units of the result, not more.
  @Test func tight() {
    let (x, y) = (Bounded(1.1), Bounded(0.3))
    for result in [x + y, x * y, x / y] {
      #expect(result.error > 0 && result.error <= 4 * 0x1p-52 * abs(result.value))
    }
    // Of x − y the terms count, not the result.
    #expect((x - y).error <= 2 * 0x1p-52 * 1.4)
  }

  /// What is below the smallest normal number may be lost altogether.
  @Test func underflow() {
    let tiny = Bounded(1e-200)
    for result in [tiny * tiny, tiny * Bounded(1e-110), tiny / Bounded(1e200), Bounded.exp(Bounded(-800))] {
      #expect(result.error >= .leastNormalMagnitude && result.error <= 3 * .leastNormalMagnitude)
    }
  }

  @Test func overflow() {
    let huge = Bounded(1e200)
    for result in [huge * huge, huge / Bounded(1e-200), Bounded.exp(Bounded(800)), Bounded(1e308) + Bounded(1e308)] {
      #expect(result.error == .infinity)
    }
  }

  /// A divisor that may be 0, and an argument of log that may be 0, decide nothing.
  @Test func undefined() {
    let near = Bounded(0.5, error: 0.5)
    #expect((Bounded(1) / near).error == .infinity)
    #expect((Bounded(1) / Bounded(0)).error == .infinity)
    #expect((Bounded(0) / Bounded(0)).error == .infinity)
    #expect(Bounded.log(near).error == .infinity && Bounded.log(Bounded(0)).error == .infinity)
    #expect(Bounded.log(onePlus: Bounded(-0.5, error: 0.5)).error == .infinity)
    #expect(Bounded.log(onePlus: Bounded(-1)).error == .infinity)
    // So does what may be far beyond 0.
    #expect((Bounded(1) / Bounded(0.5, error: 0.75)).error == .infinity)
    #expect(Bounded.log(Bounded(0.5, error: 0.75)).error == .infinity)
    #expect(Bounded.log(onePlus: Bounded(-0.5, error: 0.75)).error == .infinity)
    #expect((Bounded(.nan) + Bounded(1)).error == .infinity && (Bounded(.nan) * Bounded(1)).error == .infinity)
    // Nothing is gained back afterwards.
    let lost = Bounded(1) / Bounded(0)
    let results = [
      lost + Bounded(1), Bounded(1) - lost, lost * Bounded(2), lost * Bounded(0), Bounded(0) * lost, lost / Bounded(2),
      lost * lost, lost - lost, -lost, Bounded.exp(lost), Bounded.hull(lost, Bounded(1)), lost * near,
      (lost + Bounded(1)) * Bounded(0),
    ]
    for result in results { #expect(result.error == .infinity) }
  }

  /// An exact zero adds, multiplies and divides without an error; so do the functions that vanish at 0.
  @Test func exactZero() {
    let (zero, x) = (Bounded(0), Bounded(1.1, error: 0.25))
    for result in [zero * x, x * zero, zero / x, zero + zero, -zero] { #expect(result.value == 0 && result.error == 0) }
    for result in [zero + x, x + zero, x - zero] { #expect(result.value == 1.1 && result.error == 0.25) }
    #expect((zero - x).value == -1.1 && (zero - x).error == 0.25)
    let functions: [Function] = [.expMinusOne, .logOnePlus, .tanh, .erf]
    for f in functions { #expect(f(zero).value == 0 && f(zero).error == 0) }
    // A zero that is only a value is no exact zero.
    #expect((Bounded(0, error: 0.5) * x).error >= 0.5 * 1.35)
    #expect((Bounded(0, error: 0.5) + x).error >= 0.75)
  }

  @Test func signum() {
    #expect(Bounded(2, error: 1).signum == .positive && Bounded(-2, error: 1).signum == .negative)
    #expect(Bounded(0).signum == .zero)
    for x in [Bounded(1, error: 1), Bounded(-1, error: 1), Bounded(1, error: 2), Bounded(0, error: 1e-300)] {
      #expect(x.signum == .undetermined)
    }
    #expect((Bounded(0.1) + Bounded(0.2) - Bounded(0.3)).signum == .undetermined)
    #expect((Bounded(1) / Bounded(0)).signum == .undetermined)
    #expect(Bounded(.nan).signum == .undetermined)
  }

  /// Both numbers with their errors, [1, 3] and [−6, −4], and all the way from the one to the other; whichever is named first, and one inside the other.
  @Test func hull() {
    let (a, b) = (Bounded(2, error: 1), Bounded(-5, error: 1))
    for hull in [Bounded.hull(a, b), .hull(b, a)] {
      #expect(hull.covers(3) && hull.covers(-6) && hull.error >= 9 && hull.error <= 9 * (1 + 0x1p-47))
    }
    let inside = Bounded.hull(Bounded(0, error: 9), Bounded(1))
    #expect(inside.covers(9) && inside.covers(-9) && inside.covers(1))
    // relu′ of an unknown sign, and relu itself: 0 and 1, 0 and u.
    let slope = Textbook.gPrime(.relu, u: Bounded(0, error: 0.5), v: .zero)
    #expect(slope.covers(0) && slope.covers(1) && slope.error <= 1 + 0x1p-47)
    let value = Textbook.g(.leakyReLU(alpha: -2), Bounded(0.25, error: 0.5))
    #expect(value.covers(0.75) && value.covers(0.5) && value.covers(0) && value.covers(-0.25))
  }
}
