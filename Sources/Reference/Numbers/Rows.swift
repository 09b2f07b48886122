public import Networks

/// The rows of a grid, ready to be summed up with factors: the inner loops of every sum of products of the textbook.
///
/// Where a row holds one neuron in every case, bⱼ + Σᵢ wⱼᵢ · (row i of v) is uˡⱼ for all cases at once. Every number is added up by
/// itself, in the order of the rows, as a loop over one case alone adds it up. How the rows lie in memory is the number system's
/// own choice.
public protocol Rows {
  associatedtype Scalar: Number

  init(_ grid: Grid<Scalar>)

  /// startⱼ + Σᵣ factor(j, r) · (row r), number by number.
  ///
  /// - Parameters:
  ///   - count: how many such sums.
  ///   - start: one for every sum, or none where all begin with 0.
  ///   - factor: of row r in sum j; asked more than once.
  /// - Returns: shape count × columns.
  func sums(_ count: Int, from start: [Scalar], _ factor: (_ j: Int, _ r: Int) -> Scalar) -> Grid<Scalar>

  /// x times every number of a grid.
  static func product(_ x: Scalar, _ grid: Grid<Scalar>) -> Grid<Scalar>
}

extension Rows {
  /// Σᵣ factor(j, r) · (row r).
  @inlinable
  @inline(__always)
  public func sums(_ count: Int, _ factor: (_ j: Int, _ r: Int) -> Scalar) -> Grid<Scalar> {
    sums(count, from: [], factor)
  }

  @inlinable public static func product(_ x: Scalar, _ grid: Grid<Scalar>) -> Grid<Scalar> { grid.map { x * $0 } }
}

extension Grid where Element: Number {
  @inlinable public static func * (x: Element, grid: Grid) -> Grid { Element.NumberRows.product(x, grid) }
}

/// Rows of numbers that lie side by side.
@frozen
public struct PlainRows<Scalar: Number>: Rows {
  @usableFromInline let grid: Grid<Scalar>

  @inlinable public init(_ grid: Grid<Scalar>) { self.grid = grid }

  @inlinable
  @inline(__always)
  public func sums(_ count: Int, from start: [Scalar], _ factor: (_ j: Int, _ r: Int) -> Scalar) -> Grid<Scalar> {
    let columns = grid.columns
    let numbers = grid.elements.span
    var sums: [Scalar] = []
    sums.reserveCapacity(count * columns)
    for j in 0..<count {
      let start = start.isEmpty ? Scalar.zero : start[j]
      var n = 0
      while n + 8 <= columns {
        var eight = Eight(start)
        for r in 0..<grid.rows {
          eight.add(factor(j, r), numbers.extracting(r * columns + n..<r * columns + n + 8))
        }
        eight.append(to: &sums)
        n += 8
      }
      while n < columns {
        var sum = start
        for r in 0..<grid.rows { sum += factor(j, r) * numbers[r * columns + n] }
        sums.append(sum)
        n += 1
      }
    }
    return Grid(rows: count, columns: columns, elements: sums)
  }
}

/// The sums of eight columns side by side: an addition need not wait for the one before it.
@frozen
@usableFromInline
struct Eight<Scalar: Number> {
  @usableFromInline var (a, b, c, d): (Scalar, Scalar, Scalar, Scalar)
  @usableFromInline var (e, f, g, h): (Scalar, Scalar, Scalar, Scalar)

  @inlinable
  @inline(__always)
  init(_ start: Scalar) {
    (a, b, c, d) = (start, start, start, start)
    (e, f, g, h) = (start, start, start, start)
  }

  @inlinable
  @inline(__always)
  mutating func add(_ factor: Scalar, _ row: Span<Scalar>) {
    a += factor * row[0]
    b += factor * row[1]
    c += factor * row[2]
    d += factor * row[3]
    e += factor * row[4]
    f += factor * row[5]
    g += factor * row[6]
    h += factor * row[7]
  }

  @inlinable
  @inline(__always)
  func append(to sums: inout [Scalar]) {
    sums.append(a)
    sums.append(b)
    sums.append(c)
    sums.append(d)
    sums.append(e)
    sums.append(f)
    sums.append(g)
    sums.append(h)
  }
}
