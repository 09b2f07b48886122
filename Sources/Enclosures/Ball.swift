#if Arb
  import CArb
  import Reference

  /// A real number enclosed: it lies within a radius of a midpoint, and that is a proof, because every operation rounds its
  /// radius up. The textbook over balls gives the true value of everything it computes.
  ///
  /// This is the only file that touches Arb.
  ///
  /// - Accuracy: the radius says it. At a precision of p bits an operation on exact numbers has a relative radius of about 2⁻ᵖ.
  /// - Source: F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Transactions on
  ///   Computers 66 (2017).
  struct Ball: Number {
    /// The working precision in bits, as one sets it for a whole computation: `Ball.$precision.withValue(256) { … }`.
    @TaskLocal static var precision = 128

    private let storage: Storage

    private init(_ compute: (UnsafeMutablePointer<arb_struct>) -> Void) {
      storage = Storage()
      compute(storage.pointer)
    }

    /// The double itself. Infinity and NaN enclose nothing.
    init(_ exact: Double) { self.init { arb_set_d($0, exact) } }

    private typealias Unary = (UnsafeMutablePointer<arb_struct>?, UnsafePointer<arb_struct>?, Int) -> Void
    private typealias Binary = (
      UnsafeMutablePointer<arb_struct>?, UnsafePointer<arb_struct>?, UnsafePointer<arb_struct>?, Int
    ) -> Void

    private static func apply(_ f: Unary, _ x: Ball) -> Ball {
      withExtendedLifetime(x.storage) { Ball { f($0, x.storage.pointer, precision) } }
    }

    private static func apply(_ f: Binary, _ x: Ball, _ y: Ball) -> Ball {
      withExtendedLifetime((x.storage, y.storage)) { Ball { f($0, x.storage.pointer, y.storage.pointer, precision) } }
    }

    static func + (x: Ball, y: Ball) -> Ball { apply(arb_add, x, y) }
    static func - (x: Ball, y: Ball) -> Ball { apply(arb_sub, x, y) }
    static func * (x: Ball, y: Ball) -> Ball { apply(arb_mul, x, y) }
    static func / (x: Ball, y: Ball) -> Ball { apply(arb_div, x, y) }
    static prefix func - (x: Ball) -> Ball { apply({ result, x, _ in arb_neg(result, x) }, x) }

    static var pi: Ball { Ball { arb_const_pi($0, precision) } }
    static func sqrt(_ x: Ball) -> Ball { apply(arb_sqrt, x) }
    static func exp(_ x: Ball) -> Ball { apply(arb_exp, x) }
    static func expMinusOne(_ x: Ball) -> Ball { apply(arb_expm1, x) }
    static func log(_ x: Ball) -> Ball { apply(arb_log, x) }
    static func log(onePlus x: Ball) -> Ball { apply(arb_log1p, x) }
    static func tanh(_ x: Ball) -> Ball { apply(arb_tanh, x) }
    static func erf(_ x: Ball) -> Ball { apply(arb_hypgeom_erf, x) }
    static func erfc(_ x: Ball) -> Ball { apply(arb_hypgeom_erfc, x) }

    var signum: Signum {
      withExtendedLifetime(storage) {
        if arb_is_positive(storage.pointer) != 0 { return .positive }
        if arb_is_negative(storage.pointer) != 0 { return .negative }
        return arb_is_zero(storage.pointer) != 0 ? .zero : .undetermined
      }
    }

    var estimate: Double { midpoint }

    /// The smallest ball around both, but for the rounding of its radius.
    static func hull(_ a: Ball, _ b: Ball) -> Ball { apply(arb_union, a, b) }

    /// The double next to the midpoint; infinite where that is beyond the largest double, NaN where there is none.
    var midpoint: Double {
      withExtendedLifetime(storage) { arf_get_d(&storage.pointer.pointee.mid, ARF_RND_NEAR) }
    }

    /// An upper bound on |truth − ``midpoint``|: 0 where the number is that double exactly, infinite where nothing is known.
    var radius: Double { distance(to: midpoint) }

    /// An upper bound on |truth − x|.
    func distance(to x: Double) -> Double {
      guard x.isFinite, withExtendedLifetime(storage, { arb_is_finite(storage.pointer) != 0 }) else { return .infinity }
      let difference = self - Ball(x)
      return withExtendedLifetime(difference.storage) {
        var magnitude = mag_struct()
        var bound = arf_struct()
        mag_init(&magnitude)
        arf_init(&bound)
        defer {
          mag_clear(&magnitude)
          arf_clear(&bound)
        }
        arb_get_mag(&magnitude, difference.storage.pointer)
        arf_set_mag(&bound, &magnitude)
        return arf_get_d(&bound, ARF_RND_UP)
      }
    }

    /// "Arb 2.23.0"
    static var libraryVersion: (name: String, version: String) {
      (String(cString: nnverify_arb_library()), String(cString: nnverify_arb_version()))
    }
  }

  /// Room for one number, given back when nobody holds it any more. It is written once, before anybody else sees it, and only
  /// read from then on: that makes it safe to share.
  private final class Storage: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<arb_struct>

    init() {
      pointer = .allocate(capacity: 1)
      arb_init(pointer)
    }

    deinit {
      arb_clear(pointer)
      pointer.deallocate()
    }
  }
#endif
