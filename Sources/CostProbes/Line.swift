import Networks

/// A direction, and what of it is the same at every point: θ + t d.
struct Line {
  let direction: Gradient<Double>
  /// The lowest layer with weights whose pre-activations move.
  let first: Int
  /// D and d of the layers from 1, where they are not all 0.
  private(set) var weights: [Matrix?] = []
  private(set) var biases: [Matrix?] = []
  /// In the first layer u moves by t (slope + t curvature), n × m:
  ///
  ///     (W + t D)(v + t d₀) + b + t d  =  u + t (D v + W d₀ + d) + t² D d₀
  let slope: Matrix
  let curvature: Matrix?

  init(_ centre: Centre, _ direction: Gradient<Double>) {
    self.direction = direction
    func isPresent(_ numbers: [Double]) -> Bool { numbers.contains { $0 != 0 } }
    var lowest = centre.depth - 1
    for l in (0..<centre.depth).reversed() {
      let (D, d) = (direction.weights[l], direction.biases[l])
      weights.insert(isPresent(D.elements) ? Matrix(D) : nil, at: 0)
      biases.insert(
        isPresent(d) ? Matrix(Grid(rows: d.count, columns: 1, elements: d), isPacked: true) : nil, at: 0)
      if weights[0] != nil || biases[0] != nil { lowest = l }
    }
    let inputs = isPresent(direction.inputs.elements) ? Matrix(direction.inputs) : nil
    let index = inputs == nil ? lowest : 0
    first = index + 1
    let (rows, columns) = (centre.width(index + 1), centre.caseCount)
    let (slope, product) = (Matrix(rows: rows, columns: columns), Matrix(rows: rows, columns: columns))
    if let weights = weights[index] { slope.multiply(weights, centre.v[index]) }
    if let inputs {
      product.multiply(centre.w[index], inputs)
      slope.add(slope, product)
    }
    if let biases = biases[index] { slope.addBiases(biases) }
    self.slope = slope
    if let inputs, let weights = weights[index] {
      product.multiply(weights, inputs)
      curvature = product
    } else {
      curvature = nil
    }
  }
}
