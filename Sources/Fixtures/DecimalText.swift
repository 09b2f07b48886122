/// A decimal number as it is written, in JSON's grammar: -0.5, 12, 4.3e-4. No hexadecimal, no "nan", no "inf".
struct DecimalText {
  /// The power of ten of the last digit written: −3 for "0.250", −5 for "4.3e-4", 0 for "12".
  let lastPlace: Int

  init?(_ text: some StringProtocol) {
    var rest = Substring(text).utf8
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = rest.prefix(while: Self.isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    rest = rest.dropFirst(whole.count)
    var decimals = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      decimals = rest.prefix(while: Self.isDigit).count
      guard decimals > 0 else { return nil }
      rest = rest.dropFirst(decimals)
    }
    var exponent = 0
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest.removeFirst()
      let digits = rest.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
      // Far outside binary64 already; a limit keeps the arithmetic on exponents from overflowing.
      guard rest.count - digits.count <= 1, !digits.isEmpty, digits.allSatisfy(Self.isDigit),
        let value = Int(Substring(rest)), (-1_000_000...1_000_000).contains(value)
      else { return nil }
      exponent = value
      rest = rest.dropFirst(rest.count)
    }
    guard rest.isEmpty else { return nil }
    lastPlace = exponent - decimals
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
