import GradientVerification

/// A correct implementation but for one bug, to see that a check notices it.
struct Saboteur: Implementation {
  private var honest: any Implementation
  private let spoil: (inout Evaluation<Double>, Problem<Double>) -> Void
  private let spoilUpdate: (inout Network<Double>) -> Void

  /// Spoils its answers.
  static func factory(
    _ spoil: @escaping @Sendable (inout Evaluation<Double>, Problem<Double>) -> Void
  ) -> ImplementationFactory { factory(spoil, { _ in }) }

  /// Spoils its updates.
  static func updating(_ spoil: @escaping @Sendable (inout Network<Double>) -> Void) -> ImplementationFactory {
    factory({ _, _ in }, spoil)
  }

  private static func factory(
    _ spoil: @escaping @Sendable (inout Evaluation<Double>, Problem<Double>) -> Void,
    _ spoilUpdate: @escaping @Sendable (inout Network<Double>) -> Void
  ) -> ImplementationFactory {
    ImplementationFactory(name: "saboteur", form: .dZ) {
      Saboteur(
        honest: try ImplementationFactory.named("textbook-dZ").make(), spoil: spoil, spoilUpdate: spoilUpdate)
    }
  }

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    var answer = try honest.evaluate(problem)
    spoil(&answer, problem)
    return answer
  }

  mutating func update(_ problem: Problem<Double>, learningRate: Double) throws -> Network<Double>? {
    guard var next = try honest.update(problem, learningRate: learningRate) else { return nil }
    spoilUpdate(&next)
    return next
  }
}

/// An implementation that adds its previous gradient to the next one.
struct Accumulator: Implementation {
  private var honest: any Implementation
  private var previous: Double = 0

  static let factory = ImplementationFactory(name: "accumulator", form: .dZ) {
    Accumulator(honest: try ImplementationFactory.named("textbook-dZ").make())
  }

  mutating func evaluate(_ problem: Problem<Double>) throws -> Evaluation<Double> {
    var answer = try honest.evaluate(problem)
    let own = answer.gradient.biases[0][0]
    answer.gradient.biases[0][0] += previous
    previous = own
    return answer
  }

  func update(_ problem: Problem<Double>, learningRate: Double) -> Network<Double>? { nil }
}

extension ImplementationFactory {
  static func named(_ name: String) -> ImplementationFactory {
    guard let factory = builtIn.first(where: { $0.name == name }) else { preconditionFailure("no \(name)") }
    return factory
  }
}

/// Small networks made by hand, with numbers that are not special in any way.
enum Example {
  static func problem(
    widths: [Int], activations: [Activation], loss: Loss, reduction: Reduction = .mean, cases m: Int = 3
  ) -> Problem<Double> {
    // Weyl's sequence of √2: equidistributed, never 0, the same everywhere.
    var state = 0.0
    func next() -> Double {
      state = (state + 0.41421356237309515).truncatingRemainder(dividingBy: 1)
      return 2 * state - 1
    }
    let layers = zip(zip(widths, widths.dropFirst()), activations).map { sizes, activation in
      Layer(
        weights: Grid(rows: sizes.1, columns: sizes.0) { _, _ in next() },
        biases: (0..<sizes.1).map { _ in next() }, activation: activation)
    }
    let targets = Grid(rows: widths[widths.count - 1], columns: m) { _, _ in (next() + 1) / 2 }
    return Problem(
      network: Network(layers: layers), inputs: Grid(rows: widths[0], columns: m) { _, _ in next() },
      targets: targets, loss: loss, reduction: reduction)
  }

  static let sigmoids = problem(widths: [3, 4, 2], activations: [.sigmoid, .sigmoid], loss: .binaryCrossEntropy)
  static let softmax = problem(widths: [3, 4, 3], activations: [.tanh, .softmax], loss: .categoricalCrossEntropy)
  static let leaky = problem(
    widths: [2, 3, 2], activations: [.leakyReLU(alpha: 0.25), .linear], loss: .squaredError)
  static let linear = problem(widths: [2, 3, 2], activations: [.linear, .linear], loss: .squaredError)
  static let threeLayer = problem(widths: [2, 3, 2], activations: [.sigmoid, .linear], loss: .squaredError)
  static let odd = problem(widths: [2, 3, 3, 1], activations: [.tanh, .tanh, .sigmoid], loss: .squaredError)

  /// Every number a multiple of 1/4, so that nothing is rounded.
  static var dyadic: Problem<Double> {
    var problem = problem(
      widths: [2, 3, 2], activations: [.relu, .linear], loss: .squaredError, reduction: .sum)
    for tensor in problem.tensors { problem[tensor] = problem[tensor].map { ($0 * 8).rounded() / 4 } }
    problem.targets = problem.targets.map { ($0 * 8).rounded() / 4 }
    return problem
  }
}
