import Fixtures
import Foundation
import Networks
import Testing

/// What is too deep or too large is refused before it costs anything; what is proven comes back as it went.
@Suite struct ProvenSizeTests {
  @Test(.timeLimit(.minutes(5))) func aMillionBrackets() throws {
    let many = String(repeating: "[", count: 1_000_000)
    for text in [many, many + String(repeating: "]", count: 1_000_000)] {
      #expect(faults(of: text).map(\.found) == ["brackets nested deeper than 32 at line 1, column 33"])
    }
    let text = provenSample().text
    for key in ["cost", "cost_hex64", "deltas", "deltas_hex64"] {
      let deep = text.replacing("\"\(key)\": ", with: "\"\(key)\": \(many)", maxReplacements: 1)
      let found = faults(of: deep)
      #expect(found.count == 1 && found[0].path.hasPrefix("/proven/value/\(key)/0/0/"), "\(found)")
      #expect(found[0].expected == "a case file's 6 levels")
    }
    let objects = String(repeating: "{\"value\":", count: 1_000_000)
    #expect(faults(of: text.replacing("\"value\": ", with: "\"value\": \(objects)")).count == 1)
  }

  @Test(.timeLimit(.minutes(5))) func seventeenMegabytes() throws {
    try withTemporaryFolder { folder in
      // A sound case but for its size.
      let path = folder + "/large.json"
      let bytes = Data(provenSample().text.utf8) + Data(repeating: UInt8(ascii: " "), count: 17 << 20)
      try bytes.write(to: URL(fileURLWithPath: path))
      let error = try #require(throws: CaseFileError.self) { try StoredCase.read(path: path) }
      #expect(error.kind == .malformed && error.file == path)
      #expect(error.faults.map(\.found) == ["a file of more than 16 MB"])
      #expect(error.faults.map(\.expected) == ["a case file of 16 MB at most"])
    }
  }

  /// Bit for bit: zeros of either sign, subnormal numbers, the largest.
  @Test(
    arguments: [
      { (n: Int) in Double(n) / 8 - 3 }, { _ in -0.0 }, { $0.isMultiple(of: 2) ? -0.0 : 0 },
      { _ in -.leastNonzeroMagnitude }, { $0.isMultiple(of: 3) ? .greatestFiniteMagnitude : -.greatestFiniteMagnitude },
      { 1 / Double($0) }, { Double(bitPattern: 0x000F_FFFF_FFFF_FFFF &* UInt64($0) & 0x801F_FFFF_FFFF_FFFF) },
    ] as [@Sendable (Int) -> Double])
  func roundTrip(_ number: @Sendable (Int) -> Double) throws {
    let stored = provenShapes(number)
    let back = try read(stored.text)
    #expect(back == stored)
    // == calls −0 and 0 equal; the texts, which hold the bits, do not.
    #expect(back.text == stored.text && back.question == stored.question)
    let (before, after) = (try #require(stored.proven), try #require(back.proven))
    for (one, other) in [
      (before.value, after.value), (before.allowed?.lower, after.allowed?.lower),
      (before.allowed?.upper, after.allowed?.upper),
    ] {
      for quantity in Evaluation<Double>.quantities(depth: 2) {
        let bits = try #require(one?[quantity]).elements.map(\.bitPattern)
        #expect(try #require(other?[quantity]).elements.map(\.bitPattern) == bits, "\(quantity)")
      }
    }
    #expect(after.binary64 == before.binary64 && after.binary32 == before.binary32)
  }

  @Test func theSampleByHand() throws {
    let stored = provenSample()
    let text = stored.text
    #expect(try read(text) == stored)
    #expect(text.contains("\"weight_gradients\": [\n        [\n          [\"-1.5\"]"))
    #expect(text.contains("\"weight_gradients_hex64\": [\n        [\n          [\"bff8000000000000\"]"))
    #expect(text.contains("\"flags\": [\"width-one\", \"wrong-derivative\"]"))
    #expect(stored.proven?.binary64.deltas?[0][0, 0].exponent == nil)
  }
}
