import Networks

/// One implementation on one problem: its answer, what it is allowed, and the means to ask it more. The laws are its methods.
///
/// A class, so that who looks at a part of it copies nothing of the rest.
final class Trial {
  let problem: Problem<Double>
  let implementation: LiveImplementation
  let evaluation: Evaluation<Double>
  let derived: DerivedBounds
  /// The textbook's answer to the problem, with bounds for this implementation's formula.
  let bounds: Bounds

  init(
    problem: Problem<Double>, implementation: LiveImplementation, evaluation: Evaluation<Double>, derived: DerivedBounds
  ) {
    (self.problem, self.implementation, self.evaluation) = (problem, implementation, evaluation)
    self.derived = derived
    bounds = derived.bounds(.original, problem, implementation.formula)
  }

  /// The largest entry of a tensor's gradient; of the whole gradient where the tensor's is exactly zero, as behind dead
  /// neurons, and has no scale of its own.
  func scale(of tensor: Tensor) -> Double {
    let own = bounds.value.gradient[tensor].largestMagnitude
    return own == 0 ? largestGradient : own
  }

  /// The largest entry of the whole gradient.
  var largestGradient: Double {
    problem.tensors.reduce(0) { max($0, bounds.value.gradient[$1].largestMagnitude) }
  }

  func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    let answer = try implementation.evaluate(problem)
    guard answer.misshapen(for: problem) == nil else { throw MisshapenAnswer() }
    return answer
  }

  func subject(
    _ check: Check, _ quantity: Quantity, against: String, scale: Double? = nil
  ) -> Ledger.Subject {
    Ledger.Subject(
      check: check, implementation: implementation.name, against: against, quantity: quantity, atKink: bounds.atKink,
      scale: scale)
  }

  /// Compares two answers of this implementation, or parts made of them, quantity by quantity.
  func compare(
    _ check: Check, against: String, _ quantities: [Quantity], observed: Evaluation<Double>,
    expected: Evaluation<Double>, allowance: Evaluation<Double>, _ ledger: inout Ledger
  ) {
    for quantity in quantities {
      guard let o = observed[quantity], let e = expected[quantity], let a = allowance[quantity] else { continue }
      // Parts of a sum may cancel, so that the scale is that of the textbook's answer to the whole.
      let scale = bounds.value[quantity]?.largestMagnitude
      ledger.compare(subject(check, quantity, against: against, scale: scale), observed: o, expected: e, allowance: a)
    }
  }

  /// W[1], b[1] … and X where the implementation returns dX.
  var answeredTensors: [Tensor] { problem.tensors.filter { $0 != .inputs || evaluation.hasInputGradient } }

  /// C and the gradient: what every implementation returns.
  var costAndGradient: [Quantity] { [.cost] + problem.tensors.map { .gradient($0) } }
  /// C, dW and db: what is summed over the cases.
  var summedQuantities: [Quantity] { costAndGradient.dropLast() }
}

/// An implementation answered one of the problems derived from a problem in other shapes than the original.
struct MisshapenAnswer: Error {}

/// An implementation that lives for one block of problems, with whatever it remembers.
final class LiveImplementation {
  let name: String
  let formula: Formula
  /// Whether it can be asked for an update.
  let hasUpdate: Bool
  private var implementation: any Implementation

  /// - Parameter isReusable: whether somebody may have used it before.
  convenience init(_ factory: ImplementationFactory, isReusable: Bool = false) throws {
    let make = isReusable ? factory.makeReused ?? factory.make : factory.make
    self.init(factory.name, factory.formula, hasUpdate: factory.hasUpdate, try make())
  }

  init(_ name: String, _ formula: Formula, hasUpdate: Bool = true, _ implementation: any Implementation) {
    self.name = name
    self.formula = formula
    self.hasUpdate = hasUpdate
    self.implementation = implementation
  }

  func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> { try implementation.evaluate(problem) }

  func update(_ problem: Problem<Double>, learningRate: Double) throws -> Network<Double>? {
    try implementation.update(problem, learningRate: learningRate)
  }
}

/// Bounds for a problem and for those derived from it, each computed once for all implementations.
final class DerivedBounds {
  enum Key: Hashable {
    case original
    case part(Int)
    case single(Int)
    case repeated
    case shifted
    case moved(Entry, Int)
    case scaled
    case flipped
  }

  private struct FormedKey: Hashable {
    var key: Key
    var formula: Formula
  }

  private let oracle: @Sendable (Problem<Double>, Formula) -> Bounds
  private var known: [FormedKey: Bounds] = [:]

  init(_ oracle: @escaping @Sendable (Problem<Double>, Formula) -> Bounds) { self.oracle = oracle }

  func bounds(_ key: Key, _ problem: Problem<Double>, _ formula: Formula) -> Bounds {
    var formula = formula
    // Under squared error both forms are the same formula.
    if formula.form == .dA && problem.loss == .squaredError { formula.form = .dZ }
    let formed = FormedKey(key: key, formula: formula)
    if let bounds = known[formed] { return bounds }
    let bounds = oracle(problem, formula)
    known[formed] = bounds
    return bounds
  }

  /// Bounds for a problem that only one implementation poses.
  func fresh(_ problem: Problem<Double>, _ formula: Formula) -> Bounds { oracle(problem, formula) }
}

extension Grid<Double> {
  var largestMagnitude: Double { elements.reduce(0) { max($0, $1.magnitude) } }
}

extension Evaluation {
  /// The first quantity whose shape is not that of what it belongs to, with what was found and expected; nil if all are right.
  public func misshapen(for problem: Problem<Double>) -> (quantity: Quantity, found: String, expected: String)? {
    let (L, m) = (problem.depth, problem.caseCount)
    guard gradient.weights.count == L, gradient.biases.count == L else {
      return (.gradient(.weights(layer: 1)), "\(gradient.weights.count) layers", "\(L) layers")
    }
    guard preactivations.map({ $0.count == L }) ?? true else {
      return (.preactivations(layer: 1), "\(preactivations?.count ?? 0) layers", "\(L) layers")
    }
    guard hiddenOutputs.map({ $0.count == L - 1 }) ?? true else {
      return (.hiddenOutputs(layer: 1), "\(hiddenOutputs?.count ?? 0) layers", "\(L - 1) layers")
    }
    guard deltas.map({ $0.count == L }) ?? true else {
      return (.deltas(layer: 1), "\(deltas?.count ?? 0) layers", "\(L) layers")
    }
    for quantity in Self.quantities(depth: L) {
      guard let grid = self[quantity] else { continue }
      let expected: (rows: Int, columns: Int)
      switch quantity {
      case .cost: expected = (1, 1)
      case .preactivations(let layer), .hiddenOutputs(let layer), .deltas(let layer):
        expected = (problem.network.layers[layer - 1].width, m)
      case .outputs: expected = (problem.targets.rows, m)
      case .gradient(let tensor): expected = (problem[tensor].rows, problem[tensor].columns)
      }
      if (grid.rows, grid.columns) != expected {
        return (quantity, grid.shape, "\(expected.rows) × \(expected.columns)")
      }
    }
    return nil
  }
}
