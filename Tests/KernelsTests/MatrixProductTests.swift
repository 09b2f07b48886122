import Testing

@testable import Kernels

/// Products of small integers are exact in any order of summation, so every one is compared with `==`.
@Suite struct MatrixProductTests {
  /// Integers from −9 to 9, with NaN behind every row.
  static func matrix(_ rows: Int, _ columns: Int, stride: Int, seed: Int) -> [Double] {
    var elements = Array(repeating: Double.nan, count: rows * stride)
    for row in 0..<rows {
      for column in 0..<columns {
        elements[row * stride + column] = Double((row * 7 + column * 13 + row * column * 5 + seed) % 19 - 9)
      }
    }
    return elements
  }

  /// The definition.
  static func expected(_ A: [Double], _ B: [Double], _ shape: Shape) -> [Double] {
    var C = Array(repeating: 0.0, count: shape.rows * shape.columns)
    A.withUnsafeBufferPointer { a in
      B.withUnsafeBufferPointer { b in
        C.withUnsafeMutableBufferPointer { c in
          for i in 0..<shape.rows {
            for k in 0..<shape.inner {
              let (x, from, to) = (a[i * shape.strideA + k], k * shape.strideB, i * shape.columns)
              for j in 0..<shape.columns { c[to + j] += x * b[from + j] }
            }
          }
        }
      }
    }
    return C
  }

  struct Shape: CustomStringConvertible {
    var rows: Int
    var inner: Int
    var columns: Int
    var strideA: Int
    var strideB: Int
    var strideC: Int

    /// At the strides at which products are fast.
    init(_ rows: Int, _ inner: Int, _ columns: Int) {
      (self.rows, self.inner, self.columns) = (rows, inner, columns)
      strideA = MatrixProduct.stride(columns: inner)
      strideB = MatrixProduct.stride(columns: columns)
      strideC = strideB
    }

    var description: String { "\(rows) × \(inner) × \(columns), strides \(strideA), \(strideB), \(strideC)" }
  }

  /// Whether a product and the fallback are right, in a C that starts as NaN.
  static func check(_ shape: Shape) {
    let product = MatrixProduct(
      rows: shape.rows, inner: shape.inner, columns: shape.columns, strideA: shape.strideA, strideB: shape.strideB,
      strideC: shape.strideC)
    let A = matrix(shape.rows, shape.inner, stride: shape.strideA, seed: 3)
    let B = matrix(shape.inner, shape.columns, stride: shape.strideB, seed: 11)
    let expected = expected(A, B, shape)
    let ways: [(String, (UnsafePointer<Double>, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void)] = [
      ("product", { product($0, $1, $2) }), ("fallback", { product.cblas($0, $1, $2) }),
    ]
    for (name, multiply) in ways {
      var C = Array(repeating: Double.nan, count: shape.rows * shape.strideC)
      C.withUnsafeMutableBufferPointer { c in
        A.withUnsafeBufferPointer { a in
          B.withUnsafeBufferPointer { b in multiply(a.baseAddress!, b.baseAddress!, c.baseAddress!) }
        }
      }
      var wrong = 0
      for row in 0..<shape.rows {
        for column in 0..<shape.columns
        where C[row * shape.strideC + column] != expected[row * shape.columns + column] { wrong += 1 }
      }
      #expect(wrong == 0, "\(name), \(shape)")
    }
  }

  /// Both sides of every multiple of 8 that matters, of the pieces 1, 2, 4 and 16, and of 64.
  static let small = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 40, 63, 64, 65, 70]

  @Test(arguments: small)
  func smallShapes(rows: Int) {
    for inner in Self.small {
      for columns in Self.small where rows + inner + columns < 150 { Self.check(Shape(rows, inner, columns)) }
    }
  }

  /// Edges of the blocks, one large dimension at a time and all together.
  @Test(arguments: [63, 65, 71, 72, 73, 127, 128, 129, 130, 136, 137, 255, 256, 257, 264, 265, 300, 521])
  func largeShapes(size: Int) {
    for other in [1, 7, 8, 20, 33] {
      Self.check(Shape(size, other, other + 1))
      Self.check(Shape(other, size, other + 1))
      Self.check(Shape(other, other + 1, size))
    }
    Self.check(Shape(33, size, size))
    Self.check(Shape(size, size, 40))
  }

  /// The blocks of A that are not copied, wide, deep and of a stride that they are made for, with a row, a place or both left
  /// over; and those of B that are, because there are many rows.
  @Test func largeBlocks() {
    for shape in [
      Shape(48, 256, 256), Shape(33, 257, 264), Shape(17, 513, 136), Shape(50, 300, 288), Shape(17, 137, 137),
      Shape(35, 520, 200), Shape(34, 767, 130), Shape(513, 257, 200), Shape(529, 513, 130), Shape(512, 16, 600),
    ] {
      Self.check(shape)
    }
  }

  /// Strides that are larger than they need be, in any of the operands, also such as have no kernels.
  @Test(arguments: 0..<300)
  func randomShapes(seed: Int) {
    var random = UInt64(seed)
    func below(_ count: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % count
    }
    let sizes = [1, 7, 8, 9, 63, 64, 65, 127, 128, 129, 130, 255, 256, 257, 300]
    func size() -> Int { below(2) == 0 ? sizes[below(sizes.count)] : 1 + below(40) }
    var shape = Shape(size(), size(), size())
    while shape.rows * shape.inner * shape.columns > 1_000_000 { shape = Shape(size(), size(), size()) }
    if below(2) == 0 { shape.strideA += 1 + below(20) }
    if below(2) == 0 {
      shape.strideB = (shape.columns + 7) / 8 * 8 + 8 * below(4)
      shape.strideC = below(2) == 0 ? shape.strideB : shape.strideB + below(20)
    }
    Self.check(shape)
  }

  /// What stands in a column of B stays in that column of C: infinities beside ordinary numbers.
  @Test(arguments: [(3, 4, 4), (40, 33, 50), (70, 130, 140)])
  func columnsDoNotMeet(rows: Int, inner: Int, columns: Int) {
    let shape = Shape(rows, inner, columns)
    let product = MatrixProduct(
      rows: rows, inner: inner, columns: columns, strideA: shape.strideA, strideB: shape.strideB,
      strideC: shape.strideC)
    let A = Self.matrix(rows, inner, stride: shape.strideA, seed: 1)
    var B = Self.matrix(inner, columns, stride: shape.strideB, seed: 2)
    let expected = Self.expected(A, B, shape)
    for k in 0..<inner { B[k * shape.strideB + 1] = .infinity }
    var C = Array(repeating: 0.0, count: rows * shape.strideC)
    product(A, B, &C)
    for row in 0..<rows {
      for column in 0..<columns where column != 1 {
        #expect(C[row * shape.strideC + column] == expected[row * columns + column])
      }
    }
  }

  @Test func strides() {
    #expect([1, 8, 9, 64, 65, 128].map { MatrixProduct.stride(columns: $0) } == [8, 8, 16, 64, 72, 128])
    #expect(
      [129, 137, 256, 1024, 8200, 8201].map { MatrixProduct.stride(columns: $0) } == [136, 200, 264, 1032, 8200, 8264])
    for columns in 1...9000 {
      let stride = MatrixProduct.stride(columns: columns)
      #expect(stride >= columns && stride % 8 == 0 && (columns <= 128 || stride % 128 != 0))
    }
  }
}
