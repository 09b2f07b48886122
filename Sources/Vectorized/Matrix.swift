import Networks

/// A matrix of numbers, row after row, each row padded to a multiple of 8.
///
/// The padding is there for the matrix kernels, whose contiguous dimension must be a multiple of 8. It starts as zeros and
/// its content never matters: column j of every result depends on column j of the operands alone.
struct Matrix: Sendable {
  let rows: Int
  let columns: Int
  /// The distance from a row to the next: `columns` rounded up to a multiple of 8.
  let stride: Int
  /// Entry (r, c) is `elements[r * stride + c]`.
  var elements: [Double]

  /// The 0 × 0 matrix, which stands where an equation counts from 1 and an array from 0.
  static let none = Matrix(rows: 0, columns: 0)

  /// A matrix of zeros.
  init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    stride = Matrix.stride(columns: columns)
    elements = Array(repeating: 0, count: rows * stride)
  }

  init(_ grid: Grid<Double>) {
    rows = grid.rows
    columns = grid.columns
    stride = Matrix.stride(columns: columns)
    elements = repacked(grid.elements, rows: rows, columns: columns, from: columns, to: stride)
  }

  /// The entries without the padding.
  var grid: Grid<Double> { grid(dividedBy: 1) }

  /// The entries without the padding, each divided by the divisor.
  func grid(dividedBy divisor: Double) -> Grid<Double> {
    let packed = repacked(elements, rows: rows, columns: columns, from: stride, to: columns)
    return Grid(rows: rows, columns: columns, elements: packed / divisor)
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * stride + column] }
    set { elements[row * stride + column] = newValue }
  }

  /// "3 × 2"
  var shape: String { "\(rows) × \(columns)" }

  private static func stride(columns: Int) -> Int { (columns + 7) / 8 * 8 }
}

/// The same rows at another distance from each other, zeros in between.
private func repacked(_ source: [Double], rows: Int, columns: Int, from old: Int, to new: Int) -> [Double] {
  if old == new { return source }
  var result = Array(repeating: 0.0, count: rows * new)
  let source = source.span
  var target = result.mutableSpan
  for row in 0..<rows {
    for column in 0..<columns { target[row * new + column] = source[row * old + column] }
  }
  return result
}
