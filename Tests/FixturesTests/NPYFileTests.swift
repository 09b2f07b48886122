import Fixtures
import Testing

@Suite struct NPYFileTests {
  /// What numpy.save of NumPy 2.4.6 wrote, blanks of the padding counted.
  @Test(
    arguments: [
      (
        NPYFile(shape: [3], .float64([1.5, -0.0, .leastNonzeroMagnitude])),
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", 60,
        [0, 0, 0, 0, 0, 0, 0xF8, 0x3F] + [0, 0, 0, 0, 0, 0, 0, 0x80] + [1, 0, 0, 0, 0, 0, 0, 0]
      ),
      (
        NPYFile(shape: [1, 3], .int32([1, -2, 32767])), "{'descr': '<i4', 'fortran_order': False, 'shape': (1, 3), }",
        58,
        [1, 0, 0, 0] + [0xFE, 0xFF, 0xFF, 0xFF] + [0xFF, 0x7F, 0, 0]
      ),
      (
        NPYFile(shape: [], .float64([0.5])), "{'descr': '<f8', 'fortran_order': False, 'shape': (), }", 62,
        [0, 0, 0, 0, 0, 0, 0xE0, 0x3F]
      ),
      (
        NPYFile(shape: [2], .bytes(Array("{}".utf8))), "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", 60,
        Array("{}".utf8)
      ),
    ] as [(NPYFile, String, Int, [UInt8])])
  func asNumPyWritesIt(_ file: NPYFile, _ header: String, _ blanks: Int, _ elements: [UInt8]) {
    let padded = header + String(repeating: " ", count: blanks) + "\n"
    #expect(file.bytes == [0x93] + Array("NUMPY".utf8) + [1, 0, 0x76, 0] + Array(padded.utf8) + elements)
  }

  /// Whatever the shape, the elements begin at a multiple of 64, behind a line end.
  @Test func elementsAreAligned() {
    for exponent in 0..<19 {
      // Lengths of one digit to eighteen, none of which costs memory: the other side is 0.
      let length = (0..<exponent).reduce(1) { number, _ in number * 10 }
      for shape in [[length, 0], [0, length], [0, length, length]] where exponent < 9 || shape.count == 2 {
        let bytes = NPYFile(shape: shape, .float64([])).bytes
        #expect(bytes.count.isMultiple(of: 64) && bytes.last == UInt8(ascii: "\n"), "\(shape)")
        #expect(Int(bytes[8]) | Int(bytes[9]) << 8 == bytes.count - 10)
      }
    }
  }

  @Test func rowsOneAfterTheOther() {
    let bytes = NPYFile(shape: [2, 3], .int32([1, 2, 3, 4, 5, 6])).bytes
    #expect(bytes.suffix(24).enumerated().allSatisfy { $1 == ($0 % 4 == 0 ? UInt8($0 / 4 + 1) : 0) })
  }
}
