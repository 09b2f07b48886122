import GradientVerification
import Testing

/// g′ and matrices in the wrong place, in BP1, BP2, BP3, BP4 and dX.
@Suite struct DiagnosisBackwardTests {
  @Test(arguments: Patient.all) func correctAnswersHaveNone(_ problem: Problem<Double>) {
    #expect(FaultyProgram().diagnosis(problem) == nil)
    #expect(FaultyProgram.with { $0.tells = false }.diagnosis(problem) == nil)
  }

  /// BP2 of layer 1 or 2, and no other, with another g′.
  func sloping(_ layer: Int, _ slope: @escaping (FaultyProgram.Pass, Grid<Double>) -> Grid<Double>) -> FaultyProgram {
    .with {
      let right = $0.slope
      $0.slope = { l, pass, incoming in l == layer ? slope(pass, incoming) : right(l, pass, incoming) }
    }
  }

  @Test(arguments: [1, 2]) func derivatives(_ l: Int) {
    func g(_ pass: FaultyProgram.Pass, _ l: Int) -> Grid<Double> {
      FaultyProgram.derivative(pass.activation(l), pass.z[l - 1])
    }
    let one = sloping(l) { pass, _ in pass.z[l - 1].map { _ in 1 } }
    expect(.bp2, l, .derivativeDropped, of: one, Patient.mixed)
    expect(.bp2, l, .derivativeTwice, of: sloping(l) { pass, _ in g(pass, l).times(g(pass, l)) }, Patient.mixed)
    expect(.bp2, l, .derivativeOfNeighbour, of: sloping(l) { pass, _ in g(pass, l + 1) }, Patient.square)
    expect(
      .bp2, l, .derivativeAtWrongArgument,
      of: sloping(l) { pass, _ in FaultyProgram.derivative(pass.activation(l), pass.a[l]) }, Patient.mixed)
    // 1 − z² and z(1 − z) for 1 − a² and a(1 − a).
    let printed = sloping(l) { pass, _ in pass.z[l - 1].map { l == 1 ? 1 - $0 * $0 : $0 * (1 - $0) } }
    expect(.bp2, l, .derivativeAtWrongArgument, of: printed, Patient.mixed)
    // Near misses.
    expect(.bp2, l, nil, of: sloping(l) { pass, _ in noise(pass.z[l - 1]) }, Patient.mixed)
    expectNot(.derivativeDropped, of: sloping(l) { pass, _ in pass.z[l - 1].map { 1 + 1e-6 * $0 } }, Patient.mixed)
    expectNot(
      .derivativeAtWrongArgument, of: sloping(l) { pass, _ in pass.z[l - 1].map { 1 - 1.001 * $0 * $0 } }, Patient.mixed
    )
  }

  @Test func maskFromTheError() {
    let program = sloping(1) { _, incoming in incoming.map { $0 > 0 ? 1 : 0.25 } }
    expect(.bp2, 1, .derivativeAtWrongArgument, of: program, Patient.leaky)
  }

  @Test func outputLayer() {
    // Under squared error δ = (a − y) g′.
    let dropped = FaultyProgram.with {
      $0.bp1 = { pass, _ in
        Grid(rows: pass.a[3].rows, columns: pass.a[3].columns) {
          pass.scale * (pass.a[3][$0, $1] - pass.problem.targets[$0, $1])
        }
      }
    }
    expect(.bp1, 3, .derivativeDropped, of: dropped, Patient.square)
    let twice = FaultyProgram.with { $0.bp1 = { pass, right in right.times(pass.a[2].map { $0 * (1 - $0) }) } }
    expect(.bp1, 2, .derivativeTwice, of: twice, Patient.crossEntropy)
    expect(.bp1, 2, .derivativeTwice, of: twice, Patient.softmax)
    expect(
      .bp1, 2, .targetsTakenToSumToOne,
      of: .with {
        $0.bp1 = { pass, _ in
          Grid(rows: 3, columns: 5) { pass.scale * (pass.a[2][$0, $1] - pass.problem.targets[$0, $1]) }
        }
      }, Patient.softmax)
    let diagonal = FaultyProgram.with {
      $0.bp1 = { pass, _ in
        Grid(rows: 3, columns: 5) {
          let a = pass.a[2][$0, $1]
          return pass.scale * (a - pass.problem.targets[$0, $1]) * a * (1 - a)
        }
      }
    }
    expect(.bp1, 2, .softmaxDiagonal, of: diagonal, Patient.softmaxSquared)
    expect(.bp1, 3, nil, of: .with { $0.bp1 = { _, right in noise(right) } }, Patient.square)
  }

