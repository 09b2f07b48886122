import Fixtures
import Foundation
import Networks
import Testing

/// Whatever is wrong with what a case says to be proven is told, with its place, what is there and what should be.
@Suite struct ProvenFaultTests {
  /// What the reader says; none where it takes the document.
  private func faults(_ document: EditableJSON) throws -> [Fault] {
    let bytes = try document.bytes
    do throws(CaseFileError) {
      _ = try StoredCase(json: bytes, file: "f.json")
      return []
    } catch {
      #expect(error.kind == .malformed)
      return error.faults
    }
  }

  private func pointer(_ place: [String]) -> String { place.map { "/" + $0 }.joined() }

  /// The places that only a proven case has.
  private func places(_ document: EditableJSON) -> [[String]] {
    document.places.filter { place in
      place[0] == "proven" || place[0] == "flags" || place.contains { $0.hasSuffix("_hex64") }
    }
  }

  @Test(arguments: ProvenSample.allCases) func theSamplesAreValid(_ sample: ProvenSample) throws {
    let document = try EditableJSON(sample.stored.text)
    #expect(try faults(document).isEmpty)
    #expect(places(document).count > 100)
  }

  @Test(arguments: ProvenSample.allCases) func whatIsMissing(_ sample: ProvenSample) throws {
    let document = try EditableJSON(sample.stored.text)
    let optional = ["/proven", "/proven/allowed", "/flags"]
    for place in places(document) where !optional.contains(pointer(place)) {
      let found = try faults(document.replacing(place, by: nil))
      guard place.last.flatMap({ Int($0) }) == nil else {
        // One flag fewer is no fault; one number, row or layer fewer is told of the array that is too short.
        if place[0] == "flags" { continue }
        let array = pointer(place.dropLast())
        let left = try #require(document[place.dropLast()] as? [Any]).count - 1
        #expect(found.contains { $0.path == array && $0.found.hasPrefix("\(left) ") }, "\(pointer(place)): \(found)")
        continue
      }
      let fault = found.first { $0.path == pointer(place) }
      #expect(fault?.found == "nothing" && fault?.expected.contains("\"\(place.last ?? "")\"") == true, "\(found)")
    }
    for place in optional {
      #expect(try faults(document.replacing(place.split(separator: "/").map(String.init), by: nil)).isEmpty)
    }
  }

  @Test(arguments: ProvenSample.allCases) func wrongTypes(_ sample: ProvenSample) throws {
    let document = try EditableJSON(sample.stored.text)
    let values: [(value: Any, name: String)] = [
      (NSNull(), "null"), (true, "true"), (7.5, "the number 7.5"), ("x y", "the string \"x y\""),
      ([Any](), "an array of 0"), ([[true]], "an array of 1"), ([String: Any](), "an object with 0 keys"),
      (["x": 1], "an object with 1 keys"),
    ]
    for (number, place) in places(document).enumerated() {
      for (value, name) in sample.share(of: values, number) where !isFine(value, at: place, in: document) {
        let path = pointer(place)
        let found = try faults(document.replacing(place, by: value))
        #expect(!found.isEmpty, "\(path) took \(name)")
        // At the place, or below where the value goes on; nothing else is blamed.
        #expect(found.allSatisfy { $0.path == path || $0.path.hasPrefix(path + "/") }, "\(path) = \(name): \(found)")
        #expect(found.allSatisfy { !$0.found.isEmpty && !$0.expected.isEmpty && !$0.advice.isEmpty })
        // A scalar is named as what it is.
        if !(value is [Any]), !(value is [String: Any]) {
          #expect(found.contains { $0.path == path && [name, "\"x y\""].contains($0.found) }, "\(path): \(found)")
        }
      }
    }
  }

  /// What is right in its place: no limit, no flags, no hidden layers; and a number for a decimal, though not the right one.
  private func isFine(_ value: Any, at place: [String], in document: EditableJSON) -> Bool {
    if value is Double {
      return document[place] is String && !place.contains { $0.hasSuffix("_hex64") } && place[0] != "flags"
    }
    if value is NSNull {
      return place.starts(with: ["proven", "limits"]) && !(document[place] is [Any]) && place.count > 3
    }
    guard let array = value as? [Any], array.isEmpty else { return false }
    return place == ["flags"] || (document[place] as? [Any])?.isEmpty == true
  }

