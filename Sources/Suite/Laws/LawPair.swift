import Networks
import Verification

/// Two problems that a law ties, and the equations between their answers.
struct LawPair {
  var law: Law
  /// What tells the pair from others of its law: "tanh".
  var name: String
  var statement: String
  var flags: [BugFlag]
  var own: Problem<Double>
  var partner: Problem<Double>
  /// As seen from `own`.
  var equations: [LawEquation]

  /// Both, each tied to the other.
  var problems: [SuiteProblem] {
    let lawName = law.rawValue.split(separator: "_").joined(separator: "-")
    let (first, second) = ("laws-\(lawName)-\(name)-a", "laws-\(lawName)-\(name)-b")
    func member(_ slug: String, _ problem: Problem<Double>, _ partner: String, _ equations: [LawEquation])
      -> SuiteProblem
    {
      SuiteProblem(
        group: .laws, slug: slug, comment: "\(statement) See \(partner).", flags: flags, problem: problem,
        law: LawTie(law: law, statement: statement, partner: partner, equations: equations))
    }
    return [member(first, own, second, equations), member(second, partner, first, equations.map(\.reversed))]
  }
}

/// What an entry of the own answer is, in terms of the partner's.
struct LawImage {
  var terms: [LawTerm]
  var constant = 0.0
  /// What the own entry is multiplied by: 3 x = 2 x′ has no factor of few bits on one side alone.
  var ownFactor = 1.0

  static let zero = LawImage(terms: [])

  /// A multiple of one entry, and a constant.
  static func entry(
    _ quantity: Quantity, _ row: Int, _ column: Int, times factor: Double = 1, plus constant: Double = 0
  ) -> LawImage {
    LawImage(terms: [LawTerm(quantity, row: row, column: column, times: factor)], constant: constant)
  }
}

extension Problem<Double> {
  /// An equation for every entry of every quantity of the answer that has an image.
  func equations(_ image: (Quantity, _ row: Int, _ column: Int) -> LawImage?) -> [LawEquation] {
    Evaluation<Double>.quantities(depth: depth).flatMap { quantity in
      let (rows, columns) = shape(of: quantity)
      return (0..<rows * columns).compactMap { index in
        let (row, column) = (index / columns, index % columns)
        return image(quantity, row, column).map {
          LawEquation(
            own: [LawTerm(quantity, row: row, column: column, times: $0.ownFactor)], partner: $0.terms,
            constant: $0.constant)
        }
      }
    }
  }

  private func shape(of quantity: Quantity) -> (rows: Int, columns: Int) {
    switch quantity {
    case .cost: return (1, 1)
    case .preactivations(let layer), .hiddenOutputs(let layer), .deltas(let layer):
      return (network.layers[layer - 1].width, caseCount)
    case .outputs: return (targets.rows, caseCount)
    case .gradient(let tensor):
      let grid = self[tensor]
      return (grid.rows, grid.columns)
    }
  }
}

extension Quantity {
  /// δ and dX: one column per case, with the case's share of the cost.
  var isPerCase: Bool {
    switch self {
    case .deltas, .gradient(.inputs): true
    case .cost, .preactivations, .hiddenOutputs, .outputs, .gradient: false
    }
  }

  /// Z, A and outputs, δ and dX: one column per case.
  var hasCases: Bool {
    switch self {
    case .cost, .gradient(.weights), .gradient(.biases): false
    case .preactivations, .hiddenOutputs, .outputs, .deltas, .gradient(.inputs): true
    }
  }

  /// C, dW and db: sums over the cases.
  var isSumOverCases: Bool { !hasCases }

  /// Z, A, δ, dW and db of a layer: one row per neuron of it. Outputs are those of the last.
  func hasNeurons(of layer: Int, depth: Int) -> Bool {
    switch self {
    case .preactivations(let own), .hiddenOutputs(let own), .deltas(let own), .gradient(.weights(let own)),
      .gradient(.biases(let own)):
      own == layer
    case .outputs: layer == depth
    case .cost, .gradient(.inputs): false
    }
  }
}

extension Suite {
  /// An ordinary problem to start from; the same for the same arguments, for ever.
  ///
  /// - Parameter seed: what tells it from others of its kind.
  static func base(
    _ widths: [Int], cases: Int, _ hidden: [Activation], _ output: Activation, _ loss: Loss = .squaredError,
    _ reduction: Reduction = .mean, soft: Bool = true, seed: Int
  ) -> Problem<Double> {
    var random = RandomSource(version: version, seed: 2, index: seed)
    let row = DenseRow(
      shape: DenseShape(widths, cases: cases), hidden: hidden.map(\.name),
      output: OutputLoss(activation: output.name, loss: loss), reduction: reduction, regime: .ordinary,
      targets: loss == .squaredError ? .real : soft ? .soft : .hard)
    return row.problem(from: &random)
  }

  static let lawProblems = (batchLaws + neuronLaws + signLaws + outputLaws + functionLaws).flatMap(\.problems)
}
