import CGSL
import Networks
import Testing

@testable import Vectorized

/// Products of small integers are exact in any order of summation, so every one is compared with `==`.
@Suite struct ProductsTests {
  /// Both sides of every multiple of 8 that matters, of the pieces 1, 4 and 16, and of 64.
  static let sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 40, 63, 64, 65, 70]

  /// Integers from −9 to 9, with `padding` behind every row.
  static func matrix(_ rows: Int, _ columns: Int, seed: Int, padding: Double = 0) -> Matrix {
    var matrix = Matrix(rows: rows, columns: columns)
    for row in 0..<rows {
      for place in 0..<matrix.stride {
        matrix.elements[row * matrix.stride + place] =
          place < columns ? Double((row * 7 + place * 13 + row * place * 5 + seed) % 19 - 9) : padding
      }
    }
    return matrix
  }

  static func transposed(_ matrix: Matrix, padding: Double = 0) -> Matrix {
    var result = ProductsTests.matrix(matrix.columns, matrix.rows, seed: 0, padding: padding)
    for row in 0..<matrix.rows {
      for column in 0..<matrix.columns { result[column, row] = matrix[row, column] }
    }
    return result
  }

  /// The definition, in integers.
  static func expected(_ A: Matrix, _ B: Matrix) -> [Double] {
    let a = A.grid.elements.map { Int($0) }
    let b = B.grid.elements.map { Int($0) }
    let (inner, columns) = (A.columns, B.columns)
    var c = Array(repeating: 0, count: A.rows * columns)
    for i in 0..<A.rows {
      for k in 0..<inner {
        let x = a[i * inner + k]
        for j in 0..<columns { c[i * columns + j] += x * b[k * columns + j] }
      }
    }
    return c.map(Double.init)
  }

  /// The padding holds what must not be seen: NaN behind the rows of the operands.
  @Test(arguments: sizes)
  func everyProductIsExactAndSeesNoPadding(rows: Int) {
    for inner in Self.sizes {
      for columns in Self.sizes where rows + inner + columns < 150 {
        let A = Self.matrix(rows, inner, seed: 3, padding: .nan)
        let B = Self.matrix(inner, columns, seed: 11, padding: .nan)
        let (At, Bt) = (Self.transposed(A, padding: .nan), Self.transposed(B, padding: .nan))
        let expected = Self.expected(A, B)
        let shape = "\(rows) × \(inner) × \(columns)"
        #expect((A * B).grid.elements == expected, "A B, \(shape)")
        #expect((At.ᵀ * B).grid.elements == expected, "Aᵀ B, \(shape)")
        #expect((A * Bt.ᵀ).grid.elements == expected, "A Bᵀ, \(shape)")
      }
    }
  }

  /// The fallback is checked on small shapes too, whether or not kernels exist.
  @Test(arguments: [1, 3, 8, 17])
  func fallbackIsExact(rows: Int) {
    for inner in [1, 5, 16] {
      for columns in [1, 7, 9] {
        let A = Self.matrix(rows, inner, seed: 5, padding: .nan)
        let B = Self.matrix(inner, columns, seed: 2, padding: .nan)
        let (At, Bt) = (Self.transposed(A), Self.transposed(B))
        let expected = Self.expected(A, B)
        let ab = Matrix.gemm(A, CblasNoTrans, B, CblasNoTrans, rows: rows, inner: inner, columns: columns)
        let atb = Matrix.gemm(At, CblasTrans, B, CblasNoTrans, rows: rows, inner: inner, columns: columns)
        let abt = Matrix.gemm(A, CblasNoTrans, Bt, CblasTrans, rows: rows, inner: inner, columns: columns)
        #expect(ab.grid.elements == expected && atb.grid.elements == expected && abt.grid.elements == expected)
      }
    }
  }

  @Test func paddingStartsAsZeros() {
    let matrix = Matrix(Grid(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6]))
    #expect(matrix.stride == 8)
    #expect(matrix.elements == [1, 2, 3, 0, 0, 0, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0])
    #expect(matrix.grid == Grid(rows: 2, columns: 3, elements: [1, 2, 3, 4, 5, 6]))
    #expect(Matrix(rows: 1, columns: 8).stride == 8 && Matrix(rows: 1, columns: 9).stride == 16)
  }

  @Test func elementwiseOperationsSeeNoPadding() {
    let A = Self.matrix(3, 5, seed: 1, padding: .nan)
    let B = Self.matrix(3, 5, seed: 4, padding: .infinity)
    let pairs = zip(A.grid.elements, B.grid.elements)
    #expect((A - B).grid.elements == pairs.map { $0 - $1 })
    #expect((A ⊙ B).grid.elements == pairs.map { $0 * $1 })
    #expect((A / 4).grid.elements == A.grid.elements.map { $0 * 0.25 })
    #expect((A + [1, 2, 3]).grid == Grid(rows: 3, columns: 5) { A[$0, $1] + Double($0 + 1) })
    #expect(A.rowSums == (0..<3).map { row in (0..<5).map { A[row, $0] }.reduce(0, +) })
    #expect(A.columnSums == (0..<5).map { column in (0..<3).map { A[$0, column] }.reduce(0, +) })
    #expect(columnSoftmax(A).grid.elements.allSatisfy { $0 > 0 && $0 <= 1 })
  }

  @Test func descriptionNamesWhatIsBound() {
    let description = MatrixKernels.description
    #expect(description.contains("GSL CBLAS \(GSL_VERSION)"), "\(description)")
    #if XSMM
      #expect(description.contains("LIBXSMM 1."), "\(description)")
    #else
      #expect(!description.contains("LIBXSMM"), "\(description)")
    #endif
  }
}
