public import Networks

/// The textbook: feed-forward networks and their backpropagation in scalar loops, one line per printed equation.
///
/// Everything is generic over the number system, so that the equations that give the answer in `Double` are the very
/// equations that give exact derivatives in `Dual` and error bounds in `Bounded`.
///
/// The letters are the literature's: wˡⱼᵢ is the weight to neuron j of layer l from neuron i of layer l−1, uˡⱼ what goes into a
/// neuron, vˡⱼ what comes out of it, t its target, δˡⱼ = ∂C/∂uˡⱼ. Layer 0 is the input. The scalar equations
/// are about one case; n counts the cases.
///
/// - Source: M. Nielsen, Neural Networks and Deep Learning (2015), ch. 2; S. Haykin, Neural Networks (1999), ch. 4.
public enum Textbook {
  /// Cost, outputs and gradient of a problem.
  ///
  /// - Returns: the true derivative of C: dW, db, dX and δ include the 1/m of mean reduction.
  /// - Accuracy: over `Double`, within the error that the same call over `Bounded` reports.
  @inlinable
  public static func evaluate<T: Number>(_ problem: Problem<T>, form: BackwardForm) -> Evaluation<T> {
    let pass = forward(problem.network, problem.inputs)
    var δ = backward(problem, pass, form: form)
    let gradient = gradient(problem, pass, δ)
    let scale = reductionFactor(problem)
    for l in 1...problem.depth { δ[l] *= scale }
    return Evaluation(
      cost: cost(problem, pass), preactivations: pass.u.elements,
      hiddenOutputs: Array(pass.v[1..<problem.depth]), outputs: pass.v[problem.depth],
      deltas: δ.elements, gradient: gradient)
  }

  /// The textbook's answer in binary64.
  public static func answer(_ problem: Problem<Double>, form: BackwardForm) -> Evaluation<Double> {
    evaluate(problem, form: form)
  }

  /// The same equations over running error bounds: how far any correct program of this form may be off, entry by entry.
  public static func bounds(_ problem: Problem<Double>, form: BackwardForm) -> Evaluation<Bounded> {
    evaluate(problem.map { Bounded($0) }, form: form)
  }

  /// How far a correct program of this formula may be from the truth, entry by entry: the textbook's numbers with their bounds.
  public static func bounds(_ problem: Problem<Double>, _ formula: Formula) -> RoundingBounds {
    // A program that divides a − y by the number of outputs, for another convention, rounds it before anything is summed up.
    let rescales = formula.isRescaled && problem.loss == .squaredError && problem.reduction == .mean
    return switch (formula.precision, formula.form) {
    case (.binary64, let form?): RoundingBounds(problem, form, Binary64.self, rescales: rescales)
    case (.binary64, nil): RoundingBounds(problem, .dZ, AnyFormula<Binary64>.self, rescales: rescales)
    case (.binary32, let form?): RoundingBounds(problem, form, Binary32.self, rescales: rescales)
    case (.binary32, nil): RoundingBounds(problem, .dZ, AnyFormula<Binary32>.self, rescales: rescales)
    }
  }

  /// A bound on the rounding error of the cost alone, without a backward pass.
  public static func costBound(_ problem: Problem<Double>) -> Double {
    let bounded = problem.map { Bounded($0) }
    return cost(bounded, forward(bounded.network, bounded.inputs)).error
  }

  /// 1/m under mean reduction, 1 under sum.
  @inlinable
  static func reductionFactor<T: Number>(_ problem: Problem<T>) -> T {
    switch problem.reduction {
    case .mean: T.one / T(Double(problem.caseCount))
    case .sum: T.one
    }
  }
}

/// The textbook's numbers, and a bound on the error of a correct program for each.
public struct RoundingBounds: Sendable {
  public var value: Evaluation<Double>
  /// Infinite where the formula decides nothing.
  public var error: Evaluation<Double>
  /// Whether a relu, leaky_relu or elu neuron lies so near its kink that rounding decides its side.
  public var atKink: Bool

  /// - Parameter rescales: whether each a − y may have been rounded twice more, as by a division and a reciprocal. Under squared
  ///   error all derivatives are linear in a − y, and so as if its target had been off by as much.
  init<Model: Arithmetic>(
    _ problem: Problem<Double>, _ form: BackwardForm, _ model: Model.Type, rescales: Bool = false
  ) {
    var bounded = problem.map { BoundedNumber<Model>($0) }
    if rescales {
      let outputs = Textbook.forward(bounded.network, bounded.inputs).v[problem.depth]
      bounded.targets = Grid(rows: problem.targets.rows, columns: problem.targets.columns) { j, n in
        let (a, y) = (outputs[j, n], bounded.targets[j, n])
        // Two roundings are 2u, which is `roundoff`; twice that, for a is the textbook's.
        let difference = (a.value - y.value).magnitude + a.error + y.error
        let rounding =
          2 * Model.roundoff * difference + (difference < .infinity && difference > 0 ? Model.underflow : 0)
        return BoundedNumber<Model>(y.value, error: y.error + rounding)
      }
    }
    let evaluation = Textbook.evaluate(bounded, form: form)
    (value, error) = evaluation.parts()
    atKink = bounded.network.isUndetermined(ByLayer(evaluation.preactivations ?? []))
  }
}

/// One item per layer, counted from 1 as in the equations.
public struct ByLayer<Element> {
  public var elements: [Element]

  @inlinable public init(_ elements: [Element]) { self.elements = elements }

  @inlinable
  public subscript(layer: Int) -> Element {
    get { elements[layer - 1] }
    _modify { yield &elements[layer - 1] }
  }
}

extension ByLayer: Sendable where Element: Sendable {}
