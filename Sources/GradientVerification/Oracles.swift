import Enclosures
import Networks
import Reference
public import Verification

extension Oracles {
  /// The textbook over running error bounds and over balls, dual numbers, and GSL.
  public static let standard: Oracles = {
    var oracles = bounding
    oracles.functions = .textbook
    oracles.truth = { problem, mostBits, suffices in
      Enclosures.evaluate(problem, upTo: mostBits) { suffices(TrueValues($0)) }.map(TrueValues.init)
    }
    oracles.trueDerivative = { problem, axis, mostBits, suffices in
      let until: (EnclosedSlope) -> Bool = { suffices(Estimate($0)) }
      let slope =
        switch axis {
        case .entry(let entry): Enclosures.partialDerivative(problem, by: entry, upTo: mostBits, until: until)
        case .direction(let direction):
          Enclosures.directionalDerivative(problem, along: direction, upTo: mostBits, until: until)
        }
      return slope.map { Estimate($0) }
    }
    return oracles
  }()

  /// Everything but ball arithmetic.
  private static let bounding = Oracles(
    bounds: { problem, formula in
      let bounds = Oracles.bounds(problem, formula)
      return formula.isRescaled ? bounds.rescaled(outputs: problem.targets.rows, formula.precision) : bounds
    },
    derivative: { problem, axis in
      let slope =
        switch axis {
        case .entry(let entry): Textbook.partialDerivative(problem, by: entry)
        case .direction(let direction): Textbook.directionalDerivative(problem, along: direction)
        }
      return Estimate(value: slope.value, error: slope.error, atKink: slope.atKink)
    },
    numeric: { GSLOracle($0, costError: $1) },
    threeLayer: { threeLayerGradient($0) })

  /// Bounds for an answer in our conventions.
  private static func bounds(_ problem: Problem<Double>, _ formula: Formula) -> Bounds {
    // Where every intermediate fits the significand nothing is rounded, in no order and by no correct program (law 10).
    // Division by a number of outputs that is no power of two rounds, wherever a program does it.
    let isRescaled = formula.isRescaled && problem.targets.rows & (problem.targets.rows - 1) != 0
    if !isRescaled, let bits = ProblemGenerator.dyadicBits(of: problem), bits <= formula.precision.significandBits {
      let bounds = Bounds(exact: Textbook.answer(problem, form: formula.form ?? .dZ))
      // At a kink the slope is a matter of convention, which is unknown where the source is.
      if formula.form != nil || !bounds.value.touchesKink(of: problem.network) { return bounds }
    }
    return Bounds(Textbook.bounds(problem, formula))
  }

  /// The mean or sum over the cases of what the special case says of each.
  private static func threeLayerGradient(
    _ problem: Problem<Double>
  ) -> (value: Gradient<Double>, error: Gradient<Double>)? {
    let bounded = problem.map { Bounded($0) }
    guard let network = ThreeLayerNetwork(bounded) else { return nil }
    let cases = (0..<problem.caseCount).map { n in
      network.gradient(bounded.inputs.column(n), bounded.targets.column(n))
    }
    let scale = problem.reduction == .mean ? Bounded(1) / Bounded(Double(problem.caseCount)) : Bounded(1)
    func combine(_ values: [Bounded]) -> Bounded { scale * values.reduce(Bounded(0), +) }
    func combine(_ grids: [Grid<Bounded>]) -> Grid<Bounded> {
      Grid(rows: grids[0].rows, columns: grids[0].columns) { j, i in combine(grids.map { $0[j, i] }) }
    }
    func combine(_ vectors: [[Bounded]]) -> [Bounded] {
      vectors[0].indices.map { j in combine(vectors.map { $0[j] }) }
    }
    let gradient = Gradient(
      weights: [combine(cases.map(\.w_im)), combine(cases.map(\.w_ji))],
      biases: [combine(cases.map(\.b_i)), combine(cases.map(\.b_j))],
      // The special case does not ask for the derivative by its inputs.
      inputs: Grid(repeating: Bounded(0), rows: problem.inputs.rows, columns: problem.inputs.columns))
    return (gradient.map(\.value), gradient.map(\.error))
  }
}

extension TrueValues {
  init(_ enclosure: Enclosure) {
    self.init(value: enclosure.value, radius: enclosure.radius, bits: enclosure.bits, atKink: enclosure.atKink)
  }
}

extension Estimate {
  init(_ enclosed: EnclosedSlope) {
    self.init(value: enclosed.value, error: enclosed.radius, atKink: enclosed.atKink)
  }
}

extension Bounds {
  /// An answer that is exact: the sign of every pre-activation is known, and at 0 the declared convention holds.
  init(exact answer: Evaluation<Double>) {
    self.init(value: answer, error: answer.map { _ in 0 }, atKink: false)
  }

  init(_ bounds: RoundingBounds) {
    self.init(value: bounds.value, error: bounds.error, atKink: bounds.atKink)
  }
}

extension Bounds {
  /// The bounds of an answer of which cost and derivatives were rescaled.
  fileprivate func rescaled(outputs: Int, _ precision: Precision) -> Bounds {
    func widened(_ error: Grid<Double>, _ value: Grid<Double>) -> Grid<Double> {
      Grid(rows: error.rows, columns: error.columns) { row, column in
        // An error is rescaled like the number that it is the error of.
        let e = error[row, column]
        return e + 4 * precision.unitRoundoff * e
          + Tolerances.rescaling(of: value[row, column], outputs: outputs, precision)
      }
    }
    func widened(_ error: [Double], _ value: [Double]) -> [Double] {
      widened(Grid(columns: [error]), Grid(columns: [value])).elements
    }
    var copy = self
    copy.error.cost = widened([error.cost], [value.cost])[0]
    copy.error.deltas = error.deltas.map { zip($0, value.deltas ?? []).map(widened) }
    copy.error.gradient = Gradient(
      weights: zip(error.gradient.weights, value.gradient.weights).map(widened),
      biases: zip(error.gradient.biases, value.gradient.biases).map(widened),
      inputs: widened(error.gradient.inputs, value.gradient.inputs))
    return copy
  }
}

extension Evaluation<Double> {
  /// Whether a relu, leaky_relu or elu neuron is exactly at its kink.
  fileprivate func touchesKink(of network: Network<Double>) -> Bool {
    zip(network.layers, preactivations ?? []).contains { layer, Z in
      layer.activation.hasKink && Z.elements.contains(0)
    }
  }
}
