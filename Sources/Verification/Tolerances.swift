/// Every number that was chosen rather than derived, each with its reason. Nothing else in the project decides by a constant.
///
/// What an implementation is allowed is *not* chosen: it is the rounding bound of its own formula on the problem at hand
/// (`Bounded`). These constants say when such an allowance is worth anything, and how far a numeric derivative is trusted.
public enum Tolerances {
  /// An entry counts as decided when its allowance is at most this share of its magnitude. 2⁻¹⁰: an error of a
  /// thousandth, the coarsest that any other checker's default lets through, must still be seen.
  public static let worthDeciding = 0x1p-10

  /// An entry far below the largest of its tensor is decided on the scale of this share of that largest entry: its
  /// own digits are the remainder of a cancellation. 2⁻²⁰ keeps a relative error of 1e-9 of the tensor decided.
  public static let cancellation = 0x1p-20

  /// Allowances this small are rounding of subnormal numbers and decide anything: 2⁻⁹⁰⁰.
  public static let negligible = 0x1p-900

  /// GSL's `abserr` is an estimate. On smooth networks the true error stayed below 0.4 of it; a factor of 8 covers its
  /// scatter over millions of entries. What exceeds it is a suspicion that proven derivatives decide, not a failure.
  public static let derivativeEstimate = 8.0

  /// A difference quotient divides the rounding error of two costs by the step: 4 covers the weights of the 5-point rule.
  public static let differenceRounding = 4.0

  /// How far a difference quotient moves the network: the largest change of any pre-activation. Between 1e-1 and 1e-4
  /// GSL's rule is accurate to 1e-11 on smooth networks; the low end crosses fewer kinks.
  public static let movement = 0x1p-5

  /// The first step of a difference quotient moves the network by this much times the cube root of the rounding of the
  /// cost: there the truncation of the 3-point rule, by which GSL judges itself, is about as large as its rounding. 8 is
  /// measured: GSL is mostly content with one round of evaluations.
  public static let balancedMovement = 8.0

  /// GSL takes a function to be exact to 2⁻⁵² of its value and chooses its second step by that. A difference of two costs is
  /// small and its rounding is not, so GSL would go on to steps a thousand times too small. This much of the rounding is
  /// added to the cost as a constant: 2⁴⁹ makes GSL's own estimate of it 2⁻³ · 6/h times the rounding, which
  /// `derivativeEstimate` brings back to 6/h.
  public static let ground = 0x1p49

  /// Between attempts the step shrinks by this factor: each attempt crosses fewer kinks and has less truncation, and
  /// more rounding.
  public static let stepShrinkage = 0x1p-5

  /// Over seven halvings a remainder of second order, divided by the step, falls by 128, one of first order not at all.
  /// 8 stands well between.
  public static let remainderFall = 8.0

  /// The remainder decides where rounding is below this share of ‖g‖², what the first order itself amounts to.
  public static let remainderNoise = 0x1p-4

  /// An enclosure is narrow enough where its radius is at most this share of the bound that it is compared with: 2⁻⁶ more
  /// than the bound is allowed then, less than the bound itself is generous by.
  public static let enclosureShare = 0x1p-6

  /// Or where it knows the number to this share of it, 2⁻⁵⁰: the last digits of a double.
  public static let enclosureDigits = 0x1p-50

  /// While a failure shrinks, its error must stay this many times what is allowed (or what it was, where it was less): a real
  /// bug must not end as a case of rounding, which some correct program might share. No rounding bound is short by that much.
  public static let shrunkMargin = 10.0

  /// A run that decided less than this share of the entries of a requested regime has not done its work.
  public static let minimumDecided = 0.9

  /// What the bounds of a formula and the rounding of a comparison allow together. Where the formula decides nothing, the
  /// answer may be NaN and the rounding with it; the allowance is infinite then, not NaN.
  public static func allowance(bound: Double, rounding: Double) -> Double {
    bound < .infinity ? bound + rounding : .infinity
  }

  /// Whether an allowance is small enough, on this scale, for a verdict to mean something.
  public static func decides(_ allowance: Double, magnitude: Double, scale: Double) -> Bool {
    allowance < .infinity
      && (allowance <= worthDeciding * max(magnitude, cancellation * scale) || allowance <= negligible)
  }
}
