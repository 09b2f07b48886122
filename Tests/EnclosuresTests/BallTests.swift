#if Arb
  import Reference
  import Testing

  @testable import Enclosures

  @Suite struct BallTests {
    /// 0.1 + 0.2 of the doubles needs 54 bits: rounding to a double takes it up by half a unit, 2⁻⁵⁵.
    @Test func sumsAreExact() {
      let sum = Ball(0.1) + Ball(0.2)
      #expect((sum - Ball(0.1) - Ball(0.2)).signum == .zero)
      #expect(sum.midpoint == 0.1 + 0.2 && !sum.contains(0.1 + 0.2))
      #expect(sum.radius >= 0x1p-55 && sum.radius <= 0x1p-55 * (1 + 0x1p-25))
      #expect((sum - Ball(0.1 + 0.2) + Ball(0x1p-55)).signum == .zero)
      #expect((Ball(0.1) * Ball(3) - Ball(0.1) - Ball(0.1) - Ball(0.1)).signum == .zero)
    }

    @Test(arguments: [0.1, -3, 0, 1, 1e-160, .leastNonzeroMagnitude, -1.7976931348623157e308])
    func doublesAreExact(_ x: Double) {
      let ball = Ball(x)
      #expect(ball.midpoint == x && ball.radius == 0 && ball.contains(x) && ball.isFinite)
      #expect(!ball.contains(x.nextUp) && !ball.contains(x.nextDown))
      #expect((-ball).midpoint == -x && (-ball).radius == 0)
    }

    /// 1/3 is no double at any precision: the radius is that of the nearest double, a third of 2⁻⁵⁴, rounded up.
    @Test(arguments: [64, 128, 1024])
    func quotient(_ bits: Int) {
      let third = Ball.withPrecision(bits) { Ball(1) / Ball(3) }
      #expect(third.midpoint == 1.0 / 3)
      #expect(third.radius >= 0x1p-54 / 3 && third.radius <= 0x1p-54 / 3 * (1 + 0x1p-9))
      #expect(Ball.withPrecision(2000) { third * Ball(3) }.contains(1))
    }

    @Test func compoundAssignment() {
      var sum = Ball(0)
      for _ in 0..<10 { sum += Ball(0.1) }
      let copy = sum
      sum += sum
      #expect((sum - copy - copy).signum == .zero, "a copy does not move with its original")
      var x = Ball(1)
      x += Ball(2)
      #expect(x.midpoint == 3 && Ball(1).midpoint == 1, "constants stay what they are")
      var zero = Ball(0)
      zero += x
      x += Ball(1)
      #expect(zero.midpoint == 3 && x.midpoint == 4 && Ball(0).signum == .zero)
    }

    /// The precision belongs to the operation, and to the task that computes it.
    @Test func precision() async {
      #expect(Ball.precision == 128)
      let width = await Ball.$precision.withValue(20) {
        await Task { Ball(1) / Ball(3) }.value.radius
      }
      #expect(width > 0x1p-24 && width < 0x1p-18 && Ball.precision == 128)
    }

    @Test func signum() {
      #expect(Ball(2).signum == .positive && Ball(-2).signum == .negative)
      #expect(Ball(0).signum == .zero && Ball(-0.0).signum == .zero && (Ball(0.1) - Ball(0.1)).signum == .zero)
      let third = Ball(1) / Ball(3)
      #expect(third.signum == .positive && (-third).signum == .negative)
      #expect((third - third).signum == .undetermined)
      #expect((third - Ball(1.0 / 3)).signum == .positive, "1/3 lies above the double")
      #expect(Ball.hull(Ball(0), Ball(1)).signum == .undetermined, "0 or more is not more")
    }

    @Test func hull() {
      for hull in [Ball.hull(Ball(-6), Ball(3)), .hull(Ball(3), Ball(-6))] {
        for x in [-6, -1.5, 0, 3] { #expect(hull.contains(x)) }
        #expect(!hull.contains(3.001) && !hull.contains(-6.001) && hull.midpoint.isFinite && hull.radius <= 4.6)
      }
      let slope = Textbook.gPrime(.relu, u: Ball.hull(Ball(-1), Ball(1)), v: .zero)
      #expect(slope.contains(0) && slope.contains(1) && slope.radius <= 0.5001)
    }

    /// Nothing is known of what is undefined, and nothing is gained back afterwards.
    @Test func undefined() {
      let lost = Ball(1) / Ball(0)
      let third = Ball(1) / Ball(3)
      let results = [
        lost, Ball(.nan), Ball(.infinity), Ball(-.infinity), Ball(0) / Ball(0), Ball(1) / (third - third),
        Ball.log(Ball(0)), Ball.log(Ball(-1)), Ball.log(onePlus: Ball(-1)), Ball.sqrt(Ball(-1)), lost + Ball(1),
        lost - lost, lost * Ball(0), Ball(0) * lost, -lost, Ball(0) + lost, lost / Ball(2), Ball.hull(lost, Ball(1)),
        Ball.exp(Ball(.nan)), Ball.sqrt(Ball(.infinity)),
      ]
      for (i, x) in results.enumerated() {
        #expect(!x.isFinite && x.radius == .infinity && x.signum == .undetermined, "\(i): \(x)")
        #expect(x.contains(0) && x.contains(-1e300) && x.distance(to: 1) == (0, .infinity), "\(i): \(x)")
      }
      // What is bounded whatever its argument may come back: it holds all that it may be.
      let bounded = Ball.tanh(lost)
      #expect(bounded.contains(0.5) && bounded.contains(-0.5))
    }

    /// Exponents beyond the doubles, and far beyond, are nothing special until a double is asked for.
    @Test func extremes() {
      let huge = Ball(1e300) * Ball(1e300)
      #expect(huge.midpoint == .infinity && huge.radius == .infinity && huge.isFinite && huge.signum == .positive)
      #expect((-huge).midpoint == -.infinity && !huge.contains(.greatestFiniteMagnitude) && !huge.contains(.infinity))
      #expect((huge / Ball(1e300) - Ball(1e300)).distance(to: 0).upper <= 1e265)
      #expect(huge.distance(to: 0) == (.greatestFiniteMagnitude, .infinity))
      let tiny = Ball(1e-160) * Ball(1e-160)
      #expect(
        tiny.midpoint == 1e-160 * 1e-160 && tiny.radius <= .leastNonzeroMagnitude && tiny.radius > 0
          && tiny.signum == .positive)
      let tinier = Ball.exp(Ball(-1e6))
      #expect(
        tinier.midpoint == 0 && tinier.radius == .leastNonzeroMagnitude && tinier.signum == .positive
          && !tinier.contains(0))
      #expect(tinier.distance(to: 0) == (0, .leastNonzeroMagnitude) && tinier.distance(to: 1).lower > 0.999)
      #expect((Ball(1) - Ball.tanh(Ball(800))).contains(0))
      for x in [1e10, 1e20, 1e300, .greatestFiniteMagnitude] {
        let power = Ball.exp(Ball(x))
        #expect(power.midpoint.isNaN || power.midpoint == .infinity || power.radius == .infinity)
        #expect(power.distance(to: 1).upper == .infinity)
        let root = Ball.exp(Ball(-x))
        #expect(
          root.midpoint == 0 && root.radius <= .leastNonzeroMagnitude && root.distance(to: 1).upper >= 1, "\(root)")
        for f in [Ball.tanh, Ball.erf] {
          #expect(f(Ball(x)).contains(1) || (f(Ball(x)).midpoint == 1 && f(Ball(x)).radius <= 0x1p-53))
        }
        #expect(Ball.erfc(Ball(x)).distance(to: 0).upper <= .leastNonzeroMagnitude)
        #expect((Ball.log(Ball(x)) - Ball(Double.log(x))).distance(to: 0).upper <= 1e-10)
      }
    }

    /// distance(to:) is proven from both sides: |1/3 − x| in thirds is exact to see.
    @Test(arguments: [0.0, 1, -1, 0.25, 1.0 / 3, 1e-300, 1e300])
    func distance(_ x: Double) {
      let third = Ball(1) / Ball(3)
      let (lower, upper) = third.distance(to: x)
      // 3 |1/3 − x| = |1 − 3x|, exactly in 128 bits but for 1e±300, where it is rounded far below what is looked at.
      let truth = Ball.withPrecision(4096) { Ball(1) - Ball(3) * Ball(x) }
      let magnitude = truth.signum == .negative ? -truth : truth
      let (low, high) = Ball.withPrecision(4096) {
        (magnitude - Ball(3) * Ball(lower), Ball(3) * Ball(upper) - magnitude)
      }
      #expect(low.signum != .negative && low.signum != .undetermined)
      #expect(high.signum != .negative && high.signum != .undetermined)
      #expect(upper - lower <= upper * 0x1p-25)
    }

    @Test func distanceToNoNumber() {
      for x in [Double.nan, .infinity, -.infinity] {
        #expect(Ball(1).distance(to: x) == (.infinity, .infinity) && !Ball(1).contains(x))
        #expect(Ball(.nan).distance(to: x) == (0, .infinity) && !Ball(.nan).contains(x))
      }
      let (lower, upper) = Ball.hull(Ball(1), Ball(3)).distance(to: 2)
      #expect(lower == 0 && upper >= 1 && upper <= 1.001)
    }
  }
#endif