  /// dA = −Σ(y/a − (1 − y)/(1 − a)), and with the sign that the notes print.
  @Test(arguments: [1.0, -1.0]) func collapsedErrors(_ sign: Double) {
    let program = FaultyProgram.with {
      $0.bp1 = { pass, _ in
        let (a, y) = (pass.a[2], pass.problem.targets)
        let terms = a.elements.indices.map { i in
          y.elements[i] / a.elements[i] - sign * (1 - y.elements[i]) / (1 - a.elements[i])
        }
        let dA = -pass.scale * terms.reduce(0, +)
        return a.map { dA * $0 * (1 - $0) }
      }
    }
    expect(.bp1, 2, .summedOverWrongAxis, of: program, Patient.crossEntropy)
  }

  @Test func weightsInTheRecursion() {
    func carrying(_ weights: @escaping (FaultyProgram.Pass) -> Grid<Double>) -> FaultyProgram {
      .with { $0.carry = { l, pass in (l == 1 ? weights(pass) : pass.weights(l + 1).transpose) * pass.delta(l + 1) } }
    }
    expect(.bp2, 1, .weightsNotTransposed, of: carrying { $0.weights(2) }, Patient.square)
    expect(.bp2, 1, .weightsOfNeighbour, of: carrying { $0.weights(1).transpose }, Patient.square)
    expect(.bp2, 1, .weightsOfNeighbour, of: carrying { $0.weights(3).transpose }, Patient.square)
    expect(.bp2, 1, nil, of: carrying { noise($0.weights(2)) }, Patient.square)
    func inputs(_ weights: @escaping (FaultyProgram.Pass) -> Grid<Double>) -> FaultyProgram {
      .with { $0.inputs = { weights($0) * $0.delta(1) } }
    }
    expect(.inputGradient, 1, .weightsNotTransposed, of: inputs { $0.weights(1) }, Patient.square)
    expect(.inputGradient, 1, .weightsOfNeighbour, of: inputs { $0.weights(2).transpose }, Patient.square)
  }

  /// (Wᵀ dA) ⊙ g′ in place of Wᵀ (dA ⊙ g′).
  @Test func derivativeAfterWeights() {
    let program = FaultyProgram.with {
      $0.carry = { l, pass in
        guard l == 2 else { return pass.weights(l + 1).transpose * pass.delta(l + 1) }
        let dA = Grid(rows: 3, columns: 5) { pass.scale * (pass.a[3][$0, $1] - pass.problem.targets[$0, $1]) }
        return (pass.weights(3).transpose * dA).times(FaultyProgram.derivative(.sigmoid, pass.z[2]))
      }
    }
    expect(.bp2, 2, .derivativeOfNeighbour, of: program, Patient.square)
  }

