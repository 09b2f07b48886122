public import Networks

/// The true value of every number of an answer, proven: |truth − value| ≤ radius.
public struct TrueValues: Sendable {
  public var value: Evaluation<Double>
  public var radius: Evaluation<Double>
  /// The precision that it took.
  public var bits: Int
  /// Whether a relu, leaky_relu or elu neuron may be on either side of its kink even so.
  public var atKink: Bool

  public init(value: Evaluation<Double>, radius: Evaluation<Double>, bits: Int, atKink: Bool) {
    self.value = value
    self.radius = radius
    self.bits = bits
    self.atKink = atKink
  }
}

/// Which problems are also held against proven enclosures.
public struct Enclosing: Hashable, Sendable {
  /// One problem of this many, whatever the bounds say of it.
  public var share: Int
  /// And every problem in which the bounds left something undecided. None where (weights and biases) × cases exceeds this.
  public var mostWork: Int
  /// The precision at which doubling ends, in bits.
  public var mostBits: Int

  public init(share: Int, mostWork: Int, mostBits: Int) {
    (self.share, self.mostWork, self.mostBits) = (share, mostWork, mostBits)
  }

  /// A few per cent of a run's time.
  public static let some = Enclosing(share: 16, mostWork: 1024, mostBits: 512)
  /// For one problem that somebody looks at.
  public static let all = Enclosing(share: 1, mostWork: 1 << 16, mostBits: 4096)

  func affords(_ problem: Problem<Double>) -> Bool { problem.network.parameterCount <= mostWork / problem.caseCount }

  func includes(_ problem: Problem<Double>, index: Int?, isUndecided: Bool) -> Bool {
    guard affords(problem) else { return false }
    return isUndecided || index.map { $0.isMultiple(of: share) } ?? true
  }
}

extension Trial {
  /// Every number of the answer lies within the bound of its own formula from the truth: a statement about one program alone.
  /// Where that bound decides nothing, a number that is as near to the truth as a verdict needs is right all the same.
  func enclosed(_ truth: TrueValues, _ ledger: inout Ledger) {
    for quantity in Evaluation<Double>.quantities(depth: problem.depth) {
      guard let observed = evaluation[quantity], let expected = truth.value[quantity],
        let radius = truth.radius[quantity], let own = bounds.error[quantity]
      else { continue }
      var subject = subject(.enclosure, quantity, against: "the true value (\(truth.bits) bits)")
      subject.atKink = bounds.atKink || truth.atKink
      subject.radius = radius
      ledger.compare(
        subject, observed: observed, expected: expected,
        allowance: Grid(rows: own.rows, columns: own.columns) { own[$0, $1] + radius[$0, $1] })
    }
  }
}

extension TrueValues {
  /// Whether a higher precision would add nothing to what the bounds say: the radius is a small part of every bound, or of the
  /// number itself.
  func suffices(for bounds: [Bounds]) -> Bool {
    for quantity in Evaluation<Double>.quantities(depth: bounds.first?.value.gradient.weights.count ?? 1) {
      guard let radius = radius[quantity]?.elements, let value = value[quantity]?.elements else { continue }
      for bound in bounds {
        guard let error = bound.error[quantity]?.elements else { continue }
        for index in radius.indices where !(radius[index] <= error[index] * Tolerances.enclosureShare) {
          guard radius[index] <= Tolerances.enclosureDigits * value[index].magnitude else { return false }
        }
      }
    }
    return true
  }
}
