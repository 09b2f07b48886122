public import Networks
import Reference

/// Proven enclosures of cost, outputs and gradient, by the textbook over ``Ball``.
///
/// They need the package trait `Arb`. Without it every function answers nil, which ``isAvailable`` tells beforehand.
///
/// Every function doubles the precision until its caller is content or the highest precision is reached. A kink that no
/// precision resolves (a pre-activation that is 0 but not computed exactly) is the caller's to be content with.
public enum Enclosures {
  /// The precision to begin with, in bits.
  public static let firstPrecision = 128
  /// The precision to give up at, in bits.
  public static let lastPrecision = 4096

  #if Arb
    /// Whether this build can prove anything.
    public static let isAvailable = true

    /// "Arb 2.23.0": the library that is bound at run time, nil without one.
    public static var libraryVersion: String? { Ball.libraryVersion }

    /// Encloses everything that an implementation answers.
    ///
    /// - Parameters:
    ///   - from: the first precision, in bits.
    ///   - upTo: the last one.
    ///   - isSufficient: whether the enclosure is good enough; if not, the precision is doubled.
    /// - Returns: the true derivative of C: dW, db, dX and δ include the 1/m of mean reduction.
    /// - Precondition: 2 ≤ from ≤ upTo.
    /// - Accuracy: proven; at 128 bits the radius of an ordinary network's entries is half a unit in the last place.
    public static func evaluate(
      _ problem: Problem<Double>, from: Int = firstPrecision, upTo: Int = lastPrecision,
      until isSufficient: (Enclosure) -> Bool
    ) -> Enclosure? {
      let balls = problem.map { Ball($0) }
      return escalate(from: from, upTo: upTo) { bits in
        let proven = Textbook.evaluate(balls, form: .dZ)
        let known = proven.map(\.known)
        var enclosure = Enclosure(
          value: known.map(\.midpoint), radius: known.map(\.radius), bits: bits,
          atKink: balls.network.isUndetermined(ByLayer(proven.preactivations ?? [])))
        enclosure.isSufficient = isSufficient(enclosure)
        return (enclosure, enclosure.isSufficient)
      }
    }

    /// ⟨∇C, d⟩ from the forward pass alone, without a line of backpropagation.
    ///
    /// - Parameters:
    ///   - direction: d, one number for every weight, bias and input.
    ///   - from: the first precision, in bits.
    ///   - upTo: the last one.
    ///   - isSufficient: whether the slope is known well enough; if not, the precision is doubled.
    /// - Precondition: 2 ≤ from ≤ upTo.
    public static func directionalDerivative(
      _ problem: Problem<Double>, along direction: Gradient<Double>, from: Int = firstPrecision,
      upTo: Int = lastPrecision, until isSufficient: (EnclosedSlope) -> Bool
    ) -> EnclosedSlope? {
      var dual = problem.map { Dual<Ball>($0) }
      for tensor in problem.tensors {
        let (values, slopes) = (problem[tensor], direction[tensor])
        dual[tensor] = Grid(rows: values.rows, columns: values.columns) { row, column in
          Dual(Ball(values[row, column]), slope: Ball(slopes[row, column]))
        }
      }
      return slope(dual, from: from, upTo: upTo, until: isSufficient)
    }

    /// ∂C/∂θ for one entry θ, the same way.
    ///
    /// - Precondition: an entry of the problem; 2 ≤ from ≤ upTo.
    public static func partialDerivative(
      _ problem: Problem<Double>, by entry: Entry, from: Int = firstPrecision, upTo: Int = lastPrecision,
      until isSufficient: (EnclosedSlope) -> Bool
    ) -> EnclosedSlope? {
      var dual = problem.map { Dual<Ball>($0) }
      dual[entry].slope = .one
      return slope(dual, from: from, upTo: upTo, until: isSufficient)
    }

    private static func slope(
      _ dual: Problem<Dual<Ball>>, from: Int, upTo: Int, until isSufficient: (EnclosedSlope) -> Bool
    ) -> EnclosedSlope {
      escalate(from: from, upTo: upTo) { bits in
        let pass = Textbook.forward(dual.network, dual.inputs)
        let known = Textbook.cost(dual, pass).slope.known
        var slope = EnclosedSlope(
          value: known.midpoint, radius: known.radius, bits: bits, atKink: dual.network.isUndetermined(pass.u))
        slope.isSufficient = isSufficient(slope)
        return (slope, slope.isSufficient)
      }
    }

    /// Tries one precision after the other until one is enough.
    private static func escalate<Result>(
      from: Int, upTo: Int, _ attempt: (_ bits: Int) -> (Result, isSufficient: Bool)
    ) -> Result {
      precondition(from <= upTo, "precisions from \(from) up to \(upTo)")
      var bits = from
      while true {
        let (result, isSufficient) = Ball.withPrecision(bits) { attempt(bits) }
        if isSufficient || bits == upTo { return result }
        bits = min(2 * bits, upTo)
      }
    }
  #else
    public static let isAvailable = false

    public static var libraryVersion: String? { nil }

    public static func evaluate(
      _ problem: Problem<Double>, from: Int = firstPrecision, upTo: Int = lastPrecision,
      until isSufficient: (Enclosure) -> Bool
    ) -> Enclosure? { nil }

    public static func directionalDerivative(
      _ problem: Problem<Double>, along direction: Gradient<Double>, from: Int = firstPrecision,
      upTo: Int = lastPrecision, until isSufficient: (EnclosedSlope) -> Bool
    ) -> EnclosedSlope? { nil }

    public static func partialDerivative(
      _ problem: Problem<Double>, by entry: Entry, from: Int = firstPrecision, upTo: Int = lastPrecision,
      until isSufficient: (EnclosedSlope) -> Bool
    ) -> EnclosedSlope? { nil }
  #endif
}
