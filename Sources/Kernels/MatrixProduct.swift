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
///     small: columns ≤ 64, inner ≤ 72, rows packed     one generated kernel for 16, 17, 4, 2 or 1 rows
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

  private let rows: Int32
  private let inner: Int32
  private let columns: Int32
  private let strideA: Int32
  private let strideB: Int32
  private let strideC: Int32

  #if XSMM
    private enum Method {
      case small
      case blocks
      case cblas
    }
    private let method: Method
    // The kernels of a small product, null where the product has no such rows.
    private let sixteen: nnverify_xsmm_kernel
    private let seventeen: nnverify_xsmm_kernel
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
    self.rows = Int32(rows)
    self.inner = Int32(inner)
    self.columns = Int32(columns)
    self.strideA = Int32(strideA)
    self.strideB = Int32(strideB)
    self.strideC = Int32(strideC)
    #if XSMM
      let packed = strideA == (inner + 7) / 8 * 8 && strideB == padded && strideC == padded
      let isSmall = packed && columns <= 64 && inner <= Int(nnverify_xsmm_largest_k)
      var missing = !MatrixKernels.areGenerated
      func kernel(_ count: Int, wanted: Bool) -> nnverify_xsmm_kernel {
        guard isSmall && wanted && !missing else { return nnverify_xsmm_kernel() }
        let kernel = nnverify_xsmm_small(Int32(padded), Int32(count), Int32(inner))
        if kernel.code == nil { missing = true }
        return kernel
      }
      sixteen = kernel(16, wanted: rows >= 16)
      let endsWithSeventeen = rows > 16 && rows % 16 == 1
      seventeen = kernel(17, wanted: endsWithSeventeen)
      four = kernel(4, wanted: rows % 16 >= 4)
      two = kernel(2, wanted: rows % 4 >= 2)
      one = kernel(1, wanted: rows % 2 == 1 && !endsWithSeventeen)
      method = missing ? .cblas : isSmall ? .small : .blocks
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
          rows: Int(rows), inner: Int(inner), columns: Int(columns), strideA: Int(strideA), strideB: Int(strideB),
          strideC: Int(strideC))(a, b, c)
      case .cblas: cblas(a, b, c)
      }
    #else
      cblas(a, b, c)
    #endif
  }

  #if XSMM
    private func small(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>) {
      let (strideA, strideC) = (Int(strideA), Int(strideC))
      var (a, c, left) = (a, c, rows)
      while left >= 18 || left == 16 {
        nnverify_xsmm_call(sixteen, b, a, c)
        (a, c, left) = (a + 16 * strideA, c + 16 * strideC, left - 16)
      }
      if left == 17 {
        nnverify_xsmm_call(seventeen, b, a, c)
        left = 0
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

  func cblas(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>) {
    cblas_dgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, rows, columns, inner, 1, a, strideA, b, strideB, 0, c, strideC)
  }
}
