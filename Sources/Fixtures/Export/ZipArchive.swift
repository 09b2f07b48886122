/// A ZIP archive of stored files, without compression: what `numpy.savez` writes, and all that it takes.
///
/// Every file has the date 1980-01-01, the first that the format knows, so that equal contents make equal bytes.
/// - Source: APPNOTE.TXT 6.3.10 of PKWARE, without the 64-bit extensions: what they would be for is refused.
public struct ZipArchive: Sendable {
  /// What no archive without the 64-bit extensions can hold.
  public enum Failure: Error, Hashable, Sendable {
    /// A file beyond 4 GB, or an archive beyond it with this file in it.
    case tooLarge(name: String)
    /// More than 65,534 files; 65,535 would announce an extension.
    case tooManyFiles
    /// An empty name, one beyond 65,535 bytes, or one that is there already.
    case unusableName(String)
  }

  private var records: [UInt8] = []
  private var directory: [UInt8] = []
  private var names: Set<[UInt8]> = []
  /// 0xFFFF_FFFF would announce an extension.
  private let mostBytes: Int

  public init() { self.init(mostBytes: 0xFFFF_FFFE) }

  /// - Parameter mostBytes: how large the archive may become; less than the format allows, for tests.
  init(mostBytes: Int) { self.mostBytes = min(mostBytes, 0xFFFF_FFFE) }

  /// Adds a file.
  public mutating func add(_ name: String, _ content: [UInt8]) throws(Failure) {
    let name = (text: name, bytes: Array(name.utf8))
    guard (1...0xFFFF).contains(name.bytes.count), !names.contains(name.bytes) else {
      throw .unusableName(name.text)
    }
    guard names.count < 0xFFFE else { throw .tooManyFiles }
    // Each is a count of bytes in memory, so the sum cannot overflow.
    let size = records.count + directory.count + Self.end + Self.headers + 2 * name.bytes.count + content.count
    guard size <= mostBytes else { throw .tooLarge(name: name.text) }
    names.insert(name.bytes)

    // What the local header and the directory say alike: version 2.0 to read it, names in UTF-8, stored, the date.
    var common: [UInt8] = []
    for number: UInt16 in [20, 1 << 11, 0, 0, 0 << 9 | 1 << 5 | 1] { common.appendLittleEndian(number) }
    for number in [CRC32.of(content), UInt32(content.count), UInt32(content.count)] {
      common.appendLittleEndian(number)
    }
    for number in [UInt16(name.bytes.count), 0] { common.appendLittleEndian(number) }

    let offset = UInt32(records.count)
    records += [0x50, 0x4B, 3, 4] + common + name.bytes + content
    // Made by version 2.0 under MS-DOS; no comment, first disk, no attributes.
    directory += [0x50, 0x4B, 1, 2, 20, 0] + common + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    directory.appendLittleEndian(offset)
    directory += name.bytes
  }

  /// The whole archive.
  public var bytes: [UInt8] {
    var bytes = records + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    for number in [UInt16(names.count), UInt16(names.count)] { bytes.appendLittleEndian(number) }
    for number in [UInt32(directory.count), UInt32(records.count)] { bytes.appendLittleEndian(number) }
    return bytes + [0, 0]
  }

  /// The two headers of a file without its name, and the end of the directory.
  private static let (headers, end) = (30 + 46, 22)
}

/// The cyclic redundancy check of ZIP, Ethernet and PNG: polynomial 0x04C11DB7, bits reversed.
enum CRC32 {
  static func of(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { crc, byte in table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ (crc >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
  }
}
