import Fixtures

/// Chance's changes of bytes seldom leave a JSON document. Every other change here is one of whole values instead.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int, _ seed: UInt32) -> Int {
  var random = Seeded(state: UInt64(seed))
  guard Bool.random(using: &random) else { return mutateBytes(data, count, limit) }
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let changed = Document(bytes).changed(using: &random)
  // Nothing to change, or no room: byte by byte then.
  guard let changed, changed != bytes, changed.count <= limit else { return mutateBytes(data, count, limit) }
  _ = UnsafeMutableBufferPointer(start: data, count: limit).update(fromContentsOf: changed)
  return changed.count
}

@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ limit: Int) -> Int

/// Where the values of a document lie, as far as it looks like one.
private struct Document {
  let bytes: [UInt8]
  /// Strings (keys too), words, arrays and objects.
  private(set) var values: [Range<Int>] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var open: [Int] = []
    var at = 0
    while at < bytes.count {
      let start = at
      at += 1
      switch bytes[start] {
      case UInt8(ascii: "["), UInt8(ascii: "{"): open.append(start)
      case UInt8(ascii: "]"), UInt8(ascii: "}"): if let begin = open.popLast() { values.append(begin..<at) }
      case UInt8(ascii: "\""):
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
        at = min(at + 1, bytes.count)
        values.append(start..<at)
      case let byte where isOfWord(byte):
        while at < bytes.count, isOfWord(bytes[at]) { at += 1 }
        values.append(start..<at)
      default: break
      }
    }
  }

  func changed(using random: inout Seeded) -> [UInt8]? {
    guard let value = values.randomElement(using: &random), let other = values.randomElement(using: &random) else {
      return nil
    }
    var changed = bytes
    switch Int.random(in: 0..<6, using: &random) {
    // One value in place of another, both exchanged, once more, or gone.
    case 0: changed.replaceSubrange(value, with: bytes[other])
    case 1:
      let (first, second) = value.lowerBound < other.lowerBound ? (value, other) : (other, value)
      guard first.upperBound <= second.lowerBound else { return nil }
      changed.replaceSubrange(second, with: bytes[first])
      changed.replaceSubrange(first, with: bytes[second])
    case 2: changed.insert(contentsOf: Array(", ".utf8) + bytes[value], at: value.upperBound)
    case 3: changed.removeSubrange(value.lowerBound..<min(value.upperBound + 1, bytes.count))
    case 4: changed.replaceSubrange(value, with: words.randomElement(using: &random)!.utf8)
    default: return renumbered(value, using: &random)
    }
    return changed
  }

  /// Another number in place of this one wherever it stands, by its bits too, so that the two still agree.
  private func renumbered(_ value: Range<Int>, using random: inout Seeded) -> [UInt8]? {
    let text = String(decoding: bytes[value], as: UTF8.self)
    guard let old = Double(text.filter { $0 != "\"" }), old.isFinite else { return nil }
    let new = Bool.random(using: &random) ? numbers.randomElement(using: &random)! : Double(bitPattern: random.next())
    let (quote, number) = text.hasPrefix("\"") ? ("\"", "\"\(new)\"") : ("", "\(new)")
    let whole = String(decoding: bytes, as: UTF8.self)
    return Array(
      whole.replacing(quote.isEmpty ? text : "\"\(old)\"", with: number)
        .replacing("\"\(old.hex64)\"", with: "\"\(new.hex64)\"").utf8)
  }
}

private func isOfWord(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
    true
  default: false
  }
}

private let numbers: [Double] = [
  0, -0.0, 1, -1, 0.1, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
  -.greatestFiniteMagnitude, 1e16, 1e-5, 123456789, .nan, .infinity,
]

private let words = [
  "null", "true", "false", "[]", "{}", "\"\"", "[[]]", "-0", "\"-0\"", "1e400", "\"1e400\"", "1e-400", "1E+2", "-1074",
  "-1075", "1024", "1025", "0.5", "1.0e0", "9007199254740993", "18446744073709551616", "\"\\ud800\"", "\"\\u0000\"",
  "\"\\u00e9\"", "\"e\u{301}\"", "\"é\"", "\"7ff0000000000000\"", "\"8000000000000000\"", "\"3FF0000000000000\"",
  "\"relu\"", "\"elu\", \"alpha\": -0.0", "\"softmax\"", "\"categorical_cross_entropy\"", "\"binary_cross_entropy\"",
]

/// SplitMix64.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
