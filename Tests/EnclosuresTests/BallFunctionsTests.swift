#if Arb
  import Reference
  import Testing

  @testable import Enclosures

  /// Every function holds the truth, tightly.
  @Suite struct BallFunctionsTests {
    /// 2ᵉ x. An exponent may lie beyond the doubles.
    static func scaled(_ x: Ball, _ exponent: Int) -> Ball {
      var (x, left) = (x, exponent)
      while left != 0 {
        let step = max(-1000, min(1000, left))
        x = x * Ball(Double(sign: .plus, exponent: step, significand: 1))
        left -= step
      }
      return x
    }

    /// (f − truth) / 2ᵉ, which must hold a number of at most 2⁻²¹⁰.
    static func gap(_ f: Ball, _ truth: Truth) -> Ball {
      Ball.withPrecision(1000) {
        scaled(f, -truth.exponent) - truth.parts.reduce(Ball(0)) { $0 + Ball($1) }
      }
    }

    @Test(arguments: functionTable, [64, 100, 128, 190])
    func holdsTheTruth(_ row: (function: Function, points: [Truth]), _ bits: Int) {
      for truth in row.points {
        let result = Ball.withPrecision(bits) { row.function(Ball(truth.x)) }
        let gap = Self.gap(result, truth).distance(to: 0)
        #expect(gap.lower <= 0x1p-210, "\(row.function)(\(truth.x)) = \(result)")
        // Two bits of the result, to its own scale.
        #expect(
          gap.upper <= Double(sign: .plus, exponent: 2 - bits, significand: 1),
          "\(row.function)(\(truth.x)) = \(result)")
      }
    }

    @Test(arguments: [64, 100, 128, 190])
    func pi(_ bits: Int) {
      let gap = Self.gap(Ball.withPrecision(bits) { Ball.pi }, piTruth).distance(to: 0)
      #expect(gap.lower <= 0x1p-210 && gap.upper <= Double(sign: .plus, exponent: 2 - bits, significand: 1))
    }

    /// f(x) − f(x) is 0 ± twice the radius: more bits, a smaller radius, without end.
    @Test(arguments: functionTable)
    func morePrecision(_ f: Function, _ points: [Truth]) {
      let truth = points[points.count / 2]
      for bits in [64, 128, 256, 512, 900] {
        let result = Ball.withPrecision(bits) { f(Ball(truth.x)) }
        let width = Ball.withPrecision(2000) { Self.scaled(result - result, -truth.exponent) }.distance(to: 0).upper
        #expect(width <= Double(sign: .plus, exponent: 3 - bits, significand: 1), "\(f)(\(truth.x)), \(bits) bits")
        #expect(result.overlaps(Ball.withPrecision(1000) { f(Ball(truth.x)) }))
      }
    }

    /// An uncertain argument gives everything that it may give: both ends and the middle lie in f([1, 1.5]).
    @Test(arguments: functionTable.map(\.function))
    func uncertainArgument(_ f: Function) {
      let result = f(Ball.hull(Ball(1), Ball(1.5)))
      for x in [1, 1.25, 1.5] { #expect(result.overlaps(f(Ball(x)))) }
      #expect(result.radius < 2 && !result.overlaps(f(Ball(0.5))) || f == .exp || f == .expMinusOne)
    }
  }
#endif
