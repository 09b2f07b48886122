import Fixtures
import Foundation
import Networks
import Testing

@Suite struct CaseArraysTests {
  private func dictionary(_ stored: StoredCase) throws -> [String: NPYFile] {
    let arrays = try #require(stored.arrays)
    return Dictionary(uniqueKeysWithValues: arrays.map { ($0.name, $0.array) })
  }

  /// The numbers of the sample by hand, each under its letter.
  @Test func oneByOne() throws {
    let arrays = try dictionary(provenSample())
    let numbers: [String: ([Int], Double)] = [
      "W1": ([1, 1], 0.5), "b1": ([1], -2), "X": ([1, 1], 2), "Y": ([1, 1], 1), "cost": ([], 1.125),
      "Z1": ([1, 1], -1), "A1": ([1, 1], -0.5), "delta1": ([1, 1], -0.75), "dW1": ([1, 1], -1.5), "db1": ([1], -0.75),
      "dX": ([1, 1], -0.375),
    ]
    for (name, (shape, number)) in numbers {
      #expect(arrays[name] == NPYFile(shape: shape, .float64([number])), "\(name)")
    }
    let exponents: [String: Int32] = [
      "cost": -52, "Z1": -1074, "A1": 1024, "delta1": StoredCase.noLimit, "dW1": -51, "db1": 0, "dX": -53,
    ]
    for (name, exponent) in exponents {
      let (shape, number) = try #require(numbers[name])
      for limit in ["_limit64", "_limit32"] {
        #expect(arrays[name + limit] == NPYFile(shape: shape, .int32([exponent])), "\(name)")
      }
      #expect(arrays[name + "_lower"] == NPYFile(shape: shape, .float64([number])))
      #expect(arrays[name + "_upper"] == NPYFile(shape: shape, .float64([number + 2])))
    }
    // Nothing else but the text.
    #expect(arrays.count == 4 + 7 * 5 + 1)
  }

  @Test func layersAndHistory() throws {
    var stored = provenShapes()
    stored.history = [provenSample().problem, stored.problem]
    stored.proven?.allowed = nil
    let arrays = try dictionary(stored)
    let shapes = arrays.filter { !$0.key.contains("_limit") }.mapValues(\.shape)
    #expect(
      shapes.filter { !$0.key.hasPrefix("history") && $0.key != "meta" } == [
        "W1": [2, 3], "b1": [2], "W2": [1, 2], "b2": [1], "X": [3, 2], "Y": [1, 2], "cost": [], "Z1": [2, 2],
        "Z2": [1, 2], "A1": [2, 2], "A2": [1, 2], "delta1": [2, 2], "delta2": [1, 2], "dW1": [2, 3], "dW2": [1, 2],
        "db1": [2], "db2": [1], "dX": [3, 2],
      ])
    #expect(shapes.filter { $0.key.hasPrefix("history1_") }.count == 4 && shapes["history1_W1"] == [1, 1])
    #expect(shapes.filter { $0.key.hasPrefix("history2_") }.count == 6 && shapes["history2_X"] == [3, 2])
    #expect(arrays["history2_W1"] == arrays["W1"] && arrays["history2_Y"] == arrays["Y"])
  }

  @Test func theText() throws {
    var stored = provenShapes()
    stored.comment = "é \" \n"
    stored.history = [provenSample().problem]
    guard case .bytes(let bytes)? = try dictionary(stored)["meta"]?.elements else {
      Issue.record("no bytes")
      return
    }
    let text = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(text["id"] as? String == "shapes" && text["comment"] as? String == "é \" \n")
    #expect(text["activations"] as? [String] == ["elu", "elu"] && text["flags"] as? [String] == ["width-one"])
    #expect(text["alphas"] as? [Double] == stored.problem.network.layers.map { $0.activation.alpha })
    #expect(text["loss"] as? String == "squared_error" && text["reduction"] as? String == "sum")
    let before = try #require(text["history"] as? [[String: Any]])
    #expect(before.map { $0["activations"] as? [String] } == [["leaky_relu"]])
  }

  @Test func sameBytes() throws {
    let bytes = try provenShapes().npz()
    #expect(try bytes != nil && provenShapes().npz() == bytes)
    var unproven = provenShapes()
    unproven.proven = nil
    #expect(try unproven.npz() == nil && unproven.arrays == nil)
  }
}
