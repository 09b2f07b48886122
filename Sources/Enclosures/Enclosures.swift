public import Networks
import Reference

/// The true value of every number of an answer, proven: |truth − value| ≤ radius.
public struct Enclosure: Sendable {
  /// The doubles next to the midpoints.
  public var value: Evaluation<Double>
  /// Infinite where nothing is known.
  public var radius: Evaluation<Double>
  /// The precision that it took.
  public var bits: Int
  /// Whether a relu, leaky_relu or elu neuron may be on either side of its kink even at that precision. The radius then covers
  /// both slopes.
  public var atKink: Bool
}

/// A derivative of the cost, proven.
public struct EnclosedDerivative: Sendable {
  public var value: Double
  public var radius: Double
  public var bits: Int
  public var atKink: Bool
}

/// The textbook over balls: midpoint and rigorous radius. Everything is nil where the package was built without Arb.
///
/// The precision starts at ``firstPrecision`` and doubles until the caller is content, or the limit is reached, and the caller
/// sees which.
public enum Enclosures {
  public static let firstPrecision = 128
  public static let lastPrecision = 4096

  /// Cost, outputs, z, δ and gradient by the textbook's dZ form.
  ///
  /// - Parameters:
  ///   - limit: the most bits, at least ``firstPrecision``.
  ///   - suffices: whether an enclosure is narrow enough.
  public static func evaluate(
    _ problem: Problem<Double>, upTo limit: Int = lastPrecision, until suffices: (Enclosure) -> Bool
  ) -> Enclosure? {
    #if Arb
      return doubling(upTo: limit, until: suffices) { bits in
        let balls = problem.map { Ball($0) }
        let answer = Textbook.evaluate(balls, form: .dZ)
        return Enclosure(
          value: answer.map(\.midpoint), radius: answer.map(\.radius), bits: bits,
          atKink: balls.network.isUndetermined(ByLayer(answer.preactivations ?? [])))
      }
    #else
      return nil
    #endif
  }

  /// d/dt C(θ + t d) at t = 0 by the forward pass over dual numbers over balls. No line of backpropagation enters: it is the
  /// last word on a gradient.
  public static func directionalDerivative(
    _ problem: Problem<Double>, along direction: Gradient<Double>, upTo limit: Int = lastPrecision,
    until suffices: (EnclosedDerivative) -> Bool
  ) -> EnclosedDerivative? {
    #if Arb
      return doubling(upTo: limit, until: suffices) { bits in
        var dual = problem.map { Dual<Ball>($0) }
        for tensor in problem.tensors {
          let (values, slopes) = (problem[tensor], direction[tensor])
          dual[tensor] = Grid(rows: values.rows, columns: values.columns) { row, column in
            Dual(Ball(values[row, column]), slope: Ball(slopes[row, column]))
          }
        }
        return derivative(dual, bits)
      }
    #else
      return nil
    #endif
  }

  /// ∂C/∂θ for one entry θ, the same way.
  public static func partialDerivative(
    _ problem: Problem<Double>, by entry: Entry, upTo limit: Int = lastPrecision,
    until suffices: (EnclosedDerivative) -> Bool
  ) -> EnclosedDerivative? {
    #if Arb
      return doubling(upTo: limit, until: suffices) { bits in
        var dual = problem.map { Dual<Ball>($0) }
        dual[entry].slope = Ball(1)
        return derivative(dual, bits)
      }
    #else
      return nil
    #endif
  }

  /// Name and version of the library: "Arb", "2.23.0".
  public static var library: (name: String, version: String)? {
    #if Arb
      return Ball.libraryVersion
    #else
      return nil
    #endif
  }

  #if Arb
    private static func derivative(_ dual: Problem<Dual<Ball>>, _ bits: Int) -> EnclosedDerivative {
      let pass = Textbook.forward(dual.network, dual.inputs)
      let slope = Textbook.cost(dual, pass).slope
      return EnclosedDerivative(
        value: slope.midpoint, radius: slope.radius, bits: bits, atKink: dual.network.isUndetermined(pass.u))
    }

    private static func doubling<Result>(
      upTo limit: Int, until suffices: (Result) -> Bool, _ compute: (Int) -> Result
    ) -> Result {
      var bits = firstPrecision
      while true {
        let result = Ball.$precision.withValue(bits) { compute(bits) }
        if suffices(result) || bits * 2 > limit { return result }
        bits *= 2
      }
    }
  #endif
}
