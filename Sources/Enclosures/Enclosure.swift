public import Networks

/// The true value of every quantity of a problem, each within a proven radius.
///
/// The problem is taken at its word: its numbers are the doubles that they are, and the truth is what the equations make of
/// them in real arithmetic.
public struct Enclosure: Sendable {
  /// The doubles nearest to the middles of the enclosing balls.
  public var value: Evaluation<Double>
  /// Entry by entry a bound on |truth − `value`|: at least half a unit in the last place unless the truth is a double, however
  /// high the precision. Infinite where nothing is proven; the value may then be NaN.
  public var radius: Evaluation<Double>
  /// How many bits the midpoints had.
  public var bits: Int
  /// Whether the sign of a pre-activation at a kink is not determined at this precision. The enclosures then hold what either side
  /// would give.
  public var atKink: Bool
  /// Whether it is as good as it was asked to be, or merely the best that the highest precision gave.
  public var isSufficient = false
}

/// A derivative within a proven radius.
public struct EnclosedSlope: Sendable {
  public var value: Double
  /// A bound on |truth − `value`|, infinite where nothing is proven; the value may then be NaN.
  public var radius: Double
  /// How many bits the midpoints had.
  public var bits: Int
  /// Whether the sign of a pre-activation at a kink is not determined at this precision.
  public var atKink: Bool
  /// Whether it is as good as it was asked to be, or merely the best that the highest precision gave.
  public var isSufficient = false
}
