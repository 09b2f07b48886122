extension MatrixKernels {
  /// Products of two square matrices by the kernel alone: what others can be measured by.
  public final class SquareProduct {
    private let product: MatrixProduct
    private let (a, b, c): (UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>)
    private let times: Int
    /// How many additions and multiplications one run does.
    public let flops: Int

    /// - Parameters:
    ///   - size: n, of n × n matrices of ones, at least 1.
    ///   - times: how many products one run computes.
    public init(size: Int, times: Int) {
      precondition(size > 0 && size <= 1 << 12 && times > 0, "\(times) products of size \(size)")
      let stride = MatrixProduct.stride(columns: size)
      product = MatrixProduct(
        rows: size, inner: size, columns: size, strideA: stride, strideB: stride, strideC: stride)
      func matrix() -> UnsafeMutablePointer<Double> {
        let matrix = UnsafeMutableRawPointer.allocate(byteCount: size * stride * 8, alignment: 64)
          .bindMemory(to: Double.self, capacity: size * stride)
        matrix.initialize(repeating: 1, count: size * stride)
        return matrix
      }
      (a, b, c) = (matrix(), matrix(), matrix())
      self.times = times
      flops = 2 * size * size * size * times
    }

    deinit {
      for matrix in [a, b, c] { matrix.deallocate() }
    }

    public func run() {
      for _ in 0..<times { product(a, b, c) }
    }
  }
}
