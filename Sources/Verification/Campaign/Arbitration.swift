public import Networks

/// What the proven true value says of a disagreement between an implementation and the textbook: which of the two is wrong.
public struct Arbitration: Hashable, Sendable {
  /// The proven value, and how far the truth may be from it.
  public var truth: Double
  public var radius: Double
  public var isImplementationRight: Bool
  public var isTextbookRight: Bool

  public init(truth: Double, radius: Double, isImplementationRight: Bool, isTextbookRight: Bool) {
    (self.truth, self.radius) = (truth, radius)
    (self.isImplementationRight, self.isTextbookRight) = (isImplementationRight, isTextbookRight)
  }

  /// The suite's own oracle is what is wrong.
  public var accusesTextbook: Bool { isImplementationRight && !isTextbookRight }
}

extension ProblemCheck {
  /// Asks the enclosure about an entry in which an implementation departs from the textbook. A gradient entry is enclosed from
  /// the forward pass alone, so that a wrong line of the textbook's backward pass cannot testify for itself.
  ///
  /// - Returns: nil where the finding is no such departure, where ball arithmetic is missing, and where the enclosure is still
  ///   too wide at the last precision.
  func arbitrate(_ finding: Finding, _ problem: Problem<Double>) -> Arbitration? {
    guard finding.check == .values || finding.check == .gradients, let location = finding.location else { return nil }
    let wanted = finding.allowance * Tolerances.enclosureShare
    let proven: Estimate?
    switch location.quantity {
    case .gradient(let tensor):
      let entry = Entry(tensor, row: location.row, column: location.column)
      proven = oracles.trueDerivative(problem, .entry(entry), Enclosing.all.mostBits) { $0.error <= wanted }
    case .cost, .preactivations, .hiddenOutputs, .outputs, .deltas:
      func radius(_ truth: TrueValues) -> Double {
        truth.radius[location.quantity]?[location.row, location.column] ?? .infinity
      }
      proven = oracles.truth(problem, Enclosing.all.mostBits) { radius($0) <= wanted }.flatMap { truth in
        truth.value[location.quantity].map {
          Estimate(value: $0[location.row, location.column], error: radius(truth), atKink: truth.atKink)
        }
      }
    }
    guard let proven, !proven.atKink, proven.error <= finding.allowance else { return nil }
    func isRight(_ value: Double) -> Bool { (value - proven.value).magnitude <= finding.allowance + proven.error }
    return Arbitration(
      truth: proven.value, radius: proven.error, isImplementationRight: isRight(finding.observed),
      isTextbookRight: isRight(finding.expected))
  }
}
