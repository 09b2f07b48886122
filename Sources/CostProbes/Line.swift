import Kernels
import Networks

/// A direction, and what of it is the same at every point: θ + t d.
struct Line {
  let direction: Gradient<Double>
  private let arena: Arena
  /// The lowest layer with weights whose pre-activations move.
  let first: Int
  /// D and d of the layers from 1, where they are not all 0.
  private(set) var weights: [Matrix?] = []
  private(set) var biases: [Matrix?] = []
  /// d₀, n₀ × m, where it is not 0.
  let inputs: Matrix?
  /// Room for the weights and biases of each layer at one point.
  private var movedWeights: [Matrix] = []
  private var movedBiases: [Matrix] = []
  /// In the first layer u moves by t (slope + t curvature), n × m:
  ///
  ///     (W + t D)(v + t d₀) + b + t d  =  u + t (D v + W d₀ + d) + t² D d₀
  let slope: Matrix
  let curvature: Matrix?

  init(_ centre: Centre, _ direction: Gradient<Double>) {
    self.direction = direction
    func isPresent(_ numbers: [Double]) -> Bool {
      // All of them, because that takes whole vectors at a time; a sign is no number.
      numbers.reduce(0 as UInt64) { $0 | $1.bitPattern << 1 } != 0
    }
    let (L, m) = (centre.depth, centre.caseCount)
    var shapes = [(rows: centre.width(0), columns: m)]
    for l in 1...L {
      shapes += [(centre.width(l), centre.width(l - 1)), (1, centre.width(l)), (2 * centre.width(l), m)]
    }
    if centre.hasKinks { shapes += shapes }
    let arena = Arena(shapes)
    self.arena = arena
    func filled(_ rows: Int, _ columns: Int, _ numbers: [Double]) -> Matrix? {
      guard isPresent(numbers) else { return nil }
      let matrix = arena.matrix(rows: rows, columns: columns)
      matrix.fill(numbers)
      return matrix
    }
    for l in 1...L {
      weights.append(filled(centre.width(l), centre.width(l - 1), direction.weights[l - 1].elements))
      biases.append(filled(1, centre.width(l), direction.biases[l - 1]))
    }
    if centre.hasKinks {
      movedWeights = centre.w.map { arena.matrix(rows: $0.rows, columns: $0.columns) }
      movedBiases = centre.b.map { arena.matrix(rows: 1, columns: $0.columns) }
    }
    inputs = filled(centre.width(0), m, direction.inputs.elements)
    let lowest = (0..<L).first { [weights, biases] in weights[$0] != nil || biases[$0] != nil } ?? L - 1
    let index = inputs == nil ? lowest : 0
    first = index + 1
    slope = arena.matrix(rows: centre.width(first), columns: m)
    let product = arena.matrix(rows: centre.width(first), columns: m)
    if let weights = weights[index] { slope.multiply(weights, centre.v[index]) }
    if let inputs {
      product.multiply(centre.w[index], inputs)
      slope.add(slope, product)
    }
    if let biases = biases[index] { slope.addBiases(biases) }
    if let inputs, let weights = weights[index] {
      product.multiply(weights, inputs)
      curvature = product
    } else {
      curvature = nil
    }
  }
  /// W + t D and b + t d of a layer; valid until the next call for that layer.
  func moved(_ centre: Centre, layer l: Int, by t: Double) -> (weights: Matrix, biases: Matrix) {
    if let D = weights[l - 1] { movedWeights[l - 1].add(centre.w[l - 1], t, times: D) }
    if let d = biases[l - 1] { movedBiases[l - 1].add(centre.b[l - 1], t, times: d) }
    return (
      weights[l - 1] == nil ? centre.w[l - 1] : movedWeights[l - 1],
      biases[l - 1] == nil ? centre.b[l - 1] : movedBiases[l - 1]
    )
  }
}
