public import Networks

/// The rows of a grid, ready to be summed up with factors: the inner loop of every sum of products of the textbook.
///
/// Where a row holds one neuron in every case, bⱼ + Σᵢ wⱼᵢ · (row i of v) is uˡⱼ for all cases at once. Every number is added up by
/// itself, in the order of the rows, as a loop over one case alone adds it up. How the rows lie in memory is the number system's
/// own choice.
public protocol Rows {
  associatedtype Scalar: Number

  init(_ grid: Grid<Scalar>)

  /// start + Σᵣ factor(r) · (row r), number by number.
  ///
  /// - Parameters:
  ///   - elements: what the numbers of the sum are put behind, one per column.
  ///   - factor: of row r; asked more than once.
  func sum(from start: Scalar, into elements: inout [Scalar], _ factor: (_ r: Int) -> Scalar)
}

/// Rows of numbers that lie side by side.
@frozen
public struct PlainRows<Scalar: Number>: Rows {
  @usableFromInline let grid: Grid<Scalar>

  @inlinable public init(_ grid: Grid<Scalar>) { self.grid = grid }

  @inlinable
  @inline(__always)
  public func sum(from start: Scalar, into elements: inout [Scalar], _ factor: (_ r: Int) -> Scalar) {
    let (first, columns) = (elements.count, grid.columns)
    for _ in 0..<columns { elements.append(start) }
    let numbers = grid.elements.span
    var all = elements.mutableSpan
    var sums = all.extracting(first..<first + columns)
    for r in 0..<grid.rows {
      let row = numbers.extracting(r * columns..<(r + 1) * columns)
      let factor = factor(r)
      for n in 0..<columns { sums[n] += factor * row[n] }
    }
  }
}
