public import Networks

/// A relu, leaky_relu or elu neuron that is exactly at its kink in one case: u = 0.
public struct Kink: Hashable, Sendable {
  /// Counted from 1, as in the equations.
  public var layer: Int
  /// Counted from 0, as in the arrays.
  public var neuron: Int
  public var caseIndex: Int

  public init(layer: Int, neuron: Int, caseIndex: Int) {
    (self.layer, self.neuron, self.caseIndex) = (layer, neuron, caseIndex)
  }
}

extension Textbook {
  /// Where a network is exactly at a kink, in the order of layers, neurons and cases.
  public static func kinks<T: Number>(_ network: Network<T>, _ u: ByLayer<Grid<T>>) -> [Kink] {
    (1...network.depth).filter { network.layers[$0 - 1].activation.hasKink }.flatMap { layer in
      (0..<u[layer].rows).flatMap { neuron in
        (0..<u[layer].columns).compactMap { n in
          u[layer][neuron, n].signum == .zero ? Kink(layer: layer, neuron: neuron, caseIndex: n) : nil
        }
      }
    }
  }

  /// The answer where the slope at some kinks is that of a chosen side.
  ///
  /// - Parameters:
  ///   - sides: for some kinks a u of the side whose slope is meant, so near 0 that elu's slope there is that at 0. Only the
  ///     backward pass sees it.
  /// - Returns: as ``evaluate(_:form:)``; the pre-activations are what they are.
  public static func evaluate<T: Number>(_ problem: Problem<T>, form: BackwardForm, sides: [(Kink, T)]) -> Evaluation<T>
  {
    let pass = forward(problem.network, problem.inputs)
    var displaced = pass
    for (kink, u) in sides { displaced.u[kink.layer][kink.neuron, kink.caseIndex] = u }
    let δ = backward(problem, displaced, form: form)
    let scale = reductionFactor(problem)
    return Evaluation(
      cost: cost(problem, pass), preactivations: pass.u.elements, hiddenOutputs: Array(pass.v[1..<problem.depth]),
      outputs: pass.v[problem.depth], deltas: δ.elements.map { scale * $0 },
      gradient: gradient(problem, displaced, δ))
  }

  /// How far a correct program of unknown source may be from the truth, where it and the truth take the same side of every
  /// kink: the larger bound of the two sides.
  ///
  /// Every sum is bounded by the magnitudes of its terms, which grow with the magnitudes of the slopes, so no mixture of
  /// sides is off by more unless leaky or exponential units with |α| on both sides of 1 meet.
  ///
  /// - Parameter kinks: where u is exactly 0 in truth. A program may miss the 0 by rounding; that is a choice of side too.
  /// - Returns: for every number of an ``Evaluation`` a bound on the error; infinite where some correct formula decides nothing.
  public static func bounds(
    _ problem: Problem<Double>, _ precision: Precision, besides kinks: [Kink]
  ) -> Evaluation<Double> {
    switch precision {
    case .binary64: bounds(problem, AnyFormula<Binary64>.self, besides: kinks)
    case .binary32: bounds(problem, AnyFormula<Binary32>.self, besides: kinks)
    }
  }

  private static func bounds<Model: Arithmetic>(
    _ problem: Problem<Double>, _ model: Model.Type, besides kinks: [Kink]
  ) -> Evaluation<Double> {
    typealias T = BoundedNumber<Model>
    let bounded = problem.map { T($0) }
    func errors(_ u: Double) -> Evaluation<Double> {
      evaluate(bounded, form: .dZ, sides: kinks.map { ($0, T(u)) }).map(\.error)
    }
    let left = errors(-besideZero)
    return kinks.isEmpty ? left : left.merged(errors(besideZero), max)
  }

  /// Beside a kink: e^u is 1 to far more than the last digit of any precision in use.
  static let besideZero = 0x1p-120
}

extension Evaluation {
  /// Number by number of two evaluations of one problem.
  public func merged<Other, Result>(
    _ other: Evaluation<Other>, _ combine: (Scalar, Other) -> Result
  ) -> Evaluation<Result> {
    func grids(_ first: [Grid<Scalar>], _ second: [Grid<Other>]) -> [Grid<Result>] {
      zip(first, second).map { $0.merged($1, combine) }
    }
    func grids(_ first: [Grid<Scalar>]?, _ second: [Grid<Other>]?) -> [Grid<Result>]? {
      guard let first, let second else { return nil }
      return grids(first, second)
    }
    return Evaluation<Result>(
      cost: combine(cost, other.cost), preactivations: grids(preactivations, other.preactivations),
      hiddenOutputs: grids(hiddenOutputs, other.hiddenOutputs), outputs: outputs.merged(other.outputs, combine),
      deltas: grids(deltas, other.deltas),
      gradient: Gradient(
        weights: grids(gradient.weights, other.gradient.weights),
        biases: zip(gradient.biases, other.gradient.biases).map { zip($0, $1).map(combine) },
        inputs: gradient.inputs.merged(other.gradient.inputs, combine)))
  }
}

extension Grid {
  fileprivate func merged<Other, Result>(
    _ other: Grid<Other>, _ combine: (Element, Other) -> Result
  ) -> Grid<Result> {
    Grid<Result>(rows: rows, columns: columns) { combine(self[$0, $1], other[$0, $1]) }
  }
}
