/// A neighbourhood of problems, each there for bugs that the others hardly show.
public enum Regime: String, CaseIterable, Hashable, Sendable {
  /// Every number of order 1.
  case ordinary
  /// Pre-activations of 40 to 800 somewhere.
  case saturated
  /// Numbers down to 1e-160.
  case tiny
  /// Numbers up to 1e6.
  case huge
  /// Exact zeros: inputs, weights, whole rows, whole cases, pre-activations.
  case sparse
  /// A pre-activation of relu, leaky_relu or elu at 0, or beside it.
  case nearKink = "near_kink"
  /// Cases and neurons that occur more than once.
  case duplicated
  /// Small multiples of a power of two, so that every operation is exact.
  case dyadic
  /// Iris, breast cancer and digits, as measured or standardised.
  case real

  /// The regimes of a run that asks for none: correct programs agree on nearly every entry of them.
  public static let settled: [Regime] = [.ordinary, .sparse, .duplicated, .dyadic, .real]

  /// What the regime is there for, in one sentence.
  public var summary: String {
    switch self {
    case .ordinary: "pre-activations of order 1, where every wrong term shows"
    case .saturated: "pre-activations of 40 to 800: overflow, log 0, derivatives that cancel to nothing"
    case .tiny: "numbers from 1e-8 down to 1e-160: underflow, absolute tolerances, thresholds"
    case .huge: "numbers of 1e3 to 1e6: overflow, clipping, absolute tolerances"
    case .sparse: "exact zeros in inputs, weights, rows and cases: skipped terms, pre-activations of exactly 0"
    case .nearKink: "a pre-activation within 1e-3 to 1e-15 of a kink, or on it: conventions, one-sided slopes"
    case .duplicated: "repeated cases and equal neurons: wrong divisors, indices that happen to coincide"
    case .dyadic: "small multiples of a power of two: correct programs agree to the last bit"
    case .real: "measured data in its own units: iris, breast cancer, digits"
    }
  }

  /// How often the regime is drawn, in proportion to the others asked for.
  var weight: Int {
    switch self {
    case .ordinary: 8
    case .saturated, .tiny, .huge, .sparse, .nearKink, .duplicated, .dyadic, .real: 3
    }
  }
}
