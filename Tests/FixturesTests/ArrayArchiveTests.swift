@testable import Fixtures
import Testing

@Suite struct ArrayArchiveTests {
  /// What NumPy 2.4 made: savez_compressed(a=…, b=…, c=…, d=…).
  static let compressed: [UInt8] = {
    let lines = [
      "504b03042d00000008000000210093f067eeffffffffffffffff05001400612e6e7079010010009800000000000000560000",
      "00000000009bec17ea1b10c9c850c650ad9e925a9c5ca46ea5a06e9369a2aea3a09e965f54529498179f5f94920a120f292a",
      "4d050a17672416a402b91a463a0ac69a3a0ab50ae4032e460606061620660262562066066236200600504b03042d00000008",
      "0000002100672d1c08ffffffffffffffff05001400622e6e707901001000980000000000000055000000000000009bec17ea",
      "1b10c9c850c650ad9e925a9c5ca46ea5a06e9766a1aea3a09e965f54529498179f5f94920a12774bcc294e058a17672416a4",
      "02f91ac63a9a3a0ab50a14002efb070c60d000a1181897e6c91ffaf1391200504b03042d000000080000002100fa64cf03ff",
      "ffffffffffffff05001400632e6e707901001000840000000000000047000000000000009bec17ea1b10c9c850c650ad9e92",
      "5a9c5ca46ea5a06e9366a2aea3a09e965f54529498179f5f94920a12774bcc294e058a17672416a402f91a9a3a0ab50a1401",
      "aeb367ced80200504b03042d00000008000000210058fb60f8ffffffffffffffff05001400642e6e70790100100080000000",
      "0000000046000000000000009bec17ea1b10c9c850c650ad9e925a9c5ca46ea5a06e9366a1aea3a09e965f54529498179f5f",
      "94920a12774bcc294e058a17672416a402f91a063a0ac69a3a0ab50a64032e00504b01022d032d00000008000000210093f0",
      "67ee5600000098000000050000000000000000000000800100000000612e6e7079504b01022d032d00000008000000210067",
      "2d1c08550000009800000005000000000000000000000080018d000000622e6e7079504b01022d032d000000080000002100",
      "fa64cf034700000084000000050000000000000000000000800119010000632e6e7079504b01022d032d0000000800000021",
      "0058fb60f84600000080000000050000000000000000000000800197010000642e6e7079504b05060000000004000400cc00",
      "0000140200000000",
    ]
    let digits = Array(lines.joined())
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
  }()

  private func archive(_ files: [(String, [UInt8])]) throws -> [UInt8] {
    var archive = ZipArchive()
    for (name, content) in files { try archive.add(name, content) }
    return archive.bytes
  }

  private func fault(_ bytes: [UInt8], limit: Int = 1 << 20) -> String {
    do throws(ArchiveFault) {
      let archive = try ArrayArchive(npz: bytes, limit: limit)
      for name in archive.names { _ = try archive.array(name) }
      return ""
    } catch {
      return "\(error)"
    }
  }

  /// Deflated, with 64-bit extensions in the local headers; Fortran order, big-endian, binary32, whole numbers, a scalar, nothing.
  @Test func whatNumPyCompresses() throws {
    let archive = try ArrayArchive(npz: Self.compressed, limit: 1000)
    #expect(archive.names == ["a", "b", "c", "d"])
    let (a, b) = (try #require(try archive.array("a")), try #require(try archive.array("b")))
    #expect(a.shape == [2, 3] && a.elements == [1, 2, 3, 4, 5, 6])
    #expect(b.shape == [3] && b.elements == [0.5, 0, 1e-300] && b.elements[1].sign == .minus)
    let (c, d) = (try #require(try archive.array("c")), try #require(try archive.array("d")))
    #expect(c.shape == [] && c.elements == [Double(Float(0.1))])
    #expect(d.shape == [0, 3] && d.elements == [])
    #expect(try archive.array("e") == nil)
  }

  @Test func whatIsExportedComesBack() throws {
    let numbers = [0.1, -0.0, .infinity, .leastNonzeroMagnitude, 3, -4]
    let bytes = try archive([
      ("W1.npy", NPYFile(shape: [2, 3], .float64(numbers)).bytes),
      ("i.npy", NPYFile(shape: [2], .int32([-7, 9])).bytes),
      ("meta.npy", NPYFile(shape: [3], .bytes([0, 128, 255])).bytes),
    ])
    let archive = try ArrayArchive(npz: bytes, limit: 10_000)
    #expect(try archive.array("W1")?.elements.map(\.bitPattern) == numbers.map(\.bitPattern))
    #expect(try archive.array("i")?.elements == [-7, 9])
    #expect(try archive.array("meta")?.elements == [0, 128, 255])
  }

  /// A file of version 1, 2 or 3 with this header and these bytes behind it.
  private func npy(_ header: String, _ data: [UInt8], version: UInt8 = 1) -> [UInt8] {
    var bytes = NPYFile.magic + [version, 0]
    if version == 1 {
      bytes.appendLittleEndian(UInt16(header.utf8.count))
    } else {
      bytes.appendLittleEndian(UInt32(header.utf8.count))
    }
    return bytes + Array(header.utf8) + data
  }

  @Test(
    arguments: [
      ("<f4", [0, 0, 0xC0, 0x3F], 1.5), (">f4", [0x3F, 0xC0, 0, 0], 1.5), ("|i1", [0xFF], -1), ("|u1", [0xFF], 255),
      ("<i2", [0xFE, 0xFF], -2), (">u2", [1, 2], 258), ("<i8", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], -1),
      (">i4", [0x80, 0, 0, 0], -2_147_483_648), ("=f8", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F], 1.5),
    ] as [(String, [UInt8], Double)])
  func types(_ type: String, _ data: [UInt8], _ value: Double) throws {
    for version: UInt8 in 1...3 {
      let header = "{'shape': (), \"descr\": '\(type)', 'fortran_order': True}\n"
      #expect(try NumberArray(npy: npy(header, data, version: version), name: "x").elements == [value])
    }
  }

