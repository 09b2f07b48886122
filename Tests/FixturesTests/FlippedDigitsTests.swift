import Fixtures
import Foundation
import Networks
import Testing

/// No digit of a proven case can change unseen.
@Suite struct FlippedDigitsTests {
  /// Every hexadecimal digit of the file, one after the other: the decimal beside it says otherwise.
  @Test func everyHexadecimalDigit() throws {
    let path = fixturesFolder + "/published/mazur-2015.json"
    var bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let text = String(decoding: bytes, as: UTF8.self)
    var flipped = 0
    for match in text.matches(of: /"[0-9a-f]{16}"/) {
      let start = text.utf8.distance(from: text.startIndex, to: match.range.lowerBound) + 1
      for position in start..<start + 16 {
        let digit = bytes[position]
        bytes[position] = digit == UInt8(ascii: "0") ? UInt8(ascii: "8") : UInt8(ascii: "0")
        #expect(throws: CaseFileError.self) { try StoredCase(json: bytes, file: path) }
        bytes[position] = digit
        flipped += 1
      }
    }
    // 8 weights, 4 biases, 2 inputs, 2 targets, and 27 numbers of the answer.
    #expect(flipped == 16 * (8 + 4 + 2 + 2 + 27))
    _ = try StoredCase(json: bytes, file: path)
  }

  /// The message names the place, by its path into the file, and both numbers.
  @Test func theFaultNamesThePlace() throws {
    let stored = try StoredCase.read(path: fixturesFolder + "/published/mazur-2015.json")
    let value = try #require(stored.proven?.value.gradient.weights[1][0, 1])
    let text = stored.text.replacing("\"\(value.hex64)\"", with: "\"\(value.nextUp.hex64)\"")
    let error = try #require(throws: CaseFileError.self) { try StoredCase(json: Array(text.utf8), file: "x") }
    #expect(error.faults.map(\.path) == ["/proven/value/weight_gradients_hex64/1/0/1"])
    #expect(error.faults[0].found.contains("\(value)") && error.faults[0].found.contains("\(value.nextUp)"))
  }

  /// A list that is too short for the layers of the problem is a fault, and nothing is looked up in it. (Found by fuzzing.)
  @Test(arguments: ["deltas", "preactivations", "weight_gradients", "bias_gradients"])
  func aListTooShort(_ key: String) throws {
    let stored = try StoredCase.read(path: fixturesFolder + "/published/mazur-2015.json")
    for key in [key, key + "_hex64"] {
      var document = try #require(
        try JSONSerialization.jsonObject(with: Data(stored.text.utf8)) as? [String: Any])
      var proven = try #require(document["proven"] as? [String: Any])
      var value = try #require(proven["value"] as? [String: Any])
      value[key] = [try #require((value[key] as? [Any])?.first)]
      proven["value"] = value
      document["proven"] = proven
      let bytes = Array(try JSONSerialization.data(withJSONObject: document))
      let error = try #require(throws: CaseFileError.self) { try StoredCase(json: bytes, file: "x") }
      #expect(error.faults.contains { $0.path == "/proven/value/\(key)" }, "\(error)")
    }
  }
}