  /// Sixteen lower-case digits of a finite number, or it is none.
  @Test(arguments: ProvenSample.allCases) func wrongBits(_ sample: ProvenSample) throws {
    let document = try EditableJSON(sample.stored.text)
    let wrong: [Any] = [
      "", "3fe000000000000", "3fe00000000000000", "3FE0000000000000", "0x3fe00000000000", " 3fe0000000000000",
      "+3fe000000000000", "3fe000000000000g", "７fe0000000000000", "3fe0_00000000000", "7ff8000000000000",
      "7ff0000000000000", "fff0000000000000", "fff0000000000001", 0.5, 4_602_678_819_172_646_912,
    ]
    let bits = places(document).filter { place in
      place.contains { $0.hasSuffix("_hex64") } && document[place] is String
    }
    #expect(bits.count >= 25)
    for (number, place) in bits.enumerated() {
      for value in sample.share(of: wrong, number) {
        let found = try faults(document.replacing(place, by: value))
        #expect(found.map(\.path) == [pointer(place)], "\(value): \(found)")
        #expect(found.allSatisfy { $0.expected.contains("the bits of a finite binary64") })
      }
      // Well-formed, and another number than the decimal beside it: the last bit, the sign, the sign of a zero.
      let right = try #require((document[place] as? String).flatMap { UInt64($0, radix: 16) })
      for other in sample.share(of: [right ^ 1, right ^ 1 << 63, right ^ 1 << 52], number) {
        let found = try faults(document.replacing(place, by: Double(bitPattern: other).hex64))
        #expect(found.map(\.path) == [pointer(place)], "\(found)")
        #expect(found.allSatisfy { $0.found.contains("the bits of") && $0.expected == "the same binary64 twice" })
      }
    }
  }

  /// A decimal that is another number than its bits is told at the bits; one that is no number, where it stands.
  @Test(arguments: ProvenSample.allCases) func wrongDecimals(_ sample: ProvenSample) throws {
    let document = try EditableJSON(sample.stored.text)
    let numbers = places(document).filter { $0[0] == "proven" && document[$0] is String }
    for (number, place) in numbers.enumerated() {
      guard let key = place.firstIndex(where: { Int($0) == nil && $0.hasSuffix("_hex64") }) else {
        for value in sample.share(of: ["NaN", "inf", "1e400", "0x1p3", "1,5", ".5", "1.", "", "--1", "1 "], number) {
          let found = try faults(document.replacing(place, by: value))
          #expect(found.map(\.path) == [pointer(place)], "\(value): \(found)")
          #expect(found.allSatisfy { $0.expected == "a finite number" })
        }
        continue
      }
      var decimal = place
      decimal[key].removeLast("_hex64".count)
      for value in sample.share(of: ["12345.75", "-0", "1e-400", 7.5] as [Any], number) {
        let found = try faults(document.replacing(decimal, by: value))
        #expect(found.map(\.path) == [pointer(place)], "\(found)")
      }
    }
  }

  /// −0 and 0 are two numbers, whichever of the two is the decimal.
  @Test func signsOfZero() throws {
    let document = try EditableJSON(provenShapes { _ in -0.0 }.text)
    #expect(try faults(document).isEmpty)
    for place in places(document) where document[place] as? String == "8000000000000000" {
      let found = try faults(document.replacing(place, by: "0000000000000000"))
      #expect(found.map(\.path) == [pointer(place)] && found[0].found == "the bits of 0.0 beside the decimal -0.0")
    }
    for place in document.places where document[place] as? String == "-0.0" {
      for zero: Any in ["0.0", "0", 0] {
        let found = try faults(document.replacing(place, by: zero))
        #expect(found.count == 1 && found[0].found == "the bits of -0.0 beside the decimal 0.0", "\(found)")
      }
    }
  }

