import Networks
import Testing

@testable import Vectorized

@Suite struct ActivationTests {
  /// 2⁻⁵³
  static let u = 0x1p-53

  /// How far g may be from the truth: a few roundings of the result; for gelu the condition of erfc, z².
  static func bound(_ g: Activation, _ z: Double, value: Double) -> Double {
    let roundings = g == .gelu ? 10 + 2 * z * z : 10
    return roundings * u * abs(value) + .leastNormalMagnitude
  }

  /// How far g′ may be from the truth. The printed forms a(1 − a), 1 − a² and s(1 + z(1 − s)) cancel at saturation, so their
  /// bound is relative to a, to 1 and to s(1 + |z|); Φ + zφ is a difference for z < 0, at −½ of terms 3.6 times the result.
  static func slopeBound(_ g: Activation, _ z: Double, value: Double, slope: Double) -> Double {
    let scale: Double
    switch g {
    case .sigmoid: scale = value
    case .tanh: scale = 1
    case .silu: scale = z == 0 ? 1 : value / z * (1 + abs(z))
    case .gelu: scale = abs(slope) * (4 + z * z)
    default: scale = abs(slope)
    }
    return 10 * u * scale + .leastNormalMagnitude
  }

  @Test(arguments: expectedActivations)
  func valueAndSlope(_ g: Activation, _ points: [(z: Double, value: Double, slope: Double)]) {
    for (z, value, slope) in points {
      let Z = Grid(rows: 1, columns: 1, elements: [z])
      let A = g.values(Z)
      let derivative = g.derivatives(Z, dA: Grid(rows: 1, columns: 1, elements: [1]))[0, 0]
      #expect(abs(A[0, 0] - value) <= Self.bound(g, z, value: value), "\(g)(\(z)) = \(A[0, 0]), not \(value)")
      #expect(
        abs(derivative - slope) <= Self.slopeBound(g, z, value: value, slope: slope),
        "\(g)′(\(z)) = \(derivative), not \(slope)")
    }
  }

  /// Whole matrices, several rows with padding behind them: each entry is what it is alone.
  @Test(arguments: Activation.hidden)
  func matricesAreEntryByEntry(_ g: Activation) {
    let grid = Grid(rows: 3, columns: 11) { Double($0 * 11 + $1) / 4 - 4 }
    let A = g.values(grid)
    let slopes = g.derivatives(grid, dA: Grid(repeating: 1.0, rows: 3, columns: 11))
    for row in 0..<3 {
      for column in 0..<11 {
        let single = Grid(rows: 1, columns: 1, elements: [grid[row, column]])
        let one = Grid(rows: 1, columns: 1, elements: [1.0])
        #expect(A[row, column] == g.values(single)[0, 0])
        #expect(slopes[row, column] == g.derivatives(single, dA: one)[0, 0])
      }
    }
  }

  /// The declared conventions at a kink: the slope of the left side, at −0 as at 0.
  @Test(arguments: [
    (Activation.relu, 0), (.leakyReLU(alpha: 0.25), 0.25), (.leakyReLU(alpha: -2), -2), (.elu(alpha: 3), 3),
  ])
  func slopeAtTheKink(_ g: Activation, _ slope: Double) {
    let Z = Grid(rows: 1, columns: 2, elements: [0, -0.0])
    let ones = Grid(rows: 1, columns: 2, elements: [1.0, 1])
    #expect(g.values(Z).elements == [0, 0])
    #expect(g.derivatives(Z, dA: ones).elements == [slope, slope])
  }

  /// No finite z overflows on the way to a finite answer.
  @Test(arguments: Activation.hidden, [710, 1e6, 1e300, .greatestFiniteMagnitude])
  func extremes(_ g: Activation, _ z: Double) {
    let Z = Grid(rows: 1, columns: 2, elements: [z, -z])
    let A = g.values(Z)
    let slopes = g.derivatives(Z, dA: Grid(rows: 1, columns: 2, elements: [1, 1]))
    #expect(A.elements.allSatisfy { $0.isFinite }, "\(A.elements)")
    switch g {
    case .linear: #expect(A.elements == [z, -z] && slopes.elements == [1, 1])
    case .sigmoid: #expect(A.elements[0] == 1 && A.elements[1] < 1e-300 && slopes[0, 0] == 0)
    case .tanh: #expect(A.elements == [1, -1] && slopes.elements == [0, 0])
    case .relu, .softplus, .silu, .gelu:
      #expect(A[0, 0] == z && abs(A[0, 1]) < 1e-300)
      #expect(slopes[0, 0] == 1 && abs(slopes[0, 1]) < 1e-300)
    case .leakyReLU: #expect(A.elements == [z, -0.01 * z] && slopes.elements == [1, 0.01])
    case .elu: #expect(A.elements == [z, -1] && slopes[0, 0] == 1 && slopes[0, 1] < 1e-300)
    case .softmax: Issue.record("softmax is no hidden activation")
    }
  }

  /// Around zero, at the ends of e^z and at the ends of the numbers: finite answers, those of the limits.
  @Test(arguments: Activation.hidden)
  func ends(_ g: Activation) {
    let points = [0, -0.0, 1e-310, -1e-310, 745, -745, 1e308, -1e308]
    let Z = Grid(rows: 1, columns: points.count, elements: points)
    let A = g.values(Z)
    let slopes = g.derivatives(Z, dA: Grid(repeating: 1.0, rows: 1, columns: points.count))
    #expect((A.elements + slopes.elements).allSatisfy { $0.isFinite }, "\(A.elements), \(slopes.elements)")
    let (origin, positive, negative): ((Double, Double), Double, Double) =
      switch g {
      case .linear: ((0, 1), 1, 1)
      case .sigmoid: ((0.5, 0.25), 0, 0)
      case .tanh: ((0, 1), 0, 0)
      case .relu: ((0, 0), 1, 0)
      case .leakyReLU(let α): ((0, α), 1, α)
      case .elu(let α): ((0, α), 1, 0)
      case .softplus: ((0.6931471805599453, 0.5), 1, 0)
      case .silu, .gelu: ((0, 0.5), 1, 0)
      case .softmax: ((0, 0), 0, 0)
      }
    for i in [0, 1, 2, 3] { #expect(abs(A.elements[i] - origin.0) <= 0x1p-52, "\(g)(\(points[i])) = \(A.elements[i])") }
    for i in [0, 1, 3] { #expect(abs(slopes.elements[i] - origin.1) <= 0x1p-52, "\(g)′(\(points[i]))") }
    for i in [4, 6] { #expect(abs(slopes.elements[i] - positive) <= 1e-300, "\(g)′(\(points[i]))") }
    for i in [5, 7] { #expect(abs(slopes.elements[i] - negative) <= 1e-300, "\(g)′(\(points[i]))") }
  }

  @Test func notANumberIsNotHidden() {
    let Z = Grid(rows: 2, columns: 1, elements: [.nan, 1])
    for g in Activation.all { #expect(g.values(Z)[0, 0].isNaN, "\(g)") }
  }

  /// Columns by hand: equal logits; logits log 1 and log 3; logits far beyond the range of exp.
  @Test func softmaxAndItsJacobian() {
    let log3 = 1.0986122886681098
    let A = Activation.softmax.values(Grid(rows: 2, columns: 4, elements: [5, 0, 1000, -1000, 5, log3, 0, 1000]))
    let expected = [0.5, 0.25, 1, 0, 0.5, 0.75, 0, 1]
    for (a, b) in zip(A.elements, expected) { #expect(abs(a - b) <= 8 * Self.u) }

    // Jᵀ g at a = (¼, ¾), g = (4, 8): ⟨a, g⟩ = 7, so (¼·(4 − 7), ¾·(8 − 7)).
    let a = Grid(rows: 2, columns: 2, elements: [0.25, 0.5, 0.75, 0.5])
    let g = Grid(rows: 2, columns: 2, elements: [4.0, 1, 8, 3])
    #expect(softmaxDerivatives(at: a, dA: g).elements == [-0.75, -0.5, 0.75, 0.5])
  }
}

/// z, g(z), g′(z), each the double nearest to the value that mpmath computes with 60 digits; 0 below the smallest normal number.
let expectedActivations: [(Activation, [(z: Double, value: Double, slope: Double)])] = [
  (
    .linear,
    [
      (0.0, 0.0, 1.0),
      (1e-09, 1e-09, 1.0),
      (-1e-09, -1e-09, 1.0),
      (0.5, 0.5, 1.0),
      (-0.5, -0.5, 1.0),
      (3.0, 3.0, 1.0),
      (-3.0, -3.0, 1.0),
      (40.0, 40.0, 1.0),
      (-40.0, -40.0, 1.0),
      (750.0, 750.0, 1.0),
      (-750.0, -750.0, 1.0),
    ]
  ),
  (
    .sigmoid,
    [
      (0.0, 0.5, 0.25),
      (1e-09, 0.50000000025, 0.25),
      (-1e-09, 0.49999999975, 0.25),
      (0.5, 0.6224593312018546, 0.2350037122015945),
      (-0.5, 0.37754066879814546, 0.2350037122015945),
      (3.0, 0.9525741268224333, 0.04517665973091213),
      (-3.0, 0.04742587317756678, 0.04517665973091213),
      (40.0, 1.0, 4.248354255291589e-18),
      (-40.0, 4.248354255291589e-18, 4.248354255291589e-18),
      (750.0, 1.0, 0.0),
      (-750.0, 0.0, 0.0),
    ]
  ),
  (
    .tanh,
    [
      (0.0, 0.0, 1.0),
      (1e-09, 1e-09, 1.0),
      (-1e-09, -1e-09, 1.0),
      (0.5, 0.46211715726000974, 0.7864477329659274),
      (-0.5, -0.46211715726000974, 0.7864477329659274),
      (3.0, 0.9950547536867305, 0.00986603716544019),
      (-3.0, -0.9950547536867305, 0.00986603716544019),
      (40.0, 1.0, 7.219405551381661e-35),
      (-40.0, -1.0, 7.219405551381661e-35),
      (750.0, 1.0, 0.0),
      (-750.0, -1.0, 0.0),
    ]
  ),
  (
    .relu,
    [
      (0.0, 0.0, 0.0),
      (1e-09, 1e-09, 1.0),
      (-1e-09, 0.0, 0.0),
      (0.5, 0.5, 1.0),
      (-0.5, 0.0, 0.0),
      (3.0, 3.0, 1.0),
      (-3.0, 0.0, 0.0),
      (40.0, 40.0, 1.0),
      (-40.0, 0.0, 0.0),
      (750.0, 750.0, 1.0),
      (-750.0, 0.0, 0.0),
    ]
  ),
  (
    .leakyReLU(alpha: 0.01),
    [
      (0.0, 0.0, 0.01),
      (1e-09, 1e-09, 1.0),
      (-1e-09, -1.0000000000000001e-11, 0.01),
      (0.5, 0.5, 1.0),
      (-0.5, -0.005, 0.01),
      (3.0, 3.0, 1.0),
      (-3.0, -0.03, 0.01),
      (40.0, 40.0, 1.0),
      (-40.0, -0.4, 0.01),
      (750.0, 750.0, 1.0),
      (-750.0, -7.5, 0.01),
    ]
  ),
  (
    .leakyReLU(alpha: -0.5),
    [
      (0.0, 0.0, -0.5),
      (1e-09, 1e-09, 1.0),
      (-1e-09, 5e-10, -0.5),
      (0.5, 0.5, 1.0),
      (-0.5, 0.25, -0.5),
      (3.0, 3.0, 1.0),
      (-3.0, 1.5, -0.5),
      (40.0, 40.0, 1.0),
      (-40.0, 20.0, -0.5),
      (750.0, 750.0, 1.0),
      (-750.0, 375.0, -0.5),
    ]
  ),
  (
    .elu(alpha: 1),
    [
      (0.0, 0.0, 1.0),
      (1e-09, 1e-09, 1.0),
      (-1e-09, -9.999999995e-10, 0.999999999),
      (0.5, 0.5, 1.0),
      (-0.5, -0.3934693402873666, 0.6065306597126334),
      (3.0, 3.0, 1.0),
      (-3.0, -0.950212931632136, 0.049787068367863944),
      (40.0, 40.0, 1.0),
      (-40.0, -1.0, 4.248354255291589e-18),
      (750.0, 750.0, 1.0),
      (-750.0, -1.0, 0.0),
    ]
  ),
  (
    .elu(alpha: 1.5),
    [
      (0.0, 0.0, 1.5),
      (1e-09, 1e-09, 1.0),
      (-1e-09, -1.49999999925e-09, 1.4999999985),
      (0.5, 0.5, 1.0),
      (-0.5, -0.5902040104310499, 0.9097959895689501),
      (3.0, 3.0, 1.0),
      (-3.0, -1.4253193974482041, 0.07468060255179591),
      (40.0, 40.0, 1.0),
      (-40.0, -1.5, 6.372531382937383e-18),
      (750.0, 750.0, 1.0),
      (-750.0, -1.5, 0.0),
    ]
  ),
  (
    .softplus,
    [
      (0.0, 0.6931471805599453, 0.5),
      (1e-09, 0.6931471810599453, 0.50000000025),
      (-1e-09, 0.6931471800599454, 0.49999999975),
      (0.5, 0.9740769841801067, 0.6224593312018546),
      (-0.5, 0.4740769841801067, 0.37754066879814546),
      (3.0, 3.048587351573742, 0.9525741268224333),
      (-3.0, 0.04858735157374206, 0.04742587317756678),
      (40.0, 40.0, 1.0),
      (-40.0, 4.248354255291589e-18, 4.248354255291589e-18),
      (750.0, 750.0, 1.0),
      (-750.0, 0.0, 0.0),
    ]
  ),
  (
    .silu,
    [
      (0.0, 0.0, 0.5),
      (1e-09, 5.000000002500001e-10, 0.5000000005),
      (-1e-09, -4.9999999975e-10, 0.4999999995),
      (0.5, 0.3112296656009273, 0.7399611873026518),
      (-0.5, -0.18877033439907273, 0.2600388126973482),
      (3.0, 2.8577223804672998, 1.0881041060151697),
      (-3.0, -0.14227761953270035, -0.08810410601516962),
      (40.0, 40.0, 1.0000000000000002),
      (-40.0, -1.6993417021166355e-16, -1.6568581595637197e-16),
      (750.0, 750.0, 1.0),
      (-750.0, 0.0, 0.0),
    ]
  ),
  (
    .gelu,
    [
      (0.0, 0.0, 0.5),
      (1e-09, 5.000000003989423e-10, 0.5000000007978845),
      (-1e-09, -4.999999996010577e-10, 0.49999999920211546),
      (0.5, 0.34573123063700656, 0.8674951246561629),
      (-0.5, -0.15426876936299344, 0.13250487534383715),
      (3.0, 2.99595030590511, 1.011945647204184),
      (-3.0, -0.0040496940948902835, -0.011945647204183927),
      (40.0, 40.0, 1.0),
      (-40.0, -0.0, -0.0),
      (750.0, 750.0, 1.0),
      (-750.0, -0.0, -0.0),
    ]
  ),
]
