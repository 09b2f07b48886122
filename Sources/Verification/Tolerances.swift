public import Networks

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

  /// How sharp a numeric derivative of a cost of order 1, as smooth as a network of two sigmoids, must claim to be: 1e-10.
  /// Interpolation reaches 1e-13 there, a one-sided difference 1e-8. It is asked of the numeric rules, never of a program.
  public static let sharpDerivative = 1e-10

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

  /// The same in binary32, where correct programs of unknown source decide 55 to 93 % of the customary regimes: u is 2⁻²⁴, and a
  /// verdict needs ten bits of what is left.
  public static let minimumDecidedBinary32 = 0.4

  public static func minimumDecided(_ precision: Precision) -> Double {
    switch precision {
    case .binary64: minimumDecided
    case .binary32: minimumDecidedBinary32
    }
  }

  /// By how many standard errors the share of a regime must miss it: where a run has few problems of a regime, one large
  /// problem can hold most of the entries. With 0 here a run of 30 problems was undecided for 6 seeds of 150.
  public static let decidedDeviations = 3.0

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

// What a diagnosis calls by a name. None of these decides whether an answer is right.
extension Tolerances {
  /// A hypothesis fits within this much of the tolerance that follows from the allowances of what it is made of: a wrong
  /// program may round at other places than the textbook. 8 stays far below `worthDeciding` wherever an allowance decides.
  static let hypothesis = 8.0

  /// What rounding may take from g′ and from g, on the scale of 1 + |z|: 16 operations of u each.
  static let slopeRounding = 0x1p-49

  /// A factor that is not known beforehand has to be the same in this many departing entries. In two entries it may be by
  /// symmetry: the errors of two softmax outputs always have the ratio −1.
  static let entriesOfFactor = 3

  /// Errors of binary32 on the scale of what was added up: u is 2⁻²⁴, sums of some terms reach 2⁻²²; below 2⁻³⁰ only
  /// entries that happen to be nearly exact are found.
  static let binary32 = 0x1p-30...0x1p-22

  /// Whether departing entries are those beyond some pre-activation may be chance: of this many ways to choose as many
  /// entries one or two look so. With a threshold found from the data, in one of four directions.
  static let waysForThreshold = 64.0

  /// The same where the threshold is 0, which is not found from the data.
  static let waysForSign = 16.0

  /// Whether numbers are a function of z is seen from this many, in the order of z …
  static let pointsOfFunction = 16

  /// … by how far each is from the line between its neighbours, all together, as a share of how far they are from their
  /// median. A smooth curve has 0.03, one with a jump up to 0.25, random numbers have 1.3.
  static let roughnessOfFunction = 0.25
}

extension Tolerances {
  /// What two roundings add where an answer was divided and multiplied by the number of outputs, for another convention of the
  /// mean: 2u of the number, and half a smallest subnormal each, of which the first is multiplied as well. Twice that is allowed,
  /// for the number is the textbook's and not the program's.
  public static func rescaling(of number: Double, outputs: Int, _ precision: Precision) -> Double {
    let smallest =
      switch precision {
      case .binary64: Double.leastNonzeroMagnitude
      case .binary32: Double(Float.leastNonzeroMagnitude)
      }
    return 4 * precision.unitRoundoff * number.magnitude + Double(outputs + 1) * smallest
  }
}
