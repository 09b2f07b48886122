import Kernels

// Inlined, so that the loops become vector instructions.

extension Memory {
  /// c = f(a, b) for the entries of three matrices in the same place, padding included. C may be A or B.
  @inline(__always)
  func map(_ A: Block, _ B: Block, into C: Block, _ f: (Double, Double) -> Double) {
    let (a, b, c) = (pointer(A), pointer(B), pointer(C))
    for i in 0..<C.rows * C.stride { c[i] = f(a[i], b[i]) }
  }

  /// c = f(a, b, w) for the entries of three matrices in the same place and the number w of their column, padding included.
  @inline(__always)
  func map(_ A: Block, _ B: Block, columns W: Block, into C: Block, _ f: (Double, Double, Double) -> Double) {
    let w = pointer(W)
    for row in 0..<C.rows {
      let offset = row * C.stride
      let (a, b, c) = (pointer(A) + offset, pointer(B) + offset, pointer(C) + offset)
      for column in 0..<C.stride { c[column] = f(a[column], b[column], w[column]) }
    }
  }
}
