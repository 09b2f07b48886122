/// The header of an .npy file, a Python dictionary: `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`.
struct NPYHeader {
  private let bytes: [UInt8]
  private var position = 0

  /// NumPy's own limit is 64.
  private static let mostDimensions = 64

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// nil where it is none. A type that is no name, as that of a table, is called by how it begins.
  mutating func read() -> (type: String, isFortran: Bool, shape: [Int])? {
    var (type, isFortran, shape): (String?, Bool?, [Int]?) = (nil, nil, nil)
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = text(), take(":") else { return nil }
      switch key {
      case "descr" where type == nil:
        if peek("[") { return ("[…]", false, []) }
        type = text()
        guard type != nil else { return nil }
      case "fortran_order" where isFortran == nil:
        isFortran = take("True") ? true : take("False") ? false : nil
        guard isFortran != nil else { return nil }
      case "shape" where shape == nil:
        shape = tuple()
        guard shape != nil else { return nil }
      default: return nil
      }
      guard take(",") || peek("}") else { return nil }
    }
    skipBlanks()
    guard position == bytes.count, let type, let isFortran, let shape else { return nil }
    return (type, isFortran, shape)
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x0A { position += 1 }
  }

  private mutating func peek(_ word: String) -> Bool {
    skipBlanks()
    return bytes[position...].starts(with: word.utf8)
  }

  private mutating func take(_ word: String) -> Bool {
    guard peek(word) else { return false }
    position += word.utf8.count
    return true
  }

  /// What stands between quotes of either kind.
  private mutating func text() -> String? {
    guard let quote = ["'", "\""].first(where: { take($0) })?.utf8.first else { return nil }
    guard let end = bytes[position...].firstIndex(of: quote) else { return nil }
    defer { position = end + 1 }
    return String(decoding: bytes[position..<end], as: UTF8.self)
  }

  /// "()", "(3,)", "(3, 4)": lengths that are not negative.
  private mutating func tuple() -> [Int]? {
    guard take("(") else { return nil }
    var lengths: [Int] = []
    while !take(")") {
      skipBlanks()
      let digits = bytes[position...].prefix { $0 &- 0x30 < 10 }
      guard lengths.count < Self.mostDimensions, let length = Int(String(decoding: digits, as: UTF8.self)) else {
        return nil
      }
      position += digits.count
      lengths.append(length)
      guard take(",") || peek(")") else { return nil }
    }
    return lengths
  }
}