  /// Three indices, the first fastest in the file.
  @Test func fortranOrder() throws {
    let header = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 2), }"
    let array = try NumberArray(npy: npy(header, Array(0..<12)), name: "x")
    #expect(array.elements == [0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11])
  }

  static let refused: [(header: String, bytes: Int, message: String)] = [
    ("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", 16, "Python objects; expected an array of numbers"),
    ("{'descr': '<c16', 'fortran_order': False, 'shape': ()}", 16, "<c16"),
    ("{'descr': '<f2', 'fortran_order': False, 'shape': ()}", 2, "astype(numpy.float64)"),
    ("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': ()}", 8, "of type"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", 8, "8 bytes of numbers; expected as many as"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 4)}", 8, "8 bytes of numbers"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807,)}", 8, "8 bytes of numbers"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775808,)}", 8, "a header that is broken"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", 8, "a header that is broken"),
    ("{'descr': '<f8', 'fortran_order': maybe, 'shape': ()}", 8, "a header that is broken"),
    ("{'descr': '<f8', 'shape': ()}", 8, "a header that is broken"),
    ("{'descr': '<f8', 'fortran_order': False, 'shape': ()", 8, "a header that is broken"),
    ("", 0, "a header that is broken"),
  ]

  @Test(arguments: refused)
  func refusedArrays(_ header: String, _ count: Int, _ message: String) throws {
    let bytes = try archive([("x.npy", npy(header, Array(repeating: 0, count: count)))])
    #expect(fault(bytes).hasPrefix("x: found ") && fault(bytes).contains(message), "\(fault(bytes))")
  }

  @Test func refusedFiles() throws {
    let sound = try archive([("x.npy", NPYFile(shape: [2], .float64([1, 2])).bytes)])
    #expect(fault(sound) == "")
    #expect(fault([]).contains("an empty file"))
    #expect(fault(NPYFile(shape: [], .float64([1])).bytes).contains("an .npy file"))
    #expect(fault(Array("MATLAB 5.0 MAT-file, and so on and on".utf8)).contains("a MATLAB file"))
    #expect(fault(Array(sound.dropLast())).contains("cut off"))
    #expect(fault(sound, limit: 100).contains("more than 100 bytes of arrays"))
    // One bit of a number: the check sum departs.
    var flipped = sound
    flipped[sound.count / 2 - 40] ^= 1
    #expect(fault(flipped).contains("another check sum") || fault(flipped).contains("broken"), "\(fault(flipped))")
    // A bomb says how large it is, and is not believed beyond the limit; one that lies is broken.
    var bomb = Self.compressed
    let directory = bomb.count - 22 - 0xCC
    bomb.replaceSubrange((directory + 24)..<(directory + 28), with: [0, 0, 0, 0x7F])
    #expect(fault(bomb).contains("bytes of arrays"))
    bomb.replaceSubrange((directory + 24)..<(directory + 28), with: [0, 1, 0, 0])
    #expect(fault(bomb).contains("a broken deflate stream"))
    var encrypted = Self.compressed
    encrypted[directory + 8] |= 1
    #expect(fault(encrypted).contains("encrypted"))
    var other = Self.compressed
    other[directory + 10] = 14
    #expect(fault(other).contains("compression method 14"))
  }

  /// Whatever happens to the bytes, they are read or refused. A trap would end the test process.
  @Test func mutatedBytes() throws {
    let stored = try archive([
      ("W1.npy", NPYFile(shape: [2, 3], .float64([1, 2, 3, 4, 5, 6])).bytes),
      ("b1.npy", NPYFile(shape: [2], .float64([1, 2])).bytes),
    ])
    var generator = SplitMix(state: 1989)
    var (accepted, refused) = (0, 0)
    for original in [Self.compressed, stored] {
      for _ in 0..<10_000 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          let at = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
          case 1: bytes[at] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
          case 2: bytes.removeSubrange(at..<min(at + Int.random(in: 1...40, using: &generator), bytes.count - 1))
          default:
            bytes.insert(contentsOf: bytes[at...].prefix(20), at: Int.random(in: 0...bytes.count, using: &generator))
          }
        }
        if fault(bytes, limit: 4096).isEmpty { accepted += 1 } else { refused += 1 }
      }
    }
    #expect(accepted > 500 && refused > 10_000, "\(accepted) accepted, \(refused) refused")
  }
}
