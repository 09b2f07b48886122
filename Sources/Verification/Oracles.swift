public import Networks

/// The textbook's answer with a bound on how far any correct program of the same formula may be from the truth.
public struct Bounds: Sendable {
  public var value: Evaluation<Double>
  /// A bound for every number of `value`; infinite where the formula decides nothing.
  public var error: Evaluation<Double>
  /// Whether a relu, leaky_relu or elu neuron lies so near its kink that rounding decides its side.
  public var atKink: Bool

  public init(value: Evaluation<Double>, error: Evaluation<Double>, atKink: Bool) {
    self.value = value
    self.error = error
    self.atKink = atKink
  }
}

/// A number with a bound on, or an estimate of, its error.
public struct Estimate: Hashable, Sendable {
  public var value: Double
  public var error: Double
  /// Whether it is a choice between the two sides of a kink.
  public var atKink: Bool

  public init(value: Double, error: Double, atKink: Bool = false) {
    self.value = value
    self.error = error
    self.atKink = atKink
  }
}

/// What a cost is differentiated along.
public enum Axis: Sendable {
  case entry(Entry)
  /// One number for every weight, bias and input.
  case direction(Gradient<Double>)
}

/// A numeric derivative of the cost.
public struct NumericEstimate: Sendable {
  public var value: Double
  /// How far from the truth it may be, as far as its method can tell.
  public var allowance: Double
  /// Whether a point of the stencil lies across a kink from the centre, so that the value means nothing.
  public var crossesKink: Bool

  public init(value: Double, allowance: Double, crossesKink: Bool) {
    self.value = value
    self.allowance = allowance
    self.crossesKink = crossesKink
  }
}

/// What moving along an axis does to the cost.
public struct Movement: Sendable {
  /// C(θ + t d) − C(θ)
  public var cost: Double
  /// A bound on its rounding error.
  public var error: Double
  public var crossesKink: Bool

  public init(cost: Double, error: Double, crossesKink: Bool) {
    self.cost = cost
    self.error = error
    self.crossesKink = crossesKink
  }
}

/// Numeric derivatives of the cost of one problem. It sees only the forward pass.
public protocol NumericOracle: AnyObject {
  /// The derivative along an axis; every further attempt takes a smaller step or another rule, nil when none is left.
  func estimate(_ axis: Axis, attempt: Int) throws -> NumericEstimate?
  /// The step that moves no pre-activation by much more than `Tolerances.movement`.
  func step(_ axis: Axis) -> Double
  func movement(along direction: Gradient<Double>, by t: Double) -> Movement
  /// Says which entries will be asked for next, and in which order, so that work on them may be shared. What is answered does not
  /// depend on it.
  func prepare(for entries: [Entry])
}

extension NumericOracle {
  /// Shares nothing.
  public func prepare(for entries: [Entry]) {}
}

/// What answers are held against. Handed in from outside: this room knows neither GSL nor dual numbers.
public struct Oracles: Sendable {
  /// The textbook over running error bounds, for a correct program of this formula.
  public var bounds: @Sendable (Problem<Double>, Formula) -> Bounds
  /// The proven true values, at a precision that suffices or at the last, in bits; nil where ball arithmetic is missing.
  public var truth: @Sendable (Problem<Double>, _ mostBits: Int, _ suffices: (TrueValues) -> Bool) -> TrueValues? = {
    _, _, _ in nil
  }
  /// A proven derivative of the forward pass, which no line of backpropagation enters: its error is a radius that the closure
  /// found small enough, or that of the last precision. nil where ball arithmetic is missing.
  public var trueDerivative:
    @Sendable (Problem<Double>, Axis, _ mostBits: Int, _ suffices: (Estimate) -> Bool) -> Estimate? = { _, _, _, _ in
      nil
    }
  /// g and g′, for a diagnosis that asks what a program may have computed instead.
  public var functions = ActivationFunctions(values: { _, z in z.map { _ in .nan } }, slope: { _, _ in .nan })
  /// The forward pass over dual numbers.
  public var derivative: @Sendable (Problem<Double>, Axis) -> Estimate
  /// Difference quotients and interpolation. `costError` is the rounding bound of the textbook's cost, for who knows it already.
  public var numeric: @Sendable (Problem<Double>, _ costError: Double?) -> any NumericOracle
  /// dW and db by the three-layer special case, with bounds; nil for other networks.
  public var threeLayer: @Sendable (Problem<Double>) -> (value: Gradient<Double>, error: Gradient<Double>)?

  public init(
    bounds: @escaping @Sendable (Problem<Double>, Formula) -> Bounds,
    derivative: @escaping @Sendable (Problem<Double>, Axis) -> Estimate,
    numeric: @escaping @Sendable (Problem<Double>, _ costError: Double?) -> any NumericOracle,
    threeLayer: @escaping @Sendable (Problem<Double>) -> (value: Gradient<Double>, error: Gradient<Double>)?
  ) {
    self.bounds = bounds
    self.derivative = derivative
    self.numeric = numeric
    self.threeLayer = threeLayer
  }
}
