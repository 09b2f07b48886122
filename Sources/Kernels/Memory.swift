/// A matrix in a `Memory`: row-major, every row beginning at a multiple of 64 bytes.
///
/// What stands behind the columns of a row, up to the stride, starts as zeros and never reaches a column of any result.
package struct Block: Sendable {
  // Half as wide as Int: operations hold several blocks and are read in every run.
  private let height: Int32
  private let width: Int32
  private let distance: Int32
  /// In units of 8 numbers.
  fileprivate let place: Int32

  package var rows: Int { Int(height) }
  package var columns: Int { Int(width) }
  package var stride: Int { Int(distance) }
  /// The place of entry (0, 0); entry (r, c) stands at `start + r * stride + c`.
  var start: Int { Int(place) * 8 }

  init(rows: Int, columns: Int, stride: Int, start: Int) {
    height = Int32(rows)
    width = Int32(columns)
    distance = Int32(stride)
    place = Int32(start / 8)
  }

  /// The first rows of it.
  package func first(_ count: Int) -> Block {
    precondition(count <= rows, "\(count) of \(rows) rows")
    return Block(rows: count, columns: columns, stride: stride, start: start)
  }

  /// One row of it.
  package func row(_ row: Int) -> Block {
    precondition(row < rows, "row \(row) of \(rows)")
    return Block(rows: 1, columns: columns, stride: stride, start: start + row * stride)
  }

  /// "3 × 2"
  package var shape: String { "\(rows) × \(columns)" }

  /// Whether the two are the same numbers.
  package func isSame(as other: Block) -> Bool { start == other.start && rows == other.rows }
}

/// C = A B for three blocks.
package struct PreparedProduct: Sendable {
  fileprivate let kernels: MatrixProduct
  fileprivate let a: Int32
  fileprivate let b: Int32
  fileprivate let c: Int32

  /// - Precondition: A: n × k, B: k × m, C: n × m.
  package init(_ C: Block, _ A: Block, _ B: Block) {
    precondition(
      A.columns == B.rows && C.rows == A.rows && C.columns == B.columns,
      "a product of \(A.shape) and \(B.shape) for \(C.shape)")
    kernels = MatrixProduct(
      rows: A.rows, inner: A.columns, columns: B.columns, strideA: A.stride, strideB: B.stride, strideC: C.stride)
    (a, b, c) = (A.place, B.place, C.place)
  }
}

/// Where the matrices of a calculation stand, before there is any memory.
package struct Layout {
  /// The numbers that all blocks take together.
  package private(set) var count = 0

  package init() {}

  /// Several matrices in one place, for shapes that are needed one after the other.
  package mutating func overlaidBlocks(_ shapes: [(rows: Int, columns: Int)]) -> [Block] {
    let before = self
    var largest = self
    let blocks = shapes.map { shape in
      var layout = before
      defer { if layout.count > largest.count { largest = layout } }
      return layout.block(rows: shape.rows, columns: shape.columns)
    }
    self = largest
    return blocks
  }

  /// A new block, at the stride at which products are fast.
  package mutating func block(rows: Int, columns: Int) -> Block {
    let stride = MatrixProduct.stride(columns: columns)
    let (size, overflows) = rows.multipliedReportingOverflow(by: stride)
    precondition(!overflows && size < 1 << 33 && count < 1 << 33, "\(rows) × \(columns) is too large")
    defer { count += size }
    return Block(rows: rows, columns: columns, stride: stride, start: count)
  }
}

/// The numbers of all matrices of one calculation, allocated once. All zeros at first.
package struct Memory: ~Copyable {
  private let numbers: UnsafeMutablePointer<Double>

  package init(_ layout: Layout) {
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(layout.count, 1) * 8, alignment: 64)
    numbers = bytes.bindMemory(to: Double.self, capacity: layout.count)
    numbers.initialize(repeating: 0, count: layout.count)
  }

  deinit { UnsafeMutableRawPointer(numbers).deallocate() }

  /// The first row of a block.
  @inline(__always)
  package func pointer(_ block: Block) -> UnsafeMutablePointer<Double> { numbers + block.start }

  package subscript(block: Block, row: Int, column: Int) -> Double {
    get { numbers[block.start + row * block.stride + column] }
    nonmutating set { numbers[block.start + row * block.stride + column] = newValue }
  }

  /// C = A B.
  package func multiply(_ product: PreparedProduct) {
    product.kernels(
      numbers + Int(product.a) * 8, numbers + Int(product.b) * 8, numbers + Int(product.c) * 8)
  }

  /// One number in every column of a block.
  package func fill(_ block: Block, with number: Double) {
    for row in 0..<block.rows { (pointer(block) + row * block.stride).update(repeating: number, count: block.columns) }
  }

  /// Row-major numbers without padding into the first columns of a block.
  ///
  /// - Parameter columns: how many of them make a row; at most the block's.
  package func load(_ elements: [Double], columns: Int, into block: Block) {
    precondition(
      elements.count == block.rows * columns && columns <= block.columns, "\(elements.count) for \(block.shape)")
    elements.withUnsafeBufferPointer { source in
      guard var from = source.baseAddress else { return }
      var to = pointer(block)
      if block.stride == columns { return to.update(from: from, count: elements.count) }
      for _ in 0..<block.rows {
        for column in 0..<columns { to[column] = from[column] }
        (from, to) = (from + columns, to + block.stride)
      }
    }
  }

  /// Numbers into one column of a block, top to bottom.
  package func load(_ elements: [Double], intoColumn column: Int, of block: Block) {
    precondition(elements.count == block.rows && column < block.columns, "\(elements.count) for \(block.shape)")
    for row in elements.indices { self[block, row, column] = elements[row] }
  }

  /// The numbers of a block without its padding, row-major, each multiplied by the factor.
  package func read(_ block: Block, times factor: Double) -> [Double] {
    Array(unsafeUninitializedCapacity: block.rows * block.columns) { target, count in
      guard var to = target.baseAddress else { return }
      var from = pointer(block)
      for _ in 0..<block.rows {
        for column in 0..<block.columns { to[column] = from[column] * factor }
        (from, to) = (from + block.stride, to + block.columns)
      }
      count = block.rows * block.columns
    }
  }
}
