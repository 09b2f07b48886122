#if XSMM
  import CGSL
  import CXSMM

  /// C = A B of any shape, put together from blocks that have generated kernels. Names and shapes as in `MatrixProduct`.
  ///
  ///     for every 256 or 512 columns of B, for every 256 rows of them      half of the second cache at most
  ///       for every 16 rows of A
  ///         for every 64 columns: C += A B, 16 × 256 × 64
  ///
  /// The inner places that are left over join the first 256, so that C is read and written no more often for them. [W b] and
  /// (A; 1) have one column or row more than a layer: a kernel for 257 inner places or 17 rows takes it along.
  ///
  /// Where there are many rows, so much of B is copied first, 64 columns after 64, so that a block of it is in one piece.
  /// What is left over is cut into blocks of 32, 16 and 8 columns, of 4 rows and 1, of 64, 16, 4 and 1 inner places. For those
  /// A is copied, so that its stride is the same for every kernel. Strides of B and C that no kernel has are dealt with in the
  /// same way: 64 columns at a time, with copies of the blocks of B and C.
  struct BlockedProduct {
    let rows: Int
    let inner: Int
    let columns: Int
    let strideA: Int
    let strideB: Int
    let strideC: Int

    /// How many rows of B are in use at a time: the inner places of a kernel.
    private static let depth = 256
    /// How many of their columns: no entry of C depends on it.
    private static let width = nnverify_second_cache() >= 2 << 20 ? 512 : 256
    /// The rows from which on it is worth while to copy B: it is read once for every 16 of them.
    private static let manyRows = 512

    func callAsFunction(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>
    ) {
      if strideB == strideC && nnverify_xsmm_block(8, 1, 1, Int32(strideB), 0).code != nil {
        let padded = (columns + 7) / 8 * 8
        for column in stride(from: 0, to: padded, by: Self.width) {
          slab(a, b + column, c + column, columns: min(Self.width, padded - column), stride: strideB)
        }
      } else {
        staged(a, b, c)
      }
      nnverify_xsmm_done()
    }

    /// Columns of C that are at most `width` and a multiple of 8, with B and C at the same stride.
    private func slab(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>, columns: Int,
      stride: Int
    ) {
      // For 17 rows of A; for 257 of B.
      let (sizeOfA, sizeOfB) = (17 * Int(nnverify_xsmm_ldb), rows < Self.manyRows ? 0 : 257 * min(Self.width, columns))
      withUnsafeTemporaryAllocation(byteCount: (sizeOfA + sizeOfB) * 8, alignment: 64) { scratch in
        let copyOfA = scratch.baseAddress!.assumingMemoryBound(to: Double.self)
        let copyOfB = copyOfA + sizeOfA
        var (k, depth) = (0, inner < Self.depth ? inner : Self.depth + inner % Self.depth)
        while k < inner {
          let isCopied = sizeOfB > 0 && depth <= 257
          if isCopied { copy(b + k * stride, to: copyOfB, depth: depth, columns: columns, stride: stride) }
          var row = 0
          while row < rows {
            let left = rows - row
            let height = left == 17 ? 17 : left >= 16 ? 16 : left >= 4 ? 4 : 1
            let strip = Strip(
              height: height, depth: depth, strideA: strideA, stride: stride, adds: k > 0,
              copyOfB: isCopied ? UnsafePointer(copyOfB) : nil, copyOfA: copyOfA)
            // The beginnings of the next rows; the processor goes on by itself.
            for next in row + height..<row + height + 16 where next < rows {
              nnverify_xsmm_expect(a + next * strideA + k, 32)
            }
            strip(a + row * strideA + k, b + k * stride, c + row * stride, columns: columns)
            row += height
          }
          (k, depth) = (k + depth, Self.depth)
        }
      }
    }

    /// Rows of B, 64 columns after 64.
    private func copy(
      _ b: UnsafePointer<Double>, to copy: UnsafeMutablePointer<Double>, depth: Int, columns: Int, stride: Int
    ) {
      for column in Swift.stride(from: 0, to: columns / 64 * 64, by: 64) {
        for k in 0..<depth { (copy + column * depth + k * 64).update(from: b + k * stride + column, count: 64) }
      }
    }

    /// Any strides: 64 columns at a time, B and C copied to and from a stride of 64.
    private func staged(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>
    ) {
      let (sizeOfB, sizeOfC) = (inner * 64, rows * 64)
      withUnsafeTemporaryAllocation(byteCount: (sizeOfB + sizeOfC) * 8, alignment: 64) { scratch in
        let copyOfB = scratch.baseAddress!.assumingMemoryBound(to: Double.self)
        let copyOfC = copyOfB + sizeOfB
        for column in stride(from: 0, to: columns, by: 64) {
          let padded = min(64, (columns - column + 7) / 8 * 8)
          for k in 0..<inner { (copyOfB + k * 64).update(from: b + k * strideB + column, count: padded) }
          slab(a, copyOfB, copyOfC, columns: padded, stride: 64)
          for row in 0..<rows { (c + row * strideC + column).update(from: copyOfC + row * 64, count: padded) }
        }
      }
    }
  }

  /// C = A B or C += A B for a few rows, from one block of columns to the next.
  private struct Strip {
    /// 17, 16, 4 or 1 rows.
    let height: Int
    /// Less than 512 inner places.
    let depth: Int
    let strideA: Int
    /// Of B and C.
    let stride: Int
    let adds: Bool
    /// B, 64 columns after 64.
    let copyOfB: UnsafePointer<Double>?
    /// Where rows of A are copied to.
    let copyOfA: UnsafeMutablePointer<Double>

    func callAsFunction(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>, columns: Int
    ) {
      let kernel = nnverify_xsmm_direct(
        Int32(height), Int32(depth), copyOfB == nil ? 0 : 1, Int32(stride), Int32(strideA), adds ? 1 : 0)
      var column = 0
      if kernel.code != nil {
        while columns - column >= 64 {
          nnverify_xsmm_call(kernel, copyOfB.map { $0 + column * depth } ?? b + column, a, c + column)
          column += 64
        }
      }
      if column == columns { return }
      for row in 0..<height { (copyOfA + row * Int(nnverify_xsmm_ldb)).update(from: a + row * strideA, count: depth) }
      while column < columns {
        let left = columns - column
        let width = left >= 64 ? 64 : left >= 32 ? 32 : left >= 16 ? 16 : 8
        block(b + column, c + column, width: width)
        column += width
      }
    }

    /// A few columns, from copied rows of A; what is no multiple of 256 inner places first. A block without a kernel is the
    /// CBLAS's.
    private func block(_ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>, width: Int) {
      var (k, adds) = (0, adds)
      while k < depth {
        let left = depth - k == 256 ? 256 : (depth - k) % 256
        let step = left == 256 ? 256 : left >= 64 ? 64 : left >= 16 ? 16 : left >= 4 ? 4 : 1
        let kernel = nnverify_xsmm_block(Int32(width), Int32(height), Int32(step), Int32(stride), adds ? 1 : 0)
        if kernel.code != nil {
          nnverify_xsmm_call(kernel, b + k * stride, copyOfA + k, c)
        } else {
          cblas_dgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(height), Int32(width), Int32(step), 1, copyOfA + k,
            Int32(nnverify_xsmm_ldb), b + k * stride, Int32(stride), adds ? 1 : 0, c, Int32(stride))
        }
        (k, adds) = (k + step, true)
      }
    }
  }
#endif
