public import Networks
import Reference
public import Verification

extension ActivationFunctions {
  /// The textbook's g and g′.
  public static let textbook = ActivationFunctions(
    values: { activation, z in Textbook.activations(activation, z) },
    slope: { activation, z in
      activation == .softmax ? .nan : Textbook.gPrime(activation, u: z, v: Textbook.g(activation, z))
    })
}

extension Symptoms {
  /// The symptoms of an answer held against the textbook, allowed what any correct program of this formula is.
  ///
  /// - Parameters:
  ///   - previous: what the same implementation was asked and answered just before.
  ///   - alone: its answer to the problem when asked first of a fresh implementation.
  public init(
    _ problem: Problem<Double>, observed: Evaluation<Double>, formula: Formula = .textbook,
    previous: (problem: Problem<Double>, observed: Evaluation<Double>)? = nil, alone: Evaluation<Double>? = nil
  ) {
    let oracles = Oracles.standard
    let (own, textbook) = (oracles.bounds(problem, formula), oracles.bounds(problem, .textbook))
    self.init(
      problem: problem, observed: observed, expected: textbook.value, allowance: own.error + textbook.error,
      functions: .textbook,
      previous: previous.map {
        Exchange(problem: $0.problem, expected: Textbook.answer($0.problem, form: .dZ), observed: $0.observed)
      }, alone: alone)
  }
}

extension Evaluation<Double> {
  /// Number by number, of evaluations of one problem that keep the same things.
  fileprivate static func + (x: Evaluation, y: Evaluation) -> Evaluation {
    func add(_ x: Grid<Double>, _ y: Grid<Double>) -> Grid<Double> {
      Grid(rows: x.rows, columns: x.columns) { x[$0, $1] + y[$0, $1] }
    }
    func add(_ x: [Grid<Double>]?, _ y: [Grid<Double>]?) -> [Grid<Double>]? {
      guard let x, let y else { return nil }
      return zip(x, y).map { add($0, $1) }
    }
    return Evaluation(
      cost: x.cost + y.cost, preactivations: add(x.preactivations, y.preactivations),
      hiddenOutputs: add(x.hiddenOutputs, y.hiddenOutputs), outputs: add(x.outputs, y.outputs),
      deltas: add(x.deltas, y.deltas),
      gradient: Gradient(
        weights: zip(x.gradient.weights, y.gradient.weights).map { add($0, $1) },
        biases: zip(x.gradient.biases, y.gradient.biases).map { zip($0, $1).map(+) },
        inputs: add(x.gradient.inputs, y.gradient.inputs)))
  }
}
