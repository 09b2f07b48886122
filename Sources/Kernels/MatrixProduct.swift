/// C = A B (row-major): A rows × inner, B inner × columns, C rows × columns. Strides of B and C ≥ columns rounded up to 8.
package struct MatrixProduct: Sendable {
  let (rows, inner, columns, strideA, strideB, strideC): (Int, Int, Int, Int, Int, Int)

  package init(rows: Int, inner: Int, columns: Int, strideA: Int, strideB: Int, strideC: Int) {
    (self.rows, self.inner, self.columns) = (rows, inner, columns)
    (self.strideA, self.strideB, self.strideC) = (strideA, strideB, strideC)
  }

  package func callAsFunction(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>
  ) {
    for j in 0..<rows {
      let target = c + j * strideC
      for n in 0..<columns { target[n] = 0 }
      for i in 0..<inner {
        let (w, row) = (a[j * strideA + i], b + i * strideB)
        for n in 0..<columns { target[n] += w * row[n] }
      }
    }
  }
}
