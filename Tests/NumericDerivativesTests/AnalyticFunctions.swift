import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A function with its derivative, derived by hand.
struct AnalyticFunction: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let value: @Sendable (Double) -> Double
  let derivative: @Sendable (Double) -> Double

  init(
    _ name: String, _ value: @escaping @Sendable (Double) -> Double,
    _ derivative: @escaping @Sendable (Double) -> Double
  ) {
    testDescription = name
    self.value = value
    self.derivative = derivative
  }

  static let sine = AnalyticFunction("sin 3x", { sin(3 * $0) }, { 3 * cos(3 * $0) })

  /// Poles at distance 0.9 or more from the real line.
  static let all: [AnalyticFunction] = [
    AnalyticFunction("exp x", { exp($0) }, { exp($0) }),
    AnalyticFunction("exp −2x", { exp(-2 * $0) }, { -2 * exp(-2 * $0) }),
    sine,
    AnalyticFunction("cos(x + 1)", { cos($0 + 1) }, { -sin($0 + 1) }),
    AnalyticFunction("tanh(1.7x + 0.3)", slope, slopeDerivative),
    AnalyticFunction("sigmoid", { 1 / (1 + exp(-$0)) }, { exp(-$0) / ((1 + exp(-$0)) * (1 + exp(-$0))) }),
    AnalyticFunction("softplus", { log1p(exp($0)) }, { 1 / (1 + exp(-$0)) }),
    AnalyticFunction("gauss", { exp(-$0 * $0) }, { -2 * $0 * exp(-$0 * $0) }),
    AnalyticFunction("1/(1 + x²)", { 1 / (1 + $0 * $0) }, { -2 * $0 / ((1 + $0 * $0) * (1 + $0 * $0)) }),
    AnalyticFunction("log(4 + x)", { log(4 + $0) }, { 1 / (4 + $0) }),
    AnalyticFunction("√(4 + x)", { (4 + $0).squareRoot() }, { 0.5 / (4 + $0).squareRoot() }),
    AnalyticFunction("erf", { erf($0) }, { 2 / Double.pi.squareRoot() * exp(-$0 * $0) }),
    AnalyticFunction("x eˣ", { $0 * exp($0) }, { (1 + $0) * exp($0) }),
    AnalyticFunction("x⁶ − x", { $0 * $0 * $0 * $0 * $0 * $0 - $0 }, { 6 * $0 * $0 * $0 * $0 * $0 - 1 }),
  ]

  static let points: [Double] = [-1.5, -0.77, -0.25, 0, 0.1, 0.6, 1, 1.75]
}

@Sendable func slope(_ x: Double) -> Double { tanh(1.7 * x + 0.3) }

/// 1.7 / cosh²: 1 − tanh² would lose digits far out.
@Sendable func slopeDerivative(_ x: Double) -> Double { 1.7 / (cosh(1.7 * x + 0.3) * cosh(1.7 * x + 0.3)) }

/// −1 or 1, unrelated to its neighbours: a hash of the bits of x.
func noise(_ x: Double, seed: UInt64) -> Double {
  var bits = (x.bitPattern &+ seed) &* 0x9E37_79B9_7F4A_7C15
  bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
  return bits >> 63 == 0 ? 1 : -1
}
