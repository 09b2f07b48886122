/// How many of the compared entries were decided, over several problems.
///
/// Problems differ in size by orders of magnitude, and one that decides little may hold most of the entries of a short run. So the
/// spread over the problems is kept with the sums: what a few problems say about their kind is worth what they agree on.
public struct DecidedShare: Hashable, Sendable {
  public private(set) var problems = 0
  /// Those of which nothing was compared.
  public private(set) var unanswered = 0
  public private(set) var compared = 0
  public private(set) var decided = 0
  /// Σ c², Σ c d and Σ d² over the problems, of c compared and d decided: exact, in whatever order they are added.
  public private(set) var comparedSquared: Int128 = 0
  public private(set) var product: Int128 = 0
  public private(set) var decidedSquared: Int128 = 0

  /// 1 where nothing was compared.
  public var value: Double { compared == 0 ? 1 : Double(decided) / Double(compared) }

  /// The standard error of `value` as an estimate for all problems of the kind; 0 of a single problem, which speaks for itself.
  ///
  /// - Source: W. G. Cochran, Sampling Techniques, chapter 6: the ratio estimator r = Σd / Σc of clusters, with the variance
  ///   n/(n − 1) Σ (d − r c)² / (Σc)².
  public var standardError: Double {
    guard problems > 1, compared > 0 else { return 0 }
    let (r, n) = (value, Double(problems))
    let residual = Double(decidedSquared) - 2 * r * Double(product) + r * r * Double(comparedSquared)
    return (n / (n - 1) * max(residual, 0)).squareRoot() / Double(compared)
  }

  /// Whether the share reaches the minimum, or misses it by no more than the draw of so few problems explains.
  public func isEnough(minimum: Double) -> Bool {
    value + Tolerances.decidedDeviations * standardError >= minimum
  }

  mutating func note(compared: Int, decided: Int) {
    let (c, d) = (Int128(compared), Int128(decided))
    merge(
      DecidedShare(
        problems: 1, unanswered: compared == 0 ? 1 : 0, compared: compared, decided: decided, comparedSquared: c * c,
        product: c * d, decidedSquared: d * d
      ))
  }

  mutating func merge(_ other: DecidedShare) {
    problems += other.problems
    unanswered += other.unanswered
    compared += other.compared
    decided += other.decided
    comparedSquared += other.comparedSquared
    product += other.product
    decidedSquared += other.decidedSquared
  }

  init() {}

  /// A share as it was written down.
  public init(
    problems: Int, unanswered: Int, compared: Int, decided: Int, comparedSquared: Int128, product: Int128,
    decidedSquared: Int128
  ) {
    (self.problems, self.unanswered, self.compared, self.decided) = (problems, unanswered, compared, decided)
    (self.comparedSquared, self.product, self.decidedSquared) = (comparedSquared, product, decidedSquared)
  }
}
