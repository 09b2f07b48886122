/// A rectangle of numbers, row after row. It stores; it does not calculate.
public struct Grid<Element> {
  public let rows: Int
  public let columns: Int
  /// Row-major: entry (r, c) is `elements[r * columns + c]`.
  public var elements: [Element]

  /// - Precondition: `elements.count == rows * columns`.
  @inlinable
  public init(rows: Int, columns: Int, elements: [Element]) {
    precondition(
      elements.count == rows * columns,
      "a grid of \(rows) × \(columns) cannot hold \(elements.count) elements")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  @inlinable
  public init(repeating element: Element, rows: Int, columns: Int) {
    self.init(
      rows: rows, columns: columns, elements: Array(repeating: element, count: rows * columns))
  }

  /// Fills the grid row by row.
  @inlinable
  public init<Failure: Error>(
    rows: Int, columns: Int, _ element: (_ row: Int, _ column: Int) throws(Failure) -> Element
  ) throws(Failure) {
    var elements: [Element] = []
    try elements.append(addingCapacity: rows * columns) { (elements) throws(Failure) in
      for row in 0..<rows {
        for column in 0..<columns { elements.append(try element(row, column)) }
      }
    }
    self.init(rows: rows, columns: columns, elements: elements)
  }

  /// Puts columns side by side.
  ///
  /// - Precondition: at least one column, all of one height.
  @inlinable
  public init(columns: [[Element]]) {
    self.init(rows: columns[0].count, columns: columns.count) { columns[$1][$0] }
  }

  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    get {
      assert(column >= 0 && column < columns, "column \(column) of \(columns)")
      return elements[row * columns + column]
    }
    _modify {
      assert(column >= 0 && column < columns, "column \(column) of \(columns)")
      yield &elements[row * columns + column]
    }
  }

  @inlinable
  @inline(__always)
  public func map<Other>(_ transform: (Element) -> Other) -> Grid<Other> {
    var others: [Other] = []
    others.append(addingCapacity: elements.count) { others in
      for element in elements { others.append(transform(element)) }
    }
    return Grid<Other>(rows: rows, columns: columns, elements: others)
  }

  /// One column, top to bottom: the neurons of one case, say.
  @inlinable
  public func column(_ column: Int) -> [Element] {
    (0..<rows).map { self[$0, column] }
  }

  /// The same column where it lies, without a copy.
  @inlinable
  public subscript(column column: Int) -> GridColumn<Element> { GridColumn(self, column) }

  /// Rows become columns.
  @inlinable public var transposed: Grid {
    Grid(rows: columns, columns: rows) { self[$1, $0] }
  }

  /// The grid of the named columns, in that order; a column may be named more than once.
  public func selecting(columns chosen: [Int]) -> Grid {
    Grid(rows: rows, columns: chosen.count) { self[$0, chosen[$1]] }
  }

  /// The grid of the named rows, in that order.
  public func selecting(rows chosen: [Int]) -> Grid {
    Grid(rows: chosen.count, columns: columns) { self[chosen[$0], $1] }
  }

  /// "3 × 2"
  public var shape: String { "\(rows) × \(columns)" }
}

/// One column of a grid, top to bottom.
@frozen
public struct GridColumn<Element>: RandomAccessCollection {
  @usableFromInline let grid: Grid<Element>
  @usableFromInline let column: Int

  /// - Precondition: a column of the grid.
  @inlinable
  init(_ grid: Grid<Element>, _ column: Int) {
    precondition(column >= 0 && column < grid.columns, "column \(column) of \(grid.columns)")
    (self.grid, self.column) = (grid, column)
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { grid.rows }
  @inlinable public subscript(row: Int) -> Element { grid[row, column] }
}

extension Grid: Equatable where Element: Equatable {}
extension Grid: Hashable where Element: Hashable {}
extension Grid: Sendable where Element: Sendable {}
