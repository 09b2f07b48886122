import GradientVerification
import Testing

/// Mistakes of the forward pass, those that the pre-activation shows, and those of activations.
@Suite struct DiagnosisForwardTests {
  /// Another Z of one layer.
  func summing(
    _ layer: Int, _ wrong: @escaping (Network<Double>, Grid<Double>) -> Grid<Double>
  ) -> FaultyProgram {
    .with {
      let right = $0.preactivation
      $0.preactivation = { l, network, below in l == layer ? wrong(network, below) : right(l, network, below) }
    }
  }

  @Test(arguments: [1, 2]) func weightsAndBiases(_ l: Int) {
    func product(_ network: Network<Double>, _ weights: Grid<Double>, _ below: Grid<Double>) -> Grid<Double> {
      FaultyProgram.add(weights * below, network.layers[l - 1].biases)
    }
    expect(
      .preactivation, l, .biasesIgnored, of: summing(l) { $0.layers[l - 1].weights * $1 }, Patient.mixed)
    expect(
      .preactivation, l, .transposed, of: summing(l) { product($0, $0.layers[l - 1].weights.transpose, $1) },
      Patient.square)
    expect(
      .preactivation, l, .weightsOfNeighbour, of: summing(l) { product($0, $0.layers[l].weights, $1) },
      Patient.square)
    func lost(_ neuron: Int) -> FaultyProgram {
      summing(l) { network, below in
        let weights = network.layers[l - 1].weights
        let kept = (0..<weights.columns).filter { $0 != neuron }
        return product(network, weights.selecting(columns: kept), below.selecting(rows: kept))
      }
    }
    expect(.preactivation, l, .firstNeuronLost, of: lost(0), Patient.mixed)
    expect(.preactivation, l, .lastNeuronLost, of: lost(l + 1), Patient.mixed)
    expect(.preactivation, l, nil, of: lost(1), Patient.mixed, silentToo: false)
    expect(
      .preactivation, l, .binary32,
      of: summing(l) { product($0, $0.layers[l - 1].weights.map { Double(Float($0)) }, $1) }, Patient.mixed)
  }

