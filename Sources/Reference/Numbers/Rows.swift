public import Networks

/// The rows of a grid, ready to be summed up with factors: the inner loops of every sum of products of the textbook.
///
/// Where a row holds one neuron in every case, bⱼ + Σᵢ wⱼᵢ · (row i of v) is uˡⱼ for all cases at once. Every number is added up by
/// itself, in the order of the rows, as a loop over one case alone adds it up. How the rows lie in memory is the number system's
/// own choice.
public protocol Rows {
  associatedtype Scalar: Number

  init(_ grid: Grid<Scalar>)

  /// start(j) + Σᵣ factor(j, r) · (row r), number by number.
  ///
  /// - Parameters:
  ///   - count: how many such sums.
  ///   - start: of sum j.
  ///   - factor: of row r in sum j; asked more than once.
  /// - Returns: shape count × columns.
  func sums(_ count: Int, from start: (_ j: Int) -> Scalar, _ factor: (_ j: Int, _ r: Int) -> Scalar) -> Grid<Scalar>
}

/// Rows of numbers that lie side by side.
@frozen
public struct PlainRows<Scalar: Number>: Rows {
  @usableFromInline let grid: Grid<Scalar>

  @inlinable public init(_ grid: Grid<Scalar>) { self.grid = grid }

  @inlinable
  @inline(__always)
  public func sums(
    _ count: Int, from start: (_ j: Int) -> Scalar, _ factor: (_ j: Int, _ r: Int) -> Scalar
  ) -> Grid<Scalar> {
    let columns = grid.columns
    var result = Grid(rows: count, columns: columns) { j, _ in start(j) }
    let numbers = grid.elements.span
    var all = result.elements.mutableSpan
    for j in 0..<count {
      var sums = all.extracting(j * columns..<(j + 1) * columns)
      for r in 0..<grid.rows {
        let row = numbers.extracting(r * columns..<(r + 1) * columns)
        let factor = factor(j, r)
        for n in 0..<columns { sums[n] += factor * row[n] }
      }
    }
    return result
  }
}
