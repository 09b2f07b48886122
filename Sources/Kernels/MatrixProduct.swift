import CGSL

#if XSMM
  import CXSMM
#endif

/// C = A B for one shape, prepared. Row-major; A: rows × inner, B: inner × columns, C: rows × columns.
///
/// Which code computes a product is a function of its shape and strides alone, never of what ran before or of the thread: so
/// results are the same bits on one thread or two. Column j of C depends on column j of B alone, and on nothing that stands
/// behind the columns of A.
///
///     small: columns ≤ 64, inner ≤ 72, rows packed     one generated kernel for 16, 4, 2 or 1 rows
///     larger, or other strides                         blocks, see `BlockedProduct`
///     no generated kernels                             GSL's CBLAS
///
/// - Accuracy: each entry is a sum of `inner` products, in any order, with or without a rounding of each product.
package struct MatrixProduct: Sendable {
  /// The distance between rows at which products are fast: the number of columns rounded up to a multiple of 8, beyond 128 to
  /// one of a few numbers that are no multiple of a large power of 2, which would put all rows in the same places of a cache.
  package static func stride(columns: Int) -> Int {
    if columns <= 128 { return (columns + 7) / 8 * 8 }
    for stride in [136, 200, 264, 392, 520, 776, 1032, 1544, 2056, 3080, 4104, 8200] where columns <= stride {
      return stride
    }
    return (columns + 63) / 64 * 64 + 8
  }

  private let rows: Int
  private let inner: Int
  private let columns: Int
  private let strideA: Int
  private let strideB: Int
  private let strideC: Int

  #if XSMM
    private enum Method {
      case small
      case blocks
      case cblas
    }
    private let method: Method
    // The kernels of a small product, null where the product has no such rows.
    private let sixteen: nnverify_xsmm_kernel
    private let four: nnverify_xsmm_kernel
    private let two: nnverify_xsmm_kernel
    private let one: nnverify_xsmm_kernel
  #endif

  /// - Parameter strideB: at least `columns` rounded up to a multiple of 8; so is `strideC`. What stands behind the columns of
  ///   C may be overwritten.
  package init(rows: Int, inner: Int, columns: Int, strideA: Int, strideB: Int, strideC: Int) {
    let padded = (columns + 7) / 8 * 8
    precondition(
      rows > 0 && inner > 0 && columns > 0 && strideA >= inner && strideB >= padded && strideC >= padded,
      "a product of \(rows) × \(inner) × \(columns) at strides \(strideA), \(strideB), \(strideC)")
    self.rows = rows
    self.inner = inner
    self.columns = columns
    self.strideA = strideA
    self.strideB = strideB
    self.strideC = strideC
    #if XSMM
      let generated = MatrixKernels.areGenerated
      let packed = strideA == (inner + 7) / 8 * 8 && strideB == padded && strideC == padded
      method = !generated ? .cblas : packed && columns <= 64 && inner <= Int(nnverify_xsmm_largest_k) ? .small : .blocks
      func kernel(_ rows: Int, wanted: Bool) -> nnverify_xsmm_kernel {
        wanted ? nnverify_xsmm_small(Int32(padded), Int32(rows), Int32(inner)) : nnverify_xsmm_kernel()
      }
      let small = method == .small
      sixteen = kernel(16, wanted: small && rows >= 16)
      four = kernel(4, wanted: small && rows % 16 >= 4)
      two = kernel(2, wanted: small && rows % 4 >= 2)
      one = kernel(1, wanted: small && rows % 2 == 1)
    #endif
  }

  /// C = A B; C may be neither of the operands.
  @inline(__always)
  package func callAsFunction(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>
  ) {
    #if XSMM
      switch method {
      case .small: small(a, b, c)
      case .blocks:
        BlockedProduct(
          rows: rows, inner: inner, columns: columns, strideA: strideA, strideB: strideB, strideC: strideC)(a, b, c)
      case .cblas: cblas(a, b, c)
      }
    #else
      cblas(a, b, c)
    #endif
  }

  #if XSMM
    private func small(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>) {
      var (a, c, left) = (a, c, rows)
      while left >= 16 {
        nnverify_xsmm_call(sixteen, b, a, c)
        (a, c, left) = (a + 16 * strideA, c + 16 * strideC, left - 16)
      }
      while left >= 4 {
        nnverify_xsmm_call(four, b, a, c)
        (a, c, left) = (a + 4 * strideA, c + 4 * strideC, left - 4)
      }
      if left >= 2 {
        nnverify_xsmm_call(two, b, a, c)
        (a, c, left) = (a + 2 * strideA, c + 2 * strideC, left - 2)
      }
      if left == 1 { nnverify_xsmm_call(one, b, a, c) }
      nnverify_xsmm_done()
    }
  #endif

  private func cblas(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>) {
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(rows), Int32(columns), Int32(inner), 1, a, Int32(strideA), b,
      Int32(strideB), 0, c, Int32(strideC))
  }
}
