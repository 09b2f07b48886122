public import Networks
public import Reference

/// The true answer to a problem, each number of it rounded to the nearest double, ties to even. Proven.
public struct RoundedAnswer: Sendable {
  /// At a kink with the declared conventions: slope 0 of relu, α of leaky_relu and elu.
  public var value: Evaluation<Double>
  /// Which numbers are the truth itself, not a rounding of it.
  public var isExact: Evaluation<Bool>
  /// The least and the greatest of what other slopes at kinks make of it; nil where no neuron is at a kink.
  public var range: (lower: Evaluation<Double>, upper: Evaluation<Double>)?
  /// Where neurons are exactly at a kink.
  public var kinks: [Kink]
  /// The precision that determined every rounding, in bits.
  public var bits: Int
  /// The largest radius of a ball, relative to its midpoint. What it is depends on the library's version; the roundings do not.
  public var largestRadius: Double
}

/// Why the true answer cannot be rounded.
public enum RoundingFailure: Error, Hashable, Sendable {
  /// This build has no ball arithmetic.
  case unavailable
  /// Some truth lies so near the middle between two doubles, or so near a kink, that the last precision does not tell.
  case undetermined(Quantity, row: Int, column: Int)
  /// Some truth lies beyond the doubles.
  case beyondDoubles(Quantity, row: Int, column: Int)
  /// So many neurons are at a kink that the choices cannot be enumerated.
  case tooManyKinks(Int)
}

extension Enclosures {
  /// How many neurons may be at a kink: each doubles the number of choices.
  public static let mostKinks = 10

  /// Rounds the true answer, doubling the precision until every rounding is determined.
  public static func roundedAnswer(
    _ problem: Problem<Double>, upTo lastPrecision: Int = lastPrecision
  ) throws(RoundingFailure) -> RoundedAnswer {
    #if Arb
      let balls = problem.map { Ball($0) }
      var bits = firstPrecision
      while true {
        switch Ball.withPrecision(bits, { attempt(balls, bits: bits) }) {
        case .success(let answer): return answer
        case .failure(.undetermined(let quantity, let row, let column)):
          guard bits < lastPrecision else { throw .undetermined(quantity, row: row, column: column) }
          bits = min(2 * bits, lastPrecision)
        case .failure(let failure): throw failure
        }
      }
    #else
      throw .unavailable
    #endif
  }
}

#if Arb
  private func attempt(_ problem: Problem<Ball>, bits: Int) -> Result<RoundedAnswer, RoundingFailure> {
    Result { () throws(RoundingFailure) in
      let proven = evaluate(problem, sides: [])
      let u = ByLayer(proven.preactivations ?? [])
      for layer in 1...problem.depth where problem.network.layers[layer - 1].activation.hasKink {
        if let place = u[layer].elements.firstIndex(where: { $0.signum == .undetermined }) {
          let columns = u[layer].columns
          throw .undetermined(.preactivations(layer: layer), row: place / columns, column: place % columns)
        }
      }
      let kinks = Textbook.kinks(problem.network, u)
      guard kinks.count <= Enclosures.mostKinks else { throw .tooManyKinks(kinks.count) }
      let value = try rounded(proven, depth: problem.depth)
      var range: (lower: Evaluation<Double>, upper: Evaluation<Double>)?
      if !kinks.isEmpty { range = try allowedRange(problem, kinks, conventional: value) }
      return RoundedAnswer(
        value: value, isExact: proven.map { $0.radius == 0 }, range: range, kinks: kinks, bits: bits,
        largestRadius: proven.largestRadius(depth: problem.depth))
    }
  }

  /// The answer, with one division by m at the end instead of a product with 1/m, which is exact only where m is a power of two:
  /// what is exactly in the middle between two doubles stays exact, and so its rounding is determined.
  private func evaluate(_ problem: Problem<Ball>, sides: [(Kink, Ball)]) -> Evaluation<Ball> {
    var summed = problem
    summed.reduction = .sum
    var answer = Textbook.evaluate(summed, form: .dZ, sides: sides)
    guard problem.reduction == .mean else { return answer }
    let m = Ball(Double(problem.caseCount))
    answer.cost = answer.cost / m
    answer.deltas = answer.deltas?.map { $0.map { $0 / m } }
    answer.gradient = answer.gradient.map { $0 / m }
    return answer
  }

  /// Every quantity is multilinear in the slopes at the kinks, so it is extreme where each of them is that of one side.
  private func allowedRange(
    _ problem: Problem<Ball>, _ kinks: [Kink], conventional: Evaluation<Double>
  ) throws(RoundingFailure) -> (lower: Evaluation<Double>, upper: Evaluation<Double>) {
    var (lower, upper) = (conventional, conventional)
    for choice in 1..<(1 << kinks.count) {
      // The conventions take the left side, which is there at 0 itself.
      let right = kinks.indices.filter { choice >> $0 & 1 == 1 }.map { (kinks[$0], Ball.one) }
      let value = try rounded(evaluate(problem, sides: right), depth: problem.depth)
      lower = lower.merged(value, min)
      upper = upper.merged(value, max)
    }
    return (lower, upper)
  }

  private func rounded(_ proven: Evaluation<Ball>, depth: Int) throws(RoundingFailure) -> Evaluation<Double> {
    let rounded = proven.map { $0.nearestDouble ?? .nan }
    for quantity in Evaluation<Double>.quantities(depth: depth) {
      guard let grid = rounded[quantity] else { continue }
      for row in 0..<grid.rows {
        for column in 0..<grid.columns where !grid[row, column].isFinite {
          if grid[row, column].isNaN { throw .undetermined(quantity, row: row, column: column) }
          throw .beyondDoubles(quantity, row: row, column: column)
        }
      }
    }
    return rounded
  }

  extension Evaluation<Ball> {
    fileprivate func largestRadius(depth: Int) -> Double {
      Evaluation<Double>.quantities(depth: depth).compactMap { self[$0] }.flatMap(\.elements)
        .reduce(0) { largest, ball in max(largest, ball.relativeRadius) }
    }
  }
#endif
