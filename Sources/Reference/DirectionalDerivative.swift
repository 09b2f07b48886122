public import Networks

extension Textbook {
  /// d/dt C(θ + t d) at t = 0 from the forward pass alone, by dual numbers: an oracle without a line of backpropagation.
  ///
  /// - Parameter direction: d, one number for every weight, bias and input.
  /// - Returns: ⟨∇C, d⟩ with a bound on its rounding error.
  /// - Source: A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed., ch. 3.
  public static func directionalDerivative(_ problem: Problem<Double>, along direction: Gradient<Double>) -> Bounded {
    var dual = problem.map { Dual<Bounded>($0) }
    for tensor in problem.tensors {
      let (values, slopes) = (problem[tensor], direction[tensor])
      dual[tensor] = Grid(rows: values.rows, columns: values.columns) { row, column in
        Dual(Bounded(values[row, column]), slope: Bounded(slopes[row, column]))
      }
    }
    return costOf(dual).slope
  }

  /// ∂C/∂θ for one entry θ, the same way.
  public static func partialDerivative(_ problem: Problem<Double>, by entry: Entry) -> Bounded {
    var dual = problem.map { Dual<Bounded>($0) }
    dual[entry].slope = Bounded(1)
    return costOf(dual).slope
  }

  private static func costOf(_ dual: Problem<Dual<Bounded>>) -> Dual<Bounded> {
    cost(dual, forward(dual.network, dual.inputs))
  }
}
