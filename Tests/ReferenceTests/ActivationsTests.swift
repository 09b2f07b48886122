import Networks
import Testing

@testable import Reference

@Suite struct ActivationsTests {
  static let u = 0x1p-53

  /// A few roundings of the result. Φ(z) by erfc is as sensitive to its argument as z² is large.
  static func allowedValue(_ g: Activation, _ z: Double, _ value: Double) -> Double {
    (g == .gelu ? 10 + 2 * z * z : 8) * u * abs(value) + .leastNormalMagnitude
  }

  /// A few roundings of the terms of the printed formula: v(1−v), 1−v² and s(1+u(1−s)) cancel where they saturate, so the
  /// scale is v, 1 and s(1+|u|). Φ + uφ is a difference for u < 0, of terms that are less than 4 times the result
  /// at the points of the table.
  static func allowedSlope(_ g: Activation, _ z: Double, _ value: Double, _ slope: Double) -> Double {
    let scale =
      switch g {
      case .sigmoid: value
      case .tanh: 1.0
      case .silu: z == 0 ? 1 : value / z * (1 + abs(z))
      case .gelu: abs(slope) * (4 + z * z)
      default: abs(slope)
      }
    return 8 * u * scale + .leastNormalMagnitude
  }

  @Test(arguments: activationTable)
  func tabulated(_ g: Activation, _ points: [(z: Double, g: Double, slope: Double)]) {
    for (z, value, slope) in points {
      let v = Textbook.g(g, z)
      let derivative = Textbook.gPrime(g, u: z, v: v)
      #expect(abs(v - value) <= Self.allowedValue(g, z, value), "\(g)(\(z)) = \(v), not \(value)")
      #expect(
        abs(derivative - slope) <= Self.allowedSlope(g, z, value, slope),
        "\(g)′(\(z)) = \(derivative), not \(slope)")
    }
  }

  /// Straight lines need no table. The product αz is the correctly rounded one.
  @Test(arguments: [-750, -40, -3, -0.5, -1e-9, 1e-9, 0.5, 3, 40, 750])
  func straightLines(_ z: Double) {
    #expect(Textbook.g(.linear, z) == z)
    #expect(Textbook.gPrime(.linear, u: z, v: z) == 1)
    #expect(Textbook.g(.relu, z) == (z > 0 ? z : 0))
    #expect(Textbook.gPrime(.relu, u: z, v: max(z, 0)) == (z > 0 ? 1 : 0))
    for alpha in [0.01, -0.25, 1.5, 0] {
      #expect(Textbook.g(.leakyReLU(alpha: alpha), z) == (z > 0 ? z : alpha * z))
      #expect(Textbook.gPrime(.leakyReLU(alpha: alpha), u: z, v: z) == (z > 0 ? 1 : alpha))
    }
  }

  /// At the kink the declared conventions hold, for 0 and −0 alike: 0 for relu, α for leaky_relu and elu.
  @Test(arguments: [0.0, -0.0])
  func conventionsAtTheKink(_ zero: Double) {
    #expect(Textbook.g(.relu, zero) == 0)
    #expect(Textbook.gPrime(.relu, u: zero, v: 0) == 0)
    for alpha in [0.01, -0.25, 1.5] {
      for activation in [Activation.leakyReLU(alpha: alpha), .elu(alpha: alpha)] {
        #expect(Textbook.g(activation, zero) == 0)
        #expect(Textbook.gPrime(activation, u: zero, v: 0) == alpha)
      }
    }
  }

  @Test(arguments: hiddenActivations, [750, 1e4, 1e154, 1e300])
  func finiteFarOut(_ activation: Activation, _ far: Double) {
    for z in [far, -far] {
      let v = Textbook.g(activation, z)
      #expect(v.isFinite)
      #expect(Textbook.gPrime(activation, u: z, v: v).isFinite)
    }
  }

  /// Where e^(−|z|) is nothing, only the asymptote is left.
  @Test func asymptotes() {
    let limits: [(Activation, atMinus: Double, atPlus: Double, slopeAtMinus: Double, slopeAtPlus: Double)] = [
      (.sigmoid, 0, 1, 0, 0), (.tanh, -1, 1, 0, 0), (.elu(alpha: 3), -3, 1e4, 0, 1), (.softplus, 0, 1e4, 0, 1),
      (.silu, 0, 1e4, 0, 1), (.gelu, 0, 1e4, 0, 1),
    ]
    for (g, atMinus, atPlus, slopeAtMinus, slopeAtPlus) in limits {
      let (low, high) = (Textbook.g(g, -1e4), Textbook.g(g, 1e4))
      #expect(low == atMinus && high == atPlus, "\(g)")
      #expect(Textbook.gPrime(g, u: -1e4, v: low) == slopeAtMinus, "\(g)")
      #expect(Textbook.gPrime(g, u: 1e4, v: high) == slopeAtPlus, "\(g)")
    }
  }

  /// σ and Φ keep the digits of their tails: 1 + erf would have none left at −9, 1 − σ(z) none at −40.
  /// mpmath: 1/(1+exp(40)), erfc(9/√2)/2.
  @Test func tails() {
    #expect(abs(Textbook.sigmoid(-40.0) - 4.248354255291589e-18) <= 4e-33)
    #expect(abs(Textbook.Φ(-9.0) - 1.1285884059538406e-19) <= 4e-33)
  }

  /// Neuron by neuron, except for softmax.
  @Test func wholeLayers() {
    #expect(Textbook.activations(.relu, [-1.0, 2, 0]) == [0, 2, 0])
    #expect(Textbook.activations(.softmax, [0.0, 0]) == [0.5, 0.5])
    let grid = Grid(rows: 2, columns: 2, elements: [0.0, 800, 0, 800])
    #expect(Textbook.activations(.softmax, grid).elements == [0.5, 0.5, 0.5, 0.5])
    #expect(Textbook.activations(.relu, grid) == grid)
  }
}
