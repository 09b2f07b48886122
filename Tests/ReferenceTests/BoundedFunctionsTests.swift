import Networks
import Testing

@testable import Reference

@Suite struct BoundedFunctionsTests {
  /// The ends of the argument's range and its middle, from mpmath, lie within the bound of the result.
  @Test(arguments: functionTable)
  func covers(_ f: Function, _ points: [(x: Double, e: Double, low: Double, middle: Double, high: Double)]) {
    for (x, e, low, middle, high) in points {
      let result = f(Bounded(x, error: e))
      #expect(result.covers(low) && result.covers(middle) && result.covers(high), "\(f)(\(x) ± \(e)) = \(result)")
    }
  }

  /// For small errors the bound is little more than twice the way to the farther end and 5 ulps, 9 of erfc: it is meant to be used. (It
  /// takes the largest slope within the range for all of it, so over a wide range it is looser.)
  @Test(arguments: functionTable)
  func tight(_ f: Function, _ points: [(x: Double, e: Double, low: Double, middle: Double, high: Double)]) {
    for (x, e, low, middle, high) in points where e <= 1e-3 {
      let result = f(Bounded(x, error: e))
      let reach = max(abs(low - middle), abs(high - middle))
      let allowed = 2.1 * reach + (f == .erfc ? 9 : 5) * 0x1p-52 * abs(middle) + .leastNormalMagnitude
      #expect(result.error <= allowed, "\(f)(\(x) ± \(e)) = \(result)")
    }
  }

  /// π is not a double: 3.14159265358979323846… − 3.141592653589793116 = 1.2246467991473532e-16.
  @Test func pi() {
    let truth = DoubleDouble(sum: Double.pi, 1.2246467991473532e-16)
    #expect(Bounded.pi.covers(truth) && Bounded.pi.error <= 0x1p-50)
  }

  /// Every activation at the points of its table, and its slope, between neighbours that the bound covers.
  @Test(arguments: activationTable)
  func activations(_ activation: Activation, _ points: [(z: Double, g: Double, slope: Double)]) {
    for (z, g, slope) in points {
      let v = Textbook.g(activation, Bounded(z))
      #expect(v.covers(g), "\(activation)(\(z)) = \(v), not \(g)")
      let derivative = Textbook.gPrime(activation, u: Bounded(z), v: v)
      #expect(derivative.covers(slope), "\(activation)′(\(z)) = \(derivative), not \(slope)")
      // u may be anything between this point of the table and the next: both ends are covered.
      for other in points where other.z != z && abs(other.z - z) < 1 {
        let u = Bounded((z + other.z) / 2, error: abs(other.z - z) / 2 * (1 + 0x1p-50))
        let v = Textbook.g(activation, u)
        #expect(v.covers(g) && v.covers(other.g), "\(activation)(\(u)) = \(v)")
        let derivative = Textbook.gPrime(activation, u: u, v: v)
        #expect(derivative.covers(slope) && derivative.covers(other.slope), "\(activation)′(\(u)) = \(derivative)")
      }
    }
  }
}
