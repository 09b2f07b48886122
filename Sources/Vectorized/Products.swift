@preconcurrency import CGSL  // gsl_version is a variable to C, a constant to everybody

#if XSMM
  import CXSMM
#endif

// The three products of the equations, W A, Wᵀ dZ and dZ Aᵀ. This is the only file that knows a BLAS or a pointer.
//
// Which code computes a product is a function of its shape alone, never of what ran before or of the thread: so results are
// the same bits on one thread or two.

/// Aᵀ, not yet carried out.
struct Transposed {
  let matrix: Matrix
}

extension Matrix {
  /// This matrix as a transposed operand of a product.
  var ᵀ: Transposed { Transposed(matrix: self) }

  /// C = A B. A: n × k, B: k × m, C: n × m.
  static func * (A: Matrix, B: Matrix) -> Matrix {
    precondition(A.columns == B.rows, "a product of \(A.shape) and \(B.shape)")
    #if XSMM
      if let kernel = SmallKernel(rows: A.rows, inner: A.columns, columns: B.columns) { return kernel.product(A, B) }
    #endif
    return gemm(A, CblasNoTrans, B, CblasNoTrans, rows: A.rows, inner: A.columns, columns: B.columns)
  }

  /// C = Aᵀ B. A: k × n, B: k × m, C: n × m.
  static func * (A: Transposed, B: Matrix) -> Matrix {
    let A = A.matrix
    precondition(A.rows == B.rows, "a product of transposed \(A.shape) and \(B.shape)")
    #if XSMM
      if let kernel = SmallKernel(rows: A.columns, inner: A.rows, columns: B.columns) {
        return kernel.product(transposing: A, B)
      }
    #endif
    return gemm(A, CblasTrans, B, CblasNoTrans, rows: A.columns, inner: A.rows, columns: B.columns)
  }

  /// C = A Bᵀ. A: n × k, B: m × k, C: n × m.
  static func * (A: Matrix, B: Transposed) -> Matrix {
    let B = B.matrix
    precondition(A.columns == B.columns, "a product of \(A.shape) and transposed \(B.shape)")
    #if XSMM
      if let kernel = SmallKernel(rows: A.rows, inner: A.columns, columns: B.rows) {
        return kernel.product(A, transposing: B)
      }
    #endif
    return gemm(A, CblasNoTrans, B, CblasTrans, rows: A.rows, inner: A.columns, columns: B.rows)
  }

  /// A product of any shape, either operand transposed or not, by the CBLAS.
  static func gemm(
    _ A: Matrix, _ transposeA: CBLAS_TRANSPOSE, _ B: Matrix, _ transposeB: CBLAS_TRANSPOSE, rows: Int, inner: Int,
    columns: Int
  ) -> Matrix {
    var C = Matrix(rows: rows, columns: columns)
    let stride = C.stride
    C.elements.withUnsafeMutableBufferPointer { target in
      cblas_dgemm(
        CblasRowMajor, transposeA, transposeB, Int32(rows), Int32(columns), Int32(inner), 1, A.elements,
        Int32(A.stride), B.elements, Int32(B.stride), 0, target.baseAddress, Int32(stride))
    }
    return C
  }
}

#if XSMM
  /// A generated kernel for products of one shape, all three dimensions at most 64.
  ///
  /// Row-major C = A B is column-major Cᵀ = Bᵀ Aᵀ, so the kernel's M (the contiguous dimension) is our padded column count
  /// and its N counts our rows. One kernel does 1, 4 or 16 rows of C; a product is a run of such pieces, the last one moved
  /// back so far that it fits (it then computes some rows a second time, to the same bits). The set of kernels that can
  /// ever be generated is thereby 8 · 3 · 64 = 1536, see the shim.
  private struct SmallKernel {
    let kernel: libxsmm_dmmfunction
    let rows: Int
    let columns: Int
    /// How many rows one call computes.
    let piece: Int

    /// nil where there is no kernel: a shape beyond 64, a processor without a code generator.
    init?(rows: Int, inner: Int, columns: Int) {
      guard rows <= 64, inner <= 64, columns <= 64 else { return nil }
      piece = rows >= 16 ? 16 : rows >= 4 ? 4 : 1
      guard let kernel = nnverify_xsmm_kernel(Int32((columns + 7) / 8 * 8), Int32(piece), Int32(inner)) else {
        return nil
      }
      self.kernel = kernel
      self.rows = rows
      self.columns = columns
    }

    /// C = A B.
    func product(_ A: Matrix, _ B: Matrix) -> Matrix {
      A.elements.withUnsafeBufferPointer { a in
        B.elements.withUnsafeBufferPointer { b in product(a, stride: A.stride, b) }
      }
    }

    /// C = Aᵀ B. The kernels take no transposed operand: the smaller evil is a copy.
    func product(transposing A: Matrix, _ B: Matrix) -> Matrix {
      withTransposed(A) { a, stride in
        B.elements.withUnsafeBufferPointer { b in product(a, stride: stride, b) }
      }
    }

    /// C = A Bᵀ.
    func product(_ A: Matrix, transposing B: Matrix) -> Matrix {
      withTransposed(B) { b, _ in
        A.elements.withUnsafeBufferPointer { a in product(a, stride: A.stride, b) }
      }
    }

    /// C = A B, piece by piece; the rows of A stand `aStride` apart, those of B as those of C.
    @inline(__always)
    private func product(
      _ a: UnsafeBufferPointer<Double>, stride aStride: Int, _ b: UnsafeBufferPointer<Double>
    ) -> Matrix {
      var C = Matrix(rows: rows, columns: columns)
      let cStride = C.stride
      C.elements.withUnsafeMutableBufferPointer { c in
        guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
        for row in stride(from: 0, to: rows, by: piece) {
          let first = min(row, rows - piece)
          nnverify_xsmm_call(kernel, b, a + first * aStride, c + first * cStride)
        }
        nnverify_xsmm_done()
      }
      return C
    }

    /// Calls `body` with the transposed matrix, padded with zeros, and the distance between its rows.
    @inline(__always)
    private func withTransposed(_ matrix: Matrix, _ body: (UnsafeBufferPointer<Double>, Int) -> Matrix) -> Matrix {
      let (rows, columns, sourceStride) = (matrix.rows, matrix.columns, matrix.stride)
      let targetStride = (rows + 7) / 8 * 8
      return withUnsafeTemporaryAllocation(of: Double.self, capacity: columns * targetStride) { target in
        matrix.elements.withUnsafeBufferPointer { source in
          for column in 0..<columns {
            let start = column * targetStride
            for row in 0..<rows { target[start + row] = source[row * sourceStride + column] }
            for row in rows..<targetStride { target[start + row] = 0 }
          }
        }
        return body(UnsafeBufferPointer(target), targetStride)
      }
    }
  }
#endif

/// What multiplies the matrices.
public enum MatrixKernels {
  /// The libraries that are bound in this process, with version and instruction set:
  /// "LIBXSMM 1.17 (clx) up to 64, GSL CBLAS 2.7.1 beyond", or "GSL CBLAS 2.7.1".
  public static var description: String {
    let cblas = "GSL CBLAS \(String(cString: gsl_version))"
    #if XSMM
      let library = "LIBXSMM \(LIBXSMM_CONFIG_VERSION)"
      guard SmallKernel(rows: 1, inner: 1, columns: 1) != nil else {
        return "\(cblas) (\(library) has no kernels for this processor)"
      }
      return "\(library) (\(String(cString: libxsmm_get_target_arch()))) up to 64, \(cblas) beyond"
    #else
      return cblas
    #endif
  }
}
