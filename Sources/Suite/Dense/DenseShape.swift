/// The widths and the number of cases of a problem of the dense set.
struct DenseShape: Hashable {
  /// n₀ … n_L.
  let widths: [Int]
  /// m.
  let caseCount: Int
  let traits: [ShapeTrait]

  init(_ widths: [Int], cases: Int) {
    self.widths = widths
    caseCount = cases
    traits = ShapeTrait.traits(widths: widths, caseCount: cases)
  }

  var depth: Int { widths.count - 1 }
  var outputWidth: Int { widths[depth] }

  /// The shapes that problems have: at most 24 weights and biases, so that a case is read by a person and stored in a few
  /// kilobytes. The order is permanent.
  static let all = [
    DenseShape([3, 2], cases: 4), DenseShape([2, 2], cases: 2), DenseShape([1, 3], cases: 1),
    DenseShape([4, 1], cases: 3), DenseShape([2, 3], cases: 3), DenseShape([3, 3], cases: 1),
    DenseShape([2, 3, 2], cases: 5), DenseShape([3, 2, 3], cases: 1), DenseShape([2, 2, 2], cases: 2),
    DenseShape([3, 1, 2], cases: 4), DenseShape([1, 4, 1], cases: 1), DenseShape([2, 4, 1], cases: 4),
    DenseShape([1, 1, 1], cases: 3), DenseShape([2, 2, 2], cases: 1), DenseShape([2, 2, 2], cases: 4),
    DenseShape([4, 2, 2], cases: 3), DenseShape([1, 3, 3], cases: 3), DenseShape([2, 1, 3], cases: 1),
    DenseShape([1, 2, 3], cases: 2), DenseShape([3, 3, 1], cases: 2),
    DenseShape([2, 2, 2, 2], cases: 2), DenseShape([2, 2, 2, 2], cases: 1), DenseShape([2, 2, 2, 2], cases: 3),
    DenseShape([1, 2, 1, 2], cases: 3), DenseShape([2, 3, 1, 2], cases: 1), DenseShape([3, 2, 1, 3], cases: 2),
    DenseShape([1, 3, 2, 2], cases: 3), DenseShape([1, 1, 1, 1], cases: 2), DenseShape([2, 1, 2, 1, 2], cases: 4),
    DenseShape([2, 2, 2, 2, 2], cases: 2),
  ]
}
