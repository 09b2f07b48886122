import Networks

extension StoredCase {
  /// The exponent that stands for "no limit": none that a limit can have.
  public static let noLimit: Int32 = 32767

  /// The case as an .npz file, an archive of arrays that `numpy.load` reads; nil for a case of which nothing is proven.
  ///
  /// Equal cases make equal bytes. For an L-layer network:
  ///
  /// | arrays | type, shape |
  /// |---|---|
  /// | `W1`, `b1` … `WL`, `bL` | binary64, nₗ × nₗ₋₁ and nₗ |
  /// | `X`, `Y` | inputs and targets, n₀ × m and n_L × m |
  /// | `cost`, `Z1` … `ZL`, `A1` … `AL` (the outputs), `delta1` …, `dW1` …, `db1` …, `dX` | the proven answer |
  /// | each of these with `_limit64`, `_limit32` | 32-bit integers: e where the limit is 2^e, ``noLimit`` where there is none |
  /// | each of these with `_lower`, `_upper` | where the problem leaves a choice of slopes: what it may be between |
  /// | `history1_W1` … `history1_Y` … | problems that are asked before |
  /// | `meta` | the bytes of a JSON text: id, activations and their α, loss, reduction, flags, comment |
  public func npz() throws(ZipArchive.Failure) -> [UInt8]? {
    guard let arrays else { return nil }
    return try Self.archive(arrays)
  }

  /// What is asked, without any answer: `W1`, `b1` … `X`, `Y` and `meta`.
  public func problemNPZ() throws(ZipArchive.Failure) -> [UInt8] {
    try Self.archive(problem.arrays(prefix: "") + [("meta", meta)])
  }

  private static func archive(_ arrays: NamedArrays) throws(ZipArchive.Failure) -> [UInt8] {
    var archive = ZipArchive()
    for (name, array) in arrays { try archive.add(name + ".npy", array.bytes) }
    return archive.bytes
  }

  /// What ``npz()`` holds, in its order.
  public var arrays: [(name: String, array: NPYFile)]? {
    guard let proven else { return nil }
    let before = history.enumerated().flatMap { $1.arrays(prefix: "history\($0 + 1)_") }
    return before + problem.arrays(prefix: "") + proven.arrays(depth: problem.depth) + [("meta", meta)]
  }

  private var meta: NPYFile {
    var text = ""
    JSONText.object(
      [("id", .string(id))] + problem.description
        + [
          ("flags", .array(flags.map(JSONText.string))), ("comment", .string(comment)),
          ("history", .array(history.map { .object($0.description) })),
        ]
    ).write(to: &text)
    let bytes = Array(text.utf8)
    return NPYFile(shape: [bytes.count], .bytes(bytes))
  }
}

private typealias NamedArrays = [(name: String, array: NPYFile)]

extension Problem<Double> {
  fileprivate func arrays(prefix: String) -> NamedArrays {
    let layers = network.layers.enumerated().flatMap { index, layer -> NamedArrays in
      [
        ("\(prefix)W\(index + 1)", NPYFile(layer.weights)),
        ("\(prefix)b\(index + 1)", NPYFile(shape: [layer.biases.count], .float64(layer.biases))),
      ]
    }
    return layers + [(prefix + "X", NPYFile(inputs)), (prefix + "Y", NPYFile(targets))]
  }

  /// What of a problem is no array.
  fileprivate var description: [JSONMember] {
    let activations = network.layers.map(\.activation)
    return [
      ("activations", .array(activations.map { .string($0.name) })),
      ("alphas", .array(activations.map { $0.alpha.map(JSONText.number) ?? .literal("null") })),
      ("loss", .string(loss.rawValue)), ("reduction", .string(reduction.rawValue)),
    ]
  }
}

extension ProvenAnswer {
  /// Quantity by quantity: the value, its limits, its range.
  fileprivate func arrays(depth: Int) -> NamedArrays {
    Evaluation<Double>.quantities(depth: depth).flatMap { quantity -> NamedArrays in
      let name = quantity.arrayName(depth: depth)
      func numbers(_ evaluation: Evaluation<Double>?, _ suffix: String = "") -> NamedArrays {
        guard let grid = evaluation?[quantity] else { return [] }
        return [(name + suffix, NPYFile(shape: quantity.shape(of: grid), .float64(grid.elements)))]
      }
      func exponents(_ limits: Evaluation<Limit>, _ suffix: String) -> NamedArrays {
        guard let grid = limits[quantity] else { return [] }
        let exponents = grid.elements.map { $0.exponent.map(Int32.init) ?? StoredCase.noLimit }
        return [(name + suffix, NPYFile(shape: quantity.shape(of: grid), .int32(exponents)))]
      }
      return numbers(value) + exponents(binary64, "_limit64") + exponents(binary32, "_limit32")
        + numbers(allowed?.lower, "_lower") + numbers(allowed?.upper, "_upper")
    }
  }
}

extension Quantity {
  /// The letters of the literature; A[L] are the outputs.
  fileprivate func arrayName(depth: Int) -> String {
    switch self {
    case .cost: "cost"
    case .preactivations(let layer): "Z\(layer)"
    case .hiddenOutputs(let layer): "A\(layer)"
    case .outputs: "A\(depth)"
    case .deltas(let layer): "delta\(layer)"
    case .gradient(.weights(let layer)): "dW\(layer)"
    case .gradient(.biases(let layer)): "db\(layer)"
    case .gradient(.inputs): "dX"
    }
  }

  /// The cost is a single number, biases are a row.
  fileprivate func shape<Number>(of grid: Grid<Number>) -> [Int] {
    switch self {
    case .cost: []
    case .gradient(.biases): [grid.rows]
    default: [grid.rows, grid.columns]
    }
  }
}

extension NPYFile {
  fileprivate init(_ grid: Grid<Double>) { self.init(shape: [grid.rows, grid.columns], .float64(grid.elements)) }
}
