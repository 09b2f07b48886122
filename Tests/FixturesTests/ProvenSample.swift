import Fixtures
import Foundation
import Networks

/// Proven cases to be damaged.
enum ProvenSample: String, CaseIterable, Sendable {
  case oneByOne, shapes

  var stored: StoredCase {
    switch self {
    case .oneByOne: provenSample()
    case .shapes: provenShapes()
    }
  }

  /// Which of the values to try in the place of this number: in the small sample all, in the larger one each in some places.
  func share<Value>(of values: [Value], _ number: Int) -> [Value] {
    self == .oneByOne ? values : [values[number % values.count]]
  }
}

/// 1-1 on one case, leaky_relu with slope ½ below 0: every number of the answer is exact, and found in the head.
///
/// z = ½·2 − 2 = −1, a = ½·(−1), C = ½ (1 − a)² = 1.125, δ = ½ (a − 1), dW = 2δ, db = δ, dX = ½δ.
func provenSample() -> StoredCase {
  let problem = Problem(
    network: Network(layers: [
      Layer(weights: Grid(rows: 1, columns: 1, elements: [0.5]), biases: [-2], activation: .leakyReLU(alpha: 0.5))
    ]),
    inputs: Grid(rows: 1, columns: 1, elements: [2]), targets: Grid(rows: 1, columns: 1, elements: [1]),
    loss: .squaredError, reduction: .mean)
  let value = evaluation(cost: 1.125, z: -1, a: -0.5, delta: -0.75, weight: -1.5, bias: -0.75, input: -0.375)
  let limits = evaluation(cost: -52, z: -1074, a: 1024, delta: nil, weight: -51, bias: 0, input: -53)
  return StoredCase(
    id: "proven", flags: ["width-one", "wrong-derivative"], problem: problem,
    proven: ProvenAnswer(
      value: value, binary64: limits.map { Limit(exponent: $0) }, binary32: limits.map { Limit(exponent: $0) },
      allowed: AllowedRange(lower: value, upper: value.map { $0 + 2 })))
}

private func evaluation<Number>(
  cost: Number, z: Number, a: Number, delta: Number, weight: Number, bias: Number, input: Number
) -> Evaluation<Number> {
  func single(_ number: Number) -> Grid<Number> { Grid(rows: 1, columns: 1, elements: [number]) }
  return Evaluation(
    cost: cost, preactivations: [single(z)], hiddenOutputs: [], outputs: single(a), deltas: [single(delta)],
    gradient: Gradient(weights: [single(weight)], biases: [[bias]], inputs: single(input)))
}

/// 3-2-1 on two cases, every number of problem and answer another one, for what 1-1 is too small to show.
func provenShapes(_ number: (Int) -> Double = { Double($0) / 8 - 3.0625 }) -> StoredCase {
  var count = 0
  func next() -> Double {
    count += 1
    return number(count)
  }
  func grid(_ rows: Int, _ columns: Int) -> Grid<Double> { Grid(rows: rows, columns: columns) { _, _ in next() } }
  func layer(_ rows: Int, _ columns: Int) -> Layer<Double> {
    Layer(weights: grid(rows, columns), biases: (0..<rows).map { _ in next() }, activation: .elu(alpha: next()))
  }
  func evaluation() -> Evaluation<Double> {
    Evaluation(
      cost: next(), preactivations: [grid(2, 2), grid(1, 2)], hiddenOutputs: [grid(2, 2)], outputs: grid(1, 2),
      deltas: [grid(2, 2), grid(1, 2)],
      gradient: Gradient(weights: [grid(2, 3), grid(1, 2)], biases: [[next(), next()], [next()]], inputs: grid(3, 2)))
  }
  let problem = Problem(
    network: Network(layers: [layer(2, 3), layer(1, 2)]), inputs: grid(3, 2), targets: grid(1, 2), loss: .squaredError,
    reduction: .sum)
  let limits = evaluation().map { Limit(atLeast: abs($0)) }
  return StoredCase(
    id: "shapes", flags: ["width-one"], problem: problem,
    proven: ProvenAnswer(
      value: evaluation(), binary64: limits, binary32: limits,
      allowed: AllowedRange(lower: evaluation(), upper: evaluation())))
}

/// A JSON document in which any place can be changed.
struct EditableJSON {
  private var root: Any

  init(_ text: String) throws { root = try JSONSerialization.jsonObject(with: Data(text.utf8)) }

  var bytes: [UInt8] {
    get throws { Array(try JSONSerialization.data(withJSONObject: root)) }
  }

  /// Every place below the root, objects and arrays too, as keys and indices.
  var places: [[String]] { Self.places(in: root) }

  /// What is there.
  subscript(place: [String]) -> Any? { Self.value(in: root, place[...]) }

  /// The document with another value in this place; nil removes what is there.
  func replacing(_ place: [String], by value: Any?) -> EditableJSON {
    var copy = self
    copy.root = Self.replacing(in: root, place[...], by: value) ?? NSNull()
    return copy
  }

  private static func places(in value: Any) -> [[String]] {
    let members: [(String, Any)] =
      switch value {
      case let object as [String: Any]: object.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      case let array as [Any]: array.enumerated().map { ("\($0.offset)", $0.element) }
      default: []
      }
    return members.flatMap { key, member in [[key]] + places(in: member).map { [key] + $0 } }
  }

  private static func value(in container: Any, _ place: ArraySlice<String>) -> Any? {
    guard let key = place.first else { return container }
    switch container {
    case let object as [String: Any]: return object[key].flatMap { value(in: $0, place.dropFirst()) }
    case let array as [Any]: return Int(key).flatMap { value(in: array[$0], place.dropFirst()) }
    default: return nil
    }
  }

  private static func replacing(in container: Any, _ place: ArraySlice<String>, by value: Any?) -> Any? {
    guard let key = place.first else { return value }
    if var object = container as? [String: Any] {
      object[key] = object[key].flatMap { replacing(in: $0, place.dropFirst(), by: value) }
      return object
    }
    guard var array = container as? [Any], let index = Int(key) else { return container }
    let element = replacing(in: array[index], place.dropFirst(), by: value)
    array.replaceSubrange(index...index, with: element.map { [$0] } ?? [])
    return array
  }
}
