import Networks
import Reference
public import Verification

extension Oracles {
  /// The textbook over running error bounds, dual numbers, and GSL.
  public static let standard = Oracles(
    bounds: { problem, formula in
      let form = formula.form ?? .dA
      // Where every intermediate fits the significand nothing is rounded, in no order and by no correct program (law 10).
      if let bits = ProblemGenerator.dyadicBits(of: problem), bits <= Double.significandBitCount + 1 {
        return Bounds(exact: Textbook.answer(problem, form: form))
      }
      return Bounds(Textbook.bounds(problem, form: form), of: problem.network)
    },
    derivative: { problem, axis in
      let slope =
        switch axis {
        case .entry(let entry): Textbook.partialDerivative(problem, by: entry)
        case .direction(let direction): Textbook.directionalDerivative(problem, along: direction)
        }
      return Estimate(value: slope.value, error: slope.error, atKink: slope.atKink)
    },
    numeric: { GSLOracle($0) },
    threeLayer: { threeLayerGradient($0) })

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

extension Bounds {
  /// An answer that is exact: the sign of every pre-activation is known, and at 0 the declared convention holds.
  init(exact answer: Evaluation<Double>) {
    self.init(value: answer, error: answer.map { _ in 0 }, atKink: false)
  }

  /// Splits numbers with bounds into numbers and bounds.
  init(_ evaluation: Evaluation<Bounded>, of network: Network<Double>) {
    let u = ByLayer(evaluation.preactivations ?? [])
    self.init(
      value: evaluation.map(\.value), error: evaluation.map(\.error),
      atKink: network.map { Bounded($0) }.isUndetermined(u))
  }
}
