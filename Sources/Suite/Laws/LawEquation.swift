public import Networks

/// A linear equation between entries of two answers:
///
///     Σ cᵢ own[placeᵢ] = constant + Σ dⱼ partner[placeⱼ]
///
/// Every law of the suite comes down to these: where one problem is another with its parameters mapped linearly, its
/// gradient is the other's by the transposed map.
public struct LawEquation: Hashable, Sendable {
  public var own: [LawTerm]
  public var partner: [LawTerm]
  public var constant: Double

  public init(own: [LawTerm], partner: [LawTerm], constant: Double = 0) {
    self.own = own
    self.partner = partner
    self.constant = constant
  }

  /// The same equation, seen from the partner's side.
  public var reversed: LawEquation { LawEquation(own: partner, partner: own, constant: -constant) }

  /// What is wrong, in words, where the equation does not hold; nil where it does.
  ///
  /// Each of the n numbers is off by at most p relative to it, or by half the smallest subnormal; each product and each partial
  /// sum is rounded once more. So the two sides differ by no more than (n + 3) p Σ|terms|, and as many subnormals as there are
  /// terms, times their coefficients.
  ///
  /// An equation of something that one of the answers keeps to itself (Z, A or δ) says nothing of them.
  ///
  /// - Parameter precision: p ≥ 2⁻⁵³.
  public func departure(
    _ own: Evaluation<Double>, _ partner: Evaluation<Double>, precision: Double
  ) -> String? {
    let (left, right) = (self.own.map { ($0, own, 1.0) }, self.partner.map { ($0, partner, -1.0) })
    var (difference, magnitude, underflow) = (-constant, constant.magnitude, 0.0)
    for (term, answer, sign) in left + right {
      guard let grid = answer[term.quantity] else { return nil }
      guard term.row < grid.rows && term.column < grid.columns else {
        return "\(self): \(term) is beyond a grid of \(grid.shape)"
      }
      let value = term.factor * grid[term.row, term.column]
      difference += sign * value
      magnitude += value.magnitude
      underflow += 2 * max(1, term.factor.magnitude) * .leastNonzeroMagnitude
    }
    let allowance = Double(self.own.count + self.partner.count + 3) * precision * magnitude + underflow
    // An infinite number among finite ones must not pay for itself.
    return magnitude.isFinite && difference.magnitude <= allowance
      ? nil : "\(self): off by \(difference.magnitude), allowed \(allowance)"
  }
}

/// A factor times an entry of an answer.
public struct LawTerm: Hashable, Sendable {
  public var factor: Double
  public var quantity: Quantity
  public var row: Int
  public var column: Int

  public init(_ quantity: Quantity, row: Int, column: Int, times factor: Double = 1) {
    self.factor = factor
    self.quantity = quantity
    self.row = row
    self.column = column
  }
}

extension LawEquation: CustomStringConvertible {
  /// "dW[1][0][1] = 2.0 dW[1][0][1] of the partner"
  public var description: String {
    func sum(_ terms: [LawTerm]) -> String {
      terms.isEmpty ? "0" : terms.map(\.description).joined(separator: " + ")
    }
    let other = partner.isEmpty ? "" : "\(sum(partner)) of the partner"
    let shift = constant == 0 && !partner.isEmpty ? "" : "\(constant)"
    return "\(sum(own)) = \([shift, other].filter { !$0.isEmpty }.joined(separator: " + "))"
  }
}

extension LawTerm: CustomStringConvertible {
  public var description: String {
    let entry = quantity.entry(row: row, column: column)
    return factor == 1 ? entry : "\(factor) \(entry)"
  }
}
