import Functions
import Networks
import Testing

@testable import Functions

/// Where functions are looked at.
@Suite struct PointTests {
  @Test func pointsStayInsideAndRepeat() {
    let parameters = [tensor("a", 50, low: 2, high: 3), tensor("b", 50)]
    for index in 0..<40 {
      let point = FunctionPoint(parameters, precision: .binary32, seed: 9, index: index)
      #expect(point.values[..<50].allSatisfy { (2.125...2.875).contains($0) })
      #expect(point.values[50...].allSatisfy { (-0.75...0.75).contains($0) })
      #expect(point.values.allSatisfy { Double(Float($0)) == $0 })
      #expect(point.values == FunctionPoint(parameters, precision: .binary32, seed: 9, index: index).values)
      #expect(point.values != FunctionPoint(parameters, precision: .binary32, seed: 10, index: index).values)
    }
  }

  /// What a token names must not change unnoticed: raise the version.
  @Test func theFingerprintOfTheVersion() {
    let point = FunctionPoint(
      [tensor("a", 4), tensor("b", 2, low: 0, high: 8)], precision: .binary64, seed: 42, index: 3)
    #expect(FunctionPoint.version == 1)
    #expect(point.values == [0.466796875, 0.0, -0.681640625, 0.0, 4.2265625, 5.6171875])
  }

  @Test func tokens() {
    #expect(FunctionPoint.parse("f1:42:17")! == (42, 17))
    for wrong in [
      "f1:42", "f2:42:17", "1:42:17", "f1:-1:2", "f1:1:-2", "f1:1:2:3", "f1::2", "", "f1:1:9223372036854775807",
    ] {
      #expect(FunctionPoint.parse(wrong) == nil, "\(wrong)")
    }
  }

  @Test func entriesAreNamedWithTheLastIndexFastest() {
    #expect(tensor("k", 2, 3).entry(4) == "k[1][1]")
    #expect(tensor("s").entry(0) == "s" && tensor("s").count == 1)
    #expect(ParameterTensor(name: "x", shape: [0]) == nil && ParameterTensor(name: "x", shape: [.max, 2]) == nil)
    #expect(ParameterTensor(name: "x", shape: [1], low: 1, high: 1) == nil)
    #expect(ParameterTensor(name: "x", shape: [1], low: -1e308, high: 1e308) == nil)
  }

  @Test func noiseOfAParabolaIsNoneAndOfRandomNumbersTheirOwn() {
    #expect(Noise.deviation(of: (0..<8).map { Double($0 * $0) }) == 0)
    let random = [0.3, -0.9, 0.1, 0.7, -0.5, -0.2, 0.8, -0.6]
    #expect((0.3...1.2).contains(Noise.deviation(of: random)))
  }
}
