import Fixtures
import Foundation
import Networks
import Testing

/// The package's folder of stored cases.
let fixturesFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appendingPathComponent("fixtures").path

/// 2-2-1 on three cases: two hidden layers' worth of keys in a file small enough to damage by hand.
let sample = #"""
  {
    "format": "nnverify-case-1",
    "id": "sample",
    "source": {"title": "by hand"},
    "problem": {
      "layers": [
        {"activation": "elu", "alpha": 0.5, "weights": [[1, 2], [3, 4]], "biases": [5, 6]},
        {"activation": "sigmoid", "weights": [[7, "8.25"]], "biases": [9]}
      ],
      "inputs": [[0.1, 0.2, 0.3], [1.1, 1.2, 1.3]],
      "targets": [[0, 0.5, 1]],
      "loss": "binary_cross_entropy",
      "reduction": "mean"
    },
    "expected": {
      "cost": "0.125",
      "outputs": [["0.1", null, 0.3]],
      "bias_gradients": [["0.1", "0.2"], [null]],
      "weight_gradients": [[["1", "2"], ["3", "4"]], [["5", "6"]]],
      "update": {"learning_rate": 0.5, "weights": [[["1", "2"], ["3", "4"]], [["5", "6"]]], "cost": "0.12"}
    },
    "known_misprints": [{"place": "/expected/update/cost", "recomputed": "0.11", "note": "sic"}]
  }
  """#

func read(_ text: String) throws(CaseFileError) -> StoredCase { try StoredCase(json: Array(text.utf8), file: "f.json") }

/// The faults of the sample after one change; a change that does not apply is the test's own mistake.
func faults(replacing old: String, with new: String) -> [Fault] {
  #expect(sample.contains(old), "the sample does not contain \(old)")
  return faults(of: sample.replacing(old, with: new, maxReplacements: 1))
}

func faults(of text: String) -> [Fault] {
  do {
    _ = try read(text)
    return []
  } catch {
    #expect(error.kind == .malformed)
    #expect(!error.faults.isEmpty)
    return error.faults
  }
}

/// A folder that is removed after use.
func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nnverify-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.path)
}

/// SplitMix64: the same sequence everywhere.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