  @Test(arguments: ProvenSample.allCases) func wrongLimits(_ sample: ProvenSample) throws {
    let document = try EditableJSON(sample.stored.text)
    let limits = places(document).filter { place in
      place.starts(with: ["proven", "limits"]) && !(document[place] is [Any] || document[place] is [String: Any])
    }
    #expect(limits.count >= 14)
    let wrong: [Any] = [5000, -5000, 1025, -1075, 0.5, -52.000001, 9e18, 1e300, "-52", "null", "", false]
    for (number, place) in limits.enumerated() {
      for value in sample.share(of: wrong, number) {
        let found = try faults(document.replacing(place, by: value))
        #expect(found.map(\.path) == [pointer(place)], "\(value): \(found)")
        #expect(found.allSatisfy { $0.expected.contains("from -1074 to 1024") })
      }
      for value in sample.share(of: [1024, -1074, NSNull(), -52.0] as [Any], number) {
        #expect(try faults(document.replacing(place, by: value)).isEmpty)
      }
    }
  }

  @Test func wrongFlags() throws {
    let document = try EditableJSON(provenSample().text)
    let wrong: [Any] = [
      "", "a b", "../x", ".x", "-x", "a/b", "é", "x\u{0}", String(repeating: "x", count: 201), 7, NSNull(), [Any](),
    ]
    for value in wrong {
      let found = try faults(document.replacing(["flags", "1"], by: value))
      #expect(found.map(\.path) == ["/flags/1"], "\(found)")
    }
    for value: Any in ["width-one", 7, ["width-one": true]] {
      let found = try faults(document.replacing(["flags"], by: value))
      #expect(found.map(\.path) == ["/flags"] && found[0].expected == "an array of flags", "\(found)")
    }
  }

  /// Every fault of a proven answer is listed at once, none because of another.
  @Test func allFaultsAtOnce() throws {
    var document = try EditableJSON(provenShapes().text)
    let changes: [([String], Any?)] = [
      (["flags", "0"], "a b"), (["proven", "value", "cost_hex64"], "7FF0000000000000"),
      (["proven", "value", "deltas_hex64", "1", "0", "1"], nil), (["proven", "limits", "binary64", "cost"], 5000),
      (["proven", "limits", "binary32", "outputs"], nil), (["proven", "allowed", "upper"], [1]),
      (["proven", "allowed", "lower", "preactivations"], [Any]()),
    ]
    for (place, value) in changes { document = document.replacing(place, by: value) }
    let found = try faults(document)
    #expect(
      Set(found.map(\.path)) == [
        "/flags/0", "/proven/value/cost_hex64", "/proven/value/deltas_hex64/1/0", "/proven/limits/binary64/cost",
        "/proven/limits/binary32/outputs", "/proven/allowed/upper", "/proven/allowed/lower/preactivations",
      ], "\(found)")
  }

  /// The fuzzer's first find: a list with too few layers was compared layer by layer, and the process trapped.
  @Test(arguments: ["preactivations", "hidden_outputs", "deltas", "weight_gradients", "bias_gradients"])
  func tooFewAndTooManyLayers(_ key: String) throws {
    let document = try EditableJSON(provenShapes().text)
    for name in [key, key + "_hex64"] {
      let place = ["proven", "value", name]
      let layers = try #require(document[place] as? [Any])
      for wrong in [[], Array(layers.dropLast()), layers + layers.suffix(1)] where wrong.count != layers.count {
        let found = try faults(document.replacing(place, by: wrong))
        #expect(found.contains { $0.path == pointer(place) && $0.expected.hasPrefix("\(layers.count), one per") })
      }
    }
  }

  /// An α by its bits alone, and one for an activation that has none.
  @Test func alphas() throws {
    let document = try EditableJSON(provenSample().text)
    let place = ["problem", "layers", "0", "alpha"]
    #expect(try faults(document.replacing(place, by: nil)).map(\.path) == ["/problem/layers/0/alpha"])
    let activation = ["problem", "layers", "0", "activation"]
    let both = document.replacing(activation, by: "tanh")
    #expect(try faults(both).map(\.path) == ["/problem/layers/0/alpha"])
    let alone = try faults(both.replacing(place, by: nil))
    #expect(alone.map(\.path) == ["/problem/layers/0/alpha_hex64"], "\(alone)")
  }
}
