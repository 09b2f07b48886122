import Fixtures
import Foundation
import Testing

@Suite struct BrokenJSONTests {
  @Test(arguments: [
    ("", "an empty file", "is empty or was cut off"),
    (" \n ", "an empty file", "is empty or was cut off"),
    ("{\"id\": \"a\",", "the end of the file at line 1, column 12", "was cut off"),
    ("{\"id\": [1, 2", "the end of the file", "was cut off"),
    ("{\"id\": \"a", "a string without its closing quote at line 1, column 8", "truncated"),
    ("{\n  \"id\": NaN}", "\"NaN\" at line 2, column 9", "finite numbers only"),
    ("[-Infinity]", "\"-Infinity\" at line 1, column 2", "finite numbers only"),
    ("[1,\n 2,]", "\"]\" at line 2, column 4", "mend"),
    ("{\"a\": 1,}", "\"}\" at line 1, column 9", "mend"),
    ("[1 2]", "\"2\" at line 1, column 4", "mend"),
    ("[1}", "\"}\"", "mend"),
    ("{\"a\" 1}", "\"1\"", "mend"),
    ("{\"a\": }", "\"}\"", "mend"),
    ("{a: 1}", "\"a:\"", "mend"),
    ("[01]", "\"01\"", "mend"),
    ("[1.]", "\"1.\"", "mend"),
    ("[+1]", "\"+1\"", "mend"),
    ("[True]", "\"True\"", "mend"),
    ("[1] x", "\"x\" at line 1, column 5", "mend"),
    ("[\"a\nb\"]", "a line end or control character inside a string at line 1, column 4", "escape"),
    (#"["\ud800"]"#, "a string with a broken escape at line 1, column 2", "two"),
    (#"{"a\qb": 1}"#, "a string with a broken escape at line 1, column 2", "two"),
    (#"["a", "\u12g4"]"#, "a string with a broken escape at line 1, column 7", "two"),
    ("// a comment\n{}", "\"//\" at line 1, column 1", "mend"),
    ("\u{0}\u{1}\u{2}", #""\u{0}\u{1}\u{2}""#, "mend"),
    ("]", "\"]\"", "mend"),
    (",", "\",\"", "mend"),
  ])
  func place(text: String, found: String, advice: String) {
    let faults = faults(of: text)
    #expect(faults.count == 1)
    #expect(faults[0].found.contains(found) && faults[0].advice.contains(advice), "\(faults)")
  }

  /// The path of what was being read goes along.
  @Test func pathOfABreak() {
    #expect(faults(of: #"{"problem": {"layers": [1, [2, @]]}}"#).map(\.path) == ["/problem/layers/1/1"])
  }

  @Test func truncatedAnywhere() {
    let bytes = Array(sample.utf8)
    for length in 0..<(bytes.count - 1) {
      #expect(throws: CaseFileError.self) { try StoredCase(json: Array(bytes[..<length]), file: "f.json") }
    }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func nesting(bracket: String) {
    for count in [33, 10_000, 1_000_000] {
      let faults = faults(of: String(repeating: bracket, count: count))
      #expect(faults.count == 1)
      #expect(faults[0].found.hasPrefix("brackets nested deeper than 32"))
    }
    // 32 levels are no fault of nesting.
    let shallow = faults(of: String(repeating: bracket, count: 32))
    #expect(shallow[0].found.hasPrefix("the end of the file"))
  }

  @Test func repeatedKeys() {
    let twice = faults(replacing: #""biases": [9]"#, with: "\"biases\": [9],\n\"biases\": [8]")
    #expect(twice.map(\.path) == ["/problem/layers/1/biases"])
    #expect(twice[0].found == "the key \"biases\" a second time, on line 9")
    // An escape spells the same key.
    #expect(faults(replacing: #""sample""#, with: #""sample", "\u0069d": "other""#).map(\.path) == ["/id"])
    let often = "{" + Array(repeating: "\"k\": 1", count: 5000).joined(separator: ", ") + "}"
    #expect(faults(of: often).count == 100)
    // The same key in another object is another key.
    #expect(faults(of: sample).isEmpty)
    let both = faults(
      of: sample.replacing("\"mean\"", with: "\"mean\", \"loss\": 1").replacing("\"sic\"", with: "\"\", \"note\": 1"))
    #expect(both.map(\.path) == ["/problem/loss", "/known_misprints/0/note"])
  }

  @Test func encodings() throws {
    for noise in [[0xFF, 0xFE, 0x7B, 0x00], [0xC0, 0x80], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]] {
      let error = #expect(throws: CaseFileError.self) { try StoredCase(json: noise, file: "f") }
      #expect(error?.faults.first?.advice == "save it as UTF-8")
    }
    let marked = try StoredCase(json: [0xEF, 0xBB, 0xBF] + Array(sample.utf8), file: "f.json")
    #expect(try marked == read(sample))
  }

  /// Large integers are numbers like any other: there is no size in a case file that they could be.
  @Test func largeIntegers() throws {
    let stored = try read(sample.replacing("[5, 6]", with: "[4611686018427387904, -9223372036854775809]"))
    #expect(stored.problem.network.layers[0].biases == [0x1p62, -0x1p63])
  }
}
