/// An argument for which there is no numeric derivative.
public enum DerivativeError: Error, Hashable, Sendable {
  /// The point is not finite.
  case point(Double)
  /// The step or half-width is not a positive finite number.
  case step(Double)
  /// The order of a Chebyshev series is even, or outside its range.
  case order(Int)
  /// The number of variables is negative.
  case count(Int)
}

extension DerivativeError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .point(let x): "a derivative at \(x): the point must be finite"
    case .step(let step): "a step of \(step): steps and half-widths must be positive and finite, such as 0.01"
    case .order(let order):
      """
      a Chebyshev series of order \(order): the order must be odd, between \(NumericDerivative.smallestOrder) and \
      \(NumericDerivative.largestOrder), such as \(NumericDerivative.customaryOrder)
      """
    case .count(let count): "forward differences by \(count) variables: the count must not be negative"
    }
  }
}