  @Test func weightGradients() {
    func gradient(_ wrong: @escaping (FaultyProgram.Pass) -> Grid<Double>) -> FaultyProgram {
      .with { $0.bp4 = { l, pass in l == 2 ? wrong(pass) : pass.delta(l) * pass.a[l - 1].transpose } }
    }
    expect(.bp4, 2, .transposed, of: gradient { $0.a[1] * $0.delta(2).transpose }, Patient.square)
    expect(.bp4, 2, .neighbouringLayer, of: gradient { $0.delta(2) * $0.a[2].transpose }, Patient.square)
    expect(.bp4, 2, .neighbouringLayer, of: gradient { $0.delta(3) * $0.a[1].transpose }, Patient.square)
    expect(.bp4, 2, .neighbouringLayer, of: gradient { $0.delta(3) * $0.a[2].transpose }, Patient.square)
    expect(
      .bp4, 2, .lastCaseOnly,
      of: gradient { $0.delta(2).selecting(columns: [4]) * $0.a[1].selecting(columns: [4]).transpose }, Patient.square)
    expect(
      .bp4, 2, .weightDecay,
      of: gradient { pass in
        let right = pass.delta(2) * pass.a[1].transpose
        return Grid(rows: right.rows, columns: right.columns) { right[$0, $1] + 0.01 * pass.weights(2)[$0, $1] }
      }, Patient.mixed)
    expect(.bp4, 2, nil, of: gradient { noise($0.delta(2) * $0.a[1].transpose) }, Patient.square)
  }

  @Test func biasGradients() {
    func gradient(_ wrong: @escaping (Grid<Double>) -> [Double]) -> FaultyProgram {
      .with { $0.bp3 = { l, pass in l == 2 ? wrong(pass.delta(l)) : pass.delta(l).sums } }
    }
    // n₂ = m = 5.
    let problem = Example.problem(
      widths: [3, 4, 5, 2], activations: [.tanh, .sigmoid, .linear], loss: .squaredError, cases: 5)
    expect(.bp3, 2, .summedOverWrongAxis, of: gradient { $0.transpose.sums }, problem)
    expect(
      .bp3, 2, .summedOverWrongAxis,
      of: gradient { errors in errors.sums.map { _ in errors.elements.reduce(0, +) } }, problem)
    expect(.bp3, 2, .lastCaseOnly, of: gradient { $0.column($0.columns - 1) }, problem)
    expect(.bp3, 2, .lastCaseOnly, of: gradient { $0.column($0.columns - 1).map { 5 * $0 } }, problem)
    expect(.bp3, 2, .zero, of: gradient { $0.sums.map { _ in 0 } }, problem)
    expect(.bp3, 2, nil, of: gradient { $0.column(0) }, problem)
  }

  @Test func neuronsLost() {
    func without(_ k: Int, of count: Int) -> [Int] { (0..<count).filter { $0 != k } }
    func carrying(_ lost: Int) -> FaultyProgram {
      .with {
        $0.carry = { l, pass in
          let kept = l == 1 ? without(lost, of: 5) : Array(0..<pass.weights(l + 1).rows)
          return pass.weights(l + 1).selecting(rows: kept).transpose * pass.delta(l + 1).selecting(rows: kept)
        }
      }
    }
    expect(.bp2, 1, .firstNeuronLost, of: carrying(0), Patient.mixed)
    expect(.bp2, 1, .lastNeuronLost, of: carrying(4), Patient.mixed)
    expect(.bp2, 1, nil, of: carrying(2), Patient.mixed)
    func inputs(_ lost: Int) -> FaultyProgram {
      .with {
        let kept = without(lost, of: 4)
        $0.inputs = { $0.weights(1).selecting(rows: kept).transpose * $0.delta(1).selecting(rows: kept) }
      }
    }
    expect(.inputGradient, 1, .firstNeuronLost, of: inputs(0), Patient.mixed)
    expect(.inputGradient, 1, .lastNeuronLost, of: inputs(3), Patient.mixed)
    expect(
      .bp3, 2, .lastNeuronLost,
      of: .with { $0.bp3 = { l, pass in l == 2 ? pass.delta(2).sums.dropLast() + [0] : pass.delta(l).sums } },
      Patient.mixed)
  }
}

/// Numbers of about the same size that have nothing to do with the given ones.
func noise(_ grid: Grid<Double>) -> Grid<Double> {
  var state = 0.5
  return grid.map { number in
    state = (state + 0.618033988749895).truncatingRemainder(dividingBy: 1)
    return number + (state - 0.4) * (number.magnitude + 1e-3)
  }
}
