/// The elementwise (Hadamard) product.
infix operator ⊙ : MultiplicationPrecedence

extension Matrix {
  /// Replaces every entry x by f(x, y), where y is the entry of `other` in the same place.
  @inline(__always)
  mutating func update(with other: Matrix, _ f: (Double, Double) -> Double) {
    precondition(rows == other.rows && columns == other.columns, "\(shape) meets \(other.shape)")
    let (rows, columns, stride) = (rows, columns, stride)
    let theirs = other.elements.span
    var mine = elements.mutableSpan
    for row in 0..<rows {
      for i in row * stride..<row * stride + columns { mine[i] = f(mine[i], theirs[i]) }
    }
  }

  /// The matrix of f(x).
  @inline(__always)
  func map(_ f: (Double) -> Double) -> Matrix {
    var result = Matrix(rows: rows, columns: columns)
    let mine = elements.span
    var target = result.elements.mutableSpan
    for row in 0..<rows {
      for i in row * stride..<row * stride + columns { target[i] = f(mine[i]) }
    }
    return result
  }

  static func - (left: consuming Matrix, right: Matrix) -> Matrix {
    left.update(with: right) { $0 - $1 }
    return left
  }

  static func ⊙ (left: consuming Matrix, right: Matrix) -> Matrix {
    left.update(with: right) { $0 * $1 }
    return left
  }

  /// Every entry divided by a number: one rounding, where a product with 1/m would have two.
  static func / (left: consuming Matrix, divisor: Double) -> Matrix {
    left.elements = left.elements / divisor
    return left
  }

  /// Adds the column b to every column (in the equations: Z = W A + b).
  static func + (left: consuming Matrix, b: [Double]) -> Matrix {
    precondition(left.rows == b.count, "\(left.shape) meets a column of \(b.count)")
    let (rows, columns, stride) = (left.rows, left.columns, left.stride)
    var mine = left.elements.mutableSpan
    for row in 0..<rows {
      let bias = b[row]
      for i in row * stride..<row * stride + columns { mine[i] += bias }
    }
    return left
  }

  /// Σ over the columns: one number for each row.
  var rowSums: [Double] {
    let mine = elements.span
    var sums = Array(repeating: 0.0, count: rows)
    for row in 0..<rows {
      var sum = 0.0
      for i in row * stride..<row * stride + columns { sum += mine[i] }
      sums[row] = sum
    }
    return sums
  }

  /// Σ over the rows: one number for each column.
  var columnSums: [Double] {
    let mine = elements.span
    var sums = Array(repeating: 0.0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns { sums[column] += mine[row * stride + column] }
    }
    return sums
  }
}

/// Every number divided by the divisor.
func / (left: consuming [Double], divisor: Double) -> [Double] {
  if divisor != 1 {
    for i in left.indices { left[i] /= divisor }
  }
  return left
}
