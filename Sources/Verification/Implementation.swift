public import Networks

/// An answer to a problem, from whatever is under test.
///
/// An implementation may remember from call to call (a buffer, a plan, a cache: that is where some bugs live), so a run
/// makes a fresh one for every fixed block of consecutive problems and uses it from one thread at a time.
public protocol Implementation {
  /// Cost, outputs and gradient of the problem.
  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double>

  /// The network after one step of gradient descent with learning rate η, or nil where the implementation has none.
  mutating func update(_ problem: Problem<Double>, learningRate: Double) throws -> Network<Double>?

  /// What it can do. It is asked nothing else by `expectGradientsAgree` and by a worker.
  var capabilities: Capabilities { get }
}

extension Implementation {
  /// None.
  public mutating func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }

  /// Everything, in binary64.
  public var capabilities: Capabilities { Capabilities() }
}

/// Thrown by an implementation that cannot do what a problem asks of it, as a loss that it does not know: that is neither right
/// nor wrong, and is counted by itself.
public struct Unsupported: Error, Hashable, Sendable {
  public var reason: String

  public init(_ reason: String) { self.reason = reason }
}

/// Thrown by an implementation that should have answered and did not: it crashed, hung, or answered something else. That is a
/// failure by itself, whatever its numbers would have been.
public struct Unanswered: Error, Hashable, Sendable {
  public var reason: String

  public init(_ reason: String) { self.reason = reason }
}

/// Makes implementations, a fresh one for every block of problems.
public struct ImplementationFactory: Sendable {
  /// What reports call it: "vectorized-dZ".
  public let name: String
  /// How it computes, for the rounding bounds that it is judged by.
  public let formula: Formula
  /// Whether it may have an update to be asked for; without, the check `update` is none of its business.
  public var hasUpdate = true
  public let make: @Sendable () throws -> any Implementation
  /// Makes one that may have been used before, where that is faster; its answers are confirmed by a fresh one.
  public var makeReused: (@Sendable () throws -> any Implementation)?

  public init(name: String, formula: Formula, make: @escaping @Sendable () throws -> any Implementation) {
    self.name = name
    self.formula = formula
    self.make = make
  }

  /// An implementation in binary64 whose backward pass has this form.
  public init(name: String, form: BackwardForm, make: @escaping @Sendable () throws -> any Implementation) {
    self.init(name: name, formula: Formula(form), make: make)
  }
}
