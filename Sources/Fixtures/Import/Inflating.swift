import CZlib

/// The only code that touches zlib.
enum Inflating {
  /// What a raw deflate stream holds; nil where it is broken, or holds another number of bytes.
  ///
  /// - Parameter size: how many bytes it should hold; the caller has seen to it that there is room for them.
  /// - Source: RFC 1951; the work is done by zlib's `inflate`.
  static func inflate(_ stream: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    guard let count = CUnsignedInt(exactly: stream.count), let wanted = CUnsignedInt(exactly: size) else { return nil }
    // zlib takes no null pointers, which an empty array may have.
    var bytes = [UInt8](repeating: 0, count: max(size, 1))
    let isWhole = stream.withUnsafeBufferPointer { from in
      bytes.withUnsafeMutableBufferPointer { to in
        guard let source = from.baseAddress, let target = to.baseAddress else { return false }
        return nnverify_inflate(source, count, target, wanted) == 1
      }
    }
    guard isWhole else { return nil }
    return size == 0 ? [] : bytes
  }
}