  /// In every layer, by a program that returns nothing but its outputs.
  @Test func everywhere() throws {
    let program = FaultyProgram.with {
      $0.tells = false
      $0.preactivation = { l, network, below in network.layers[l - 1].weights * below }
    }
    let found = try #require(program.diagnosis(Patient.mixed))
    #expect(found.equation == .preactivation)
    #expect(found.layer == nil)
    #expect(found.pattern == .biasesIgnored)
    #expect(found.place == "forward: A[L] departs; Z[1], A[1], Z[2], A[2], Z[3] are not returned")
    #expect(found.explanation?.contains("every layer") == true)
    let unknown = try #require(
      FaultyProgram.with {
        $0.tells = false
        $0.activation = { _, activation, z in noise(FaultyProgram.apply(activation, z)) }
      }.diagnosis(Patient.mixed))
    #expect(unknown.layer == nil)
    #expect(unknown.pattern == nil)
  }

  func activating(_ layer: Int, _ wrong: @escaping (Activation, Grid<Double>) -> Grid<Double>) -> FaultyProgram {
    .with {
      $0.activation = { l, activation, z in l == layer ? wrong(activation, z) : FaultyProgram.apply(activation, z) }
    }
  }

  @Test func activations() {
    expect(
      .activation, 2, .summedOverWrongAxis,
      of: activating(2) { FaultyProgram.apply($0, $1.transpose).transpose }, Patient.softmax)
    expect(
      .activation, 2, .activationTwice,
      of: activating(2) { FaultyProgram.apply($0, FaultyProgram.apply($0, $1)) }, Patient.softmax)
    expect(.activation, 1, .activationDropped, of: activating(1) { $1 }, Patient.mixed)
    expect(.activation, 2, .activationDropped, of: activating(2) { $1 }, Patient.mixed)
    expect(
      .activation, 1, .activationFormula, of: activating(1) { $1.map { $0 / (1 + $0.magnitude) } }, Patient.mixed,
      silentToo: false)
    expect(
      .activation, 1, nil, of: activating(1) { noise(FaultyProgram.apply($0, $1).map { _ in 1 }) }, Patient.mixed,
      silentToo: false)
  }

  /// Problems of one regime of z: one layer that sees all of −8 … 8.
  func wide(_ activation: Activation, hidden: Bool = true) -> Problem<Double> {
    var problem = Example.problem(
      widths: [2, 5, 3, 2], activations: [activation, .tanh, .linear], loss: .squaredError, cases: 6)
    problem.network.layers[0].weights = problem.network.layers[0].weights.map { 6 * $0 }
    return problem
  }

  func sloping(_ wrong: @escaping (_ z: Double, _ right: Double) -> Double) -> FaultyProgram {
    .with {
      $0.slope = { l, pass, _ in
        let right = FaultyProgram.derivative(pass.activation(l), pass.z[l - 1])
        guard l == 1 else { return right }
        return Grid(rows: right.rows, columns: right.columns) { wrong(pass.z[0][$0, $1], right[$0, $1]) }
      }
    }
  }

  @Test func ranges() {
    let problem = wide(.softplus)
    let below = sloping { z, g in z < -2 ? g * (1 + 0.01 * z) : g }
    expect(.bp2, 1, .rangeOfPreactivation, of: below, problem, silentToo: false)
    #expect(below.diagnosis(problem)?.explanation?.contains("only where z < -2") == true)
    let negative = sloping { z, g in z < 0 ? g * (1 + 0.01 * z) : g }
    #expect(negative.diagnosis(problem)?.explanation?.contains("only where z < 0") == true)
    let large = sloping { z, g in z.magnitude > 3 ? g + 0.01 * z * z : g }
    #expect(large.diagnosis(problem)?.explanation?.contains("only where |z| > 3") == true)
    let overflow = activating(1) { activation, z in
      let right = FaultyProgram.apply(activation, z)
      return Grid(rows: z.rows, columns: z.columns) { z[$0, $1] > 4 ? .nan : right[$0, $1] }
    }
    expect(.activation, 1, .rangeOfPreactivation, of: overflow, problem, silentToo: false)
    #expect(overflow.diagnosis(problem)?.explanation?.contains("NaN or infinite only where z > 4") == true)
    // The slope of leaky_relu forgotten: 0 for z < 0.
    expect(
      .bp2, 1, .rangeOfPreactivation, of: sloping { z, _ in z > 0 ? 1 : 0 }, wide(.leakyReLU(alpha: 0.25)),
      silentToo: false)
    // Every third entry, wherever it lies.
    let scattered = FaultyProgram.with {
      $0.slope = { l, pass, _ in
        var right = FaultyProgram.derivative(pass.activation(l), pass.z[l - 1])
        if l == 1 {
          for i in stride(from: 0, to: right.elements.count, by: 3) { right.elements[i] *= 1.1 + 0.1 * Double(i) }
        }
        return right
      }
    }
    expectNot(.rangeOfPreactivation, of: scattered, problem)
  }

  /// silu′ = s (1 + z).
  @Test func formulas() {
    let program = FaultyProgram.with {
      $0.slope = { l, pass, _ in
        guard pass.activation(l) == .silu else { return FaultyProgram.derivative(pass.activation(l), pass.z[l - 1]) }
        return pass.z[l - 1].map { (1 + $0) / (1 + ActivationFunctions.textbook.values(.sigmoid, [-$0])[0] / 1e9) }
      }
    }
    expect(.bp2, 4, .activationFormula, of: program, Patient.deep, silentToo: false)
    #expect(program.diagnosis(Patient.deep)?.explanation?.hasPrefix("only silu layers depart") == true)
    expect(.bp2, 1, .activationFormula, of: sloping { z, g in g * (1 + 0.1 * z) }, wide(.silu), silentToo: false)
    expect(
      .bp2, 4, nil,
      of: .with { $0.slope = { l, pass, _ in noise(FaultyProgram.derivative(pass.activation(l), pass.z[l - 1])) } },
      Patient.deep, silentToo: false)
  }
}
