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
  /// - Source: F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Transactions on
  ///   Computers 66 (2017), 1281–1292.
  ///
  /// A ball may be shared between threads, because nobody writes to a storage that is shared: only `+=` writes, and only to
  /// one that it holds alone.
  @safe
  public struct Ball: Number, @unchecked Sendable {
    public typealias NumberRows = BallRows

    private var storage: Storage

    /// How many bits a midpoint is rounded to, wherever something must be rounded.
    @TaskLocal public static var precision = Enclosures.firstPrecision

    /// Runs `body` with midpoints of this many bits.
    ///
    /// - Precondition: at least 2.
    public static func withPrecision<Result>(_ bits: Int, _ body: () throws -> Result) rethrows -> Result {
      precondition(bits >= 2, "a midpoint of \(bits) bits")
      return try $precision.withValue(bits, operation: body)
    }

    private init(_ storage: Storage) { self.storage = storage }

    public init(_ exact: Double) {
      switch exact {
      case 0: self = Self.sharedZero
      case 1: self = Self.sharedOne
      default: self.init(Storage.holding(exact))
      }
    }

    /// The commonest constants, allocated once.
    private static let sharedZero = Ball(Storage.holding(0))
    private static let sharedOne = Ball(Storage.holding(1))
  }

  /// An `arb_struct` and its owner, in one allocation.
  ///
  @safe
  private final class Storage: ManagedBuffer<Void, arb_struct> {
    /// A ball that starts as exactly 0 and that `write` sets.
    @inline(__always)
    static func make(_ write: (UnsafeMutablePointer<arb_struct>) -> Void) -> Storage {
      let buffer = unsafe Storage.create(minimumCapacity: 1) { _ in }
      let storage = unsafe unsafeDowncast(buffer, to: Storage.self)
      unsafe arb_init(storage.pointer)
      unsafe write(storage.pointer)
      return storage
    }

    /// Exactly this double, or nothing known if it is none of the reals.
    static func holding(_ exact: Double) -> Storage {
      unsafe make { unsafe exact.isFinite ? arb_set_d($0, exact) : arb_indeterminate($0) }
    }

    /// Valid as long as the storage lives.
    @inline(__always)
    var pointer: UnsafeMutablePointer<arb_struct> { unsafe withUnsafeMutablePointerToElements { unsafe $0 } }

    deinit { unsafe arb_clear(pointer) }
  }

  // MARK: - Arithmetic

  extension Ball {
    /// The number that an Arb function of one argument makes of x.
    @inline(__always)
    private static func apply(
      _ x: Ball, _ function: (UnsafeMutablePointer<arb_struct>?, UnsafePointer<arb_struct>?, Int) -> Void
    ) -> Ball {
      withExtendedLifetime(x) { unsafe Ball(Storage.make { unsafe function($0, x.storage.pointer, precision) }) }
    }

    /// The number that an Arb function of two arguments makes of x and y.
    @inline(__always)
    private static func apply(
      _ x: Ball, _ y: Ball,
      _ function: (
        UnsafeMutablePointer<arb_struct>?, UnsafePointer<arb_struct>?, UnsafePointer<arb_struct>?, Int
      ) -> Void
    ) -> Ball {
      withExtendedLifetime((x, y)) {
        unsafe Ball(Storage.make { unsafe function($0, x.storage.pointer, y.storage.pointer, precision) })
      }
    }

    /// What a C function tells of the ball.
    @inline(__always)
    private func ask<Answer>(_ question: (UnsafePointer<arb_struct>) -> Answer) -> Answer {
      withExtendedLifetime(self) { unsafe question(storage.pointer) }
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
      if x.isZero && y.isFinite || y.isZero && x.isFinite { return sharedZero }
      return unsafe apply(x, y, arb_mul)
    }
    public static func / (x: Ball, y: Ball) -> Ball { unsafe apply(x, y, arb_div) }
    public static prefix func - (x: Ball) -> Ball {
      withExtendedLifetime(x) { unsafe Ball(Storage.make { unsafe arb_neg($0, x.storage.pointer) }) }
    }

    /// Adds in place where nobody else holds the left side, which saves an allocation per term of a sum.
    public static func += (left: inout Ball, right: Ball) {
      guard !left.isZero, isKnownUniquelyReferenced(&left.storage) else {
        left = left + right
        return
      }
      withExtendedLifetime((left, right)) {
        unsafe arb_add(left.storage.pointer, left.storage.pointer, right.storage.pointer, precision)
      }
    }

    /// Row j, column n: startⱼ + Σᵣ xⱼᵣ yᵣₙ, the number that `*` and `+=` give, without an allocation or a count of references for each
    /// of its terms.
    ///
    /// - Precondition: as many columns of x as rows of y, and as many starts as rows of x.
    static func sums(from start: [Ball], _ x: Grid<Ball>, _ y: Grid<Ball>) -> Grid<Ball> {
      precondition(x.columns == y.rows && start.count == x.rows, "\(x.shape) by \(y.shape) from \(start.count)")
      let (precision, product) = (precision, Storage.holding(0))
      return withExtendedLifetime((start, x, y, product)) {
        let (left, right) = unsafe (x.elements.map(Term.init), y.elements.map(Term.init))
        return Grid(rows: x.rows, columns: y.columns) { j, n in
          let sum = unsafe Storage.make { unsafe arb_set($0, start[j].storage.pointer) }
          unsafe withExtendedLifetime(sum) {
            let (sum, product) = unsafe (sum.pointer, product.pointer)
            for r in 0..<x.columns {
              let (x, y) = unsafe (left[j * x.columns + r], right[r * y.columns + n])
              // As in `*` and `+`: an exact zero annihilates and adds nothing.
              if unsafe x.isZero && y.isFinite || y.isZero && x.isFinite { continue }
              unsafe arb_mul(product, x.number, y.number, precision)
              if unsafe arb_is_zero(sum) != 0 {
                unsafe arb_swap(sum, product)
              } else {
                unsafe arb_add(sum, sum, product, precision)
              }
            }
          }
          return Ball(sum)
        }
      }
    }

    /// A ball where it lies, for as long as somebody holds it.
    @unsafe
    private struct Term {
      let number: UnsafePointer<arb_struct>
      let isZero: Bool
      let isFinite: Bool

      init(_ ball: Ball) {
        unsafe number = UnsafePointer(ball.storage.pointer)
        (isZero, isFinite) = (ball.isZero, ball.isFinite)
      }
    }

    public static var pi: Ball { unsafe Ball(Storage.make { unsafe arb_const_pi($0, precision) }) }
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
    public var radius: Double { distance(to: midpoint).upper }

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
