/// Memory for matrices that live as long as it does: for calculations that make them as they go, where a `Layout` knows all of
/// its blocks beforehand.
package final class Arena {
  private let start: UnsafeMutablePointer<Double>
  private let capacity: Int
  private var used = 0

  /// - Parameters:
  ///   - shapes: of all the matrices that will be asked for.
  ///   - isCleared: whether they are zeros in the beginning; whatever else they may be has to be written over.
  package init(_ shapes: [(rows: Int, columns: Int)], isCleared: Bool = true) {
    capacity = shapes.reduce(0) { $0 + $1.rows * $1.columns.roundedUpToVectors }
    start = .allocate(capacity: capacity)
    if isCleared { start.initialize(repeating: 0, count: capacity) }
  }

  deinit { start.deallocate() }

  /// The next one. Whoever keeps it keeps the arena as well.
  package func matrix(rows: Int, columns: Int) -> Matrix {
    let matrix = Matrix(rows: rows, columns: columns, start: start + used)
    used += rows * matrix.stride
    precondition(used <= capacity, "more matrices than were announced")
    return matrix
  }
}

/// A row-major matrix in an ``Arena``.
///
/// Rows begin a multiple of eight numbers apart, so that whole vectors of columns can be computed.
@safe
package struct Matrix {
  package let rows: Int
  package let columns: Int
  /// The distance between rows.
  package let stride: Int
  let start: UnsafeMutablePointer<Double>

  fileprivate init(rows: Int, columns: Int, start: UnsafeMutablePointer<Double>) {
    (self.rows, self.columns) = (rows, columns)
    stride = columns.roundedUpToVectors
    self.start = start
  }

  package subscript(row: Int, column: Int) -> Double {
    get {
      check(row, column)
      return start[row * stride + column]
    }
    nonmutating set {
      check(row, column)
      start[row * stride + column] = newValue
    }
  }

  private func check(_ row: Int, _ column: Int) {
    precondition(row >= 0 && row < rows && column >= 0 && column < stride, "[\(row), \(column)] of \(rows) × \(stride)")
  }

  func address(_ row: Int) -> UnsafeMutablePointer<Double> {
    precondition(row >= 0 && row < rows, "row \(row) of \(rows)")
    return start + row * stride
  }

  @inline(__always)
  func requireShape(of other: Matrix) {
    precondition(
      rows == other.rows && stride == other.stride, "\(rows) × \(stride) and \(other.rows) × \(other.stride)")
  }
}

extension Int {
  /// Eight numbers are the longest vector.
  package var roundedUpToVectors: Int { (self + 7) / 8 * 8 }
}

// MARK: - Copies

extension Matrix {
  /// Takes rows × columns numbers, row after row.
  package func fill(_ elements: [Double]) {
    precondition(elements.count == rows * columns, "\(elements.count) numbers for \(rows) × \(columns)")
    elements.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      for row in 0..<rows { (start + row * stride).update(from: base + row * columns, count: columns) }
    }
  }

  /// Repeats the columns of another matrix until the rows are full.
  package func tile(_ pattern: Matrix) {
    precondition(rows == pattern.rows, "\(pattern.rows) rows for \(rows)")
    for row in 0..<rows {
      let target = start + row * stride
      var filled = min(pattern.columns, stride)
      target.update(from: pattern.start + row * pattern.stride, count: filled)
      while filled < stride {
        let more = min(filled, stride - filled)
        // A whole number of patterns is copied each time but the last.
        (target + filled).update(from: target, count: more)
        filled += more
      }
    }
  }

  package func copy(_ other: Matrix) {
    requireShape(of: other)
    start.update(from: other.start, count: rows * stride)
  }

  /// Columns of one row, into the same columns of row `target`.
  package func copy(_ columns: Range<Int>, ofRow row: Int, in source: Matrix, toRow target: Int = 0) {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= min(stride, source.stride), "columns \(columns)")
    (address(target) + columns.lowerBound).update(
      from: source.address(row) + columns.lowerBound, count: columns.count)
  }

  package func negate() {
    for index in 0..<rows * stride { start[index] = -start[index] }
  }

  package func clear() { start.update(repeating: 0, count: rows * stride) }

  /// Sets columns of the first row to one number.
  package func set(_ columns: Range<Int>, to number: Double) {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= stride, "columns \(columns)")
    (start + columns.lowerBound).update(repeating: number, count: columns.count)
  }

  /// Sets columns of the first row, from `first` on, to t times those of a row of another matrix.
  package func set(from first: Int, to t: Double, times source: Matrix, row: Int) {
    precondition(first >= 0 && first + source.columns <= stride, "\(source.columns) columns from \(first)")
    let (target, numbers) = (start + first, source.address(row))
    for n in 0..<source.columns { target[n] = t * numbers[n] }
  }

  /// The sum of columns of a row, without those in which another row has a zero.
  package func sum(_ columns: Range<Int>, where mask: Matrix) -> Double {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= min(stride, mask.stride), "columns \(columns)")
    var sum = 0.0
    for c in columns where mask.start[c] != 0 { sum += start[c] }
    return sum
  }

  /// The largest of columns of a row, without those in which another row has a zero; NaN if there is one.
  package func largest(_ columns: Range<Int>, where mask: Matrix) -> Double {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= min(stride, mask.stride), "columns \(columns)")
    var largest = 0.0
    for c in columns where mask.start[c] != 0 {
      let number = start[c]
      if number > largest || number.isNaN { largest = number }
    }
    return largest
  }

  /// Whether a column of a row is not 0.
  package func hasNonzero(_ columns: Range<Int>) -> Bool {
    precondition(columns.lowerBound >= 0 && columns.upperBound <= stride, "columns \(columns)")
    return columns.contains { start[$0] != 0 }
  }
}
