import Fixtures
import Testing

/// One fault in an otherwise valid file: found in its place, and with the right advice.
struct Damage: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let path: String
  /// Part of the message.
  let says: String
  var testDescription: String { "\(old) → \(new)" }

  init(_ old: String, _ new: String, at path: String, says: String) {
    (self.old, self.new, self.path, self.says) = (old, new, path, says)
  }
}

@Suite struct FaultTests {
  @Test func theSampleIsValid() { #expect(faults(of: sample).isEmpty) }

  @Test(arguments: [
    // Types
    Damage(#"[5, 6]"#, #""5""#, at: "/problem/layers/0/biases", says: "an array of numbers"),
    Damage(#"[5, 6]"#, #"[5, true]"#, at: "/problem/layers/0/biases/1", says: "found true; expected a finite number"),
    Damage(#"[5, 6]"#, #"[5, null]"#, at: "/problem/layers/0/biases/1", says: "found null; expected a finite number"),
    Damage(#"[[7, "8.25"]]"#, #"{}"#, at: "/problem/layers/1/weights", says: "expected an array of rows"),
    Damage(#"[[7, "8.25"]]"#, #"[7, 8]"#, at: "/problem/layers/1/weights/0", says: "an array of numbers"),
    Damage(#""sample""#, #"7"#, at: "/id", says: "expected a string"),
    Damage(#""sample""#, #""a/b""#, at: "/id", says: "letters, digits"),
    Damage(#""sample""#, #""""#, at: "/id", says: "letters, digits"),
    Damage(#""by hand""#, #"1"#, at: "/source/title", says: "expected a string"),
    Damage(#"{"title": "by hand"}"#, #"[]"#, at: "/source", says: "an object of strings"),
    Damage(#""elu""#, #"3"#, at: "/problem/layers/0/activation", says: "expected a string"),
    // Shapes
    Damage(
      #"[3, 4]"#, #"[3]"#, at: "/problem/layers/0/weights/1",
      says: "found 1 numbers; expected 2, as in the first row; add"),
    Damage(
      #"[5, 6]"#, #"[5, 6, 7]"#, at: "/problem/layers/0/biases",
      says: "found 3 numbers; expected 2, one per row of the weights; remove"),
    Damage(
      #"[7, "8.25"]"#, #"[7]"#, at: "/problem/layers/1/weights/0", says: "expected 2, one per neuron of the layer below"
    ),
    Damage(
      #", [1.1, 1.2, 1.3]"#, #""#, at: "/problem/inputs",
      says: "found 1 rows; expected 2, one per column of the first weights"),
    Damage(#"[1.1, 1.2, 1.3]"#, #"[1.1, 1.2]"#, at: "/problem/inputs/1", says: "expected 3, as in the first row"),
    Damage(#"[0, 0.5, 1]"#, #"[0, 1]"#, at: "/problem/targets/0", says: "expected 3, one per case"),
    Damage(
      #"[[0, 0.5, 1]]"#, #"[[0, 0.5, 1], [0, 0, 0]]"#, at: "/problem/targets", says: "expected 1, one per output neuron"
    ),
    Damage(#"[[0.1, 0.2, 0.3], [1.1, 1.2, 1.3]]"#, #"[[], []]"#, at: "/problem/inputs", says: "at least one case"),
    Damage(#"[[0.1, 0.2, 0.3], [1.1, 1.2, 1.3]]"#, #"[]"#, at: "/problem/inputs", says: "found no rows"),
    Damage(#"[["0.1", null, 0.3]]"#, #"[["0.1"]]"#, at: "/expected/outputs/0", says: "expected 3, one per case"),
    Damage(
      #"[["0.1", "0.2"], [null]]"#, #"[["0.1", "0.2"]]"#, at: "/expected/bias_gradients",
      says: "expected 2, one per layer"),
    Damage(
      #"[["0.1", "0.2"], [null]]"#, #"[["0.1"], [null]]"#, at: "/expected/bias_gradients/0",
      says: "expected 2, one per neuron of layer 1"),
    Damage(
      #"[["5", "6"]]]"#, #"[["5", "6"], ["7", "8"]]]"#, at: "/expected/weight_gradients/1",
      says: "found 2 rows; expected 1"),
    Damage(
      #"["3", "4"]], [["5", "6"]]]"#, #"["3", "4"]]]"#, at: "/expected/weight_gradients",
      says: "expected 2, one per layer"),
    // Numbers
    Damage(#"[5, 6]"#, #"[5, 1e400]"#, at: "/problem/layers/0/biases/1", says: "beyond binary64"),
    Damage(#"[5, 6]"#, #"[5, 1e-400]"#, at: "/problem/layers/0/biases/1", says: "or its digits in quotes"),
    Damage(#"[5, 6]"#, #"[5, "1e400"]"#, at: "/problem/layers/0/biases/1", says: "expected a finite number"),
    Damage(
      #"[5, 6]"#, #"[5, "NaN"]"#, at: "/problem/layers/0/biases/1",
      says: #"found the string "NaN"; expected a finite number"#),
    Damage(#"[5, 6]"#, #"[5, "Infinity"]"#, at: "/problem/layers/0/biases/1", says: "expected a finite number"),
    Damage(#"[5, 6]"#, #"[5, "0x10"]"#, at: "/problem/layers/0/biases/1", says: "expected a finite number"),
    Damage(#""0.125""#, #""0.125 or so""#, at: "/expected/cost", says: "digits as printed"),
    Damage(#""0.125""#, #"null"#, at: "/expected/cost", says: "digits as printed"),
    Damage(#""0.125""#, #"1e999"#, at: "/expected/cost", says: "digits as printed"),
    Damage(#"[null]"#, #"[[null]]"#, at: "/expected/bias_gradients/1/0", says: "found an array of 1"),
    // Names
    Damage(
      #""biases": [9]"#, #""biasses": [9], "biases": [9]"#, at: "/problem/layers/1/biasses",
      says: "unknown key \"biasses\""),
    Damage(#""reduction""#, #""redcution""#, at: "/problem/redcution", says: "did you mean \"reduction\"?"),
    Damage(#""elu""#, #""ellu""#, at: "/problem/layers/0/activation", says: "did you mean \"elu\"?"),
    Damage(#""sigmoid""#, #""Sigmoid""#, at: "/problem/layers/1/activation", says: "did you mean \"sigmoid\"?"),
    Damage(#""sigmoid""#, #""swish""#, at: "/problem/layers/1/activation", says: "choose one of these"),
    Damage(#""mean""#, #""mena""#, at: "/problem/reduction", says: "did you mean \"mean\"?"),
    Damage(#""mean""#, #""meen""#, at: "/problem/reduction", says: "did you mean \"mean\"?"),
    Damage(
      #""binary_cross_entropy""#, #""binary_crossentropy""#, at: "/problem/loss",
      says: "did you mean \"binary_cross_entropy\"?"),
    Damage(#""nnverify-case-1""#, #""nnverify-case-2""#, at: "/format", says: "expected \"nnverify-case-1\""),
    Damage(#""nnverify-case-1""#, #"1"#, at: "/format", says: "expected \"nnverify-case-1\""),
    Damage(#""source""#, #""a~b/c""#, at: "/a~0b~1c", says: "remove it"),
    // A slash under an accent is one character with it, and a slash all the same. (Found by fuzzing.)
    Damage(#""source""#, "\"a~\u{301}b/\u{301}c\"", at: "/a~0\u{301}b~1\u{301}c", says: "remove it"),
    // Meaning
    Damage(#""elu", "alpha": 0.5"#, #""elu""#, at: "/problem/layers/0/alpha", says: "customary is 1.0"),
    Damage(#""elu", "alpha": 0.5"#, #""leaky_relu""#, at: "/problem/layers/0/alpha", says: "customary is 0.01"),
    Damage(#""alpha": 0.5"#, #""alpha": "nan""#, at: "/problem/layers/0/alpha", says: "expected a finite number"),
    Damage(#""sigmoid","#, #""sigmoid", "alpha": 1,"#, at: "/problem/layers/1/alpha", says: "remove it"),
    Damage(
      #""elu", "alpha": 0.5"#, #""softmax""#, at: "/problem/layers/0/activation", says: "softmax in a hidden layer"),
    Damage(#""sigmoid""#, #""tanh""#, at: "/problem/loss", says: "binary_cross_entropy over an output layer of tanh"),
    Damage(
      #""binary_cross_entropy""#, #""categorical_cross_entropy""#, at: "/problem/loss",
      says: "categorical_cross_entropy over softmax"),
    Damage(
      #"[0, 0.5, 1]"#, #"[0, 1.0000000000000002, 1]"#, at: "/problem/targets/0/1",
      says: "cross-entropies take targets in [0, 1]"),
    Damage(#"[0, 0.5, 1]"#, #"[0, 0.5, "-5e-324"]"#, at: "/problem/targets/0/2", says: "between 0 and 1"),
    Damage(
      #""learning_rate": 0.5"#, #""learning_rate": "fast""#, at: "/expected/update/learning_rate", says: "finite number"
    ),
    Damage(
      #""learning_rate": 0.5"#, #""learning_rate": 0.5, "biases": [[1]]"#, at: "/expected/update/biases",
      says: "biases_after"),
    Damage(
      #""/expected/update/cost""#, #""/expected/update/weights""#, at: "/known_misprints/0/place",
      says: "place of a figure"),
    Damage(
      #""/expected/update/cost""#, #""/expected/outputs/0/3""#, at: "/known_misprints/0/place", says: "count from 0"),
    Damage(
      #""/expected/update/cost""#, #""/expected/outputs/0/1""#, at: "/known_misprints/0/place",
      says: "place of a figure"),
    Damage(
      #""/expected/update/cost""#, #""/expected/outputs/00/0""#, at: "/known_misprints/0/place",
      says: "place of a figure"),
    Damage(#""/expected/update/cost""#, #""cost""#, at: "/known_misprints/0/place", says: "place of a figure"),
    Damage(#""0.11""#, #"[]"#, at: "/known_misprints/0/recomputed", says: "digits as printed"),
  ])
  func oneFault(_ damage: Damage) {
    let found = faults(replacing: damage.old, with: damage.new)
    let messages = found.map(\.description)
    #expect(found.contains { $0.path == damage.path && $0.description.contains(damage.says) }, "\(messages)")
  }

  @Test func noLayers() {
    let text =
      #"{"format": "nnverify-case-1", "id": "a", "problem": {"layers": [], "inputs": [[1]], "targets": [[1]], "loss": "squared_error", "reduction": "sum"}}"#
    #expect(faults(of: text).map(\.path) == ["/problem/layers"])
  }

  @Test func missingKeys() {
    #expect(faults(of: "{}").map(\.path) == ["/format", "/id", "/problem"])
    #expect(
      faults(of: #"{"format": "nnverify-case-1", "id": "a", "problem": {}}"#).map(\.path) == [
        "/problem/layers", "/problem/inputs", "/problem/targets", "/problem/loss", "/problem/reduction",
      ])
    #expect(faults(of: "[]").map(\.path) == [""])
    #expect(faults(of: "7").map(\.found) == ["the number 7.0"])
  }

  /// Faults in far-apart parts are all reported, each once, and none that merely follows from another.
  @Test func allFaultsAtOnce() {
    let text = sample.replacing(#""elu""#, with: #""ellu""#).replacing("[5, 6]", with: "[5, \"x\"]")
      .replacing("\"sample\"", with: "\"\"").replacing("\"0.125\"", with: "\"?\"")
      .replacing("\"mean\"", with: "\"men\"").replacing("[0.1, 0.2, 0.3]", with: "[0.1, {}, 0.3]")
    #expect(
      Set(faults(of: text).map(\.path)) == [
        "/id", "/problem/layers/0/activation", "/problem/layers/0/biases/1", "/problem/reduction",
        "/problem/inputs/0/1", "/expected/cost",
      ])
    #expect(faults(of: text).count == 6)
  }

  /// Beyond the limit faults are counted no more, and still nothing is built from what is faulty.
  @Test func tenThousandFaults() {
    let many = "[" + Array(repeating: "[null, 1]", count: 12_000).joined(separator: ",") + "]"
    let found = faults(
      of: sample.replacing("[[1, 2], [3, 4]]", with: many, maxReplacements: 1)
        .replacing("[0.1, 0.2, 0.3]", with: "[0.1, null, 0.3]").replacing("\"0.125\"", with: "\"?\""))
    #expect(found.count == CaseFileError.mostFaults)
    let error = CaseFileError(kind: .malformed, file: "f.json", faults: found)
    #expect(error.description.hasPrefix("f.json: 10000 faults\n  /problem/layers/0/weights/0/0: found null;"))
    #expect(error.description.hasSuffix("… and 9960 more"))
  }

  @Test func messagesCannotSteerATerminal() {
    let found = faults(replacing: #""elu""#, with: #""\u001b[2J\u202e"# + String(repeating: "x", count: 500) + "\"")
    #expect(found.count == 1)
    #expect(found[0].description.contains(#""\u{1b}[2J\u{202e}xxx"#))
    #expect(found[0].description.utf8.count < 400)
  }
}
