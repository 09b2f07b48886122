import Networks

/// The function along one axis: φ(t) = f(θ + t d), with |dᵢ| at most the half-width of parameter i.
struct Line {
  let point: [Double]
  /// The non-zero components of d, by their place in θ.
  let direction: [(place: Int, step: Double)]
  let precision: Precision
  /// How large t may be: an eighth of the width of what is declared.
  static let reach = 0x1p-2

  /// The claimed φ′(0) = ⟨∇f, d⟩.
  func slope(of gradient: [Double]) -> Double { direction.reduce(0) { $0 + $1.step * gradient[$1.place] } }

  /// The largest |∂f/∂θᵢ dᵢ| of a claimed gradient, and what rounding θ + t d moves φ by: u Σ |gᵢ| (|θᵢ| + |dᵢ|).
  func sizes(of gradient: [Double]) -> (largest: Double, argumentRounding: Double) {
    var (largest, rounding) = (0.0, 0.0)
    for (place, step) in direction {
      largest = max(largest, (step * gradient[place]).magnitude)
      rounding += gradient[place].magnitude * (point[place].magnitude + step.magnitude)
    }
    return (largest, rounding * precision.unitRoundoff)
  }

  func moved(by t: Double) -> [Double] {
    var moved = point
    for (place, step) in direction { moved[place] = precision.rounded(point[place] + t * step) }
    return moved
  }
}
