public import Networks

/// Which entries of a problem are checked one by one.
public struct Sampling: Hashable, Sendable {
  /// Problems with at most this many entries are checked entry by entry.
  public var exhaustiveLimit: Int
  /// Above it, this many entries of every tensor, one from each of as many equal strata.
  public var entriesPerTensor: Int

  /// What is not differentiated: by entries or along directions.
  public var omitted: Set<Tensor> = []

  /// The default keeps the numeric derivatives at about two thirds of a run's time.
  public init(exhaustiveLimit: Int = 96, entriesPerTensor: Int = 6) {
    self.exhaustiveLimit = exhaustiveLimit
    self.entriesPerTensor = entriesPerTensor
  }

  /// Every entry of every tensor, however many.
  public static let exhaustive = Sampling(exhaustiveLimit: .max, entriesPerTensor: .max)

  /// Every weight and bias, and no input: what other gradient checkers do.
  public static let parameters = {
    var sampling = Sampling.exhaustive
    sampling.omitted = [.inputs]
    return sampling
  }()

  /// The entries to check, the same for the same problem every time.
  public func entries(of problem: Problem<Double>) -> [Entry] {
    let tensors = problem.tensors.filter { !omitted.contains($0) }
    let total = tensors.reduce(0) { $0 + problem[$1].elements.count }
    var random = RandomSource.forSampling(problem)
    return tensors.flatMap { tensor in
      let grid = problem[tensor]
      let count = grid.elements.count
      let strata = total <= exhaustiveLimit ? count : min(count, max(entriesPerTensor, 1))
      return (0..<strata).map { stratum in
        let (from, to) = (stratum * count / strata, (stratum + 1) * count / strata)
        let (row, column) = (from + random.integer(below: to - from)).quotientAndRemainder(dividingBy: grid.columns)
        return Entry(tensor, row: row, column: column)
      }
    }
  }

  /// A random direction of ±1 in every tensor by itself, and one in all weights and biases together. A tensor that is
  /// wrong anywhere shows in its direction unless its errors cancel to the last digit.
  public func directions(of problem: Problem<Double>) -> [(tensor: Tensor?, direction: Gradient<Double>)] {
    var random = RandomSource.forSampling(problem)
    let tensors = problem.tensors.filter { !omitted.contains($0) }
    let parameters = tensors.filter { $0 != .inputs }
    return tensors.map { ($0, .signs(problem, in: [$0], &random)) }
      + [(nil, .signs(problem, in: parameters, &random))]
  }

  /// A random direction of ±1 in some tensors, and 0 in the others; the same for the same problem every time.
  public static func direction(of problem: Problem<Double>, in tensors: [Tensor]) -> Gradient<Double> {
    var random = RandomSource.forSampling(problem)
    return .signs(problem, in: tensors, &random)
  }
}

extension RandomSource {
  /// Depends on the shape of the problem alone, so that a stored case is sampled like the generated one.
  fileprivate static func forSampling(_ problem: Problem<Double>) -> RandomSource {
    let shape = problem.network.widths.reduce(UInt64(problem.caseCount)) { ($0 &* 0x100_0193) ^ UInt64($1) }
    return RandomSource(version: 1, seed: shape, index: 0)
  }
}

extension Gradient<Double> {
  /// ±1 in the named tensors, 0 elsewhere.
  fileprivate static func signs(
    _ problem: Problem<Double>, in chosen: [Tensor], _ random: inout RandomSource
  ) -> Gradient {
    func fill(_ tensor: Tensor) -> Grid<Double> {
      let grid = problem[tensor]
      guard chosen.contains(tensor) else { return Grid(repeating: 0, rows: grid.rows, columns: grid.columns) }
      return Grid(rows: grid.rows, columns: grid.columns) { _, _ in random.sign() }
    }
    let layers = 1...problem.depth
    return Gradient(
      weights: layers.map { fill(.weights(layer: $0)) }, biases: layers.map { fill(.biases(layer: $0)).elements },
      inputs: fill(.inputs))
  }
}
