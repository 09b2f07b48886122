/// An array of numbers, as NumPy stores it, widened to binary64: rows one after the other, whatever order the file has.
///
/// binary64, binary32 and whole numbers are read, in either order of bytes; everything else is refused with what to do.
/// - Source: NumPy Enhancement Proposal 1, and `numpy.lib.format`: versions 1.0, 2.0 and 3.0.
public struct NumberArray: Hashable, Sendable {
  /// Empty for a single number.
  public let shape: [Int]
  public let elements: [Double]

  /// Python's tuple, "(2, 3)".
  public var shapeText: String { Self.text(of: shape) }

  public static func text(of shape: [Int]) -> String {
    "(\(shape.map(String.init).joined(separator: ", "))\(shape.count == 1 ? "," : ""))"
  }
}

extension NumberArray {
  /// - Parameters:
  ///   - bytes: of an .npy file.
  ///   - name: what messages call it.
  init(npy bytes: [UInt8], name: String) throws(ArchiveFault) {
    func fault(_ found: String, _ expected: String = "an array as numpy.save writes it") -> ArchiveFault {
      ArchiveFault(name, found: found, expected: expected)
    }
    guard bytes.starts(with: NPYFile.magic), bytes.count >= 10 else { throw fault("no .npy file") }
    let (version, length, start): (UInt8, Int?, Int)
    switch bytes[6] {
    case 1: (version, length, start) = (1, bytes.number16(8), 10)
    case 2, 3: (version, length, start) = (bytes[6], bytes.number32(8), 12)
    default: throw fault(".npy version \(bytes[6])", "version 1, 2 or 3")
    }
    guard let length, length <= Self.longestHeader, start <= bytes.count - length else {
      throw fault("a header of version \(version) that is cut off or too long")
    }
    var scan = NPYHeader(Array(bytes[start..<(start + length)]))
    guard let header = scan.read() else { throw fault("a header that is broken") }
    guard let type = NumberType(header.type) else { throw fault(Self.wrongType(header.type), Self.advice(header.type)) }
    let count = header.shape.reduce((1, false)) { product, size in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: size)
      return (value, product.1 || overflow)
    }
    let data = start + length
    let (needed, overflow) = count.0.multipliedReportingOverflow(by: type.size)
    guard !count.1, !overflow, needed == bytes.count - data else {
      throw fault(
        "\(bytes.count - data) bytes of numbers", "as many as an array of shape \(Self.text(of: header.shape)) has")
    }
    let stored = (0..<count.0).map { type.number(bytes, at: data + $0 * type.size) }
    (shape, elements) = (header.shape, header.isFortran ? Self.rowMajor(stored, header.shape) : stored)
  }

  /// NumPy itself takes a longer one only when told that the file can be trusted.
  private static let longestHeader = 10_000

  /// From first index fastest to last index fastest.
  private static func rowMajor(_ stored: [Double], _ shape: [Int]) -> [Double] {
    guard shape.count > 1, !stored.isEmpty else { return stored }
    // What one step of each index is in the file.
    var (steps, step): ([Int], Int) = ([], 1)
    for size in shape {
      steps.append(step)
      step *= size
    }
    var (index, place) = (Array(repeating: 0, count: shape.count), 0)
    return stored.indices.map { _ in
      defer {
        for axis in shape.indices.reversed() {
          index[axis] += 1
          place += steps[axis]
          if index[axis] < shape[axis] { break }
          place -= steps[axis] * shape[axis]
          index[axis] = 0
        }
      }
      return stored[place]
    }
  }

  private static func wrongType(_ type: String) -> String {
    if type.hasSuffix("O") { return "an array of Python objects" }
    return "an array of type \(quoted(type))"
  }

  private static func advice(_ type: String) -> String {
    if type.hasSuffix("O") { return "an array of numbers; save every matrix under a name of its own: dW1, dW2, …" }
    if type.dropFirst().hasPrefix("c") { return "real numbers; take the real part, if they should be" }
    return "binary64, binary32 or whole numbers; convert it by .astype(numpy.float64)"
  }
}

/// How numbers are stored.
private struct NumberType {
  enum Kind { case binary, signed, unsigned }

  let kind: Kind
  let size: Int
  let isBigEndian: Bool

  /// "<f8", ">i4", "|u1"; nil for what is no number, or none that a binary64 can hold.
  init?(_ name: String) {
    let letters = Array(name.utf8)
    guard letters.count == 3, "<>|=".utf8.contains(letters[0]) else { return nil }
    switch (letters[1], letters[2]) {
    case (UInt8(ascii: "f"), UInt8(ascii: "4")), (UInt8(ascii: "f"), UInt8(ascii: "8")): kind = .binary
    case (UInt8(ascii: "i"), UInt8(ascii: "1")), (UInt8(ascii: "i"), UInt8(ascii: "2")),
      (UInt8(ascii: "i"), UInt8(ascii: "4")), (UInt8(ascii: "i"), UInt8(ascii: "8")):
      kind = .signed
    case (UInt8(ascii: "u"), UInt8(ascii: "1")), (UInt8(ascii: "u"), UInt8(ascii: "2")),
      (UInt8(ascii: "u"), UInt8(ascii: "4")), (UInt8(ascii: "u"), UInt8(ascii: "8")):
      kind = .unsigned
    default: return nil
    }
    size = Int(letters[2] - UInt8(ascii: "0"))
    isBigEndian = letters[0] == UInt8(ascii: ">")
  }

  func number(_ bytes: [UInt8], at start: Int) -> Double {
    let own = bytes[start..<(start + size)]
    func join(_ bits: UInt64, _ byte: UInt8) -> UInt64 { bits << 8 | UInt64(byte) }
    let bits = isBigEndian ? own.reduce(0, join) : own.reversed().reduce(0, join)
    switch kind {
    case .binary:
      return size == 8 ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .signed:
      let unused = 64 - 8 * size
      return Double(Int64(bitPattern: bits << unused) >> unused)
    case .unsigned: return Double(bits)
    }
  }
}
