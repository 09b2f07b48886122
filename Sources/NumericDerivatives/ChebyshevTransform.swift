/// From values at the Chebyshev nodes to the coefficients of their interpolant, by the arithmetic of `gsl_cheb_init`, which
/// spends nearly all of its time in cosines that depend on nothing but the order.
///
///     yₖ = cos(π (k + ½)/(n + 1)),   cⱼ = 2/(n + 1) Σₖ f(yₖ) cos(π j (k + ½)/(n + 1))
///
/// - Source: GSL's cheb/init.c: the same operations in the same order, and so the same bits.
struct ChebyshevTransform: Sendable {
  /// y₀ … yₙ, falling from near 1 to near −1.
  let nodes: [Double]
  /// cos(π j (k + ½)/(n + 1)) at [k (n + 1) + j].
  private let cosines: [Double]

  init(order: Int) {
    let count = Double(order + 1)
    nodes = (0...order).map { GSL.cosine(.pi * (Double($0) + 0.5) / count) }
    cosines = (0...order).flatMap { k in
      (0...order).map { j in GSL.cosine(.pi * Double(j) * (Double(k) + 0.5) / count) }
    }
  }

  private static let customary = ChebyshevTransform(order: NumericDerivative.customaryOrder)

  /// That of the customary order is kept.
  static func of(order: Int) -> ChebyshevTransform {
    order == NumericDerivative.customaryOrder ? customary : ChebyshevTransform(order: order)
  }

  /// The nodes between other ends than −1 and 1.
  func points(from lower: Double, to upper: Double) -> [Double] {
    let (halfWidth, middle) = (0.5 * (upper - lower), 0.5 * (upper + lower))
    return nodes.map { $0 * halfWidth + middle }
  }

  /// c₀ … cₙ of the values at the nodes.
  func coefficients(_ values: [Double]) -> [Double] {
    precondition(values.count == nodes.count, "\(values.count) values at \(nodes.count) nodes")
    var sums = Array(repeating: 0.0, count: nodes.count)
    for k in nodes.indices {
      // Every sum grows in the order of k, as GSL's do one after the other.
      for j in nodes.indices { sums[j] += values[k] * cosines[k * nodes.count + j] }
    }
    let factor = 2 / Double(nodes.count)
    return sums.map { factor * $0 }
  }
}
