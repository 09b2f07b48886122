#if Arb
  import CArb
  import Networks
  public import Reference

  #if canImport(CArbBeforeFLINT3)
    import CArbBeforeFLINT3
  #endif

  /// A real number enclosed: midpoint ± radius, with a proof that the truth lies between.
  ///
  /// Every operation rounds the midpoint to ``precision`` bits and makes the radius large enough to hold every result that
  /// the enclosed arguments can have. So the textbook over balls computes theorems: the true value of each quantity of
  /// *this* problem, of the doubles as they stand, lies in its ball.
  ///
  /// A double is enclosed exactly, with radius 0, unless it is an infinity or NaN, of which nothing is known. What is undefined
  /// (1/x where x may be 0, the logarithm of what may be negative) has an infinite radius. Exponents are unbounded: nothing
  /// underflows, and nothing overflows.
  ///
  /// Most balls own nothing: midpoints of up to 128 bits and their exponents lie in the `arb_struct` itself, which may then be copied
  /// like any other number. What does not fit has an owner. Nobody writes to a ball's number once it is made, so threads may share it.
  ///
  /// - Source: F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Transactions on
  ///   Computers 66 (2017), 1281–1292.
  @safe
  public struct Ball: Number, @unchecked Sendable {
    public typealias Grids = BallGrids

    /// Where ``owner`` is not nil its limbs belong to that.
    private let number: arb_struct
    private let owner: Owner?

    /// How many bits a midpoint is rounded to, wherever something must be rounded.
    @TaskLocal public static var precision = Enclosures.firstPrecision

    /// Runs `body` with midpoints of this many bits.
    ///
    /// - Precondition: at least 2.
    public static func withPrecision<Result>(_ bits: Int, _ body: () throws -> Result) rethrows -> Result {
      precondition(bits >= 2, "a midpoint of \(bits) bits")
      return try $precision.withValue(bits, operation: body)
    }

    /// The number that `write` makes of a ball that starts as exactly 0.
    @inline(__always)
    private init(_ write: (UnsafeMutablePointer<arb_struct>) -> Void) {
      var number = unsafe arb_struct()
      unsafe arb_init(&number)
      unsafe write(&number)
      owner = unsafe nnverify_arb_owns_memory(&number) != 0 ? Owner(of: number) : nil
      unsafe self.number = number
    }

    /// Exactly this double, or nothing known if it is none of the reals.
    public init(_ exact: Double) {
      unsafe self.init { unsafe exact.isFinite ? arb_set_d($0, exact) : arb_indeterminate($0) }
    }
  }

  /// Frees the limbs of a ball, and of all that were copied of it, when none is left.
  @safe
  private final class Owner {
    private var number: arb_struct

    init(of number: arb_struct) { unsafe self.number = number }

    deinit { unsafe arb_clear(&number) }
  }

  // MARK: - Arithmetic

  extension Ball {
    /// The number that an Arb function of one argument makes of x.
    @inline(__always)
    private static func apply(
      _ x: Ball, _ function: (UnsafeMutablePointer<arb_struct>?, UnsafePointer<arb_struct>?, Int) -> Void
    ) -> Ball {
      unsafe x.ask { x in unsafe Ball { unsafe function($0, x, precision) } }
    }

    /// The number that an Arb function of two arguments makes of x and y.
    @inline(__always)
    private static func apply(
      _ x: Ball, _ y: Ball,
      _ function: (
        UnsafeMutablePointer<arb_struct>?, UnsafePointer<arb_struct>?, UnsafePointer<arb_struct>?, Int
      ) -> Void
    ) -> Ball {
      unsafe x.ask { x in unsafe y.ask { y in unsafe Ball { unsafe function($0, x, y, precision) } } }
    }

    /// What a C function tells of the ball.
    @inline(__always)
    private func ask<Answer>(_ question: (UnsafePointer<arb_struct>) -> Answer) -> Answer {
      withExtendedLifetime(owner) { unsafe withUnsafePointer(to: number, question) }
    }

    private var isZero: Bool { unsafe ask { unsafe arb_is_zero($0) != 0 } }
    public var isExactZero: Bool { isZero }
    public var isAnnihilated: Bool { isFinite }

    public static func + (x: Ball, y: Ball) -> Ball {
      if x.isZero { return y }
      if y.isZero { return x }
      return unsafe apply(x, y, arb_add)
    }
    public static func - (x: Ball, y: Ball) -> Ball { unsafe y.isZero ? x : apply(x, y, arb_sub) }
    public static func * (x: Ball, y: Ball) -> Ball {
      // An exact zero annihilates everything of which anything is known.
      if x.isZero && y.isFinite || y.isZero && x.isFinite { return Ball(0) }
      return unsafe apply(x, y, arb_mul)
    }
    public static func / (x: Ball, y: Ball) -> Ball { unsafe apply(x, y, arb_div) }
    public static prefix func - (x: Ball) -> Ball { unsafe apply(x) { x, y, _ in unsafe arb_neg(x, y) } }

    /// Row j, column n: startⱼ + Σᵣ xⱼᵣ yᵣₙ, each number rounded once. It is exact where the bits of one midpoint hold all its terms.
    ///
    /// - Precondition: as many columns of x as rows of y, and as many starts as rows of x or none, for sums that begin with 0.
    /// - Source: F. Johansson, Faster arbitrary-precision dot product and matrix multiplication, ARITH 2019.
    static func sums(_ x: GridView<Ball>, _ y: GridView<Ball>, from start: [Ball]) -> Grid<Ball> {
      let beginsWithZero = start.isEmpty
      precondition(x.columns == y.rows, "\(x.columns) factors of \(y.rows) rows")
      precondition(beginsWithZero || start.count == x.rows, "\(start.count) starts of \(x.rows) sums")
      let (precision, terms) = (precision, x.columns)
      return withExtendedLifetime((start, x, y)) {
        // Side by side, as Arb wants them. The copies are only read, and only while the balls live.
        let (left, right) = unsafe (x.elements.map(\.number), y.elements.map(\.number))
        return unsafe left.withUnsafeBufferPointer { left in
          unsafe right.withUnsafeBufferPointer { right in
            Grid(rows: x.rows, columns: y.columns) { j, n in
              let start = beginsWithZero ? Ball(0) : start[j]
              guard terms > 0, let left = left.baseAddress, let right = right.baseAddress else { return start }
              return unsafe start.ask { start in
                unsafe Ball {
                  unsafe arb_dot(
                    $0, start, 0, left + j * x.rowStep, x.columnStep, right + n * y.columnStep, y.rowStep, terms,
                    precision)
                }
              }
            }
          }
        }
      }
    }

    public static var pi: Ball { unsafe Ball { unsafe arb_const_pi($0, precision) } }
    public static func sqrt(_ x: Ball) -> Ball { unsafe apply(x, arb_sqrt) }
    public static func exp(_ x: Ball) -> Ball { unsafe apply(x, arb_exp) }
    public static func expMinusOne(_ x: Ball) -> Ball { unsafe apply(x, arb_expm1) }
    public static func log(_ x: Ball) -> Ball { unsafe apply(x, arb_log) }
    public static func log(onePlus x: Ball) -> Ball { unsafe apply(x, arb_log1p) }
    public static func tanh(_ x: Ball) -> Ball { unsafe apply(x, arb_tanh) }
    public static func erf(_ x: Ball) -> Ball { unsafe apply(x, arb_hypgeom_erf) }
    public static func erfc(_ x: Ball) -> Ball { unsafe apply(x, arb_hypgeom_erfc) }

    /// A ball around both.
    public static func hull(_ a: Ball, _ b: Ball) -> Ball { unsafe apply(a, b, arb_union) }
  }

  // MARK: - What is known of the truth

  extension Ball {
    /// The sign of the truth, or undetermined where the ball holds numbers of more than one.
    public var signum: Signum {
      if isZero { return .zero }
      if unsafe ask({ unsafe arb_is_positive($0) }) != 0 { return .positive }
      return unsafe ask({ unsafe arb_is_negative($0) }) != 0 ? .negative : .undetermined
    }

    /// Whether anything is known: the radius is finite.
    public var isFinite: Bool { unsafe ask { unsafe arb_is_finite($0) != 0 } }

    public var estimate: Double { midpoint }

    /// The double nearest to the middle of the ball; an infinity if it lies beyond the doubles, NaN if nothing is known.
    public var midpoint: Double { unsafe ask { unsafe nnverify_arb_midpoint($0) } }

    /// A bound on |truth − ``midpoint``|, proven: 0 for a ball that is exactly a double, infinite if nothing is known or the
    /// midpoint lies beyond the doubles.
    public var radius: Double { known.radius }

    /// ``midpoint`` and ``radius``.
    var known: (midpoint: Double, radius: Double) {
      unsafe ask { ball in
        let midpoint = unsafe nnverify_arb_midpoint(ball)
        return unsafe (midpoint, nnverify_arb_distance(ball, midpoint, 1))
      }
    }

    /// The radius of the ball itself over the magnitude of its midpoint: what 2^−(bits known) is. 0 for an exact number; 1 at most.
    public var relativeRadius: Double {
      if isZero { return 0 }
      let bits = unsafe ask { unsafe arb_rel_accuracy_bits($0) }
      return bits >= 1 << 20 ? 0 : Double(sign: .plus, exponent: -max(Int(bits), 0), significand: 1)
    }

    /// The double nearest to the truth, ties to even; nil where the ball is too wide to tell. Infinite where the truth lies
    /// beyond the doubles.
    public var nearestDouble: Double? {
      var nearest = Double.nan
      let isDetermined = unsafe ask { unsafe nnverify_arb_round($0, Self.precision, &nearest) } != 0
      return isDetermined ? nearest : nil
    }

    /// Whether the truth may be x. No infinity is, and neither is NaN.
    public func contains(_ x: Double) -> Bool { unsafe ask { unsafe nnverify_arb_contains($0, x) != 0 } }

    /// Whether both can be one number. Two enclosures of the same truth overlap.
    public func overlaps(_ other: Ball) -> Bool {
      unsafe ask { x in unsafe other.ask { y in unsafe arb_overlaps(x, y) != 0 } }
    }

    /// Proven bounds on |truth − x|, rounded outwards. Infinities and NaN are infinitely far from every number.
    public func distance(to x: Double) -> (lower: Double, upper: Double) {
      unsafe ask { unsafe (nnverify_arb_distance($0, x, 0), nnverify_arb_distance($0, x, 1)) }
    }

    /// "Arb 2.23.0" or, where Arb is a part of it, "FLINT 3.1.2": what is bound at run time.
    static var libraryVersion: String {
      unsafe "\(String(cString: nnverify_arb_library())) \(String(cString: nnverify_arb_version()))"
    }
  }

  extension Ball: CustomStringConvertible {
    /// "0.1 ± 2.3e-40"
    public var description: String { "\(midpoint) ± \(radius)" }
  }
#endif
