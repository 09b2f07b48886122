/// A grid as it lies, or with its rows as columns, without a copy of its numbers.
@frozen
public struct GridView<Element> {
  public let rows: Int
  public let columns: Int
  /// All the elements of the grid, as it has them.
  public let elements: [Element]
  /// How many elements lie between two of one column, and between two of one row.
  public let (rowStep, columnStep): (Int, Int)

  @inlinable
  init(rows: Int, columns: Int, elements: [Element], steps: (row: Int, column: Int)) {
    self.rows = rows
    self.columns = columns
    self.elements = elements
    (rowStep, columnStep) = steps
  }

  @inlinable
  public init(_ grid: Grid<Element>) {
    self.init(rows: grid.rows, columns: grid.columns, elements: grid.elements, steps: (grid.columns, 1))
  }

  @inlinable
  public init(transposed grid: Grid<Element>) {
    self.init(rows: grid.columns, columns: grid.rows, elements: grid.elements, steps: (1, grid.columns))
  }

  @inlinable
  public subscript(row: Int, column: Int) -> Element {
    assert(row >= 0 && row < rows && column >= 0 && column < columns, "(\(row), \(column)) of \(rows) × \(columns)")
    return elements[row * rowStep + column * columnStep]
  }

  @inlinable
  public func map<Other>(_ transform: (Element) -> Other) -> GridView<Other> {
    GridView<Other>(rows: rows, columns: columns, elements: elements.map(transform), steps: (rowStep, columnStep))
  }

  /// What is seen, as a grid of its own.
  @inlinable public var grid: Grid<Element> {
    // Where the columns lie side by side, so do the rows: a grid as it is, or one column laid down.
    columnStep == 1
      ? Grid(rows: rows, columns: columns, elements: elements) : Grid(rows: rows, columns: columns) { self[$0, $1] }
  }
}
