public import Networks

extension Textbook {
  /// d/dt C(θ + t d) at t = 0 from the forward pass alone, by dual numbers: an oracle without a line of backpropagation.
  ///
  /// - Parameter direction: d, one number for every weight, bias and input.
  /// - Returns: ⟨∇C, d⟩ with a bound on its rounding error, and whether a neuron lies so near its kink that rounding decides
  ///   its side, which the bound then covers.
  /// - Source: A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., ch. 3.
  public static func directionalDerivative(_ problem: Problem<Double>, along direction: Gradient<Double>) -> Slope {
    var dual = problem.map { Dual<Bounded>($0) }
    for tensor in problem.tensors {
      let (values, slopes) = (problem[tensor], direction[tensor])
      dual[tensor] = Grid(rows: values.rows, columns: values.columns) { row, column in
        Dual(Bounded(values[row, column]), slope: Bounded(slopes[row, column]))
      }
    }
    return slope(dual)
  }

  /// ∂C/∂θ for one entry θ, the same way.
  public static func partialDerivative(_ problem: Problem<Double>, by entry: Entry) -> Slope {
    var dual = problem.map { Dual<Bounded>($0) }
    dual[entry].slope = Bounded(1)
    return slope(dual)
  }

  private static func slope(_ dual: Problem<Dual<Bounded>>) -> Slope {
    let pass = forward(dual.network, dual.inputs)
    let slope = cost(dual, pass).slope
    return Slope(value: slope.value, error: slope.error, atKink: dual.network.isUndetermined(pass.u))
  }
}

/// A derivative with a bound on its error.
public struct Slope: Sendable {
  public var value: Double
  public var error: Double
  /// Whether the sign of a pre-activation at a kink is not determined.
  public var atKink: Bool
}

extension Network where Scalar: Number {
  /// Whether a relu, leaky_relu or elu neuron may be on either side of its kink.
  public func isUndetermined(_ u: ByLayer<Grid<Scalar>>) -> Bool {
    zip(layers, u.elements).contains { layer, u in
      layer.activation.hasKink && u.elements.contains { $0.signum == .undetermined }
    }
  }
}
