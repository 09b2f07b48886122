import Networks

/// The sizes that the parts of an expected answer must have. All unknown while the problem itself is faulty: then the
/// numbers are still checked, and the shapes once the problem is mended.
struct Sizes {
  let depth: Count?
  let cases: Count?
  private let problem: Problem<Double>?

  init(_ problem: Problem<Double>?) {
    self.problem = problem
    depth = problem.map { Count($0.depth, "one per layer") }
    cases = problem.map { Count($0.caseCount, "one per case") }
  }

  var hiddenLayers: Count? { problem.map { Count($0.depth - 1, "one per hidden layer") } }

  /// nₗ, where layer 0 is the input. Nil for a layer that is one too many, which the list's own count has noted.
  func width(_ layer: Int) -> Count? {
    guard let widths = problem?.network.widths, widths.indices.contains(layer) else { return nil }
    return Count(widths[layer], layer == 0 ? "one per input" : "one per neuron of layer \(layer)")
  }

  var outputs: Count? { width(problem?.depth ?? 0) }

  func inputWidth(_ layer: Int) -> Count? {
    guard let width = width(layer - 1) else { return nil }
    return layer == 1 ? width : Count(width.number, "one per neuron of the layer below")
  }
}

extension CaseReader {
  /// One grid per layer, neurons × cases.
  mutating func casewise<Number>(
    _ members: [String: JSONValue], _ key: String, at path: JSONPointer, count: Count?, _ sizes: Sizes,
    as parse: Parse<Number>
  ) -> [Grid<Number>]? {
    guard let value = members[key] else { return nil }
    var layer = 0
    return list(value, at: path.key(key), of: "grids", count: count) { reader, value, path in
      layer += 1
      return reader.grid(value, at: path, rows: sizes.width(layer), columns: sizes.cases, as: parse)
    }
  }

  /// One grid per layer, of the weights' shape.
  mutating func weights<Number>(
    _ members: [String: JSONValue], _ key: String, at path: JSONPointer, _ sizes: Sizes, as parse: Parse<Number>
  ) -> [Grid<Number>]? {
    guard let value = members[key] else { return nil }
    var layer = 0
    return list(value, at: path.key(key), of: "grids", count: sizes.depth) { reader, value, path in
      layer += 1
      return reader.grid(value, at: path, rows: sizes.width(layer), columns: sizes.inputWidth(layer), as: parse)
    }
  }

  /// One row of numbers per layer, of the biases' shape.
  mutating func biases<Number>(
    _ members: [String: JSONValue], _ key: String, at path: JSONPointer, _ sizes: Sizes, as parse: Parse<Number>
  ) -> [[Number]]? {
    guard let value = members[key] else { return nil }
    var layer = 0
    return list(value, at: path.key(key), of: "rows", count: sizes.depth) { reader, value, path in
      layer += 1
      return reader.numbers(value, at: path, count: sizes.width(layer), as: parse)
    }
  }
}
