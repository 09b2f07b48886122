/// An array as NumPy stores it: the file format .npy, version 1.0, little-endian, rows one after the other.
/// - Source: NumPy Enhancement Proposal 1, and `numpy.lib.format`.
public struct NPYFile: Hashable, Sendable {
  public enum Elements: Hashable, Sendable {
    case float64([Double])
    case int32([Int32])
    case bytes([UInt8])
  }

  /// Empty for a single number.
  public let shape: [Int]
  public let elements: Elements

  /// - Precondition: as many elements as the shape holds, and no negative length.
  public init(shape: [Int], _ elements: Elements) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == elements.count,
      "an array of shape \(shape) cannot hold \(elements.count) elements")
    (self.shape, self.elements) = (shape, elements)
  }

  /// The whole file: magic, version, a header padded so that the elements begin at a multiple of 64, the elements.
  ///
  /// Byte for byte what `numpy.save` (2.4) makes of the same array.
  public var bytes: [UInt8] {
    var header = Array("{'descr': '\(elements.description)', 'fortran_order': False, 'shape': \(shapeText), }".utf8)
    let prefix = Self.magic.count + 4
    // The line end belongs to the padding.
    let padding = 64 - (prefix + header.count + 1) % 64
    header += Array(repeating: UInt8(ascii: " "), count: padding % 64) + [UInt8(ascii: "\n")]
    precondition(header.count <= UInt16.max, "a shape of \(shape.count) dimensions needs version 2")

    var bytes = Self.magic + [1, 0]
    bytes.reserveCapacity(prefix + header.count + elements.byteCount)
    bytes.appendLittleEndian(UInt16(header.count))
    bytes += header
    switch elements {
    case .float64(let numbers): for number in numbers { bytes.appendLittleEndian(number.bitPattern) }
    case .int32(let numbers): for number in numbers { bytes.appendLittleEndian(UInt32(bitPattern: number)) }
    case .bytes(let numbers): bytes += numbers
    }
    return bytes
  }

  static let magic = [0x93] + Array("NUMPY".utf8)

  /// Python's tuple: "()", "(3,)", "(3, 4)".
  private var shapeText: String {
    NumberArray.text(of: shape)
  }
}

extension NPYFile.Elements {
  fileprivate var count: Int {
    switch self {
    case .float64(let numbers): numbers.count
    case .int32(let numbers): numbers.count
    case .bytes(let numbers): numbers.count
    }
  }

  fileprivate var byteCount: Int {
    switch self {
    case .float64: 8 * count
    case .int32: 4 * count
    case .bytes: count
    }
  }

  /// NumPy's name of the type: order of bytes, kind, size.
  fileprivate var description: String {
    switch self {
    case .float64: "<f8"
    case .int32: "<i4"
    case .bytes: "|u1"
    }
  }
}

extension [UInt8] {
  /// The lowest byte first.
  mutating func appendLittleEndian(_ number: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}
