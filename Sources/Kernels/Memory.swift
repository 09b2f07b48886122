/// A matrix in a `Memory`: row-major, every row beginning at a multiple of 64 bytes.
///
/// What stands behind the columns of a row, up to the stride, starts as zeros and never reaches a column of any result.
package struct Block: Sendable {
  @usableFromInline package let rows: Int
  package let columns: Int
  @usableFromInline package let stride: Int
  /// The place of entry (0, 0); entry (r, c) stands at `start + r * stride + c`.
  @usableFromInline package let start: Int

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

/// Where the matrices of a calculation stand, before there is any memory.
package struct Layout {
  /// The numbers that all blocks take together.
  package private(set) var count = 0

  package init() {}

  /// A new block, at the stride at which products are fast.
  package mutating func block(rows: Int, columns: Int) -> Block {
    let stride = MatrixProduct.stride(columns: columns)
    let (size, overflows) = rows.multipliedReportingOverflow(by: stride)
    precondition(!overflows && count < Int.max / 16 - size, "\(rows) × \(columns) is too large")
    defer { count += size }
    return Block(rows: rows, columns: columns, stride: stride, start: count)
  }
}

/// The numbers of all matrices of one calculation, allocated once. All zeros at first.
package struct Memory: ~Copyable {
  @usableFromInline package let numbers: UnsafeMutablePointer<Double>

  package init(_ layout: Layout) {
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(layout.count, 1) * 8, alignment: 64)
    numbers = bytes.bindMemory(to: Double.self, capacity: layout.count)
    numbers.initialize(repeating: 0, count: layout.count)
  }

  deinit { UnsafeMutableRawPointer(numbers).deallocate() }

  /// The first row of a block.
  @inlinable @inline(__always)
  package func pointer(_ block: Block) -> UnsafeMutablePointer<Double> { numbers + block.start }

  package subscript(block: Block, row: Int, column: Int) -> Double {
    get { numbers[block.start + row * block.stride + column] }
    nonmutating set { numbers[block.start + row * block.stride + column] = newValue }
  }

  /// c = f(a, b) for the entries of three matrices in the same place, padding included. C may be A or B.
  @inlinable @inline(__always)
  package func map(_ A: Block, _ B: Block, into C: Block, _ f: (Double, Double) -> Double) {
    let (a, b, c) = (pointer(A), pointer(B), pointer(C))
    for i in 0..<C.rows * C.stride { c[i] = f(a[i], b[i]) }
  }

  /// c = f(a, b, w) for the entries of three matrices in the same place and the number w of their column, padding included.
  @inlinable @inline(__always)
  package func map(_ A: Block, _ B: Block, columns W: Block, into C: Block, _ f: (Double, Double, Double) -> Double) {
    let w = pointer(W)
    for row in 0..<C.rows {
      let offset = row * C.stride
      let (a, b, c) = (pointer(A) + offset, pointer(B) + offset, pointer(C) + offset)
      for column in 0..<C.stride { c[column] = f(a[column], b[column], w[column]) }
    }
  }

  /// C = A B, prepared for the shapes of the three.
  package func multiply(_ product: MatrixProduct, _ A: Block, _ B: Block, into C: Block) {
    product(pointer(A), pointer(B), pointer(C))
  }

  /// One number in every column of a block.
  package func fill(_ block: Block, with number: Double) {
    for row in 0..<block.rows { (pointer(block) + row * block.stride).update(repeating: number, count: block.columns) }
  }

  /// Row-major numbers without padding into the first columns of a block.
  ///
  /// - Parameter columns: how many of them make a row; at most the block's.
  package func load(_ elements: [Double], columns: Int, into block: Block) {
    precondition(elements.count == block.rows * columns && columns <= block.columns, "\(elements.count) for \(block.shape)")
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
