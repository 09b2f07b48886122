import Fixtures
import Networks

/// Writes a line of JSON.
struct WireWriter {
  let format: WireFormat
  private(set) var bytes: [UInt8] = []

  init(_ format: WireFormat) { self.format = format }

  mutating func raw(_ text: StaticString) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func text(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: bytes.append(contentsOf: "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func integer(_ number: Int) { bytes.append(contentsOf: "\(number)".utf8) }

  /// The shortest decimals that read back as the same number, or its bits. JSON has no word for what is not finite.
  mutating func number(_ number: Double) {
    switch format {
    case .decimal:
      if number.isFinite {
        bytes.append(contentsOf: number.description.utf8)
      } else {
        text(number.isNaN ? "nan" : number < 0 ? "-inf" : "inf")
      }
    case .hex64: text(number.hex64)
    }
  }

  mutating func list<Elements: Sequence>(_ elements: Elements, _ write: (inout WireWriter, Elements.Element) -> Void) {
    bytes.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      write(&self, element)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  mutating func row(_ numbers: some Sequence<Double>) { list(numbers) { $0.number($1) } }

  mutating func words(_ words: [String]) { list(words) { $0.text($1) } }

  /// Row after row, or column after column.
  mutating func grid(_ grid: Grid<Double>, transposed: Bool) {
    if transposed {
      list(0..<grid.columns) { writer, c in writer.row((0..<grid.rows).lazy.map { grid[$0, c] }) }
    } else {
      list(0..<grid.rows) { writer, r in writer.row(grid.elements[(r * grid.columns)..<((r + 1) * grid.columns)]) }
    }
  }
}
