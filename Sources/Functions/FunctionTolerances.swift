import Networks
import Verification

/// What was chosen for functions of which nothing is known. No rounding bound can be derived for them: their noise is measured, and
/// what a numeric derivative claims of itself is taken with the factors of `Tolerances`.
public enum FunctionTolerances {
  /// A value is taken to be off by up to this many standard deviations of the measured noise: 8 samples know it to a factor of two.
  static let deviations = 16.0

  /// And by at least this many units in its last place.
  static let lastPlaces = 4.0

  /// The rounding of a gradient, in units of u on the scale of its largest entry: a sum of a thousand terms.
  static let gradientRounding = 0x1p10

  /// An entry below the largest of its tensor is decided on this share of that largest entry. Values in binary32 tell no more
  /// than that an entry is a thousandth smaller.
  static func cancellation(_ precision: Precision) -> Double {
    switch precision {
    case .binary64: 0x1p-10
    case .binary32: 0x1p-2
    }
  }

  /// Where the two one-sided derivatives differ by this much more than they are allowed, the point is a kink.
  static let kink = 4.0

  /// Halvings of the step of a Taylor remainder, from `Line.reach` on.
  static let halvings = 16

  /// A remainder is looked at while it is this many times the noise.
  static let aboveNoise = 16.0

  /// An order of the Taylor remainder from here on is that of a right gradient, which is 2; that of a wrong one is 1.
  static let rightOrder = 1.5
}
