/// The files of a ZIP archive, found by its directory, as `numpy.load` finds them: stored as they are, or deflated.
///
/// Nothing that the archive says of itself is believed: every place is looked up within the bytes that are there, every file
/// is held against its check sum, and the sizes together against a limit before anything is inflated.
/// - Source: APPNOTE.TXT 6.3.10 of PKWARE. Of the 64-bit extensions only that of a local header is understood, which Python
///   writes without need: the directory has the sizes again, and what does not fit there is too large.
struct ZipContents {
  private let bytes: [UInt8]
  private let members: [String: Member]

  private struct Member {
    var flags, method, check, compressed, size, header: Int
  }

  /// More files than any answer has arrays.
  private static let mostMembers = 4096
  private static let refusal = "an .npz archive, as numpy.savez writes it"

  /// - Parameter limit: how many bytes the files may hold together.
  init(_ bytes: [UInt8], limit: Int) throws(ArchiveFault) {
    self.bytes = bytes
    guard let end = Self.endRecord(of: bytes) else {
      throw ArchiveFault("", found: Self.glimpse(bytes), expected: Self.refusal)
    }
    let (count, size, start) = (bytes.number16(end + 10), bytes.number32(end + 12), bytes.number32(end + 16))
    guard let count, let size, let start, bytes.number32(end + 4) == 0, bytes.number16(end + 8) == count else {
      throw ArchiveFault("", found: "a part of an archive in several parts", expected: Self.refusal)
    }
    guard count <= Self.mostMembers else {
      throw ArchiveFault("", found: "\(count) arrays", expected: "\(Self.mostMembers) at most")
    }
    guard start <= end, size == end - start else { throw Self.broken("its directory does not end where it should") }
    var (members, position, total): ([String: Member], Int, Int) = ([:], start, 0)
    for _ in 0..<count {
      let (name, member, next) = try Self.entry(bytes, at: position, before: end)
      guard members.updateValue(member, forKey: name) == nil else {
        throw ArchiveFault("", found: "two arrays called \(quoted(name))", expected: "each name once")
      }
      // Each is below 2³², and there are not many.
      total += member.size
      guard total <= limit else {
        throw ArchiveFault("", found: "more than \(limit) bytes of arrays", expected: "no more than an answer needs")
      }
      position = next
    }
    guard position == end else { throw Self.broken("its directory has more in it than it says") }
    self.members = members
  }

  var names: [String] { members.keys.sorted() }

  /// The bytes of a file; nil where there is none of that name.
  func content(of name: String) throws(ArchiveFault) -> [UInt8]? {
    guard let member = members[name] else { return nil }
    func broken(_ found: String) -> ArchiveFault {
      ArchiveFault(name, found: found, expected: "an unbroken array; write or copy the file again")
    }
    guard member.flags & 1 == 0 else {
      throw ArchiveFault(name, found: "an encrypted file", expected: "one without a password")
    }
    let (header, magic) = (member.header, bytes.number32(member.header))
    guard magic == 0x0403_4B50, let nameLength = bytes.number16(header + 26), let extra = bytes.number16(header + 28)
    else { throw broken("no file where the directory points") }
    let start = header + 30 + nameLength + extra
    guard start <= bytes.count, member.compressed <= bytes.count - start else { throw broken("a file that is cut off") }
    let stored = bytes[start..<(start + member.compressed)]
    let content: [UInt8]
    switch member.method {
    case 0:
      guard member.size == member.compressed else { throw broken("two sizes of one file") }
      content = Array(stored)
    case 8:
      guard let inflated = Inflating.inflate(stored, size: member.size) else { throw broken("a broken deflate stream") }
      content = inflated
    default:
      throw ArchiveFault(
        name, found: "compression method \(member.method)", expected: "what numpy.savez or savez_compressed writes")
    }
    guard Int(CRC32.of(content)) == member.check else { throw broken("another check sum than the archive gives") }
    return content
  }

  /// Where the last record begins, behind which there may be a comment.
  private static func endRecord(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    for start in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xFFFF), by: -1)
    where bytes.number32(start) == 0x0605_4B50 && bytes.number16(start + 20) == bytes.count - start - 22 {
      return start
    }
    return nil
  }

  /// One entry of the directory, and where the next begins.
  private static func entry(
    _ bytes: [UInt8], at start: Int, before end: Int
  ) throws(ArchiveFault) -> (String, Member, next: Int) {
    guard start + 46 <= end, bytes.number32(start) == 0x0201_4B50, let flags = bytes.number16(start + 8),
      let method = bytes.number16(start + 10), let check = bytes.number32(start + 16),
      let compressed = bytes.number32(start + 20), let size = bytes.number32(start + 24),
      let nameLength = bytes.number16(start + 28), let extra = bytes.number16(start + 30),
      let comment = bytes.number16(start + 32), let header = bytes.number32(start + 42)
    else { throw broken("its directory is cut off") }
    let next = start + 46 + nameLength + extra + comment
    guard next <= end else { throw broken("its directory is cut off") }
    guard compressed < 0xFFFF_FFFF, size < 0xFFFF_FFFF, header < 0xFFFF_FFFF else {
      throw ArchiveFault("", found: "an array beyond 4 GB", expected: "no more than an answer needs")
    }
    let name = String(decoding: bytes[(start + 46)..<(start + 46 + nameLength)], as: UTF8.self)
    let member = Member(
      flags: flags, method: method, check: check, compressed: compressed, size: size, header: header)
    return (name, member, next)
  }

  private static func broken(_ how: String) -> ArchiveFault {
    ArchiveFault("", found: "a broken archive: \(how)", expected: "\(refusal); write or copy the file again")
  }

  /// What somebody may have saved instead.
  private static func glimpse(_ bytes: [UInt8]) -> String {
    if bytes.isEmpty { return "an empty file" }
    if bytes.starts(with: NPYFile.magic) { return "an .npy file, which holds a single array" }
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return "an archive that is cut off" }
    if bytes.starts(with: "MATLAB".utf8) { return "a MATLAB file" }
    return "a file of another kind"
  }
}

extension [UInt8] {
  /// The number of two bytes, the lowest first; nil where they do not lie within the array.
  func number16(_ start: Int) -> Int? {
    guard start >= 0, start <= count - 2 else { return nil }
    return Int(self[start]) | Int(self[start + 1]) << 8
  }

  /// The same of four bytes.
  func number32(_ start: Int) -> Int? {
    guard let low = number16(start), let high = number16(start + 2) else { return nil }
    return low | high << 16
  }
}
