@testable import Fixtures
import Testing

@Suite struct ZipArchiveTests {
  /// Values of zlib's crc32; "123456789" is the customary one.
  @Test(
    arguments: [
      ([], 0), (Array("a".utf8), 0xE8B7_BE43), (Array("123456789".utf8), 0xCBF4_3926),
      (Array(repeating: 0, count: 32), 0x190A_55AD), (Array(repeating: 0xFF, count: 32), 0xFF6C_AB0B),
      (Array(0...255), 0x2905_8C73),
    ] as [([UInt8], UInt32)])
  func knownChecks(_ bytes: [UInt8], _ check: UInt32) { #expect(CRC32.of(bytes) == check) }

  /// What Python's zipfile made of the same two files, but for its Unix permissions.
  @Test func asPythonWritesIt() throws {
    var archive = ZipArchive()
    try archive.add("é", Array("123456789".utf8))
    try archive.add("漢/b", [])
    let expected =
      "504b0304140000080000000021002639f4cb090000000900000002000000c3a9313233343536373839"
      + "504b03041400000800000000210000000000000000000000000005000000e6bca22f62"
      + "504b01021400140000080000000021002639f4cb0900000009000000020000000000000000000000000000000000c3a9"
      + "504b0102140014000008000000002100000000000000000000000000050000000000000000000000000029000000e6bca22f62"
      + "504b05060000000002000200630000004c0000000000"
    let digits = archive.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    #expect(digits == expected)
  }

  @Test func anEmptyArchive() {
    #expect(ZipArchive().bytes == [0x50, 0x4B, 5, 6] + Array(repeating: 0, count: 18))
  }

  /// The size is known before it is there: what just fits is as large as the limit, and one byte more is refused.
  @Test func sizes() throws {
    var archive = ZipArchive(mostBytes: 1000)
    try archive.add("a", Array(repeating: 7, count: 300))
    let rest = 1000 - archive.bytes.count - 30 - 46 - 2
    #expect(throws: ZipArchive.Failure.tooLarge(name: "b")) {
      try archive.add("b", Array(repeating: 7, count: rest + 1))
    }
    // What was refused left nothing behind.
    try archive.add("b", Array(repeating: 7, count: rest))
    #expect(archive.bytes.count == 1000)
    #expect(throws: ZipArchive.Failure.tooLarge(name: "c")) { try archive.add("c", []) }
  }

  @Test func names() throws {
    var archive = ZipArchive()
    try archive.add(String(repeating: "x", count: 65_535), [])
    for name in ["", String(repeating: "x", count: 65_536), String(repeating: "é", count: 32_768)] {
      #expect(throws: ZipArchive.Failure.unusableName(name)) { try archive.add(name, []) }
    }
    try archive.add("W1", [])
    #expect(throws: ZipArchive.Failure.unusableName("W1")) { try archive.add("W1", [1]) }
    // Other bytes are another name, though Swift calls the texts equal.
    try archive.add("e\u{301}", [])
    try archive.add("é", [])
  }

  @Test func aFileTooMany() throws {
    var archive = ZipArchive()
    for number in 0..<65_534 { try archive.add("\(number)", []) }
    #expect(throws: ZipArchive.Failure.tooManyFiles) { try archive.add("x", []) }
    // Both counts at the end say 65,534.
    #expect(archive.bytes.suffix(14).prefix(4) == [0xFE, 0xFF, 0xFE, 0xFF])
  }
}
