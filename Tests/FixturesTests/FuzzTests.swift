import Fixtures
import Testing

@Suite struct FuzzTests {
  /// Whatever happens to the bytes of a case file, it is read or refused. A trap would end the test process.
  @Test func mutatedBytes() throws {
    let original = Array(sample.utf8)
    // Pieces that mean something to a JSON reader reach further than random bytes do.
    let pieces = [
      "[", "]", "{", "}", ",", ":", "\"", "\\", "\\ud800", "null", "NaN", "1e999", "-", "1e-9", "[]", "{}", "\0", "é",
    ]
    .map { Array($0.utf8) }
    var generator = SplitMix(state: 2015)
    var (accepted, refused) = (0, 0)
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        let length = Int.random(in: 0...min(12, bytes.count - at), using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.replaceSubrange(at..<(at + length), with: pieces.randomElement(using: &generator) ?? [])
        case 2: bytes.insert(contentsOf: pieces.randomElement(using: &generator) ?? [], at: at)
        case 3: bytes.removeSubrange(at..<(at + min(length, bytes.count - 1)))
        default:
          // A piece of the file itself, elsewhere.
          let to = Int.random(in: 0...bytes.count, using: &generator)
          bytes.insert(contentsOf: Array(bytes[at..<(at + length)]), at: to)
        }
      }
      do {
        let stored = try StoredCase(json: bytes, file: "f.json")
        #expect(try read(stored.text) == stored)
        accepted += 1
      } catch {
        #expect(error.kind == .malformed && !error.faults.isEmpty)
        refused += 1
      }
    }
    // Both ways out must have been taken often, or the loop proves little.
    #expect(accepted > 200 && refused > 2000, "\(accepted) accepted, \(refused) refused")
  }
}
