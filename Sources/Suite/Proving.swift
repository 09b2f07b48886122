public import Enclosures
public import Fixtures
public import Networks
import Reference
import Verification

extension ProvenAnswer {
  /// Proves the answer to a problem: the true values by ball arithmetic, rounded to nearest, and the limits by the textbook over
  /// running error bounds, the largest of every admissible formula.
  ///
  /// Nothing of it depends on what any implementation under test answers, nor on the version of the library: a rounding is
  /// determined or refused.
  ///
  /// - Returns: the answer, and what the proof took.
  public static func proving(
    _ problem: Problem<Double>
  ) throws(RoundingFailure) -> (answer: ProvenAnswer, effort: ProofEffort) {
    let truth = try Enclosures.roundedAnswer(problem)
    func limits(_ precision: Precision) -> Evaluation<Limit> {
      // Where every intermediate fits the significand nothing is rounded, in no order and by no correct program.
      let isExact = ProblemGenerator.dyadicBits(of: problem).map { $0 <= precision.significandBits } ?? false
      let rounding = truth.value.merged(truth.isExact) { value, isExact in isExact ? 0 : value.ulp / 2 }
      guard !isExact else { return rounding.map { Limit(atLeast: $0) } }
      return Textbook.bounds(problem, precision, besides: truth.kinks).merged(rounding) { bound, rounding in
        Limit(atLeast: (bound + rounding).nextUp)
      }
    }
    let allowed = truth.range.map { AllowedRange(lower: $0.lower, upper: $0.upper) }
    let isChoice = allowed.map { $0.lower != $0.upper } ?? false
    return (
      ProvenAnswer(
        value: truth.value, binary64: limits(.binary64), binary32: limits(.binary32),
        allowed: isChoice ? allowed : nil),
      ProofEffort(bits: truth.bits, largestRadius: truth.largestRadius)
    )
  }
}

/// What a proof took. It may differ between versions of the library, and no expected value depends on it.
public struct ProofEffort: Hashable, Sendable {
  /// The precision that determined every rounding, in bits.
  public var bits: Int
  /// The largest radius of an enclosure, relative to the number enclosed.
  public var largestRadius: Double
}

extension RoundingFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unavailable: "nothing can be proven without ball arithmetic; build with the package trait Arb"
    case .undetermined(let quantity, let row, let column):
      "\(quantity.entry(row: row, column: column)) is not determined with \(Enclosures.lastPrecision) bits"
    case .beyondDoubles(let quantity, let row, let column):
      "\(quantity.entry(row: row, column: column)) is beyond binary64"
    case .tooManyKinks(let count):
      "\(count) pre-activations are exactly at a kink; at most \(Enclosures.mostKinks) are enumerated"
    }
  }
}
