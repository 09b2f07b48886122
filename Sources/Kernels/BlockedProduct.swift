#if XSMM
  import CXSMM

  /// C = A B of any shape, put together from blocks that have generated kernels. Names and shapes as in `MatrixProduct`.
  ///
  ///     for every 256 columns of B, for every 128 rows of them             256 KB of B, which stay in the second cache
  ///       for every 16 rows of A: copied, 16 KB, which stay in the first
  ///         for every 32 columns: C += A B, 16 × 128 × 32
  ///
  /// What is left over is cut into blocks of 16 and 8 columns, of 4 rows and 1, of 64, 16, 4 and 1 inner places. A is
  /// copied, so that its stride is the same for every kernel. Strides of B and C that no kernel has are dealt with in the same
  /// way: 64 columns at a time, with copies of the blocks of B and C.
  struct BlockedProduct {
    let rows: Int
    let inner: Int
    let columns: Int
    let strideA: Int
    let strideB: Int
    let strideC: Int

    func callAsFunction(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>
    ) {
      if strideB == strideC && nnverify_xsmm_block(8, 1, 1, Int32(strideB), 0).code != nil {
        withUnsafeTemporaryAllocation(byteCount: 16 * 128 * 8, alignment: 64) { panel in
          let panel = panel.baseAddress!.assumingMemoryBound(to: Double.self)
          for column in stride(from: 0, to: columns, by: 256) {
            slab(
              a, b + column, c + column, columns: min(256, columns - column), stride: strideB, panel: panel)
          }
        }
      } else {
        staged(a, b, c)
      }
    }

    /// Columns of C that are at most 256, with B and C at the same stride.
    private func slab(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>, columns: Int,
      stride: Int, panel: UnsafeMutablePointer<Double>
    ) {
      for k in Swift.stride(from: 0, to: inner, by: 128) {
        let depth = min(128, inner - k)
        var row = 0
        while row < rows {
          let height = rows - row >= 16 ? 16 : rows - row >= 4 ? 4 : 1
          for r in 0..<height {
            (panel + r * 128).update(from: a + (row + r) * strideA + k, count: depth)
          }
          strip(
            panel, b + k * stride, c + row * stride, height: height, depth: depth, columns: columns, stride: stride,
            adds: k > 0)
          row += height
        }
      }
      nnverify_xsmm_done()
    }

    /// `height` rows of C, from copied rows of A.
    private func strip(
      _ panel: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>, height: Int,
      depth: Int, columns: Int, stride: Int, adds: Bool
    ) {
      var column = 0
      while column < columns {
        let left = columns - column
        let width = left > 24 ? 32 : left > 8 ? 16 : 8
        var (k, adds) = (0, adds)
        while k < depth {
          let left = depth - k
          let step = left >= 128 ? 128 : left >= 64 ? 64 : left >= 16 ? 16 : left >= 4 ? 4 : 1
          let kernel = nnverify_xsmm_block(Int32(width), Int32(height), Int32(step), Int32(stride), adds ? 1 : 0)
          nnverify_xsmm_call(kernel, b + k * stride + column, panel + k, c + column)
          (k, adds) = (k + step, true)
        }
        column += width
      }
    }

    /// Any strides: 64 columns at a time, B and C copied to and from a stride of 64.
    private func staged(
      _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>
    ) {
      let (sizeOfB, sizeOfC) = (inner * 64, rows * 64)
      withUnsafeTemporaryAllocation(byteCount: (sizeOfB + sizeOfC + 16 * 128) * 8, alignment: 64) { scratch in
        let copyOfB = scratch.baseAddress!.assumingMemoryBound(to: Double.self)
        let (copyOfC, panel) = (copyOfB + sizeOfB, copyOfB + sizeOfB + sizeOfC)
        for column in stride(from: 0, to: columns, by: 64) {
          let padded = min(64, (columns - column + 7) / 8 * 8)
          for k in 0..<inner { (copyOfB + k * 64).update(from: b + k * strideB + column, count: padded) }
          slab(a, copyOfB, copyOfC, columns: padded, stride: 64, panel: panel)
          for row in 0..<rows { (c + row * strideC + column).update(from: copyOfC + row * 64, count: padded) }
        }
      }
    }
  }
#endif
